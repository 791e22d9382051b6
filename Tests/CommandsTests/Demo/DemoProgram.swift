import Digests
import Glibc
import SubprocessKit

/// Runs the program that was built beside the tests, in a state directory of its own.
final class DemoProgram {
    struct Answer {
        let isSuccess: Bool
        let output: String
        let errors: String
    }

    let state: String

    init() throws {
        var template = Array("/tmp/worklead-demo-test-XXXXXX".utf8CString)
        guard let made = mkdtemp(&template) else { throw Failure(what: "mkdtemp") }
        state = String(cString: made)
    }

    struct Failure: Error {
        let what: String
    }

    func run(_ arguments: [String], limit: Duration = .seconds(150)) throws -> Answer {
        let subprocess = Subprocess(
            Self.path,
            arguments,
            directory: state,
            environment: environment,
            output: .captured(keeping: .head(8 << 20)),
            wallLimit: limit
        )
        let result = try subprocess.run(clock: Self.clock)
        return Answer(
            isSuccess: result.isSuccess,
            output: result.output.text,
            errors: result.error.text
        )
    }

    /// Whether a line of shell succeeds.
    func shell(_ line: String) throws -> Bool {
        try Subprocess("/bin/sh", ["-c", line], directory: state, environment: environment)
            .run(clock: Self.clock).isSuccess
    }

    /// Starts the program without waiting for its end.
    func start(_ arguments: [String]) throws -> RunningProcess {
        try Subprocess(
            Self.path,
            arguments,
            directory: state,
            environment: environment,
            output: .file("\(state)/output"),
            error: .merged
        ).spawn(clock: Self.clock)
    }

    private var environment: [String: String] {
        let search = getenv("PATH").map { String(cString: $0) } ?? "/usr/bin:/bin"
        return ["PATH": search, "XDG_STATE_HOME": state, "HOME": state]
    }

    /// The names that are left below the state directory of the program.
    func leftovers() throws -> [String] {
        let listing = try Subprocess(
            "find",
            [state, "-mindepth", "2"],
            environment: ["PATH": "/usr/bin:/bin"]
        ).run(clock: Self.clock)
        return listing.output.text.split(separator: "\n").map(String.init)
    }

    /// The processes whose command line or environment names the state directory.
    func processes() throws -> [String] {
        let search =
            "grep -lsF -- '\(state)' /proc/[0-9]*/environ /proc/[0-9]*/cmdline"
            + " | grep -v \"/$$/\""
        let found = try Subprocess(
            "/bin/sh",
            ["-c", search],
            environment: ["PATH": "/usr/bin:/bin"]
        ).run(clock: Self.clock)
        // The search itself names the directory, and has ended by now.
        return found.output.text.split(separator: "\n").map(String.init).filter { file in
            access(file, F_OK) == 0
        }
    }

    func remove() throws {
        _ = try Subprocess("rm", ["-rf", "--", state], environment: ["PATH": "/usr/bin:/bin"])
            .run(clock: Self.clock)
    }

    private static let clock: @Sendable () -> Duration = {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return .seconds(Int64(time.tv_sec)) + .nanoseconds(Int64(time.tv_nsec))
    }

    /// `.build/debug/worklead` of the package that this file belongs to.
    private static let path: String = {
        let parts = #filePath.split(separator: "/").dropLast(4)
        return "/" + parts.joined(separator: "/") + "/.build/debug/worklead"
    }()
}
