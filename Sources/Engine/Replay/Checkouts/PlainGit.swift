import Glibc
import SubprocessKit

/// git without anybody's configuration, and without a way to run a program or reach a network.
struct PlainGit: Sendable {
    let clock: @Sendable () -> Duration
    let interruption: Interruption?

    /// Nobody's: neither hooks nor filters nor a file system monitor of a repository run, replaced
    /// objects are not followed, and a missing object is not fetched.
    static let environment = [
        "PATH": "/usr/local/bin:/usr/bin:/bin",
        "HOME": "/nonexistent",
        "LC_ALL": "C",
        "GIT_CONFIG_NOSYSTEM": "1",
        "GIT_CONFIG_GLOBAL": "/dev/null",
        "GIT_ATTR_NOSYSTEM": "1",
        "GIT_TERMINAL_PROMPT": "0",
        "GIT_NO_REPLACE_OBJECTS": "1",
        "GIT_NO_LAZY_FETCH": "1",
        "GIT_OPTIONAL_LOCKS": "0",
        "GIT_PAGER": "cat",
    ].merging(configuration) { $1 }

    private static let configuration: [String: String] = {
        let settings = [
            ("core.hooksPath", "/dev/null"), ("core.fsmonitor", "false"),
            ("protocol.allow", "never"),
            ("safe.directory", "*"), ("gc.auto", "0"), ("maintenance.auto", "false"),
            ("submodule.recurse", "false"), ("diff.ignoreSubmodules", "all"),
            ("advice.detachedHead", "false"), ("init.defaultBranch", "main"),
        ]
        var variables = ["GIT_CONFIG_COUNT": String(settings.count)]
        for (index, setting) in settings.enumerated() {
            variables["GIT_CONFIG_KEY_\(index)"] = setting.0
            variables["GIT_CONFIG_VALUE_\(index)"] = setting.1
        }
        return variables
    }()

    /// Runs a command that reads.
    func output(
        _ arguments: [String],
        in repository: String,
        input: String = ""
    ) throws(ReplayError) -> [UInt8] {
        let result: ProcessResult
        do {
            result = try Subprocess(
                "git",
                arguments,
                directory: repository,
                environment: Self.environment,
                input: .bytes(Array(input.utf8)),
                output: .captured(keeping: .head(64 << 20)),
                wallLimit: .seconds(60),
                parentDeath: .terminate
            ).run(clock: clock, interruption: interruption)
        } catch {
            throw Self.refusal(error, repository)
        }
        if result.stopped == .interruption { throw .interrupted }
        guard result.isSuccess, let output = result.output.whole else {
            let complaint = result.error.text.split(separator: "\n").first.map(String.init)
            throw .repositoryUnusable(
                path: repository,
                reason: complaint ?? "git ended with \(result.ending)"
            )
        }
        return output
    }

    func lines(
        _ arguments: [String],
        in repository: String,
        input: String = ""
    ) throws(ReplayError) -> [String] {
        try output(arguments, in: repository, input: input)
            .split(separator: UInt8(ascii: "\n")).map { String(decoding: $0, as: UTF8.self) }
    }

    private static func refusal(_ error: SubprocessError, _ repository: String) -> ReplayError {
        switch error {
        case .interrupted: .interrupted
        case .directoryMissing(_, let reason):
            .repositoryUnusable(path: repository, reason: reason)
        default: .programMissing(message: error.message, hint: error.hint)
        }
    }
}
