import Commands
import Digests
import Testing

@Suite("Sessions and presence, by the program itself")
struct PresenceTests {
    /// A workspace with two workers and a lead, and ada at home in a worktree of her own.
    private func session(_ script: String = "true") throws -> CommandLineSession {
        let session = try CommandLineSession(initialized: false)
        try session.shell("cd api && " + script)
        try #require(session.run("init").exit == 0)
        for words in [["ada"], ["bea"], ["lea", "--role", "lead"]] {
            try #require(session.run(words: ["agent", "register"] + words).exit == 0)
        }
        return session
    }

    private func enter(_ session: CommandLineSession, as agent: String) throws {
        let started = session.run("--as", agent, "session", "start", "--worktree", "--json")
        try #require(started.exit == 0, "\(started)")
        session.directory = try #require(started.json?["data"]?["worktree"]?.stringValue)
    }

    @Test("A session is saved, handed over with what is uncommitted, and goes on with a brief")
    func handOver() throws {
        let session = try session()
        _ = session.run("task", "create", "One", "--task", "WP-1", "--ready")
        let home = session.directory
        try enter(session, as: "ada")
        let worktree = session.directory
        session.write("half\n", to: worktree + "/half")
        try #require(session.run("claim", "WP-1").exit == 0)
        let saved = session.run("session", "save", "half of it", "--next", "the rest", "--json")
        #expect(saved.json?["data"]?["commit"]?.stringValue?.count == 40, "\(saved)")
        let keyed = ["session", "save", "once", "--key", "k", "--json"]
        #expect(session.run(words: keyed).json?["already"] == nil)
        let before = session.head
        #expect(session.run(words: keyed).json?["already"] == true && session.head == before)
        _ = session.run("session", "save", "half of it", "--next", "the rest")
        let held = session.run("session", "switch", "--to", "bea", "--json")
        #expect(held.code == "session.holds_tasks" && held.exit == 4)
        let head = session.head
        let tried = session.run("session", "switch", "--to", "bea", "--release", "--dry-run")
        #expect(tried.exit == 0 && session.head == head, "\(tried)")
        let switched = session.run("session", "switch", "--to", "bea", "--release", "--json")
        let report = try #require(switched.json?["data"], "\(switched)")
        #expect(report["agent"] == "bea" && report["leftover"]?["agent"] == "ada")
        #expect(report["leftover"]?["paths"] == ["half"] && report["released"] == ["WP-1"])
        let again = session.run("session", "switch", "--to", "bea", "--json")
        #expect(again.json?["already"] == true)
        #expect(try session.shell("cat '\(worktree)/half'") == "half\n")
        session.directory = home
        _ = session.run("--as", "lea", "session", "start", "--worktree")
        session.directory = worktree
        let back = session.run("session", "switch", "--to", "ada", "--json")
        #expect(back.json?["data"]?["brief"]?["note"]?["done"] == "half of it", "\(back)")
        let brief = session.run("session", "brief")
        #expect(brief.output.contains("the rest"), "\(brief)")
        #expect(session.run("session", "brief", "--since", "2020-01-01").exit == 0)
        #expect(session.run("session", "brief", "--since", "soon", "--json").exit == 2)
    }

    @Test("A start fetches what the remote has, and goes on without it when it is away")
    func sync() throws {
        let session = try session(
            """
            git clone -q --bare . ../remote && git remote add origin ../remote
            git clone -q ../remote ../other && cd ../other && echo 2 > two && git add -A
            git commit -qm second && git push -q
            """
        )
        let started = session.run("--as", "ada", "session", "start", "--worktree", "--json")
        let advice = started.json?["data"]?["advice"]
        #expect(advice == ["main is behind origin/main by 1 commit."], "\(started)")
        try session.shell("rm -rf remote")
        let away = session.run("--as", "bea", "session", "start", "--worktree", "--json")
        #expect(away.exit == 0 && away.output.contains("The remote was not asked"), "\(away)")
        let alone = session.run(
            words: ["--as", "lea", "session", "start", "--worktree", "--no-sync", "--json"]
        )
        #expect(alone.json?["data"]?["advice"] == [], "\(alone)")
    }

    @Test("Somebody else's branch needs the flag that names it")
    func branchGuard() throws {
        let session = try session(
            "git worktree add -q -b agent/bea/work ../hers && cd ../hers && pwd"
        )
        session.directory = session.folder + "/hers"
        let refused = session.run("--as", "ada", "session", "start", "--json")
        #expect(refused.code == "rule.branch" && refused.exit == 6, "\(refused)")
        let started = session.run("--as", "ada", "session", "start", "--allow-branch")
        #expect(started.exit == 0, "\(started)")
        let events = session.run("event", "list", "--type", "session.rule_overridden", "--json")
        guard case .array(let found)? = events.json?["data"]?["events"] else {
            Issue.record("\(events)")
            return
        }
        #expect(found.count == 1, "\(events)")
    }

    @Test("The worktree of a claim is its holder's while the session lives")
    func claimedWorktree() throws {
        let session = try session()
        _ = session.run("task", "create", "One", "--task", "WP-1", "--ready")
        try enter(session, as: "ada")
        let claim = session.run("claim", "WP-1", "--json")
        session.directory = try #require(claim.json?["data"]?["worktree"]?.stringValue)
        let refused = session.run("--as", "bea", "session", "start", "--json")
        #expect(refused.code == "session.bound" && refused.exit == 4, "\(refused)")
        #expect(session.run("session", "show").output.contains("ada"))
    }

    @Test("How agents stand is shown, filtered, and a window of the configuration decides")
    func presence() throws {
        let session = try session(
            """
            mkdir .worklead && printf '[presence]\\nworker = "1ms"\\n' > .worklead/config.toml
            git add -A && git commit -qm configuration
            """
        )
        try enter(session, as: "ada")
        _ = session.run("message", "send", "founder", "Which database?", "--kind", "question")
        let asking = session.run("agent", "presence", "--state", "needs_founder", "--json")
        #expect(asking.json?["total"] == 1, "\(asking)")
        session.directory = session.repository
        _ = session.run("message", "ack", "M-1")
        _ = session.run("message", "reply", "M-1", "SQLite.")
        let silent = session.run("agent", "presence", "--role", "worker", "--json")
        let states = silent.output
        #expect(states.contains(#""state":"silent""#) && states.contains(#""state":"idle""#))
        let only = session.run("agent", "presence", "--agent", "bea", "--json")
        #expect(only.json?["total"] == 1 && only.json?["data"]?[0]?["agent"] == "bea", "\(only)")
        let tried = session.run("agent", "sweep", "--dry-run", "--json")
        #expect(tried.json?["data"]?["messages"] == ["M-3"], "\(tried)")
        let swept = session.run("agent", "sweep", "--json")
        #expect(swept.json?["data"]?["messages"] == ["M-3"], "\(swept)")
        let again = session.run("agent", "sweep", "--json")
        #expect(again.json?["data"]?["raised"] == [], "\(again)")
        let status = session.run("status").output
        #expect(status.contains("1 silent") && status.contains("Are you there?"), "\(status)")
    }

    @Test("The doctor names agents that hold work up, and its remedy takes nothing from them")
    func doctor() throws {
        let session = try session(
            """
            mkdir .worklead && printf '[presence]\\nworker = "1ms"\\n' > .worklead/config.toml
            git add -A && git commit -qm configuration
            """
        )
        func agents() throws -> [JSONValue] {
            let run = session.run("doctor", "--json")
            try #require(run.exit == 0, "\(run)")
            let checks = run.json?["data"]?["checks"]?.arrayValue ?? []
            return checks.filter { $0["check"] == "agents" }
        }
        #expect(try agents().map { $0["level"] } == ["fine"])
        _ = session.run("task", "create", "One", "--task", "WP-1", "--ready")
        try enter(session, as: "ada")
        let worktree = session.directory
        session.directory = session.repository
        let missed = try agents()
        #expect(missed.map { $0["level"] } == ["advice"], "\(missed)")
        let question: JSONValue = "`worklead message send ada 'Are you there?'`"
        #expect(missed.first?["remedy"] == question, "\(missed)")
        session.directory = worktree
        try #require(session.run("claim", "WP-1", "--no-worktree").exit == 0)
        session.directory = session.repository
        let head = session.head
        let found = try #require(try agents().first)
        #expect(found["level"] == "degraded", "\(found)")
        #expect(found["message"]?.stringValue?.contains("ada is silent since") == true)
        #expect(session.head == head)
        let remedy = try #require(found["remedy"]?.stringValue)
        #expect(remedy == "`worklead message send ada 'Where does WP-1 stand?'`")
        try session.good("message", "send", "ada", "Where does WP-1 stand?")
        #expect(session.run("task", "show", "WP-1", "--print", "task.holder").output == "ada\n")
    }

    @Test("What a lead needs after a pause is told in order, with the documents to be read first")
    func prime() throws {
        let session = try session(
            """
            mkdir .worklead && printf 'reading_order = ["AGENTS.md"]\\n' > .worklead/config.toml
            git add -A && git commit -qm configuration
            """
        )
        for number in 1...3 {
            _ = session.run(
                words: ["task", "create", "Do \(number)", "--phase", "P07", "--ready"]
            )
        }
        try #require(session.run("task", "block", "T-2", "--reason", "no key").exit == 0)
        let first = session.run("prime", "--role", "lead")
        #expect(OutputBudget.prime.excess(of: first.output) == nil)
        for part in ["AGENTS.md", "gateway: no gateway", "P07,0,3,0,1", "blocked[1]"] {
            #expect(first.output.contains(part), "\(part): \(first.output)")
        }
        let second = session.run("prime", "--role", "lead")
        #expect(second.output == first.output)
        let since = session.run("prime", "--since", "2", "--json")
        guard case .integer(let revision)? = since.json?["rev"] else {
            Issue.record("\(since)")
            return
        }
        #expect(since.json?["data"]?["changes"] == .integer(revision - 2), "\(since)")
    }
}
