import Documents
import Model
import Testing

@Suite("The manifest of a clean-up")
struct CleanupTests {
    private static let text = """
        [cleanup]
        run = "phase-a"

        [[paths]]
        path = "docs/a/*/NOTES.md"
        action = "archive"
        to = "docs/old/a/"
        reason = "The report has all that matters."

        [[paths]]
        path = "docs/a/tmp"
        action = "delete"
        reason = "It was made by the way."

        [[paths]]
        path = "docs/a/REPORT.md"
        action = "keep"
        reason = "It is what remains."

        """

    private static let before: Set = [
        "docs/a/ada/NOTES.md", "docs/a/bea/NOTES.md", "docs/a/tmp/x", "docs/a/tmp/y",
        "docs/a/REPORT.md", "docs/a/CLEANUP.toml", "src/a.sh",
    ]

    private func check(
        _ text: String = text,
        after: Set<String> = before,
        root: String? = nil
    ) throws -> CleanupCheck {
        CleanupCheck(
            try CleanupManifest.read(text).manifest,
            file: "docs/a/CLEANUP.toml",
            before: Self.before,
            after: after,
            root: root
        )
    }

    private func rules(_ findings: [GateFinding]) -> [String] {
        findings.map { finding in
            (finding.rule ?? "") + (finding.line.map { ":\($0)" } ?? " " + (finding.path ?? ""))
        }
    }

    @Test("What is named is what is done, in the order of the file")
    func steps() throws {
        let read = try CleanupManifest.read(Self.text)
        #expect(read.findings == [] && read.manifest.run.text == "phase-a")
        let check = try check(root: "docs/a")
        #expect(check.faults == [] && check.named == 5)
        #expect(
            check.steps.map { "\($0.path) \($0.destination ?? "-")" } == [
                "docs/a/ada/NOTES.md docs/old/a/ada/NOTES.md",
                "docs/a/bea/NOTES.md docs/old/a/bea/NOTES.md", "docs/a/tmp/x -", "docs/a/tmp/y -",
            ]
        )
        // What is still there is only told.
        #expect(rules(check.advice) == ["left:5", "left:5", "left:11", "left:11"])
    }

    @Test("What was done as it is named is fine, and nothing is left to do")
    func done() throws {
        let after = Self.before
            .subtracting([
                "docs/a/ada/NOTES.md", "docs/a/bea/NOTES.md", "docs/a/tmp/x", "docs/a/tmp/y",
            ])
            .union(["docs/old/a/ada/NOTES.md", "docs/old/a/bea/NOTES.md"])
        let check = try check(after: after, root: "docs")
        #expect(check.faults == [] && check.steps == [] && check.advice == [])
    }

    @Test("Nothing may be gone that is not named, that is kept, or that did not arrive")
    func gone() throws {
        let check = try check(
            after: ["docs/a/bea/NOTES.md", "docs/a/tmp/x", "docs/a/CLEANUP.toml", "docs/a/new.md"],
            root: "docs/a"
        )
        #expect(
            rules(check.faults) == ["not_archived:5", "kept:16", "unnamed src/a.sh"]
        )
        #expect(rules(check.advice).contains("unnamed docs/a/new.md"))
    }

    @Test("A path that matches nothing, twice or to a taken place is refused with its line")
    func faulty() throws {
        let more = """
            [[paths]]
            path = "docs/none"
            action = "delete"
            reason = "a"

            [[paths]]
            path = "docs/a/tmp/x"
            action = "keep"
            reason = "b"

            [[paths]]
            path = "src/*.py"
            action = "keep"
            reason = "c"

            [[paths]]
            path = "src/a.sh"
            action = "archive"
            to = "docs/a/REPORT.md"
            reason = "d"

            """
        #expect(
            rules(try check(Self.text + more).faults)
                == ["nothing:20", "twice:25", "nothing:30", "destination:35"]
        )
        let narrow = Self.text.replacing("docs/old/a/", with: "docs/old/NOTES.md")
        #expect(rules(try check(narrow).faults) == ["destination:5", "destination:5"])
    }

    @Test("All faults of the file itself are named at once")
    func reading() throws {
        let text = """
            [cleanup]
            run = "phase a"
            colour = 1

            [[paths]]
            path = "../a"
            action = "delete"
            reason = "x"

            [[paths]]
            path = "a"
            action = "archive"
            reason = " "

            [[paths]]
            path = "a"
            action = "burn"
            to = "b/"
            reason = "x"

            [[paths]]
            path = "c"
            action = "keep"
            to = "../b"
            reason = "x"

            [[paths]]
            action = "keep"
            """
        let found = try CleanupManifest.read(text).findings.map { "\($0.rule):\($0.line)" }
        for rule in [
            "cleanup.bad_name:2", "cleanup.unknown_key:3", "cleanup.bad_path:6",
            "cleanup.empty:13", "cleanup.twice:16", "cleanup.bad_value:17", "cleanup.bad_path:24",
            "cleanup.destination:24", "cleanup.missing:27",
        ] {
            #expect(found.contains(rule), "\(rule) in \(found)")
        }
        #expect(found.contains { $0.hasPrefix("cleanup.no_destination") })
        #expect(throws: DocumentError.self) { try CleanupManifest.read("[cleanup") }
        #expect(try CleanupManifest.read("").findings.map(\.rule) == ["cleanup.missing"])
    }
}
