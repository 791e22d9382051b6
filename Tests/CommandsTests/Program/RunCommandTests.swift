import Commands
import Digests
import TestSupport
import Testing

@Suite("Runs, by the program itself")
struct RunCommandTests {
    private func prepared(
        _ run: SampleRun = SampleRun(),
        served: Bool = false
    ) throws -> CommandLineSession {
        let session = try CommandLineSession(served: served)
        session.write(run.text, to: session.folder + "/run.toml")
        for agent in ["ada", "bea"] { try session.good("agent", "register", agent) }
        return session
    }

    @Test(
        "A run goes from its file to its tasks only by a founder's go",
        arguments: [false, true]
    )
    func goes(served: Bool) throws {
        let session = try prepared(served: served)
        #expect(session.run("run", "lint", "../run.toml").exit == 0)
        let drafted = session.run("run", "new", "../run.toml", "--json")
        #expect(drafted.json?["data"]?["run"]?["state"] == "drafted", "\(drafted)")
        #expect(session.run("run", "show", "phase-a", "--text").output == SampleRun().text)
        let early = session.run("run", "start", "phase-a", "--json")
        #expect(early.exit == 7 && early.code == "run.not_approved", "\(early)")
        try session.good("run", "approve", "phase-a")
        let started = session.run("run", "start", "phase-a", "--json")
        #expect(started.json?["data"]?["run"]?["state"] == "running", "\(started)")
        let status = session.run("run", "status", "phase-a")
        #expect(status.exit == 0, "\(status)")
        for words in ["0 of 3", "A0 by ada", "A0 -> A1", "A0 (ada)", "2 waiting, 1 ready"] {
            #expect(status.output.contains(words), "\(words) in \(status.output)")
        }
        #expect(session.run("run", "list", "--open").output.contains("0 of 3"))
        #expect(session.run("run", "show", "phase-a").exit == 0)
        try session.good("run", "pause", "phase-a", "--reason", "to think")
        #expect(session.run("run", "status", "phase-a").output.contains("to think"))
        try session.good("run", "resume", "phase-a")
        try session.good("run", "cancel", "phase-a", "--reason", "no longer wanted")
        #expect(session.run("task", "show", "A1", "--json").output.contains("cancelled"))
        #expect(session.run("ledger", "verify").exit == 0)
    }

    @Test("A file with faults is refused by lint and by new, with all of them and their lines")
    func faults() throws {
        let broken = SampleRun(
            slices: [
                SampleRun.Slice("A0", "ada", after: ["A1"]),
                SampleRun.Slice("A1", "zoe", after: ["A0"]),
            ],
            gates: ["scop"]
        )
        let session = try prepared(broken)
        let lint = session.run("run", "lint", "../run.toml", "--json")
        #expect(lint.exit == 5 && lint.code == "run.refused", "\(lint)")
        let found = session.run("run", "lint", "../run.toml").output
        for words in ["A0 -> A1 -> A0", "Did you mean 'scope'?", "'zoe' is none"] {
            #expect(found.contains(words), "\(words) in \(found)")
        }
        let new = session.run("run", "new", "../run.toml", "--json")
        #expect(new.exit == 5 && new.code == "run.refused", "\(new)")
        #expect(session.run("run", "list").output.contains("phase-a") == false)
        #expect(session.run("run", "lint", "../none.toml").exit != 0)
    }
}
