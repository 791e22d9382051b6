import Digests
import Glibc
import Model
import SubprocessKit

/// Sets the demonstration up, and runs single commands in it as its founder.
struct DemoStage {
    let directory: DemoDirectory
    let cast: DemoCast
    let environment: [String: String]
    let clock: @Sendable () -> Duration
    let interruption: Interruption?

    /// Makes the repositories and the workspace, in which nobody is but the founder.
    func build() throws {
        let link = "\(directory.path)/bin/worklead"
        guard symlink(try ProcessEnvironment.program(), link) == 0 else {
            throw FileError(doing: "make the link", path: link, number: errno)
        }
        for name in DemoRepositories.names { try makeRepository(name) }
        try worklead(["init", "--name", "demo", "--founder", "founder"])
        try worklead(["repo", "add", directory.repository("web")])
    }

    /// Registers an agent, and writes its script.
    func add(_ agent: String, _ role: String) throws {
        try worklead(["agent", "register", agent, "--role", role])
        try directory.write(cast.script(of: agent), to: directory.script(of: agent))
        try PrivateFile.makeDirectory(directory.scratch(of: agent))
    }

    private func makeRepository(_ name: String) throws {
        let path = directory.repository(name)
        for (file, text) in DemoRepositories.files(of: name) {
            let full = "\(path)/\(file)"
            let end = full.lastIndex(of: "/") ?? full.endIndex
            try PrivateFile.makeDirectory(String(full[..<end]))
            try directory.write(text, to: full)
        }
        try run("git", ["init", "--quiet", "--initial-branch", "main", path])
        try run("git", ["-C", path, "add", "--all"])
        try run("git", ["-C", path, "commit", "--quiet", "--message", "Start with one function"])
    }

    /// Runs a command of worklead as the founder.
    @discardableResult
    func worklead(_ arguments: [String]) throws -> String {
        try run("worklead", arguments)
    }

    /// The JSON document that a command of worklead answers with.
    func answer(_ arguments: [String]) throws -> JSONValue {
        try JSONValue(parsing: worklead(arguments + ["--json"]))
    }

    /// The lines of JSON that a command of worklead writes.
    func lines(_ arguments: [String]) throws -> [JSONValue] {
        try worklead(arguments + ["--json"]).split(separator: "\n").map {
            try JSONValue(parsing: String($0))
        }
    }

    /// Runs a program as the founder; one that fails ends the demonstration.
    @discardableResult
    func run(_ program: String, _ arguments: [String]) throws -> String {
        let inside = access(directory.repository("api"), F_OK) == 0
        let subprocess = Subprocess(
            program,
            arguments,
            directory: inside ? directory.repository("api") : directory.path,
            environment: environment,
            output: .captured(keeping: .head(64 << 20)),
            wallLimit: .seconds(60)
        )
        let result = try subprocess.run(clock: clock, interruption: interruption)
        if result.stopped == .interruption { throw InterruptedError() }
        guard result.isSuccess else {
            let words = result.output.text + result.error.text
            throw DemoError.stepFailed(
                step: ([program] + arguments).joined(separator: " "),
                ending: result.ending.description,
                tail: words.split(separator: "\n").suffix(4).map(String.init)
            )
        }
        return result.output.text
    }
}
