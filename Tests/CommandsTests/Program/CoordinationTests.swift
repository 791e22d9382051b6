import Digests
import Testing

@Suite("Decisions, follow-ups and the hub, by the program itself")
struct CoordinationTests {
    private func session() throws -> CommandLineSession {
        let session = try CommandLineSession()
        try session.join("ada")
        try session.join("lea", as: "lead")
        return session
    }

    @Test("A task that waits for a decision ends a claim with exit code 7, until it is answered")
    func undecided() throws {
        let session = try session()
        try session.good("task", "create", "Retention", "--ready")
        let asked = session.run(
            "decision",
            "ask",
            "Which?",
            "--class",
            "strategy",
            "--option",
            "a=this",
            "--option",
            "b=that",
            "--blocks",
            "T-1",
            by: "ada"
        )
        #expect(asked.exit == 0)
        let refused = session.run("claim", "T-1", "--json", by: "ada")
        #expect(refused.exit == 7)
        #expect(refused.json?["error"]?["code"] == "task.undecided")
        #expect(try session.good("status").output.contains("1 decision waits for you"))
        #expect(try session.good("inbox").output.hasPrefix("to decide"))
        #expect(session.run("decision", "answer", "D-1:a").exit == 2)
        #expect(session.run("decision", "answer", "D-1=a", by: "ada").exit == 6)
        try session.good("decision", "answer", "D-1=b")
        #expect(session.run("decision", "answer", "D-1=a").exit == 4)
        #expect(session.run("claim", "T-1", by: "ada").exit == 0)
    }

    @Test("Of a file that shows something its digest is kept")
    func digests() throws {
        let session = try session()
        try session.good("decision", "record", "Which?", "This.", "--reference", "X-1")
        try session.shell("printf 'minutes\\n' > api/minutes.md")
        try session.good("decision", "evidence", "D-1", "minutes.md")
        let shown = try session.good("decision", "show", "D-1", "--json").json?["data"]
        let digest = shown?["evidence"]?.arrayValue?.first?["digest"]?.stringValue
        #expect(digest.flatMap { Digest($0) } == Digest(of: "minutes\n"))
        #expect(session.run("decision", "evidence", "D-1", "absent.md").exit != 0)
    }

    @Test("A task that is made for an agent is handed to it as one that is assigned later")
    func createAssigned() throws {
        let session = try session()
        let made = try session.good(
            "task",
            "create",
            "Greet",
            "--ready",
            "--assign",
            "ada",
            "--json"
        )
        let change = made.json?["data"]
        #expect(change?["task"]?["holder"] == "ada" && change?["task"]?["assignee"] == "ada")
        let message = try #require(change?["message"]?.stringValue)
        let shown = try session.good("message", "show", message, "--json").json?["data"]
        #expect(shown?["message"]?["thread"] == "T-1" && shown?["message"]?["kind"] == "handoff")
        #expect(shown?["message"]?["acknowledge_by"] != nil)
        let staged = try session.good(
            "task",
            "create",
            "Greet",
            "--ready",
            "--assign",
            "ada",
            "--staged",
            "--ack",
            "0s",
            "--json"
        ).json?["data"]
        #expect(staged?["task"]?["state"] == "ready" && staged?["message"] != nil)
        #expect(session.run("inbox", by: "ada").output.contains("T-2 is yours"))
        #expect(session.run("claim", "T-2", by: "lea").exit == 4)
        let draft = try session.good("task", "create", "Later", "--assign", "ada")
        #expect(draft.output.contains("T-3 made, draft, assigned to ada"))
        #expect(draft.output.contains("It is not claimed yet: T-3 is a draft: who plans opens it"))
    }

    @Test("Who has to acknowledge nothing any more sees why, and who cancels what is left waiting")
    func lettingGo() throws {
        let session = try session()
        try session.good("task", "create", "Greet", "--ready", "--assign", "ada", "--staged")
        try session.good("task", "create", "Part", "--ready", "--after", "T-1")
        let cancelled = try session.good("task", "cancel", "T-1", "--reason", "not wanted")
        #expect(cancelled.output.contains("`worklead task undepend T-2 T-1`"))
        let shown = try session.good("message", "show", "M-1").output
        #expect(shown.contains("T-1 is cancelled: not wanted"))
        #expect(session.run("inbox", "--all", by: "ada").output.contains("excused"))
        let refused = session.run("message", "ack", "M-1", "--json", by: "ada")
        #expect(refused.json?["error"]?["code"] == "message.excused" && refused.exit == 4)
        #expect(session.run("inbox", by: "lea").output.contains("- T-2 goes on after"))
        #expect(try session.good("task", "show", "T-2").output.contains("T-1 was cancelled"))
        #expect(session.run("doctor").output.contains("T-2 waits for T-1"))
        #expect(session.run("next", "--claim", by: "ada").output.contains("undepend T-2 T-1"))
        let list = session.run("next", "--list", by: "ada").output
        #expect(list.contains("T-2,T-1,worklead task undepend T-2 T-1"), "\(list)")
        #expect(!session.run("next", by: "ada").output.contains("undepend"))
        let data = try session.data(of: session.run("next", "--json", by: "ada"))
        #expect(data["stranded"]?[0]?["waits_for"] == "T-1")
        try session.good("lane", "add", "far", "Elsewhere")
        let far = session.run("next", "--list", "--lane", "far", by: "ada")
        #expect(far.exit == 0 && !far.output.contains("undepend"), "\(far)")
        try session.good("task", "undepend", "T-2", "T-1")
        #expect(session.run("next", "--claim", by: "ada").exit == 0)
    }

    @Test("A sweep that was only tried is kept as a file, and its digest is that of the file")
    func sweepFile() throws {
        let session = try session()
        let run = try session.good(
            "agent",
            "sweep",
            "--dry-run",
            "--agent-window",
            "off",
            "--write",
            "sweep.json"
        )
        let text = try session.shell("cat api/sweep.json")
        let kept = try JSONValue(parsing: text)
        #expect(kept["dry_run"] == true)
        #expect(kept["agents"]?.arrayValue?.count == 3)
        #expect(run.output.contains(Digest(of: text).hex))
    }

    @Test("What was asked is told until something shows that it was done")
    func followUps() throws {
        let session = try session()
        try session.good("followup", "open", "ada", "Release it.")
        #expect(session.run("inbox", by: "ada").output.hasPrefix("follow-ups"))
        #expect(session.run("prime", by: "ada").output.contains("FU-1"))
        let asker = try session.good("prime", "--json").json?["data"]
        #expect(asker?["asked_total"] == 1 && asker?["followups_total"] == 0)
        #expect(try session.good("prime").output.contains("asked of others"))
        #expect(session.run("followup", "resolve", "FU-1", by: "ada").exit == 2)
        try session.shell("echo done > elsewhere/done.txt")
        #expect(session.run("followup", "resolve", "FU-1", "done.txt", by: "ada").exit == 0)
        #expect(try session.good("inbox").output.contains("done.txt"))
        #expect(try session.good("followup", "list").output.contains("follow-ups: 0"))
    }

    @Test("A directive is found from the hub")
    func hub() throws {
        let session = try session()
        try session.good("message", "send", "ada", "Freeze it.", "--kind", "directive")
        #expect(session.run("message", "hub", by: "ada").output.contains("directive in M-2"))
        #expect(session.run("message", "send", "ada", "x", "--kind", "pointer").exit == 2)
        #expect(session.run("agent", "register", "hub").exit == 4)
        try session.good("agent", "nudge", "ada", "--reason", "It waits.")
        #expect(session.run("agent", "nudge", "ada", "--reason", "It waits.").exit == 4)
        let quiet = try session.good("event", "list", "--preset", "quiet", "--json").json
        #expect(quiet?["data"]?["events"]?.arrayValue?.isEmpty == true)
    }

    @Test("A running gateway writes a default down when it is due, and nobody has to ask for it")
    func gatewayTakesDefaults() throws {
        let session = try CommandLineSession(served: true)
        try session.good(
            "decision",
            "ask",
            "Which?",
            "--class",
            "legal",
            "--option",
            "a=this",
            "--option",
            "b=that",
            "--default",
            "b",
            "--deadline",
            "1s"
        )
        func taken() throws -> [JSONValue] {
            let run = try session.good("event", "list", "--type", "decision.defaulted", "--json")
            return run.json?["data"]?["events"]?.arrayValue ?? []
        }
        var tries = 0
        while try taken().isEmpty, tries < 2000 { tries += 1 }
        #expect(try taken().count == 1)
        #expect(session.run("decision", "answer", "D-1=a").exit == 4)
        #expect(try session.good("decision", "sweep").output.hasPrefix("0 defaults taken"))
    }
}
