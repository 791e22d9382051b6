import GitKit
import Glibc
import SubprocessKit
import TestSupport

/// A directory of one test, with a home of its own and git as this machine has it.
struct Fixture {
    let root: String
    let environment: [String: String]

    /// Gives the test a fresh directory and removes it afterwards.
    static func with<Value>(_ body: (Fixture) throws -> Value) throws -> Value {
        var template = Array("/tmp/gitkit-tests-XXXXXX".utf8CString)
        guard let made = mkdtemp(&template) else { throw FixtureError("no temporary directory") }
        let root = String(cString: made)
        defer { _ = try? Fixture.run("rm", ["-rf", "--", root], in: "/", searchPath) }
        let fixture = Fixture(root: root)
        mkdir(fixture.home, 0o700)
        try fixture.write(
            "\(fixture.home)/.gitconfig",
            Array("[user]\n\tname = Grace\n\temail = grace@example.org\n".utf8)
        )
        return try body(fixture)
    }

    private init(root: String) {
        self.root = root
        environment = searchPath.merging([
            "HOME": "\(root)/home", "GIT_CONFIG_NOSYSTEM": "1",
        ]) { $1 }
    }

    var home: String { "\(root)/home" }

    var program: GitProgram { program(path: "git") }

    func program(path: String, retry: RetryPolicy? = nil) -> GitProgram {
        GitProgram(
            path: path,
            environment: environment,
            clock: monotonic,
            retry: retry ?? .patient
        )
    }

    func path(_ name: String) -> String { "\(root)/\(name)" }

    /// A repository with one commit on `main`.
    func repository(_ name: String = "repo") throws -> Repository {
        let path = path(name)
        try makeDirectory(path)
        let git = try GitRepository.create(
            at: path,
            branch: BranchName("main"),
            program: program
        )
        let repository = Repository(fixture: self, path: path, git: git)
        try repository.write("README", "first\n")
        try repository.commit("First")
        return repository
    }

    /// Asks git itself, as the person at the keyboard would.
    @discardableResult
    func git(
        in directory: String,
        _ arguments: String...,
        accepting: Set<Int32> = [0]
    ) throws -> String {
        let result = try Self.run("git", arguments, in: directory, environment)
        guard case .exited(let code) = result.ending, accepting.contains(code) else {
            throw FixtureError("git \(arguments): \(result.ending): \(result.error.text)")
        }
        return result.output.text
    }

    @discardableResult
    func shell(in directory: String, _ text: String) throws -> String {
        let result = try Self.run("sh", ["-ec", text], in: directory, environment)
        guard result.isSuccess else {
            throw FixtureError("\(text): \(result.ending): \(result.error.text)")
        }
        return result.output.text
    }

    static func run(
        _ program: String,
        _ arguments: [String],
        in directory: String,
        _ environment: [String: String]
    ) throws -> ProcessResult {
        try Subprocess(
            program,
            arguments,
            directory: directory,
            environment: environment,
            output: .captured(keeping: .head(1 << 24)),
            wallLimit: .seconds(120)
        ).run(clock: monotonic)
    }

    func makeDirectory(_ path: String) throws {
        guard mkdir(path, 0o755) == 0 else { throw FixtureError("mkdir \(path)") }
    }

    func write(_ path: String, _ bytes: [UInt8], mode: mode_t = 0o644) throws {
        let descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC, mode)
        guard descriptor >= 0 else { throw FixtureError("open \(path): \(errno)") }
        defer { close(descriptor) }
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
            guard count > 0 else { throw FixtureError("write \(path): \(errno)") }
            rest = rest.dropFirst(count)
        }
    }

    func read(_ path: String) -> String? {
        guard let file = fopen(path, "r") else { return nil }
        defer { fclose(file) }
        var bytes: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 4096)
        while case let count = fread(&chunk, 1, chunk.count, file), count > 0 {
            bytes += chunk[..<count]
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    func exists(_ path: String) -> Bool {
        var information = stat()
        return lstat(path, &information) == 0
    }
}

/// A repository of a test.
struct Repository {
    let fixture: Fixture
    let path: String
    let git: GitRepository

    func write(_ name: String, _ text: String) throws {
        try fixture.write("\(path)/\(name)", Array(text.utf8))
    }

    /// Commits all there is, a second later than the commit before.
    @discardableResult
    func commit(_ message: String, by signature: CommitSignature = .ada) throws -> CommitID {
        try git.commitAll(message: message, by: signature)
    }

    /// Asks git itself.
    @discardableResult
    func ask(_ arguments: String..., accepting: Set<Int32> = [0]) throws -> String {
        let result = try Fixture.run("git", arguments, in: path, fixture.environment)
        guard case .exited(let code) = result.ending, accepting.contains(code) else {
            throw FixtureError("git \(arguments): \(result.ending): \(result.error.text)")
        }
        return result.output.text.trimmed
    }

    var head: CommitID { get throws { try git.commit("HEAD") } }
}

struct FixtureError: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) {
        self.description = description
    }
}

let searchPath = ["PATH": "/usr/local/bin:/usr/bin:/bin"]

extension RetryPolicy {
    /// Waits for real, for as long as a crowd of tests may take.
    static let patient = RetryPolicy(
        attemptsMax: 40,
        jitter: { Double.random(in: 0..<1) },
        pause: pauseThread
    )

    /// Tries again at once, and gives up soon.
    static let hasty = RetryPolicy(attemptsMax: 3, jitter: { 0 }, pause: { _ in })
}

private func pauseThread(_ duration: Duration) {
    usleep(useconds_t(duration.components.attoseconds / 1_000_000_000_000))
}

extension CommitSignature {
    static let ada = CommitSignature(
        name: "Ada",
        email: "ada@example.org",
        time: CommitTime(secondsSinceEpoch: 1_700_000_000, utcOffsetMinutes: 90)
    )
}

extension String {
    var trimmed: String {
        var text = self
        while text.last?.isNewline == true { text.removeLast() }
        return text
    }
}
