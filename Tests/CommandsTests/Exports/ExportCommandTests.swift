import Digests
import Testing

@Suite("Staying in step with files")
struct ExportCommandTests {
    /// A workspace with what was taken over and what has happened since.
    private static func session(_ layout: String) throws -> CommandLineSession {
        let session = try CommandLineSession()
        try session.shell(
            """
            mkdir -p old/_bus/claims old/_bus/messages old/queue old/x/checkins/P07
            printf '# Task: Bind it\\n' > old/queue/001-bind.md
            printf '{"task_id": "QUEUE-002", "agent_id": "ada", "status": "done",' \\
                > old/_bus/claims/QUEUE-002.json
            printf '"plan_id": "p", "claimed_at": "2025-10-01T10:00:05Z"}' \\
                >> old/_bus/claims/QUEUE-002.json
            printf '{"ts": "2025-10-01T10:00:09Z", "from": "ada", "type": "note",' \\
                > old/_bus/messages/QUEUE-001.jsonl
            printf '"summary": "s", "mood": "odd"}\\n' >> old/_bus/messages/QUEUE-001.jsonl
            cd old/x/checkins/P07
            printf '# Autonomy Boundary: P07-B1 (ada)\\n\\n## Objective\\n\\nBind it.\\n' \\
                > AUTONOMY_BOUNDARY_B1_ADA.md
            printf '# P07 Status\\n\\n- Packet ID: P07-B1 (ACCEPTED)\\n' > STATUS.md
            printf '# Log\\n\\n- Date: 2026-02-15\\n- Author: Lea\\n- Context: go\\n' > GUIDANCE.md
            """
        )
        try session.good("import", layout, "../old")
        try session.join("bea")
        try session.good("task", "create", "New work", "--task", "NEW-1", "--ready")
        try session.good("plan", "new", "2025-10-02-next", "--summary", "Next", "--step", "One")
        try session.good("message", "send", "bea", "Take it up.", "--subject", "Go on")
        return session
    }

    @Test("What is written comes back as nothing new", arguments: ["parallel", "mayor"])
    func roundTrip(_ layout: String) throws {
        let session = try Self.session(layout)
        try session.good("export", layout, "../team")
        let again = try session.good("import", layout, "../team", "--json")
        let data = try session.data(of: again)
        #expect(data["events"]?.int64Value == 0, "\(again)")
        #expect(data["anomalies"]?.arrayValue == [], "\(again)")
    }

    @Test("The same ledger gives the same bytes", arguments: ["parallel", "mayor"])
    func stable(_ layout: String) throws {
        let session = try Self.session(layout)
        try session.good("export", layout, "../one")
        try session.good("export", layout, "../two")
        #expect(try session.shell("diff -r one two").isEmpty)
        let again = try session.data(of: session.good("export", layout, "../one", "--json"))
        #expect(again["written"]?.arrayValue == [])
    }

    @Test("A file that was changed by hand is named and kept, and comes in as a difference")
    func edited() throws {
        let session = try Self.session("parallel")
        try session.good("export", "parallel", "../team")
        try session.shell(
            "sed -i 's/\"done\"/\"active\"/' team/_bus/claims/QUEUE-002.json && echo x > team/queue/a.md"
        )
        let again = try session.data(of: session.good("export", "parallel", "../team", "--json"))
        #expect(again["edited"]?.arrayValue == ["_bus/claims/QUEUE-002.json"])
        #expect(try session.shell("cat team/_bus/claims/QUEUE-002.json").contains("active"))
        let read = try session.data(of: session.good("import", "parallel", "../team", "--json"))
        let kinds = read["anomalies"]?.arrayValue?.compactMap { $0["kind"]?.stringValue } ?? []
        #expect(kinds.contains("edited_export"))
        let task = try session.good("task", "show", "QUEUE-002", "--print", "task.state")
        #expect(task.output.contains("ready"), "\(task)")
    }

    @Test("Another workspace takes over what was written, and comes to the same tasks")
    func elsewhere() throws {
        let session = try Self.session("parallel")
        try session.good("export", "parallel", "../team")
        let other = try CommandLineSession()
        try other.good("import", "parallel", session.folder + "/team")
        let tasks = try other.good("task", "list")
        for key in ["QUEUE-001", "QUEUE-002", "NEW-1"] {
            #expect(tasks.output.contains(key), "\(tasks)")
        }
        #expect(tasks.output.contains("QUEUE-002,parked"), "\(tasks)")
        let refused = other.run("export", "parallel", session.folder + "/team", "--json")
        #expect(refused.exit == 4 && refused.code == "export.foreign")
    }

    @Test("Nothing is written through a link, and a trial writes nothing")
    func links() throws {
        let session = try Self.session("parallel")
        let trial = session.run("export", "parallel", "../trial", "--dry-run")
        #expect(trial.output.contains("nothing written"), "\(trial)")
        #expect(try session.shell("ls").contains("trial") == false)
        try session.shell("mkdir team sink && ln -s ../sink team/queue")
        let run = session.run("export", "parallel", "../team", "--json")
        #expect(run.exit == 4 && run.code == "export.link", "\(run)")
        #expect(try session.shell("ls sink").isEmpty)
    }

    @Test("A mayor's check-ins tell the states of now")
    func checkIns() throws {
        let session = try Self.session("mayor")
        try session.good("export", "mayor", "../team")
        let status = try session.shell("cat team/x/checkins/P07/STATUS.md")
        #expect(status.contains("- P07-B1 claimed done"), "\(status)")
        #expect(try session.shell("cat team/x/checkins/P07/GUIDANCE.md").contains("Author: Lea"))
        #expect(try session.shell("cat team/x/checkins/P07/BLOCKERS.md").contains("- None."))
    }
}
