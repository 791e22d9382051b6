import Commands
import Digests
import Testing

@Suite("The loop of a session, by the program itself")
struct SessionLoopCommandTests {
    @Test("A note is a beat too, with words that others see; leaving keeps what was learnt")
    func loop() throws {
        let session = try CommandLineSession()
        try session.join("ada")
        let saved = session.run(
            "session",
            "save",
            "Half of it.",
            "--label",
            "parser",
            "--meta",
            "shift=mid",
            by: "ada"
        )
        #expect(saved.exit == 0, "\(saved)")
        let agents = session.run("agent", "list", "--json").json?["data"]?.arrayValue
        let ada = agents?.first { $0["agent"] == "ada" }
        #expect(ada?["said"] == "parser" && ada?["meta"] == ["shift=mid"], "\(agents ?? [])")
        let quiet = session.run("session", "save", "More.", "--no-heartbeat", by: "ada")
        #expect(quiet.exit == 0)
        let beats = session.run("event", "list", "--type", "session.beaten", "--json")
        #expect(beats.json?["data"]?["events"]?.arrayValue?.count == 1, "\(beats)")
        #expect(session.run("beat", "--meta", "shift", "--json", by: "ada").exit == 2)
        let left = session.run(
            "session",
            "end",
            "--reflect",
            "Ask for the schema first.",
            by: "ada"
        )
        #expect(left.exit == 0, "\(left)")
        let learnt = session.run("memory", "list", "--kind", "reflection")
        #expect(learnt.output.contains("Ask for the schema"), "\(learnt)")
        #expect(session.run("ledger", "verify").exit == 0)
    }

    @Test("What one agent left is listed, and by doctor, until somebody has seen to it")
    func handoffs() throws {
        let session = try CommandLineSession()
        try session.good("agent", "register", "ada")
        try session.shell("echo loose > api/loose")
        let switched = session.run("session", "switch", "--to", "ada", "--json")
        let id = try #require(switched.json?["data"]?["session"]?.stringValue)
        #expect(session.run("session", "handoffs").output.contains(id))
        #expect(session.run("doctor", "--json").output.contains("uncommitted"))
        try session.good("session", "settle", id, "--note", "mine")
        #expect(!session.run("session", "handoffs").output.contains(id))
        #expect(session.run("session", "handoffs", "--all").output.contains(id))
    }

    @Test("The operator's list is kept as a receipt, the same for the same state")
    func receipt() throws {
        let session = try CommandLineSession()
        try session.join("ada")
        let file = session.folder + "/operator.json"
        let words = ["session", "brief", "--preset", "operator", "--output", file]
        let run = session.run(words: words)
        #expect(run.exit == 0 && run.output.contains("claim seed"), "\(run)")
        let first = try session.shell("cat '\(file)'")
        let receipt = try JSONValue(parsing: first)
        #expect(receipt["lines"]?.arrayValue?.count == 6 && receipt["verdict"] == "warn")
        #expect(session.run(words: words).exit == 0)
        #expect(try session.shell("cat '\(file)'") == first)
        #expect(session.run("session", "brief", "--preset", "other").exit == 2)
    }

    @Test("Assigned, claimed and acknowledged in one thread; stale, given back with the work kept")
    func assignment() throws {
        let session = try CommandLineSession()
        try session.join("ada")
        try session.good("task", "create", "One", "--task", "WP-1", "--ready")
        let assigned = session.run("task", "assign", "WP-1", "ada", "--lease", "1s", "--json")
        #expect(assigned.json?["data"]?["task"]?["state"] == "claimed", "\(assigned)")
        let thread = session.run("message", "thread", "WP-1")
        #expect(thread.output.contains("WP-1 is yours"), "\(thread)")
        let claimed = session.run("claim", "WP-1", "--lease", "1s", "--json", by: "ada")
        let tree = try #require(claimed.json?["data"]?["worktree"]?.stringValue)
        let owed = session.run("status", "--json", by: "ada").json?["data"]?["unacknowledged"]
        #expect(owed == 0)
        session.write("loose\n", to: tree + "/loose.txt")
        let early = session.run("task", "reclaim", "--after", "0s", "--json")
        #expect(early.json?["data"]?["reclaimed"]?.arrayValue == [], "the rule only advises")
        try session.good("rule", "set", "stale_claim", "block")
        var back = early
        // A lease of a second ends by itself; how long the machine takes is not ours to say.
        while back.json?["data"]?["reclaimed"]?.arrayValue == [], back.exit == 0 {
            back = session.run("task", "reclaim", "--after", "0s", "--json")
        }
        let line = back.json?["data"]?["reclaimed"]?[0]
        #expect(line?["task"] == "WP-1" && line?["agent"] == "ada", "\(back)")
        let parked = try #require(line?["handoff"]?["parked"]?.stringValue, "\(back)")
        #expect(try session.shell("git -C api show \(parked):loose.txt") == "loose\n")
        #expect(
            session.run("task", "show", "WP-1", "--json").json?["data"]?["task"]?["state"]
                == "ready"
        )
        #expect(session.run("ledger", "verify").exit == 0)
    }

    @Test("The manifests of the corpus are read, and what is not kept is said")
    func manifest() throws {
        let session = try CommandLineSession()
        session.write(
            #"{"agent_id": "codex-2", "desired_roles": ["engineer"], "notes": "here"}"#,
            to: session.folder + "/manifest.json"
        )
        let file = session.folder + "/manifest.json"
        let run = session.run("agent", "import-manifest", file)
        #expect(run.output.contains("codex-2 registered as worker"), "\(run)")
        #expect(run.output.contains("notes"), "\(run)")
        let again = session.run("agent", "import-manifest", file)
        #expect(again.output.contains("registered already"), "\(again)")
    }
}
