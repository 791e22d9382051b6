import Digests
import Testing

// Other agents than the founder, each with the credential of a session in a file of its own.
extension CommandLineSession {
    /// Registers an agent and starts its session.
    func join(_ agent: String, as role: String = "worker") throws {
        try good("agent", "register", agent, "--role", role)
        try shell("mkdir -p elsewhere")
        let started = run("--as", agent, "session", "start", by: agent)
        try #require(started.exit == 0, "\(started)")
    }

    /// Runs the program as an agent, by default outside of any repository.
    func run(_ words: String..., by agent: String, in place: String? = nil) -> Run {
        let before = directory
        defer {
            directory = before
            environment["WORKLEAD_TOKEN_FILE"] = nil
        }
        directory = place ?? folder + "/elsewhere"
        environment["WORKLEAD_TOKEN_FILE"] = folder + "/token-" + agent
        return run(words: ["--workspace", "api"] + words)
    }

    /// Runs the program and requires that it succeeds.
    @discardableResult
    func good(_ words: String...) throws -> Run {
        let run = run(words: words)
        try #require(run.exit == 0, "\(words): \(run)")
        return run
    }

    /// The answer's data, of a run that must succeed.
    func data(of run: Run) throws -> JSONValue {
        try #require(run.exit == 0, "\(run)")
        return try #require(run.json?["data"], "\(run)")
    }
}
