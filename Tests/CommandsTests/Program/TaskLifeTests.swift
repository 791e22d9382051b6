import Commands
import Digests
import Testing

@Suite("The life of a task, by the program itself")
struct TaskLifeTests {
    static let packet = """
        # Task Packet: WP-1-Hello

        ## Metadata
        - TASK_ID: WP-1-Hello
        - DATE: 2026-11-26T00:00:00Z
        - REQUESTOR: founder
        - AGENT_ID: lead
        - ROLE: Orchestrator

        ## Scope
        - **What**: Let the script say hello.
        - **Why**: Those who run it want to be greeted.
        - **IN_SCOPE_PATHS**:
          * src/
        - **OUT_OF_SCOPE**:
          * test.sh

        ## Quality Gate
        - **RISK_TIER**: LOW
        - **TEST_PLAN**:
          ```bash
          sh test.sh
          ```
        - **DONE_MEANS**:
          * test.sh exits with 0
        - **ROLLBACK_HINT**:
          ```bash
          git revert HEAD
          ```
        """

    @Test("A task of a lane belongs to the lane's repository, unless another is named")
    func repositoryOfLane() throws {
        let session = try CommandLineSession()
        try session.shell("git init -q web && git -C web commit -q --allow-empty -m first")
        try session.good("repo", "add", "../web")
        try session.good("lane", "add", "W", "Web", "--repo", "web")
        try session.good("lane", "add", "X", "Anything")
        func repository(_ words: String...) throws -> String? {
            let made = session.run(words: ["task", "create", "Do it", "--json"] + words)
            let key = try session.data(of: made)["task"]?["task"]?.stringValue ?? ""
            let shown = try session.data(of: session.good("task", "show", key, "--json"))
            return shown["task"]?["repository"]?.stringValue
        }
        #expect(try repository("--lane", "W") == "web")
        #expect(try repository("--lane", "W", "--repo", "api") == "api")
        #expect(try repository("--lane", "X") == "api")
        #expect(try repository() == "api")
    }

    @Test(
        "A task goes from its packet to acceptance, and the ledger verifies",
        arguments: [false, true]
    )
    func wholeLife(served: Bool) throws {
        let session = try CommandLineSession(served: served)
        func good(_ words: String...) throws -> CommandLineSession.Run {
            let run = session.run(words: words)
            try #require(run.exit == 0, "\(words): \(run)")
            return run
        }
        _ = try good("agent", "register", "ada")
        _ = try good("agent", "register", "vera", "--role", "validator")
        session.write(Self.packet, to: session.folder + "/packet.md")
        let made = try good("task", "create", "--packet", "../packet.md", "--ready")
        #expect(OutputBudget.change.excess(of: made.output) == nil)
        let place = try good(
            "--as",
            "ada",
            "session",
            "start",
            "--worktree",
            "--print",
            "worktree"
        ).output.dropLast()
        session.directory = String(place)
        #expect(
            session.run("--as", "ada", "session", "start", "--json").json?["already"] == true
        )
        let worktree = try good("next", "--claim", "--print", "worktree").output.dropLast()
        #expect(worktree.hasPrefix("/"), "a path is whole: \(worktree)")
        session.directory = String(worktree)
        let primed = try good("prime").output
        #expect(primed.utf8.count <= 3_200, "\(primed)")
        let again = try good("prime").output
        #expect(again == primed, "the same state is told in the same bytes")
        try session.shell(
            """
            cd '\(worktree)' && printf 'echo ok\\necho hello\\n' > src/run.sh
            git commit -qam hello
            """
        )
        _ = try good("deliver", "WP-1-Hello", "--claim", "all: passed")
        let own = session.run("replay", "WP-1-Hello", "--json")
        #expect(own.exit == 6, "\(own)")
        session.directory = session.repository
        let shown = try good("task", "show", "WP-1-Hello").output
        #expect(shown.contains(String(worktree)), "\(shown)")
        #expect(session.run("accept", "WP-1-Hello", "--json").code == "task.no_replay")
        let replay = session.run("replay", "WP-1-Hello", "--json")
        guard replay.code != "replay.no_sandbox" else { return }
        #expect(replay.exit == 0, "\(replay)")
        _ = try good("accept", "WP-1-Hello")
        _ = try good("ledger", "verify")
        session.directory = String(place)
        let inbox = try good("inbox").output
        #expect(inbox.contains("accepted") && !inbox.contains("rest:"), "\(inbox)")
    }

    @Test("Without a command the status is shown", arguments: [false, true])
    func statusAlone(served: Bool) throws {
        let session = try CommandLineSession(served: served)
        let alone = session.run(words: [])
        #expect(alone.exit == 0 && alone.output == session.run("status").output)
        #expect(OutputBudget.status.excess(of: alone.output) == nil)
        #expect(!alone.output.contains("\""), "\(alone.output)")
    }

    @Test(
        "The same key answers once, and other content under it is a conflict",
        arguments: [false, true]
    )
    func keys(served: Bool) throws {
        let session = try CommandLineSession(served: served)
        let first = session.run("task", "create", "One", "--key", "k", "--json")
        let second = session.run("task", "create", "One", "--key", "k", "--json")
        #expect(first.exit == 0 && second.exit == 0)
        #expect(second.json?["already"] == true, "\(second)")
        #expect(second.json?["data"] == first.json?["data"])
        #expect(session.run("task", "create", "Two", "--key", "k", "--json").exit == 4)
    }

    @Test("A shell completes the keys of tasks", arguments: [false, true])
    func completion(served: Bool) throws {
        let session = try CommandLineSession(served: served)
        _ = session.run("task", "create", "One", "--task", "WP-17")
        let answer = session.run("__complete", "task", "show", "WP")
        #expect(answer.exit == 0 && answer.output.contains("WP-17"), "\(answer)")
    }

    @Test("A word of a playbook is answered with our command", arguments: [false, true])
    func playbookWords(served: Bool) throws {
        let session = try CommandLineSession(served: served)
        let help = session.run("help", "bus_claim")
        #expect(help.exit == 0 && help.output.contains("worklead claim"), "\(help)")
        let command = session.run("bus_claim", "--json")
        #expect(command.code == "usage.playbook_word" && command.exit == 2)
    }

    @Test("A repository's committed file chooses leases and branches, and a flag comes before it")
    func configuration() throws {
        let session = try CommandLineSession(initialized: false)
        try session.shell(
            """
            cd api && mkdir .worklead && cat > .worklead/config.toml <<'E'
            branch_pattern = "work/{agent}/{slug}"
            [rules]
            scope = "block"
            [leases]
            claim = "2h"
            longest = "4h"
            E
            git add -A && git commit -qm configuration
            """
        )
        try #require(session.run("init").exit == 0)
        let rules = session.run("rule", "list", "--json").output
        #expect(rules.contains(#""level":"block","rule":"scope""#), "\(rules)")
        _ = session.run("task", "create", "One", "--task", "WP-1", "--ready")
        let claim = session.run("claim", "WP-1", "--json")
        #expect(claim.exit == 0, "\(claim)")
        let branch = claim.json?["data"]?["branch"]?.stringValue
        #expect(branch?.hasPrefix("work/founder/") == true, "\(claim)")
        let tooLong = session.run("task", "renew", "WP-1", "--lease", "5h", "--json")
        #expect(tooLong.code == "lease.too_long" && tooLong.exit == 2, "\(tooLong)")
        #expect(session.run("task", "renew", "WP-1", "--lease", "3h").exit == 0)
    }
}
