import Commands
import Digests
import Testing

@Suite("Gates, by the program itself")
struct GateTests {
    @Test("Gates prove themselves where there is no workspace")
    func selftest() throws {
        let session = try CommandLineSession(initialized: false)
        let run = session.run("gate", "selftest", "--json")
        #expect(run.exit == 0, "\(run)")
        #expect(run.json?["data"]?["passes"] == true)
        let unknown = session.run("gate", "selftest", "secret", "--json")
        #expect(unknown.code == "gate.unknown" && unknown.exit == 3, "\(unknown)")
        #expect(unknown.json?["error"]?["hint"] == "Did you mean 'secrets'?")
    }

    /// A workspace in which ada holds a task and is at home in its worktree.
    private func working(
        _ settings: String = "",
        served: Bool = false
    ) throws -> CommandLineSession {
        let session = try CommandLineSession(initialized: false)
        session.write(settings, to: session.folder + "/settings")
        try session.shell(
            """
            cd api && mkdir .worklead && cp ../settings .worklead/gates.toml
            git add -A && git commit -qm settings
            """
        )
        try session.good("init")
        if served { try session.good("up", "--no-port") }
        try session.good("agent", "register", "ada")
        session.write(TaskLifeTests.packet, to: session.folder + "/packet.md")
        try session.good("task", "create", "--packet", "../packet.md", "--ready")
        let started = session.run("--as", "ada", "session", "start", "--worktree", "--json")
        session.directory = try #require(started.json?["data"]?["worktree"]?.stringValue)
        let claim = session.run("claim", "WP-1-Hello", "--json")
        session.directory = try #require(claim.json?["data"]?["worktree"]?.stringValue)
        return session
    }

    @Test("From a worktree of another repository the packet of a task is looked at, not that head")
    func otherRepository() throws {
        let session = try CommandLineSession()
        try session.shell("git init -q web && git -C web commit -q --allow-empty -m first")
        try session.good("repo", "add", "../web")
        session.write(TaskLifeTests.packet, to: session.folder + "/packet.md")
        try session.good("task", "create", "--packet", "../packet.md", "--repo", "web", "--ready")
        let run = session.run("gate", "run", "--set", "bootstrap", "--task", "WP-1-Hello", "--json")
        #expect(run.exit == 0, "\(run)")
        #expect(run.json?["data"]?["target"]?.stringValue == "packet", "\(run)")
    }

    @Test("A directory of another repository that is named is looked at as that repository's")
    func namedDirectory() throws {
        let session = try CommandLineSession()
        try session.shell(
            """
            git init -q web && cd web && echo key > a.txt && git add -A && git commit -q -m first
            echo more >> a.txt
            """
        )
        try session.good("repo", "add", "../web")
        let run = session.run(
            "gate",
            "run",
            "clean_tree",
            "--on",
            "worktree",
            "-C",
            "../web",
            "--json"
        )
        #expect(run.exit == 5 && run.output.contains("a.txt"), "\(run)")
        try session.shell("git -C web checkout -q a.txt")
        let clean = session.run("gate", "run", "clean_tree", "--on", "worktree", "-C", "../web")
        #expect(clean.exit == 0, "\(clean)")
    }

    @Test("Before a delivery all failures are shown at once, and then it is taken")
    func preflight() throws {
        let session = try working()
        let place = session.directory
        session.write("echo ok # TODO say hello\n", to: place + "/src/run.sh")
        session.write("echo\n", to: place + "/test.sh")
        try session.shell("cd '\(place)' && git commit -qam work && echo > left")
        let refused = session.run("preflight", "--json")
        #expect(refused.exit == 5 && refused.code == "gate.refused", "\(refused)")
        let results = refused.json?["data"]?["results"]?.arrayValue ?? []
        func gates(_ verdict: String) -> Set<String> {
            Set(
                results.filter { $0["verdict"]?.stringValue == verdict }
                    .compactMap { $0["gate"]?.stringValue }
            )
        }
        #expect(gates("fail").isSuperset(of: ["clean_tree", "scope", "placeholders", "edit"]))
        #expect(gates("pass").isSuperset(of: ["branch", "secrets", "lint"]))
        #expect(!gates("fail").contains("stop") && gates("error").isEmpty)
        let text = session.run("preflight")
        #expect(text.output.contains("src/run.sh:1"), "\(text)")
        try session.shell(
            """
            cd '\(place)' && rm left && git checkout -q HEAD~1 -- test.sh
            echo 'echo ok' > src/run.sh && echo '# hello' >> src/run.sh && git commit -qam better
            """
        )
        let passed = session.run("preflight", "--json")
        #expect(passed.exit == 0, "\(passed)")
        try session.good("deliver", "WP-1-Hello", "--claim", "sh test.sh: passed")
        let history = session.run("gate", "history", "scope", "--json").json?["data"]
        let verdicts = history?.arrayValue?.map { $0["result"]?["verdict"]?.stringValue }
        #expect(verdicts == ["pass", "pass", "fail", "fail"])
        let cost = session.run("gate", "cost", "--json").json?["data"]?.arrayValue
        let scope = cost?.first { $0["gate"] == "scope" }
        #expect(scope?["runs"] == 4 && scope?["refusals"] == 2)
        #expect(session.run("ledger", "verify").exit == 0)
        let audit = session.run("report", "audit", "--json")
        #expect(audit.json?["data"]?["claims"] == 1, "\(audit)")
        #expect(session.run("report", "audit", "--format", "markdown").exit == 0)
    }

    @Test("A secret is not delivered, sent or put into a packet", arguments: [false, true])
    func secrets(served: Bool) throws {
        let session = try working(served: served)
        defer { if served { _ = session.run("down", "--reason", "over") } }
        let place = session.directory
        // Made here, so that none stands in a file of ours.
        let secret = "ghp_" + Digest(of: "canary").hex.prefix(36)
        session.write("echo ok # \(secret)\n", to: place + "/src/run.sh")
        try session.shell("cd '\(place)' && git commit -qam work")
        let refused = session.run("deliver", "WP-1-Hello", "--json")
        #expect(refused.code == "rule.secrets" && refused.exit == 5, "\(refused)")
        #expect(!refused.output.contains(secret))
        let sent = session.run("message", "send", "founder", "use \(secret)", "--json")
        #expect(sent.code == "rule.secrets" && sent.exit == 5, "\(sent)")
        let events = session.run("event", "list", "--json", "--limit", "500")
        #expect(!events.output.contains(secret) && events.output.contains("gate.ran"))
    }

    @Test("A command becomes a gate with a case that it refuses, and then refuses real work")
    func commands() throws {
        let session = try working()
        let worktree = session.directory
        session.directory = session.repository
        session.write("exit 3\n", to: session.folder + "/bad.sh")
        let words = ["gate", "define", "greeting", "--summary", "The script runs."]
        let refuses = ["--refuses", "src/run.sh=../bad.sh"]
        let vain = session.run(words: words + refuses + ["--json", "--", "true"])
        #expect(vain.code == "gate.cant_fail" && vain.exit == 5, "\(vain)")
        let taken = session.run(
            words: ["gate", "define", "scope", "--summary", "A."] + refuses + ["--json", "--", "a"]
        )
        #expect(taken.code == "gate.taken", "\(taken)")
        let flags = ["--at-delivery", "--json", "--", "sh", "src/run.sh"]
        let made = session.run(words: words + refuses + flags)
        #expect(made.exit == 0, "\(made)")
        try session.shell("cd api && git add -A && git commit -qm gate")
        #expect(session.run("gate", "selftest", "greeting").exit == 0)
        session.directory = worktree
        session.write("exit 4\n", to: worktree + "/src/run.sh")
        try session.shell("cd '\(worktree)' && git commit -qam work")
        let refused = session.run("deliver", "WP-1-Hello", "--json")
        #expect(refused.code == "rule.greeting" && refused.exit == 5, "\(refused)")
        let history = session.run("gate", "history", "greeting", "--json").json?["data"]
        let evidence = history?.arrayValue?.first?["result"]?["evidence"]
        #expect(evidence?["ending"] == "exit 4" && evidence?["command"] == "sh src/run.sh")
        session.directory = session.repository
        try session.good("rule", "set", "greeting", "off")
        session.directory = worktree
        try session.good("deliver", "WP-1-Hello")
    }

    @Test("A role bounds commits where the hook is installed")
    func roles() throws {
        let session = try working("[roles.lead]\nnever = [\"tools/\"]\n")
        session.directory = session.repository
        try session.good("agent", "register", "lea", "--role", "lead")
        let started = session.run("--as", "lea", "session", "start", "--worktree", "--json")
        session.directory = try #require(started.json?["data"]?["worktree"]?.stringValue)
        let code = session.run("path", "check", "tools/new.sh", "docs/new.md", "--json")
        #expect(code.exit == 5, "\(code)")
        let paths = code.json?["data"]?["paths"]?.arrayValue
        #expect(paths?.map { $0["rule"]?.stringValue } == ["role", nil], "\(code)")
        let hook = session.run("hook", "pre-commit", input: "tools/new.sh\0")
        #expect(hook.exit != 0 && hook.errors.contains("lead may not change it"), "\(hook)")
        #expect(session.run("hook", "pre-commit", input: "docs/new.md\0").exit == 0)
        // What hooks refuse is counted, the same within minutes once.
        _ = session.run("hook", "pre-commit", input: "tools/new.sh\0")
        let edit = """
            {"hook_event_name":"PreToolUse","session_id":"c","cwd":"\(session.directory)",
            "tool_name":"Write","tool_input":{"file_path":"\(session.directory)/tools/new.sh"}}
            """
        let denied = session.run("hook", "pre-tool-use", input: edit)
        #expect(denied.output.contains("deny"), "\(denied)")
        let history = try session.data(of: session.run("gate", "history", "role", "--json"))
        let moments = (history.arrayValue ?? []).map { $0["moment"]?.stringValue }
        #expect(moments == ["edit", "commit"], "\(history)")
        let cost = try session.data(of: session.run("gate", "cost", "--json"))
        let role = cost.arrayValue?.first { $0["gate"] == "role" }
        #expect(role?["refusals"] == 2, "\(cost)")
    }

    @Test("What a run of gates refuses becomes findings of the review, and only of its commit")
    func findings() throws {
        let session = try working()
        let place = session.directory
        session.write("echo ok # TODO say hello\n", to: place + "/src/run.sh")
        try session.shell("cd '\(place)' && git commit -qam work")
        try session.good("deliver", "WP-1-Hello")
        let run = session.run("gate", "run", "--set", "closeout", "--task", "WP-1-Hello", "--json")
        let name = try #require(run.json?["data"]?["run"]?.stringValue, "\(run)")
        session.directory = session.repository
        try session.good("review", "start", "WP-1-Hello")
        try session.good("review", "finding", "import", "RV-1", "--gates", name)
        let shown = try session.data(of: session.run("review", "show", "RV-1", "--json"))
        let found = (shown["findings"]?.arrayValue ?? []).first {
            $0["tool"] == "gate placeholders"
        }
        #expect(found?["path"] == "src/run.sh" && found?["first_line"] == 1, "\(shown)")
        #expect(found?["severity"] == "medium" && found?["owner"] == "ada", "\(shown)")
        let again = session.run("review", "finding", "import", "RV-1", "--gates", name, "--json")
        #expect(again.json?["data"]?["added"] == 0, "\(again)")
        func refused(_ words: String...) -> String? {
            session.run(words: ["review", "finding", "import", "RV-1"] + words + ["--json"]).code
        }
        #expect(refused("--gates", "G-99") == "finding.no_run")
        #expect(refused() == "finding.no_reports")
        session.directory = place
        session.write("echo ok\n", to: place + "/src/run.sh")
        try session.shell("cd '\(place)' && git commit -qam later")
        let later = session.run("gate", "run", "placeholders", "--json").json?["data"]?["run"]
        session.directory = session.repository
        #expect(refused("--gates", later?.stringValue ?? "") == "finding.other_commit")
    }
}
