import Commands
import Digests
import TestSupport
import Testing

@Suite("Runs, by the program itself")
struct RunCommandTests {
    private func prepared(
        _ run: SampleRun = SampleRun(),
        served: Bool = false
    ) throws -> CommandLineSession {
        let session = try CommandLineSession(served: served)
        session.write(run.text, to: session.folder + "/run.toml")
        for agent in ["ada", "bea"] { try session.good("agent", "register", agent) }
        return session
    }

    @Test(
        "A run goes from its file to its tasks only by a founder's go",
        arguments: [false, true]
    )
    func goes(served: Bool) throws {
        let session = try prepared(served: served)
        #expect(session.run("run", "lint", "../run.toml").exit == 0)
        let drafted = session.run("run", "new", "../run.toml", "--json")
        #expect(drafted.json?["data"]?["run"]?["state"] == "drafted", "\(drafted)")
        #expect(session.run("run", "show", "phase-a", "--text").output == SampleRun().text)
        let early = session.run("run", "start", "phase-a", "--json")
        #expect(early.exit == 7 && early.code == "run.not_approved", "\(early)")
        try session.good("run", "approve", "phase-a")
        let started = session.run("run", "start", "phase-a", "--json")
        #expect(started.json?["data"]?["run"]?["state"] == "running", "\(started)")
        let status = session.run("run", "status", "phase-a")
        #expect(status.exit == 0, "\(status)")
        for words in ["0 of 3", "A0 by ada", "A0 -> A1", "A0 (ada)", "2 waiting, 1 ready"] {
            #expect(status.output.contains(words), "\(words) in \(status.output)")
        }
        #expect(session.run("run", "list", "--open").output.contains("0 of 3"))
        #expect(session.run("run", "show", "phase-a").exit == 0)
        try session.good("run", "pause", "phase-a", "--reason", "to think")
        #expect(session.run("run", "status", "phase-a").output.contains("to think"))
        try session.good("run", "resume", "phase-a")
        try session.good("run", "cancel", "phase-a", "--reason", "no longer wanted")
        #expect(session.run("task", "show", "A1", "--json").output.contains("cancelled"))
        #expect(session.run("ledger", "verify").exit == 0)
    }

    @Test("A file with faults is refused by lint and by new, with all of them and their lines")
    func faults() throws {
        let broken = SampleRun(
            slices: [
                SampleRun.Slice("A0", "ada", after: ["A1"]),
                SampleRun.Slice("A1", "zoe", after: ["A0"]),
            ],
            gates: ["scop"]
        )
        let session = try prepared(broken)
        let lint = session.run("run", "lint", "../run.toml", "--json")
        #expect(lint.exit == 5 && lint.code == "run.refused", "\(lint)")
        let found = session.run("run", "lint", "../run.toml").output
        for words in ["A0 -> A1 -> A0", "Did you mean 'scope'?", "'zoe' is none"] {
            #expect(found.contains(words), "\(words) in \(found)")
        }
        let new = session.run("run", "new", "../run.toml", "--json")
        #expect(new.exit == 5 && new.code == "run.refused", "\(new)")
        #expect(session.run("run", "list").output.contains("phase-a") == false)
        #expect(session.run("run", "lint", "../none.toml").exit != 0)
    }

    @Test("An agent's documents are made once, and listed with what is wrong with them")
    func artifacts() throws {
        let table = "[artifacts]\nroot = \"docs/a\"\nagent = [\"PLAN.md\", \"FINAL.md\"]\n"
        let session = try prepared(SampleRun(tables: table))
        for words in [["new", "../run.toml"], ["approve", "phase-a"], ["start", "phase-a"]] {
            let run = session.run(words: ["run"] + words)
            #expect(run.exit == 0, "\(run)")
        }
        let dry = session.run("run", "artifacts", "phase-a", "--scaffold", "ada", "--dry-run")
        #expect(dry.exit == 0, "\(dry)")
        #expect(try session.inRepository("ls docs 2>/dev/null || echo none") == "none\n")
        session.write("mine\n", to: session.repository + "/PLAN")
        try session.inRepository("mkdir -p docs/a/ada && mv PLAN docs/a/ada/PLAN.md")
        let made = session.run("run", "artifacts", "phase-a", "--scaffold", "ada", "--json")
        #expect(made.json?["data"]?["made"] == ["docs/a/ada/FINAL.md"], "\(made)")
        #expect(made.json?["data"]?["kept"] == ["docs/a/ada/PLAN.md"], "\(made)")
        #expect(try session.inRepository("cat docs/a/ada/PLAN.md") == "mine\n")
        #expect(
            try session.inRepository("grep -c '^## ' docs/a/ada/FINAL.md") == "5\n"
        )
        let listed = session.run("run", "artifacts", "phase-a")
        #expect(listed.exit == 0 && listed.output.contains("6 due"), "\(listed)")
        let link = "mkdir ../out && rm -r docs/a/ada && ln -s ../../../out docs/a/ada"
        try session.inRepository(link)
        let outside = session.run("run", "artifacts", "phase-a", "--scaffold", "ada", "--json")
        #expect(outside.code == "run.outside", "\(outside)")
        #expect(try session.shell("ls out") == "")
    }

    @Test(
        "A clean-up moves and deletes what is named, and nothing that is not",
        arguments: [false, true]
    )
    func cleanup(served: Bool) throws {
        let session = try prepared(
            SampleRun(tables: "[artifacts]\nroot = \"docs/a\"\n"),
            served: served
        )
        for words in [["new", "../run.toml"], ["approve", "phase-a"], ["start", "phase-a"]] {
            let run = session.run(words: ["run"] + words)
            #expect(run.exit == 0, "\(run)")
        }
        let manifest = """
            [cleanup]
            run = "phase-a"
            [[paths]]
            path = "docs/a/*/NOTES.md"
            action = "archive"
            to = "docs/old/"
            reason = "The report has it."
            [[paths]]
            path = "docs/a/tmp*"
            action = "delete"
            reason = "Made by the way."

            """
        try session.inRepository(
            """
            mkdir -p docs/a/ada && cd docs/a
            echo a > ada/NOTES.md; echo b > 'tmp*'; echo c > tmp1; echo d > REPORT.md
            git add -A . && git commit -qm artifacts
            """
        )
        session.write(manifest, to: session.repository + "/docs/a/CLEANUP.toml")
        let checked = session.run("run", "cleanup", "phase-a")
        #expect(checked.exit == 0, "\(checked)")
        for words in [
            "1 to archive, 2 to delete", "docs/old/ada/NOTES.md", "REPORT.md' is not named",
        ] {
            #expect(checked.output.contains(words), "\(words) in \(checked.output)")
        }
        // What is nowhere else is not touched, nor is anything beside it.
        try session.inRepository("echo more >> docs/a/tmp1")
        let dirty = session.run("run", "cleanup", "phase-a", "--apply", "--json")
        #expect(dirty.code == "run.uncommitted", "\(dirty)")
        try session.inRepository("git checkout -q docs/a/tmp1")
        let both = session.run("run", "cleanup", "phase-a", "--apply", "--check", "--json")
        #expect(both.exit == 2 && both.code == "usage.check_and_apply", "\(both)")
        // What is gone and not named is told before anything is done.
        try session.inRepository("git rm -q src/run.sh")
        let gone = session.run("run", "cleanup", "phase-a", "--json")
        #expect(gone.exit == 5 && gone.code == "run.cleanup_refused", "\(gone)")
        try session.inRepository("git reset -q --hard")
        let dry = session.run("run", "cleanup", "phase-a", "--apply", "--dry-run")
        #expect(dry.exit == 0, "\(dry)")
        #expect(try session.inRepository("git ls-files docs | wc -l") == "4\n")
        let applied = session.run("run", "cleanup", "phase-a", "--apply")
        #expect(applied.exit == 0 && applied.output.contains("1 archived, 2 deleted"), "\(applied)")
        #expect(
            try session.inRepository("git ls-files docs")
                == "docs/a/REPORT.md\ndocs/old/ada/NOTES.md\n"
        )
        // Done again it finds nothing to do, and the ledger has it once.
        let again = session.run("run", "cleanup", "phase-a", "--apply")
        #expect(again.exit == 0 && again.output.contains("0 archived, 0 deleted"), "\(again)")
        let events = session.run("event", "list", "--type", "run.cleaned", "--json")
        #expect(events.json?["data"]?["events"]?.arrayValue?.count == 1, "\(events)")
        #expect(session.run("ledger", "verify").exit == 0)
    }
}

extension CommandLineSession {
    /// Runs a script in the repository.
    @discardableResult
    fileprivate func inRepository(_ script: String) throws -> String {
        try shell("cd api\n" + script)
    }
}
