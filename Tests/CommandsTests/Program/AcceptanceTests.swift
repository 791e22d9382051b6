import Digests
import Testing

@Suite("What can't be accepted, by the program itself")
struct AcceptanceTests {
    /// A session in which ada has delivered a task, with a packet or with a title alone.
    private func delivered(_ packet: String? = nil) throws -> CommandLineSession {
        let session = try CommandLineSession()
        session.write(packet ?? "", to: session.folder + "/packet.md")
        let words = packet == nil ? ["One"] : ["--packet", "../packet.md"]
        try session.join("ada")
        try session.join("vera", as: "validator")
        let made = session.run(words: ["task", "create", "--task", "WP-1", "--ready"] + words)
        try #require(made.exit == 0, "\(made)")
        let claim = session.run("claim", "WP-1", "--json", by: "ada")
        let worktree = try #require(try session.data(of: claim)["worktree"]?.stringValue)
        try session.shell(
            "cd '\(worktree)' && echo 'echo more' >> src/run.sh && git commit -qam more"
        )
        let run = session.run("deliver", "WP-1", "--claim", "all: passed", by: "ada", in: worktree)
        try #require(run.exit == 0, "\(run)")
        return session
    }

    @Test("Without checks to run again there is no replay, and without a replay no acceptance")
    func noChecks() throws {
        let session = try delivered()
        let replay = session.run("replay", "WP-1", "--json", by: "vera")
        #expect(replay.exit == 5 && replay.code == "replay.no_checks", "\(replay)")
        let accepted = session.run("accept", "WP-1", "--json", by: "vera")
        #expect(accepted.exit == 5 && accepted.code == "task.no_replay", "\(accepted)")
        #expect(session.run("task", "list", "--state", "accepted").output.contains("WP-1") == false)
    }

    @Test("A worker neither replays nor accepts its own work, whatever its role")
    func ownWork() throws {
        let session = try CommandLineSession()
        try session.good("task", "create", "One", "--task", "WP-1", "--ready")
        let claim = try session.data(of: session.run("claim", "WP-1", "--json"))
        let worktree = try #require(claim["worktree"]?.stringValue)
        session.directory = worktree
        try session.shell("cd '\(worktree)' && echo x > x && git add x && git commit -qm x")
        try session.good("deliver", "WP-1")
        for words in [["replay", "WP-1"], ["accept", "WP-1"]] {
            let run = session.run(words: words + ["--json"])
            #expect(run.exit == 6 && run.code == "task.own_work", "\(run)")
        }
    }

    @Test("Checks that pass without running a test are a named gap, which is not simply accepted")
    func zeroTests() throws {
        let session = try delivered(
            TaskLifeTests.packet.replacing("WP-1-Hello", with: "WP-1")
                .replacing("  sh test.sh\n", with: "  echo '0 passed, 0 failed'\n")
        )
        let replay = session.run("replay", "WP-1", "--json", by: "vera")
        guard replay.code != "replay.no_sandbox" else { return }
        #expect(
            replay.output.contains("with_gaps") && replay.output.contains("no test"),
            "\(replay)"
        )
        let accepted = session.run("accept", "WP-1", "--json", by: "vera")
        #expect(accepted.exit == 5 && accepted.code == "verdict.gaps", "\(accepted)")
    }
}
