import Digests
import Testing

@Suite("Work that changes hands, by the program itself")
struct HandoverTests {
    /// The worktree, branch and hand-off of a claim.
    private func claim(
        _ key: String,
        by agent: String,
        lease: String = "1h",
        in session: CommandLineSession
    ) throws -> (worktree: String, branch: String, data: JSONValue) {
        let run = session.run("claim", key, "--lease", lease, "--json", by: agent)
        let data = try session.data(of: run)
        return (
            try #require(data["worktree"]?.stringValue), try #require(data["branch"]?.stringValue),
            data
        )
    }

    @Test("A former holder's late delivery is refused, and all of its work is kept and passed on")
    func lateDelivery() throws {
        let session = try CommandLineSession()
        try session.join("ada")
        try session.join("bea")
        try session.good("task", "create", "One", "--task", "WP-1", "--ready")
        let first = try claim("WP-1", by: "ada", in: session)
        try session.shell(
            """
            cd '\(first.worktree)'
            echo 'echo more' >> src/run.sh && git commit -qam more && echo loose > notes.txt
            """
        )
        let commit = try session.shell("git -C '\(first.worktree)' rev-parse HEAD").dropLast()
        try session.good("task", "release", "WP-1", "--note", "it takes too long")
        let second = try claim("WP-1", by: "bea", in: session)
        let handoff = try #require(second.data["handoff"])
        #expect(handoff["agent"]?.stringValue == "ada")
        #expect(handoff["commit"]?.stringValue == String(commit))
        let parked = try #require(handoff["parked"]?.stringValue)
        #expect(try session.shell("git -C api show \(parked):notes.txt") == "loose\n")
        try session.shell("git -C api merge-base --is-ancestor \(commit) \(second.branch)")

        session.write("# Report\nIt works.\n", to: session.folder + "/report.md")
        let head = session.head
        let late = session.run(
            "deliver",
            "WP-1",
            "--report",
            session.folder + "/report.md",
            "--json",
            by: "ada",
            in: first.worktree
        )
        #expect(late.exit == 4 && late.code == "task.stale_fence", "\(late)")
        #expect(session.run("task", "show", "WP-1").output.contains("bea"), "bea still has it")
        let kept = session.run("event", "list", "--type", "task.delivery_refused", "--json").json
        let event = try #require(kept?["data"]?["events"]?[0])
        #expect(event["actor"] == "ada")
        #expect(event["data"]?["report"] == "# Report\nIt works.\n")
        #expect(event["data"]?["commit"]?.stringValue == String(commit))
        let after = session.head
        #expect(after != head)
        let again = session.run(
            "deliver",
            "WP-1",
            "--report",
            session.folder + "/report.md",
            by: "ada",
            in: first.worktree
        )
        #expect(again.exit == 4 && session.head == after, "it is kept once: \(again)")
        #expect(
            try session.shell("git -C api rev-parse \(first.branch)").dropLast() == commit
        )
        #expect(try session.shell("cat '\(first.worktree)/notes.txt'") == "loose\n")
        let report = session.run("message", "send", "bea", "It works.", "--task", "WP-1", by: "ada")
        #expect(report.exit == 0, "a report is still heard: \(report)")
        #expect(session.run("inbox", by: "bea").output.contains("It works."))
    }

    @Test("A lease that ended is shown to all, and does no harm to who worked on undisturbed")
    func endedLease() throws {
        let session = try CommandLineSession()
        try session.join("ada")
        try session.good("task", "create", "One", "--task", "WP-1", "--ready")
        let held = try claim("WP-1", by: "ada", lease: "1s", in: session)
        try session.shell(
            "cd '\(held.worktree)' && echo 'echo x' >> src/run.sh && git commit -qam x"
        )
        var overdue: JSONValue?
        for _ in 0..<2000 where overdue == nil {
            let status = try session.data(of: session.run("status", "--json"))
            overdue = status["overdue"]?.arrayValue?.first
        }
        #expect(overdue?["task"]?.stringValue == "WP-1", "\(String(describing: overdue))")
        #expect(overdue?["holder"]?.stringValue == "ada")
        let delivered = session.run("deliver", "WP-1", "--json", by: "ada", in: held.worktree)
        #expect(delivered.exit == 0, "\(delivered)")
    }

    @Test("What is handed in is a commit of the task's repository, with the files that it names")
    func otherCommit() throws {
        let session = try CommandLineSession()
        try session.join("ada")
        try session.good("task", "create", "One", "--task", "WP-1", "--ready")
        let held = try claim("WP-1", by: "ada", in: session)
        try session.shell("git init -q web && git -C web commit -q --allow-empty -m first")
        let web = session.folder + "/web"
        let far = session.run("deliver", "WP-1", "--json", by: "ada", in: web)
        #expect(far.exit == 4 && far.code == "delivery.elsewhere", "\(far)")
        let bare = session.run(
            "deliver",
            "WP-1",
            "--artifact",
            "docs/none.md",
            "--json",
            by: "ada",
            in: held.worktree
        )
        #expect(bare.exit == 5 && bare.code == "delivery.missing_artifacts", "\(bare)")
        let shown = session.run("task", "show", "WP-1", "--json")
        #expect(shown.json?["data"]?["task"]?["state"] == "claimed", "\(shown)")
    }

    @Test("A session ends although its worktree is gone, and its task is taken up again")
    func lostWorktree() throws {
        let session = try CommandLineSession()
        try session.join("ada")
        try session.join("bea")
        try session.good("task", "create", "One", "--task", "WP-1", "--ready")
        let lost = try claim("WP-1", by: "ada", in: session).worktree
        try session.shell("rm -rf '\(lost)'")
        let ended = session.run("session", "end", "--release", "--json", by: "ada")
        #expect(ended.exit == 0, "\(ended)")
        let head = session.head
        let again = session.run("session", "end", "--release", "--json", by: "ada")
        #expect(again.exit == 6 && again.code == "session.ended", "\(again)")
        #expect(session.head == head)
        let taken = try claim("WP-1", by: "bea", in: session)
        try session.shell("test -f '\(taken.worktree)/src/run.sh'")
        #expect(session.run("ledger", "verify").exit == 0)
    }

    @Test("What is given back or given up twice is so once, and the second time says it")
    func twice() throws {
        let session = try CommandLineSession()
        try session.join("ada")
        try session.good("task", "create", "One", "--task", "WP-1", "--ready")
        _ = try claim("WP-1", by: "ada", in: session)
        #expect(session.run("task", "release", "WP-1", by: "ada").exit == 0)
        var head = session.head
        let released = session.run("task", "release", "WP-1", "--json", by: "ada")
        #expect(released.exit == 4 && released.code == "task.not_held", "\(released)")
        #expect(session.head == head)
        try session.good("task", "cancel", "WP-1", "--reason", "enough")
        head = session.head
        let cancelled = session.run("task", "cancel", "WP-1", "--reason", "enough", "--json")
        #expect(cancelled.exit == 4 && cancelled.code == "task.finished", "\(cancelled)")
        let late = session.run("task", "release", "WP-1", "--json", by: "ada")
        #expect(late.exit == 4 && late.code == "task.finished", "\(late)")
        #expect(session.head == head)
    }
}
