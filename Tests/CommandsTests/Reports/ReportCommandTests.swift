import Commands
import Digests
import Glibc
import ReportKit
import Testing

@Suite("Reports, by the program itself")
struct ReportCommandTests {
    private func prepared(served: Bool = false) throws -> CommandLineSession {
        let session = try CommandLineSession(served: served)
        for title in ["One", "Two | <b>x</b>", "Three"] {
            try #require(session.run("task", "create", title, "--ready").exit == 0)
        }
        return session
    }

    private func text(_ path: String) throws -> String {
        let file = try #require(fopen(path, "r"))
        defer { fclose(file) }
        var bytes = [UInt8](repeating: 0, count: 1 << 20)
        let count = fread(&bytes, 1, bytes.count, file)
        return String(decoding: bytes[..<count], as: UTF8.self)
    }

    @Test("A board is written, and never over what somebody edited", arguments: [false, true])
    func board(served: Bool) throws {
        let session = try prepared(served: served)
        let path = session.repository + "/TASK_BOARD.md"
        #expect(session.run("report", "board", "--check", "--json").code == "board.missing")
        let written = session.run("report", "board", "--json")
        #expect(written.exit == 0 && written.json?["data"]?["written"] == true, "\(written)")
        #expect(session.run("report", "board", "--check").exit == 0)
        let edited = try text(path).replacing("| T-1 | ready | 100", with: "| T-1 | ready | 5")
        session.write(edited, to: path)
        for words in [["report", "board"], ["report", "board", "--check"]] {
            let run = session.run(words: words + ["--json"])
            #expect(run.exit == 5 && run.code == "board.edited", "\(run)")
            let edit = run.json?["data"]?["edits"]?[0]
            #expect(edit?["command"] == "worklead task edit T-1 --priority 5", "\(run)")
            #expect(try text(path) == edited)
        }
        #expect(session.run("task", "edit", "T-1", "--priority", "5").exit == 0)
        #expect(session.run("report", "board").exit == 0)
        #expect(try text(path).contains("| T-1 | ready | 5 |"))
        let prose = try text(path) + "Mind T-2!\n"
        session.write(prose, to: path)
        #expect(session.run("report", "board").exit == 5)
        let aside = session.run("report", "board", "--set-aside", "--json")
        let kept = try #require(aside.json?["data"]?["set_aside"]?.stringValue, "\(aside)")
        #expect(try text(kept) == prose)
        #expect(session.run("report", "board", "--check").exit == 0)
        session.write("# My own list\n", to: path)
        #expect(session.run("report", "board", "--json").code == "board.foreign")
        #expect(try text(path) == "# My own list\n")
    }

    @Test("Each report answers in every format, and into a file in the one that its name asks for")
    func formats() throws {
        let session = try prepared()
        #expect(session.run("phase", "open", "P07").exit == 0)
        let reports = [
            ["board", "--show"], ["checkin", "P07"], ["coordination"], ["manager"], ["evidence"],
            ["receipts"], ["cleanup"], ["readiness"], ["audit"],
        ]
        for words in reports {
            let report = ["report"] + words
            let json = session.run(words: report + ["--json"])
            #expect(json.exit == 0 && json.json?["ok"] == true, "\(json)")
            let markdown = session.run(words: report + ["--format", "md"])
            #expect(markdown.exit == 0 && markdown.output.hasPrefix("# "), "\(markdown)")
            #expect(session.run(words: report + ["--format", "compact"]).exit == 0)
            let html = session.run(words: report + ["--format", "html"])
            #expect(html.output.hasPrefix("<!DOCTYPE html>\n") && html.exit == 0, "\(html)")
            #expect(!html.output.contains("<b>x"))
            for (ending, start) in [("md", "# "), ("html", "<!DOCTYPE"), ("json", "{")] {
                let file = "\(session.folder)/report.\(ending)"
                let run = session.run(words: report + ["--output", file])
                #expect(run.exit == 0, "\(run)")
                #expect(try text(file).hasPrefix(start), "\(words) \(ending)")
            }
            let kept = try JSONValue(parsing: text("\(session.folder)/report.json"))
            _ = try ReportDocument(json: kept)
        }
    }

    @Test("A lead's beat says which shift it is, and the coordination report shows it")
    func shift() throws {
        let session = try prepared()
        let run = session.run(
            words: [
                "report", "manager", "--log-heartbeat", "--shift", "mid", "--meta", "cadence=daily",
                "--format", "md",
            ]
        )
        #expect(run.output.contains("- **shift**: mid\n- **cadence**: daily\n"), "\(run)")
        let coordination = session.run("report", "coordination", "--format", "md")
        #expect(coordination.output.contains("cadence=daily shift=mid"), "\(coordination)")
        let bad = session.run("report", "manager", "--meta", "daily", "--json")
        #expect(bad.code == "usage.not_named" && bad.exit == 2, "\(bad)")
    }

    @Test("Readiness answers in any case, and fails only where that is asked for")
    func readiness() throws {
        let session = try prepared()
        let run = session.run("report", "readiness", "--json")
        #expect(run.exit == 0 && run.json?["data"]?["ready"] == false, "\(run)")
        let required = session.run("report", "readiness", "--require", "--json")
        #expect(required.exit == 5 && required.code == "report.not_ready", "\(required)")
        let unknown = session.run("report", "readiness", "P99", "--json")
        #expect(unknown.code == "phase.unknown", "\(unknown)")
    }

    @Test("Links are kept, found and checked; a dead one fails the check")
    func links() throws {
        let session = try prepared()
        try session.shell("cd api && mkdir docs && printf '# The part\\n' > docs/a.md")
        let add = ["links", "add", "page", "docs/a.md#the-part", "--title", "A page"]
        #expect(session.run(words: add).exit == 0)
        #expect(session.run("links", "list").output.contains("docs/a.md#the-part"))
        #expect(session.run("links", "show", "page").output.contains("/api/docs/a.md"))
        #expect(session.run("links", "add", "web", "https://example.org/x").exit == 0)
        let fine = session.run("links", "check", "--json")
        #expect(fine.exit == 0 && fine.json?["data"]?["checked"] == 1, "\(fine)")
        #expect(session.run("links", "add", "gone", "docs/b.md").exit == 0)
        try session.shell("cd api && ln -s /etc/passwd docs/out && mkfifo docs/pipe")
        #expect(session.run("links", "add", "out", "docs/out").exit == 0)
        #expect(session.run("links", "add", "pipe", "docs/pipe").exit == 0)
        let dead = session.run("links", "check", "--json")
        #expect(dead.exit == 5 && dead.code == "link.dead", "\(dead)")
        #expect(dead.json?["data"]?["dead"] == 3, "\(dead)")
        #expect(session.run("links", "remove", "gone").exit == 0)
        #expect(session.run("links", "show", "gone", "--json").code == "link.unknown")
        #expect(session.run("ledger", "verify").exit == 0)
    }
}
