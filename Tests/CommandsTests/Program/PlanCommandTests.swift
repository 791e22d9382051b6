import Commands
import Digests
import FoundationEssentials
import TestSupport
import Testing

@Suite("Plans, by the program itself")
struct PlanCommandTests {
    private static let file = "_plans/2025-09-18-cadence.plan.json"

    private static func plan(_ status: String, receipts: String = "[]") -> String {
        """
        {"version": 0, "plan_id": "2025-09-18-cadence", "created": "2025-09-18T19:55:00Z",
        "zeta": 1, "actor": "codex-3", "summary": "Say it", "status": "\(status)",
        "steps": [{"id": "S1", "title": "Do it", "status": "done"}],
        "checkpoint": {"description": "It holds", "owner": "codex-3", "status": "satisfied"},
        "receipts": \(receipts)}
        """
    }

    private func write(_ text: String, to path: String, in session: CommandLineSession) throws {
        let full = "\(session.repository)/\(path)"
        let folder = full.split(separator: "/").dropLast().joined(separator: "/")
        try FileManager.default.createDirectory(
            atPath: "/" + folder,
            withIntermediateDirectories: true
        )
        try Data(text.utf8).write(to: URL(filePath: full))
    }

    @Test("A plan is written, worked on and ended", arguments: [false, true])
    func life(served: Bool) throws {
        let session = try CommandLineSession(served: served)
        try #require(session.run("task", "create", "One", "--ready").exit == 0)
        let made = session.run(
            words: [
                "plan", "new", "retention", "--summary", "Old rows go", "--task", "T-1", "--step",
                "Measure it", "--checkpoint", "It holds", "--link", "bus:_bus/a.json", "--scaffold",
            ]
        )
        #expect(made.exit == 0 && made.output.contains("docs/receipts/retention"), "\(made)")
        let readme = "\(session.repository)/docs/receipts/retention/README.md"
        #expect(FileManager.default.fileExists(atPath: readme))
        try write("mine", to: "docs/receipts/retention/README.md", in: session)
        #expect(session.run("plan", "scaffold", "retention").exit == 0)
        #expect(try String(contentsOfFile: readme, encoding: .utf8) == "mine")
        let follows = session.run("plan", "step", "set", "retention", "S2", "done", "--json")
        #expect(follows.code == "plan.step_follows_task", "\(follows)")
        #expect(session.run("plan", "step", "set", "retention", "S1", "done").exit == 0)
        #expect(session.run("plan", "approve", "retention").exit == 0)
        #expect(
            session.run("plan", "step", "add", "retention", "--title", "More").exit == 0
        )
        let stale = session.run("plan", "show", "retention")
        #expect(stale.output.contains("changed since it was approved"), "\(stale)")
        let judged = session.run("plan", "validate", "retention", "--json")
        #expect(judged.exit == 5 && judged.code == "plan.invalid", "\(judged)")
        #expect(
            judged.json?["data"]?["plans"]?[0]?["findings"]?[0]?["rule"] == "plan.approval_stale"
        )
        #expect(session.run("plan", "approve", "retention").exit == 0)
        #expect(session.run("plan", "validate", "--strict", "retention").exit == 0)
        #expect(session.run("plan", "receipt", "retention", "docs/none.json").exit == 0)
        let strict = session.run("plan", "validate", "--strict", "retention", "--json")
        #expect(strict.exit == 5, "\(strict)")
        try write("{}", to: "docs/none.json", in: session)
        let untracked = session.run("plan", "validate", "--strict", "retention", "--json")
        #expect(
            untracked.json?["data"]?["plans"]?[0]?["findings"]?[0]?["rule"]
                == "plan.receipt_untracked",
            "\(untracked)"
        )
        let hint = untracked.json?["error"]?["hint"]?.stringValue ?? ""
        #expect(hint.contains("`git add PATH`") && !hint.contains("hygiene"), "\(untracked)")
        try session.shell("cd '\(session.repository)' && git add -A && git commit -qm receipts")
        #expect(session.run("plan", "validate", "--strict", "retention").exit == 0)
        let path = session.run("plan", "critical-path", "retention")
        #expect(path.exit == 0 && path.output.contains("T-1"), "\(path)")
        let drawn = session.run("plan", "graph", "retention", "--draw", "dot")
        #expect(drawn.output.hasPrefix("// The ledger's revision"), "\(drawn)")
        #expect(session.run("plan", "list", "--open").output.contains("retention"))
        #expect(session.run("ledger", "verify").exit == 0)
    }

    @Test("Hygiene says what has drifted, mends the words alone, and then nothing has")
    func hygiene() throws {
        let session = try CommandLineSession(served: false)
        let drifted = Self.plan("Completed")
        try write(drifted, to: Self.file, in: session)
        let full = "\(session.repository)/\(Self.file)"
        let checked = session.run("plan", "hygiene", "--check", full, "--json")
        #expect(checked.exit == 10 && checked.code == "plan.drifted", "\(checked)")
        #expect(try String(contentsOfFile: full, encoding: .utf8) == drifted)
        try session.shell("chmod 640 '\(full)'")
        #expect(session.run("plan", "hygiene", "--apply", "--dry-run", full).exit == 0)
        #expect(try String(contentsOfFile: full, encoding: .utf8) == drifted)
        let applied = session.run("plan", "hygiene", "--apply", full, "--json")
        #expect(applied.exit == 0, "\(applied)")
        #expect(try String(contentsOfFile: full, encoding: .utf8) == Self.plan("done"))
        try session.shell("test \"$(stat -c %a '\(full)')\" = 640")
        #expect(session.run("plan", "hygiene", "--check", full).exit == 0)
        let both = session.run("plan", "hygiene", "--check", "--apply", full, "--json")
        #expect(both.exit == 2 && both.code == "usage.check_and_apply", "\(both)")
    }

    @Test("A file is valid, broken, or can't be read, and the exit code tells which")
    func exitCodes() throws {
        let session = try CommandLineSession(served: false)
        let full = "\(session.repository)/\(Self.file)"
        try write(Self.plan("done"), to: Self.file, in: session)
        #expect(session.run("plan", "validate", full).exit == 0)
        let none = session.run("plan", "validate", "--strict", full, "--json")
        #expect(none.exit == 5, "\(none)")
        #expect(
            none.json?["data"]?["plans"]?[0]?["findings"]?[0]?["rule"] == "plan.receipts_none",
            "\(none)"
        )
        try write("{", to: Self.file, in: session)
        let broken = session.run("plan", "validate", full, "--json")
        #expect(broken.exit == 2 && broken.code == "plan.unreadable", "\(broken)")
        let absent = session.run("plan", "validate", "_plans/none.plan.json", "--json")
        #expect(absent.exit == 2 && absent.code == "plan.unreadable", "\(absent)")
        let hygiene = session.run("plan", "hygiene", full, "--json")
        #expect(hygiene.exit == 2 && hygiene.code == "plan.unreadable", "\(hygiene)")
    }

    @Test("Receipts that are missing, ignored, untracked, empty or no JSON are told apart")
    func receipts() throws {
        let session = try CommandLineSession(served: false)
        let names = ["missing", "ignored", "untracked", "empty", "broken", "good"]
        let receipts = "[" + names.map { "\"docs/\($0).json\"" }.joined(separator: ", ") + "]"
        try write(Self.plan("done", receipts: receipts), to: Self.file, in: session)
        for (name, text) in [
            ("ignored", "{}"), ("empty", ""), ("broken", "{"), ("good", "{}"),
        ] {
            try write(text, to: "docs/\(name).json", in: session)
        }
        try write("docs/ignored.json\n", to: ".gitignore", in: session)
        try session.shell("cd '\(session.repository)' && git add -A && git commit -qm receipts")
        try write("{}", to: "docs/untracked.json", in: session)
        let judged = session.run("plan", "validate", "--strict", "--json")
        let found = judged.json?["data"]?["plans"]?[0]?["findings"]?.arrayValue ?? []
        #expect(
            found.compactMap { $0["rule"]?.stringValue } == [
                "plan.receipt_missing", "plan.receipt_ignored", "plan.receipt_untracked",
                "plan.receipt_empty", "plan.receipt_unparsed",
            ],
            "\(judged)"
        )
        let gate = session.run("gate", "run", "plan_valid", "--json")
        #expect(gate.exit == 0, "\(gate)")
    }
}

@Suite(
    "The plans of a real project are judged by the right rule",
    .enabled(if: Corpus("parallel").has("_plans"), "the corpora are not beside the package")
)
struct PlanCorpusTests {
    @Test("They are well formed, and what keeps them from being valid is their receipts alone")
    func judged() throws {
        let session = try CommandLineSession(served: false)
        let folder = Corpus("parallel").root + "/_plans"
        let formed = session.run("plan", "validate", folder, "--json")
        #expect(formed.exit == 0, "\(formed)")
        let strict = session.run("plan", "validate", "--strict", folder, "--json")
        #expect(strict.exit == 5 && strict.code == "plan.invalid", "\(strict)")
        let findings = strict.json?["data"]?["plans"]?.arrayValue?.flatMap {
            $0["findings"]?.arrayValue ?? []
        }
        let rules = Set(findings?.compactMap { $0["rule"]?.stringValue } ?? [])
        // Only an excerpt of the project is here: its documents and queue are not.
        #expect(rules == ["plan.receipt_missing", "plan.link_missing"], "\(strict)")
        #expect(findings?.count { $0["rule"] == "plan.receipt_missing" } == 11, "\(strict)")
        #expect(session.run("plan", "hygiene", "--check", folder).exit == 0)
    }

    @Test("With the files that they name committed beside them they are valid")
    func withReceipts() throws {
        let session = try CommandLineSession(served: false)
        try session.shell(
            """
            cd '\(session.repository)' && cp -r '\(Corpus("parallel").root)/_plans' .
            for path in $(grep -ohE '"(docs|_plans|queue)/[^"]*"' _plans/*.plan.json | tr -d '"'); do
                mkdir -p "$(dirname "$path")" && echo Written. > "$path"
            done
            git add -A && git commit -qm plans
            """
        )
        let strict = session.run("plan", "validate", "--strict", "--json")
        #expect(strict.exit == 0 && strict.json?["data"]?["advice"] == 0, "\(strict)")
    }
}
