import Digests
import Testing

@Suite("Merging what was accepted, by the program itself and real git")
struct MergeCommandTests {
    /// A session with ada, vera, and a repository with enough lines to differ in.
    private func session(queue: Bool = true, served: Bool = false) throws -> CommandLineSession {
        let session = try CommandLineSession(served: served)
        try session.join("ada")
        try session.join("vera", as: "validator")
        try session.shell(
            """
            cd api && seq 1 12 | sed 's/^/# /' >> src/run.sh && git add -A && git commit -qm lines
            """
        )
        if queue {
            try session.shell(
                """
                cd api && mkdir -p .worklead && printf '[merge]\\nqueue = "on"\\n' \\
                    > .worklead/config.toml
                git add -f .worklead && git commit -qm queue
                """
            )
        }
        return session
    }

    /// A task whose work, a script in its worktree, was accepted.
    ///
    /// - Returns: The commit that was accepted.
    @discardableResult
    private func accept(
        _ key: String,
        _ script: String,
        after need: String? = nil,
        in session: CommandLineSession
    ) throws -> String {
        let packet = TaskLifeTests.packet.replacing("WP-1-Hello", with: key)
            .replacing("  * src/\n", with: "  * src/\n  * picture\n")
        session.write(packet, to: session.folder + "/packet.md")
        let needs = need.map { ["--after", $0] } ?? []
        let words = ["task", "create", "--packet", "../packet.md", "--ready"] + needs
        try #require(session.run(words: words).exit == 0)
        let claim = session.run("claim", key, "--json", by: "ada")
        let worktree = try #require(try session.data(of: claim)["worktree"]?.stringValue)
        try session.shell("cd '\(worktree)' && \(script) && git add -A && git commit -qm '\(key)'")
        let delivered = session.run("deliver", key, by: "ada", in: worktree)
        try #require(delivered.exit == 0, "\(delivered)")
        let replay = session.run("replay", key, "--unsandboxed", by: "vera")
        try #require(replay.exit == 0, "\(replay)")
        let accepted = session.run("accept", key, "--gaps", "a test", by: "vera")
        try #require(accepted.exit == 0, "\(accepted)")
        return try session.shell("git -C '\(worktree)' rev-parse HEAD | tr -d '\\n'")
    }

    private func run(_ session: CommandLineSession, _ words: String...) -> CommandLineSession.Run {
        session.run(words: ["merge", "run", "--unsandboxed", "--json"] + words)
    }

    private func git(_ session: CommandLineSession, _ words: String) throws -> String {
        String(try session.shell("git -C api \(words)").drop { $0 == "\n" })
    }

    private func outcomes(_ run: CommandLineSession.Run) -> [String] {
        run.json?["data"]?["tasks"]?.arrayValue?.map {
            "\($0["task"]?.stringValue ?? "") \($0["outcome"]?.stringValue ?? "")"
        } ?? []
    }

    private let addition = "sed -i 's/^# 2$/# 2\\necho hello/' src/run.sh"

    @Test("The queue is off until the main branch says otherwise, whatever a worktree says")
    func off() throws {
        let session = try session(queue: false)
        try accept("WP-1", addition, in: session)
        let tip = try git(session, "rev-parse main")
        try session.shell(
            "cd api && mkdir -p .worklead && printf '[merge]\\nqueue = \"on\"\\n' "
                + "> .worklead/config.toml"
        )
        for words in [["merge", "add", "WP-1"], ["merge", "run"]] {
            let refused = session.run(words: words + ["--json"])
            #expect(refused.exit == 6 && refused.code == "merge.off", "\(refused)")
            let hint = refused.json?["error"]?["hint"]?.stringValue
            #expect(hint?.contains("config.toml") == true, "\(refused)")
        }
        #expect(try session.good("merge", "list").output.contains("merges: 0"))
        #expect(try git(session, "rev-parse main") == tip)
    }

    @Test(
        "A clean merge passes its checks, moves the branch, and brings its checkout along",
        arguments: [false, true]
    )
    func clean(served: Bool) throws {
        let session = try session(served: served)
        try accept("WP-1", addition, in: session)
        try session.shell(
            "cd api && sed -i 's/^# 11$/# eleven/' src/run.sh && git commit -qam main"
        )
        try session.shell("echo kept > api/kept")
        try session.good("merge", "add", "WP-1")
        let before = try git(session, "rev-parse main")
        let tried = run(session, "--dry-run")
        #expect(tried.exit == 0 && outcomes(tried) == ["WP-1 merged"], "\(tried)")
        #expect(try git(session, "rev-parse main") == before)
        let done = run(session)
        #expect(done.exit == 0 && outcomes(done) == ["WP-1 merged"], "\(done)")
        let parents = try git(session, "log -1 --format=%P%n%s main")
        #expect(parents.hasPrefix(before.prefix(40)) && parents.contains("Merge WP-1: "))
        #expect(try git(session, "status --porcelain") == "?? kept\n")
        let text = try session.shell("cat api/src/run.sh api/kept")
        #expect(text.contains("hello") && text.contains("eleven") && text.contains("kept"))
        let listed = try session.good("merge", "list", "--all", "--json").json?["data"]
        #expect(listed?.arrayValue?.first?["state"] == "merged", "\(listed ?? .null)")
        let only = try session.good("merge", "list", "--all", "--task", "WP-1", "--json")
        let other = try session.good("merge", "list", "--all", "--task", "WP-2", "--json")
        #expect(only.json?["total"] == 1 && other.json?["total"] == 0, "\(only) \(other)")
        #expect(run(session).json?["data"]?["waiting"] == 0)
        #expect(session.run("merge", "add", "WP-1", "--json").code == "merge.merged_already")
        try session.good("merge", "verify")
        try session.good("ledger", "verify")
    }

    @Test("A conflict is refused with its files, and nothing has moved")
    func conflict() throws {
        let session = try session()
        try accept("WP-1", addition, in: session)
        try session.shell("cd api && sed -i 's/^# 2$/# two/' src/run.sh && git commit -qam main")
        try session.good("merge", "add", "WP-1")
        let before = try git(session, "for-each-ref refs/heads")
        let refused = run(session)
        #expect(refused.exit == 5 && refused.code == "merge.refused", "\(refused)")
        let task = refused.json?["data"]?["tasks"]?.arrayValue?.first
        #expect(task?["refusal"] == "conflict")
        #expect(task?["findings"]?.arrayValue?.first?["path"] == "src/run.sh", "\(refused)")
        #expect(try git(session, "for-each-ref refs/heads") == before)
        #expect(try git(session, "status --porcelain").isEmpty)
        let told = session.run("inbox", by: "ada").output
        #expect(told.contains("WP-1 is not merged"), "\(told)")
    }

    @Test("Checks that pass on each side and not on both together refuse the merge")
    func checks() throws {
        let session = try session()
        try accept("WP-1", "sed -i 's/^# 11$/echo ok >\\&2/' src/run.sh", in: session)
        try session.shell(
            """
            cd api && printf '%s\\n' 'sh src/run.sh 2>&1 | grep -c ok | grep -q "^1$" || exit 1' \\
                'echo "1 passed, 0 failed"' > test.sh && sh test.sh && git commit -qam strict
            """
        )
        try session.good("merge", "add", "WP-1")
        let before = try git(session, "rev-parse main")
        let refused = run(session)
        #expect(refused.exit == 5, "\(refused)")
        let task = refused.json?["data"]?["tasks"]?.arrayValue?.first
        #expect(task?["refusal"] == "checks", "\(refused)")
        #expect(try git(session, "rev-parse main") == before)
    }

    @Test("What a merge by hand has dropped is named, by the queue and afterwards")
    func dropped() throws {
        let session = try session()
        let one = try accept(
            "WP-1",
            "sed -i 's/^# 6$/# six\\necho hello/' src/run.sh",
            in: session
        )
        let two = try accept("WP-2", "printf 'a\\0b' > picture", in: session)
        try session.shell(
            """
            cd api && sed -i 's/^# 6$/# 6 of ours/' src/run.sh && git commit -qam ours
            git merge -q --no-edit -X ours \(one) && git merge -q --no-edit -s ours \(two)
            """
        )
        let found = session.run("merge", "verify", "--json")
        #expect(found.exit == 5 && found.code == "merge.lost", "\(found)")
        let lost = found.json?["data"]?["lost"]?.arrayValue ?? []
        let first = lost.first { $0["task"] == "WP-1" }?["findings"]?.arrayValue?.first
        #expect(first?["path"] == "src/run.sh" && first?["line"] == 7, "\(found)")
        try session.good("merge", "add", "WP-1")
        let before = try git(session, "rev-parse main")
        let refused = run(session)
        #expect(refused.json?["data"]?["tasks"]?.arrayValue?.first?["refusal"] == "lost")
        #expect(refused.exit == 5)
        #expect(try git(session, "rev-parse main") == before)
    }

    @Test("A checkout with changes that are not committed stops the run, and keeps them")
    func dirty() throws {
        let session = try session()
        try accept("WP-1", addition, in: session)
        try session.good("merge", "add", "WP-1")
        try session.shell("echo '# mine' >> api/src/run.sh")
        let before = try git(session, "rev-parse main")
        let stopped = run(session)
        #expect(stopped.exit == 4 && stopped.code == "merge.checkout_changed", "\(stopped)")
        #expect(stopped.json?["error"]?["message"]?.stringValue?.contains("src/run.sh") == true)
        #expect(try git(session, "rev-parse main") == before)
        #expect(try session.shell("tail -1 api/src/run.sh") == "# mine\n")
        try session.shell("git -C api checkout -q src/run.sh && git -C api checkout -q -b aside")
        #expect(run(session).exit == 0, "nobody has it checked out now")
        #expect(try git(session, "rev-parse main") != before)
    }

    @Test("What a task depends on is merged before it, and the settings name the branch")
    func order() throws {
        let session = try session()
        try accept("WP-1", addition, in: session)
        try accept("WP-2", "sed -i 's/^# 9$/# nine/' src/run.sh", after: "WP-1", in: session)
        try session.shell(
            """
            cd api && git branch release && printf '[merge]\\nqueue = "on"\\nbranch = "release"\\n' \\
                > .worklead/config.toml && git commit -qam release
            """
        )
        let main = try git(session, "rev-parse main")
        try session.good("merge", "add", "WP-2")
        #expect(outcomes(run(session)) == ["WP-2 waits"])
        try session.good("merge", "add", "WP-1")
        let done = run(session, "--limit", "1")
        #expect(outcomes(done) == ["WP-1 merged"], "\(done)")
        #expect(done.json?["data"]?["waiting"] == 1)
        #expect(outcomes(run(session)) == ["WP-2 merged"])
        #expect(try git(session, "rev-parse main") == main)
        let subjects = try git(session, "log --first-parent -2 --format=%s release")
        #expect(subjects.contains("Merge WP-1") && subjects.contains("Merge WP-2"))
    }
}
