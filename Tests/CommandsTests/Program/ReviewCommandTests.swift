import Commands
import Digests
import Testing

@Suite("Reviews, by the program itself")
struct ReviewCommandTests {
    /// A session whose branch `work` has a commit of ada's over `main`.
    private func prepared(served: Bool) throws -> CommandLineSession {
        let session = try CommandLineSession(served: served)
        try #require(session.run("agent", "register", "ada").exit == 0)
        try session.shell(
            """
            cd '\(session.repository)' && git checkout -q -b work && mkdir -p src
            printf 'one\\ntwo\\nthree\\n' > src/a && git add -A
            git commit -qm 'Work' -m 'Agent: ada'
            """
        )
        return session
    }

    @Test(
        "A review goes through two rounds, and its end is refused before",
        arguments: [false, true]
    )
    func twoRounds(served: Bool) throws {
        let session = try prepared(served: served)
        let started = session.run("review", "start", "--commit", "work", "--base", "main", "--json")
        #expect(started.exit == 0, "\(started)")
        #expect(started.json?["data"]?["authors"] == ["ada"], "\(started)")
        let added = session.run(
            words: [
                "review", "finding", "add", "RV-1", "--severity", "high", "--at", "src/a:2",
                "--text", "two is wrong", "--json",
            ]
        )
        #expect(added.exit == 0 && added.json?["data"]?["owner"] == "ada", "\(added)")
        #expect(session.run("review", "close", "RV-1", "--json").code == "review.open_findings")
        let early = session.run("review", "finding", "fix", "F-1", "--json")
        #expect(early.code == "finding.fix_not_new", "\(early)")
        try session.shell(
            """
            cd '\(session.repository)' && printf 'zero\\none\\n2\\nthree\\n' > src/a
            git commit -qam 'Mend' -m 'Agent: ada'
            """
        )
        #expect(session.run("review", "finding", "fix", "F-1").exit == 0)
        let only = session.run("review", "finding", "list", "--finding", "F-1", "--all", "--json")
        let other = session.run("review", "finding", "list", "--finding", "F-2", "--all", "--json")
        #expect(only.json?["total"] == 1 && other.json?["total"] == 0, "\(only) \(other)")
        #expect(session.run("review", "close", "RV-1", "--json").code == "review.fixes_unseen")
        let stale = session.run("review", "rereview", "RV-1", "--commit", "HEAD~1", "--json")
        #expect(stale.code == "review.fix_missing", "\(stale)")
        #expect(session.run("review", "rereview", "RV-1").exit == 0)
        let shown = session.run("review", "show", "RV-1", "--json")
        let finding = shown.json?["data"]?["findings"]?[0]
        #expect(finding?["standing"] == "changed" && finding?["now_first_line"] == 3, "\(shown)")
        let text = session.run("review", "show", "RV-1").output
        #expect(text.contains("src/a:3") && text.contains("changed"), "\(text)")
        #expect(session.run("review", "close", "RV-1", "--note", "good").exit == 0)
        #expect(session.run("review", "list").output.contains("closed"))
        #expect(session.run("ledger", "verify").exit == 0)
    }

    @Test("What can't be so is refused with a code, a sentence and what to do")
    func refusals() throws {
        let session = try prepared(served: false)
        #expect(session.run("review", "start", "--json").code == "review.empty_range")
        try #require(session.run("task", "create", "One", "--ready").exit == 0)
        #expect(session.run("review", "start", "T-1", "--json").code == "review.nothing_delivered")
        #expect(session.run("review", "show", "RV-1", "--json").code == "review.unknown")
        try #require(
            session.run("review", "start", "--commit", "work", "--base", "main").exit == 0
        )
        func add(_ place: String, _ more: String...) -> String? {
            let words = [
                "review", "finding", "add", "RV-1", "--at", place, "--text", "x", "--json",
            ]
            return session.run(words: words + more).code
        }
        #expect(add("src/none:1") == "finding.no_file")
        #expect(add("src/a:9") == "finding.no_line")
        #expect(add("src/a:1", "--owner", "nobody") == "agent.unknown")
        #expect(add("src/a:1", "--severity", "high") == nil)
        try session.shell("git init -q web && git -C web commit -q --allow-empty -m first")
        let far = session.run("review", "start", "--commit", "HEAD", "-C", "../web", "--json")
        #expect(far.code == "review.elsewhere", "\(far)")
        let fixed = session.run("review", "finding", "fix", "F-1", "-C", "../web", "--json")
        #expect(fixed.code == "review.elsewhere", "\(fixed)")
        let accepted = session.run("review", "finding", "accept", "F-1", "--reason", "no", "--json")
        #expect(accepted.code == "finding.must_be_fixed")
        let unsaid = session.run("review", "finding", "accept", "F-1", "--json")
        #expect(unsaid.code == "finding.needs_follow_up")
        let disputed = session.run("review", "finding", "dispute", "F-1", "--reason", "x", "--json")
        #expect(disputed.code == "finding.not_owner")
        session.write("{\"version\":\"2.0.0\"}", to: session.folder + "/old.sarif")
        let log = session.run("review", "finding", "import", "RV-1", "../old.sarif", "--json")
        #expect(log.code == "sarif.other_version", "\(log)")
        let own = session.run("review", "start", "--commit", "main", "--json")
        #expect(own.exit == 0, "what nobody is named for can be reviewed by anybody: \(own)")
    }

    @Test("A log goes out and comes in again without doubling", arguments: [false, true])
    func logs(served: Bool) throws {
        let session = try prepared(served: served)
        try #require(
            session.run("review", "start", "--commit", "work", "--base", "main").exit == 0
        )
        let words = ["review", "finding", "add", "RV-1", "--at", "src/a:1-2", "--text", "x"]
        try #require(session.run(words: words).exit == 0)
        let written = session.run("review", "export", "RV-1", "--sarif", "../out.sarif")
        #expect(written.exit == 0, "\(written)")
        let shown = session.run("review", "export", "RV-1", "--sarif", "-")
        #expect(try JSONValue(parsing: shown.output)["version"] == "2.1.0")
        let back = session.run("review", "finding", "import", "RV-1", "../out.sarif", "--json")
        #expect(back.json?["data"]?["added"] == 0 && back.json?["data"]?["known"] == 1, "\(back)")
    }
}
