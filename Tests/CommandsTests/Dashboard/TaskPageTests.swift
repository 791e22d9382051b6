import Digests
import HTTPKit
import Testing

@Suite("The page of a task")
struct TaskPageTests {
    /// A workspace in which ada has handed in WP-1-Hello, with a claim and a finding on its line.
    private func delivered() throws -> CommandLineSession {
        let session = try CommandLineSession()
        try session.good("agent", "register", "ada")
        try session.good("agent", "register", "vera", "--role", "validator")
        session.write(TaskLifeTests.packet, to: session.folder + "/packet.md")
        try session.good("task", "create", "--packet", "../packet.md", "--ready")
        let place = try session.good(
            "--as",
            "ada",
            "session",
            "start",
            "--worktree",
            "--print",
            "worktree"
        ).output.dropLast()
        session.directory = String(place)
        session.directory = String(
            try session.good("next", "--claim", "--print", "worktree").output.dropLast()
        )
        try session.shell(
            """
            cd '\(session.directory)' && printf 'echo ok\\necho <b>hello</b>\\n' > src/run.sh
            git commit -qam hello
            """
        )
        try session.good(
            "deliver",
            "WP-1-Hello",
            "--claim",
            "all: passed",
            "--claim",
            "it is <i>good</i>"
        )
        session.directory = session.repository
        return session
    }

    @Test("What is claimed stands beside what was found, the changes with findings at their lines")
    func whole() throws {
        let session = try delivered()
        try session.good("review", "start", "WP-1-Hello")
        try session.good(
            "review",
            "finding",
            "add",
            "RV-1",
            "--severity",
            "high",
            "--at",
            "src/run.sh:2",
            "--text",
            "It <u>shouts</u>."
        )
        let browser = try Browser(session)
        let before = try browser.page("/tasks/WP-1-Hello")
        #expect(before.contains("asserted only"), "nothing has looked yet")
        #expect(before.contains("it is &lt;i&gt;good&lt;/i&gt;"))
        #expect(before.contains("echo &lt;b&gt;hello&lt;/b&gt;"))
        let note = try #require(before.firstRange(of: "class=\"finding\""))
        let line = try #require(before.firstRange(of: "echo &lt;b&gt;hello"))
        #expect(line.upperBound < note.lowerBound, "a finding stands under its line")
        #expect(before.contains("It &lt;u&gt;shouts&lt;/u&gt;."))
        #expect(before.contains("; 1 finding to be settled first: F-1."))
        #expect(!before.contains("action=\"/act/task.accept\""), "a finding stands against it")
        #expect(before.contains("figure class=\"lanes\" id=\"task-history\""))
        let replay = session.run("replay", "WP-1-Hello", "--json")
        guard replay.code != "replay.no_sandbox" else { return }
        let after = try browser.page("/tasks/WP-1-Hello")
        #expect(after.contains("1 of 1 check verified"), "\(after)")
        let proof = try session.good("task", "proof", "WP-1-Hello", "--json").json?["data"]
        #expect(proof?["checks"]?[0]?["standing"] == "verified", "\(proof ?? .null)")
        #expect(proof?["checks"]?[0]?["claimed"] == "exit 0")
        #expect(proof?["asserted"] == ["it is <i>good</i>"])
        let diff = try session.good("task", "diff", "WP-1-Hello", "--json").json?["data"]
        #expect(diff?["files"]?[0]?["findings"]?[0]?["row"] == 3, "\(diff ?? .null)")
        #expect(!after.contains("action=\"/act/task.accept\""), "verified, and the finding stands")
        let short = session.run("task", "diff", "WP-1-Hello", "--lines", "1", "--json")
        #expect(short.json?["data"]?["files"]?[0]?["left"]?.int64Value ?? 0 > 0, "\(short)")
    }

    @Test("What was said about a task stands on its page, in whichever thread it was said")
    func talk() throws {
        let session = try CommandLineSession()
        try session.join("ada")
        try session.good("task", "create", "Mend it", "--ready")
        let sent = session.run(
            "message",
            "send",
            "founder",
            "Its key has run out.",
            "--task",
            "T-1",
            by: "ada"
        )
        try #require(sent.exit == 0, "\(sent)")
        session.run("message", "send", "founder", "Of something else.", by: "ada").expectGood()
        let html = try Browser(session).page("/tasks/T-1")
        #expect(html.contains("Its key has run out.") && !html.contains("Of something else."))
        let found = session.run("message", "search", "--task", "T-1", "--json").json
        #expect(found?["total"] == 1, "\(found ?? .null)")
    }

    @Test("A task is blocked and given up on its page, with a reason")
    func stops() throws {
        let session = try CommandLineSession()
        try session.good("task", "create", "Mend it", "--ready")
        let browser = try Browser(session)
        for (operation, state) in [("task.block", "blocked"), ("task.cancel", "cancelled")] {
            var form = try browser.form(operation, on: "/tasks/T-1")
            form.append(("in.reason", "no longer wanted"))
            let (status, told) = try browser.send(operation, form)
            #expect(status == .ok, "\(told)")
            let task = session.run("task", "show", "T-1", "--json").json?["data"]?["task"]
            #expect(task?["state"]?.stringValue == state, "\(task ?? .null)")
        }
        let html = try browser.page("/tasks/T-1")
        #expect(!html.contains("action=\"/act/task."), "nothing can be done with what is over")
    }

    @Test("A task of which nothing is known yet says so in every part")
    func empty() throws {
        let session = try CommandLineSession()
        try session.good("task", "create", "Mend it")
        let browser = try Browser(session)
        let html = try browser.page("/tasks/T-1")
        for words in [
            "It has no packet.", "Nothing was handed in", "Nobody has written about it yet.",
            "No review has looked at it yet.", "No evidence was gathered for it yet.",
            "No gate has run on it yet.", "Its packet asks for no check.",
        ] {
            #expect(html.contains(words), "\(words)")
        }
        let diff = session.run("task", "diff", "T-1", "--json")
        #expect(diff.code == "task.not_delivered", "\(diff)")
        #expect(session.run("task", "proof", "T-1").output.contains("nothing was handed in"))
        let unknown = try browser.get("/tasks/T-99")
        #expect(unknown.status == .notFound)
        #expect(String(decoding: unknown.body, as: UTF8.self).contains("task.unknown"))
    }
}
