import Commands
import Digests
import TestSupport
import Testing

@Suite("Waves and windows, by the program itself")
struct WaveCommandTests {
    /// A session with a spec beside its repository.
    private func prepared(
        _ wave: SampleWave = SampleWave(),
        served: Bool = false
    ) throws -> CommandLineSession {
        let session = try CommandLineSession(served: served)
        session.write(wave.text, to: session.folder + "/spec.toml")
        return session
    }

    private func register(_ session: CommandLineSession) throws {
        try session.good("agent", "register", "lea", "--role", "lead")
        try session.good("agent", "register", "ada")
        for lane in ["core", "web"] { try session.good("lane", "add", lane, lane) }
    }

    @Test(
        "A wave is rendered, sent, and rendered and sent again without a change",
        arguments: [false, true]
    )
    func rendersOnce(served: Bool) throws {
        let session = try prepared(served: served)
        try register(session)
        let first = session.run("wave", "render", "--spec", "../spec.toml", "--send", "--json")
        #expect(first.exit == 0, "\(first)")
        #expect(first.json?["data"]?["wave"]?["state"] == "sent", "\(first)")
        let files = try session.shell("cd api/plans && find . -type f | sort | xargs sha256sum")
        #expect(files.split(separator: "\n").count == 16, "\(files)")
        let head = session.head
        let second = session.run("wave", "render", "--spec", "../spec.toml", "--send", "--json")
        #expect(second.exit == 0 && session.head == head, "\(second)")
        let again = try session.shell("cd api/plans && find . -type f | sort | xargs sha256sum")
        #expect(again == files)
        #expect(session.run("wave", "list").output.contains("0 of 2"))
        #expect(session.run("wave", "next", "--json").code == "wave.not_ready")
        // The packets that lie there are those of the tasks.
        let lint = session.run("task", "lint", "--packet", "plans/checkins/packets/P1-B1.md")
        #expect(lint.exit == 0, "\(lint)")
        // Who runs the script by hand changes nothing more.
        try session.shell(
            """
            cd api && mkdir -p bin && ln -sf '\(CommandLineSession.program)' bin/worklead \
                && PATH="$PWD/bin:$PATH" sh plans/Wave-1_unlock.sh
            """
        )
        #expect(session.head == head)
        #expect(session.run("ledger", "verify").exit == 0)
    }

    @Test("The script that unlocks a wave makes its tasks and tells its agents")
    func unlockScript() throws {
        let session = try prepared()
        try register(session)
        try session.good("wave", "render", "--spec", "../spec.toml")
        try session.shell(
            """
            cd api && mkdir -p bin && ln -sf '\(CommandLineSession.program)' bin/worklead \
                && PATH="$PWD/bin:$PATH" sh plans/Wave-1_unlock.sh
            """
        )
        let tasks = session.run("task", "list", "--json").json?["data"]?.arrayValue ?? []
        #expect(tasks.compactMap { $0["task"]?.stringValue }.sorted() == ["P1-A1", "P1-B1"])
        #expect(tasks.allSatisfy { $0["state"] == "ready" })
        let sent = session.run("wave", "render", "--spec", "../spec.toml", "--send")
        #expect(sent.exit == 0, "\(sent)")
    }

    @Test(
        "The next wave is not ready while its files are not as they were made",
        arguments: [false, true]
    )
    func filesOnDisk(served: Bool) throws {
        let session = try prepared(served: served)
        try register(session)
        try session.good("wave", "render", "--spec", "../spec.toml")
        let ready = try session.good("wave", "next")
        #expect(ready.output.contains("Wave-1 is ready"))
        let packet = "plans/checkins/packets/P1-A1.md"
        let boundary = "plans/checkins/AUTONOMY_BOUNDARY_P1-B1.md"
        let before = try session.shell("cat api/\(packet)")
        try session.shell("rm api/\(packet) && echo 'My own words.' >> api/\(boundary)")
        let run = session.run("wave", "next", "--json")
        #expect(run.exit == 5 && run.code == "wave.not_ready", "\(run)")
        let missing = run.json?["data"]?["missing"]?.arrayValue ?? []
        #expect(missing.map { $0["subject"] } == [.string(packet), .string(boundary)], "\(run)")
        #expect(missing.allSatisfy { $0["kind"] == "file" })
        #expect(run.json?["data"]?["ready"] == false)
        #expect(session.run("wave", "restore", "Wave-1", "--json").code == "wave.edited")
        #expect(session.run("wave", "restore", "Wave-9", "--json").code == "wave.unknown")
        try session.good("wave", "restore", "Wave-1", "--replace-edited")
        #expect(try session.shell("cat api/\(packet)") == before)
        #expect(try session.good("wave", "next").output.contains("Wave-1 is ready"))
        let away = session.run("wave", "next", "--out", "..")
        #expect(away.exit == 5 && away.output.contains("are not in"), "\(away)")
    }

    @Test("Left-over placeholders are all named, and nothing is written")
    func placeholders() throws {
        let session = try prepared(SampleWave("Wave-1", goal: "Do <what> by <when>."))
        let run = session.run("wave", "render", "--spec", "../spec.toml", "--json")
        #expect(run.code == "wave.placeholders" && run.exit == 5, "\(run)")
        let message = run.json?["error"]?["message"]?.stringValue ?? ""
        #expect(message.contains("<what>") && message.contains("<when>"), "\(message)")
        #expect(message.contains("spec.toml:"), "\(message)")
        #expect(try session.shell("ls api").contains("plans") == false)
        #expect(session.run("wave", "list", "--json").json?["total"] == 0)
    }

    @Test("A file that was changed by hand is kept, and named, until somebody says otherwise")
    func editedByHand() throws {
        let session = try prepared()
        try session.good("wave", "render", "--spec", "../spec.toml")
        try session.shell("echo 'My own words.' >> api/plans/checkins/AUTONOMY_BOUNDARY_P1-B1.md")
        session.write(
            SampleWave(goal: "Another goal.").text,
            to: session.folder + "/spec.toml"
        )
        let before = try session.shell("cat api/plans/checkins/packets/P1-A1.md")
        let refused = session.run("wave", "render", "--spec", "../spec.toml", "--json")
        #expect(refused.code == "wave.edited" && refused.exit == 4, "\(refused)")
        #expect(
            refused.json?["error"]?["message"]?.stringValue?
                .contains("plans/checkins/AUTONOMY_BOUNDARY_P1-B1.md") == true
        )
        #expect(try session.shell("cat api/plans/checkins/packets/P1-A1.md") == before)
        #expect(
            try session.shell("cat api/plans/checkins/AUTONOMY_BOUNDARY_P1-B1.md")
                .contains("My own words.")
        )
        let forced = session.run("wave", "render", "--spec", "../spec.toml", "--replace-edited")
        #expect(forced.exit == 0, "\(forced)")
        #expect(try session.shell("cat api/plans/checkins/packets/P1-A1.md") != before)
        // What was written by the program is no edit, whichever rendering it is of.
        session.write(SampleWave().text, to: session.folder + "/spec.toml")
        try session.good("wave", "render", "--spec", "../spec.toml")
        #expect(try session.shell("cat api/plans/checkins/packets/P1-A1.md") == before)
    }

    @Test("Where one file can't be written none is")
    func allOrNothing() throws {
        let session = try prepared()
        // A folder stands where the last of the files is to be.
        try session.shell("mkdir -p api/plans/prompts/RESUME_P1-B1.md")
        let run = session.run("wave", "render", "--spec", "../spec.toml", "--json")
        #expect(run.exit != 0, "\(run)")
        let left = try session.shell("find api/plans -type f")
        #expect(left.isEmpty, "\(left)")
        #expect(session.run("wave", "list", "--json").json?["total"] == 0)
    }

    @Test("A trial of a rendering writes nothing")
    func dryRun() throws {
        let session = try prepared()
        let head = session.head
        let run = session.run("wave", "render", "--spec", "../spec.toml", "--dry-run", "--json")
        #expect(run.exit == 0 && run.json?["data"]?["written"] == 0, "\(run)")
        #expect(session.head == head)
        #expect(try session.shell("ls api").contains("plans") == false)
    }

    @Test("A window holds, is bundled, taken in and closed", arguments: [false, true])
    func window(served: Bool) throws {
        let session = try CommandLineSession(served: served)
        try session.join("ada")
        try session.join("vera", as: "validator")
        try session.good(
            "lane",
            "add",
            "core",
            "x",
            "--owner",
            "ada",
            "--repo",
            "api"
        )
        session.write(
            """
            # Task Packet: WP-1

            ## Scope
            - **IN_SCOPE_PATHS**:
              * src/

            ## Quality Gate
            - **TEST_PLAN**:
              ```bash
              sh test.sh
              ```
            """,
            to: session.folder + "/packet.md"
        )
        try session.good(
            "task",
            "create",
            "--packet",
            "../packet.md",
            "--lane",
            "core",
            "--ready"
        )
        try session.good("window", "open", "W-1", "--lane", "core")
        let held = session.run("message", "send", "ada", "Later.")
        #expect(held.output.contains("held for ada"), "\(held)")
        try session.good("message", "send", "ada", "Stop.", "--kind", "safety")
        let inbox = session.run("inbox", "--json", by: "ada")
        #expect(inbox.json?["total"] == 1, "\(inbox)")
        #expect(session.run("inbox", "--held", "--json", by: "ada").json?["total"] == 1)
        let claimed = try session.data(of: session.run("claim", "WP-1", "--json", by: "ada"))
        let worktree = try #require(claimed["worktree"]?.stringValue)
        try session.shell(
            "cd '\(worktree)' && echo 'echo ok # more' > src/run.sh && git commit -qam x"
        )
        let delivered = session.run(
            "deliver",
            "WP-1",
            "--claim",
            "sh test.sh: 1 passed",
            "--artifact",
            "src/run.sh",
            by: "ada",
            in: worktree
        )
        #expect(delivered.exit == 0, "\(delivered)")
        let bundle = session.run("window", "bundle", "core", "--window", "W-1", "--json", by: "ada")
        #expect(bundle.exit == 0, "\(bundle)")
        #expect(bundle.json?["data"]?["passed"] == 1, "\(bundle)")
        let intake = session.run("window", "intake", "W-1", "--json", by: "vera")
        #expect(intake.exit == 0, "\(intake)")
        #expect(intake.json?["data"]?["tasks"]?[0]?["state"] == "delivered", "\(intake)")
        let points = intake.json?["data"]?["tasks"]?[0]?["points"]?.canonicalText ?? ""
        guard !points.contains("sandbox can't") else { return }
        #expect(intake.json?["data"]?["tasks"]?[0]?["replay"] == "R-1", "\(intake)")
        let accepted = session.run(
            "window",
            "intake",
            "W-1",
            "--accept-verified",
            "--json",
            by: "vera"
        )
        // Replayed once, and accepted where the machine could build the whole sandbox.
        #expect(accepted.json?["data"]?["tasks"]?[0]?["replay"] == "R-1", "\(accepted)")
        let grade = accepted.json?["data"]?["tasks"]?[0]?["grade"]
        #expect(
            (grade == "verified") == (accepted.json?["data"]?["accepted"] == 1),
            "\(accepted)"
        )
        let closed = session.run("window", "close", "W-1", "--json")
        #expect(closed.exit == 0, "\(closed)")
        let after = session.run("inbox", "--json", by: "ada")
        #expect(
            session.run("inbox", "--held", "--json", by: "ada").json?["total"] == 0,
            "\(after)"
        )
        let bodies =
            after.json?["data"]?.arrayValue?
            .compactMap { $0["message"]?["body"]?.stringValue } ?? []
        #expect(bodies.contains { $0.contains("M-1 from founder") }, "\(after)")
        #expect(session.run("ledger", "verify").exit == 0)
    }

    @Test("A prompt is written as it is, to be pasted")
    func prompts() throws {
        let session = try CommandLineSession()
        try session.join("ada")
        try session.good("task", "create", "Cancel endpoint", "--task", "T-7", "--ready")
        let run = session.run("task", "prompt", "T-7", "--for", "ada")
        #expect(run.output.hasPrefix("# Launch: T-7\n"), "\(run)")
        #expect(run.output.contains("worklead claim T-7"), "\(run)")
        #expect(session.run("task", "prompt", "T-7", "--for", "ada").output == run.output)
        let handoff = session.run("task", "handoff", "T-7", "--for", "zoe", "--json")
        #expect(handoff.code == "agent.unknown", "\(handoff)")
    }
}
