import Documents
import Model
import Testing

@Suite("What agents leave, by itself")
struct ArtifactLintTests {
    private static let moment = Timestamp("2026-01-05T12:00:00Z") ?? .earliest

    private func lint(_ sections: [String] = RunSpec.Artifacts.standardSections) -> ArtifactLint {
        ArtifactLint(
            sections: sections,
            moment: Self.moment,
            evidence: EvidenceGround(
                paths: ["src/a.sh", "src/huge.bin", "Makefile"],
                files: [("src/a.sh", Array("a\nb\nc".utf8)), ("Makefile", Array("all:\n".utf8))]
            )
        )
    }

    private func faults(_ text: String, _ kind: LeftArtifact.Kind) -> [String] {
        lint().faults(in: Array(text.utf8), of: kind).map { fault in
            fault.line.map { "\(fault.rule.rawValue):\($0)" } ?? fault.rule.rawValue
        }
    }

    @Test("A plan says something beside its headings")
    func plan() {
        #expect(faults("# Plan\n\nAdd the endpoint.\n", .plan) == [])
        #expect(faults("# Plan\n\n1. Add the endpoint.\n", .plan) == [])
        #expect(faults("# Plan\n\n## Steps\n", .plan) == ["empty"])
        #expect(faults("# Plan\n\n<!-- later\n\nreally -->\n", .plan) == ["empty"])
        #expect(faults("", .plan) == ["empty"])
        #expect(lint().faults(in: [0x23, 0x20, 0xFF], of: .plan).map(\.rule) == [.unreadable])
        #expect(
            lint().faults(in: Array(repeating: 0x61, count: 2 << 20), of: .plan).map(\.rule)
                == [.tooLarge]
        )
    }

    @Test(
        "Notes are headings, items or lines that begin with a time",
        arguments: [
            "# Notes\n\n## 2026-01-05T09:00:00Z Read\n\nWords.\n\n## 2026-01-05T09:00:00Z Done\n",
            "# Notes\n\n- 2026-01-05T09:00:00Z Read\n  and more\n- **2026-01-05T10:30:00+01:00**: x\n",
            "2026-01-05T09:00:00.5Z read\n2026-01-05T09:01:00Z did\nand went on\n",
            "* [2026-01-05T09:00:00Z] read\n", "* `2026-01-05t09:00:00z` read\n",
            // Within a minute of the moment clocks may differ.
            "- 2026-01-05T12:00:59Z done\n",
        ]
    )
    func notes(_ text: String) {
        #expect(faults(text, .notes) == [])
    }

    @Test("Each entry without a time, out of order or still to come is named with its line")
    func faultyNotes() {
        #expect(faults("# Notes\n", .notes) == ["empty"])
        #expect(
            faults(
                """
                # Notes

                ## 2026-01-05T09:30:00Z Done

                ## Thoughts

                ## 2026-01-05T09:00:00Z Begun

                ## 2026-01-06T09:00:00Z Tomorrow

                ## 2026-01-05 A day is no time

                ## 2026-01-05T09:00Z Nor without seconds
                """,
                .notes
            ) == ["no_time:5", "order:7", "future:9", "no_time:11", "no_time:13"]
        )
        #expect(faults("- 2026-01-05T12:01:01Z x\n", .notes) == ["future:1"])
        #expect(faults("- Begun.\n- 2026-01-05T09:00:00Z x\n", .notes) == ["no_time:1"])
        #expect(faults("- 2026-02-30T09:00:00Z x\n", .notes) == ["no_time:1"])
    }

    private static let final = """
        # Final report

        ## Skills Introspected

        None.

        ## Evidence Map

        - It ends at once: `src/a.sh:2`
        - The whole of it: src/a.sh#L1-L3, and [here](src/a.sh#L2).
          More words.

        ## Assumptions

        None.

        ## RISKS

        - It is slow at 10:30.

        ## Unresolved questions

        ### One

        Is it fast?

        """

    @Test("A final report has its sections, however their headings are set")
    func final() {
        #expect(faults(Self.final, .final) == [])
        let table = Self.final.replacing(
            "- It ends",
            with: "| what | where |\n|---|---|\n| it | src/a.sh:3-3 |\n\n- It ends"
        )
        #expect(faults(table, .final) == [])
    }

    @Test("Missing and empty sections are named, all at once")
    func sections() {
        let text = Self.final.replacing("## RISKS", with: "## Dangers")
            .replacing("Is it fast?", with: "<!-- none -->")
            .replacing("## Assumptions\n\nNone.", with: "## Assumptions")
        #expect(
            faults(text, .final) == ["section_missing", "section_empty:13", "section_empty:19"]
        )
        #expect(lint(["Done"]).faults(in: Array("# Done\n\nYes.\n".utf8), of: .final) == [])
        // Who asks for no evidence looks at none.
        #expect(
            lint(["Done"]).faults(
                in: Array("# Done\n\nYes.\n\n## Evidence Map\n\n- none/x.sh:9\n".utf8),
                of: .final
            ) == []
        )
    }

    @Test(
        "Evidence names lines that the commit has",
        arguments: [
            ("src/b.sh:1", "anchor_path:9"), ("src/a.sh:4", "anchor_line:9"),
            ("src/a.sh#L2-L9", "anchor_line:9"), ("/home/src/a.sh:1", "anchor_path:9"),
            ("src/a.sh", "no_anchor:9"), ("at 10:30", "no_anchor:9"),
            ("https://example.org/a.sh:80", "no_anchor:9"), ("src/a.sh:0", "no_anchor:9"),
        ]
    )
    func evidence(_ anchor: String, _ fault: String) {
        let text = Self.final.replacing("`src/a.sh:2`", with: anchor)
        #expect(faults(text, .final) == [fault])
    }

    @Test(
        "Evidence may be a compiler's place, a file in the top folder, or too large to count",
        arguments: ["src/a.sh:2:7", "./src/a.sh:1.", "Makefile:1", "src/huge.bin:900"]
    )
    func places(_ anchor: String) {
        #expect(faults(Self.final.replacing("`src/a.sh:2`", with: anchor), .final) == [])
    }

    @Test("Evidence without a single place is told once, and each fault has a hint")
    func noEvidence() {
        let text = Self.final.replacing("`src/a.sh:2`", with: "ran it")
            .replacing("src/a.sh#L1-L3, and [here](src/a.sh#L2).", with: "ran it twice")
        #expect(faults(text, .final) == ["no_anchor:7"])
        let all = lint().faults(in: Array("# Final\n".utf8), of: .final)
        #expect(all.count == 5)
        for fault in all { #expect(fault.hint.hasSuffix(".") && fault.text.hasSuffix(".")) }
        #expect(
            ArtifactLint.evidence(in: Array(Self.final.utf8)) == ["src/a.sh"]
        )
    }

    @Test("The empty documents have all headings, and none of them passes")
    func scaffold() {
        var artifacts = RunSpec.Artifacts()
        (artifacts.plan, artifacts.notes) = ("PLAN.md", "NOTES.md")
        (artifacts.final, artifacts.agent) = ("{slice}/FINAL.md", ["data.csv", "OTHER.md"])
        let (ada, slice) = (AgentID(trusted: "ada"), TaskKey(trusted: "A1"))
        let left = artifacts.left(by: ada, on: slice)
        let made = ArtifactScaffold(left, of: ada, sections: artifacts.sections).documents
        #expect(
            made.map(\.path)
                == [
                    "ada/PLAN.md", "ada/NOTES.md", "ada/A1/FINAL.md", "ada/data.csv",
                    "ada/OTHER.md",
                ]
        )
        for (document, artifact) in zip(made, left).prefix(4) {
            let faults = lint().faults(in: Array(document.text.utf8), of: artifact.kind)
            #expect(!faults.isEmpty, "\(document.path)")
            #expect(
                faults.allSatisfy { $0.rule == .empty || $0.rule == .sectionEmpty },
                "\(document.path): \(faults)"
            )
        }
    }

    @Test("No text makes the lint fail, and the same text gives the same faults")
    func odd() {
        for text in [
            "## \n- \n-", "<!--", "-->", "## Evidence Map\n- #L\n- a.b:9999999999999999999\n- :1",
            "| a\n|\n", "\u{0}", "- [ ]\n", "> 2026-01-05T09:00:00Z x\n", "```\n2026\n```\n",
        ] {
            for kind in LeftArtifact.Kind.allCases {
                #expect(faults(text, kind) == faults(text, kind))
            }
        }
    }
}
