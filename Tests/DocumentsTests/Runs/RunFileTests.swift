import Digests
import Documents
import FoundationEssentials
import Model
import TestSupport
import Testing

@Suite("The file of a run")
struct RunFileTests {
    private typealias Slice = SampleRun.Slice

    private func errors(_ text: String) throws -> [FieldFinding] {
        try ReadRun(text).findings.filter { $0.severity == .error }
    }

    private func line(_ text: String, of part: String) -> Int {
        1
            + (text.split(separator: "\n", omittingEmptySubsequences: false)
                .firstIndex { $0.contains(part) } ?? -1)
    }

    @Test("A whole file is read as it says, and kept byte for byte")
    func whole() throws {
        let text = SampleRun(
            stages: ["core", "check"],
            slices: [
                Slice("A0", "ada"),
                Slice("A1", "bea", after: ["A0"], extra: "backups = [\"ada\"]\nreads = [\"spec\"]"),
                Slice("A2", "ada", stage: "check", extra: "gates = [\"review\"]"),
            ],
            tables: """
                [capacity]
                target = 2
                max = 3
                freshness = "fresh"
                [limits]
                rounds = 2
                attempts = 5
                slice = "45m"
                [budget]
                dollars = 40
                tokens = 5000000
                [artifacts]
                root = "docs/runs/a"
                run = ["REPORT.md"]
                agent = ["PLAN.md"]
                [[documents]]
                id = "spec"
                path = "docs/SPEC.md"
                """
        ).text
        let read = try ReadRun(text)
        #expect(read.findings == [])
        #expect(read.text == text)
        let spec = try #require(read.spec)
        #expect(spec.capacity == RunCapacity(target: 2, max: 3))
        #expect(spec.freshness == .fresh)
        #expect(spec.limits == RunLimits(rounds: 2, attempts: 5, slice: .seconds(2700)))
        #expect(spec.budget == RunBudget(costNanos: 40_000_000_000, tokens: 5_000_000))
        #expect(spec.slices.map(\.task.text) == ["A0", "A1", "A2"])
        #expect(spec.slices[1].backups == [AgentID(trusted: "ada")])
        #expect(spec.slices[2].gates.map(\.text) == ["scope", "review"])
        #expect(spec.slices[0].packet == SampleRun.packet(of: "A0"))
        let draft = RunDraft(spec, text: read.text)
        #expect(draft.digest == Digest(of: text))
        #expect(draft.slices.map(\.waits) == [[], [spec.slices[0].task], [spec.slices[1].task]])
    }

    @Test("A stage begins when the one before is over, and nothing waits that need not")
    func barriers() throws {
        let text = SampleRun(
            stages: ["one", "empty-handed", "two"],
            slices: [
                Slice("SA", "ada", stage: "one"), Slice("SB", "ada", after: ["SA"], stage: "one"),
                Slice("SC", "ada", stage: "one"), Slice("SE", "bea", stage: "empty-handed"),
                Slice("SX", "bea", stage: "two"), Slice("SY", "bea", after: ["SX"], stage: "two"),
                Slice("SZ", "bea", after: ["SA"], stage: "two"),
            ]
        ).text
        let waits = try #require(ReadRun(text).spec).waits.map { $0.map(\.text) }
        #expect(waits == [[], ["SA"], [], ["SB", "SC"], ["SE"], ["SX"], ["SA", "SE"]])
    }

    @Test("All faults are named at once, each with its line")
    func allAtOnce() throws {
        let text = SampleRun(
            slices: [
                Slice("A0", "ada", after: ["A9"]), Slice("a-0", "zoe"),
                Slice("A3", "bea", stage: "cora", extra: "reads = [\"spek\"]\ncolour = 1"),
                Slice("A4", "bea", after: ["A4"]),
            ],
            gates: [],
            tables: """
                [capacity]
                max = 65
                [[documents]]
                id = "spec"
                path = "../SPEC.md"
                """
        ).text
        let found = try errors(text)
        let expected = [
            ("run.out_of_bounds", "max = 65"), ("run.bad_path", "path = \"../SPEC.md\""),
            ("run.unknown_slice", "after = [\"A9\"]"), ("run.twice", "task = \"a-0\""),
            ("run.unknown_agent", "owner = \"zoe\""), ("run.unknown_stage", "stage = \"cora\""),
            ("run.unknown_document", "reads = [\"spek\"]"), ("run.unknown_key", "colour = 1"),
            ("run.waits_for_itself", "after = [\"A4\"]"),
        ]
        for (rule, part) in expected {
            #expect(
                found.contains { $0.rule == rule && $0.line == line(text, of: part) },
                "\(rule) in \(found.map(\.text))"
            )
        }
        #expect(found.count { $0.rule == "run.no_gate" } == 4)
        #expect(found.map(\.line) == found.map(\.line).sorted())
        let cora = found.first { $0.rule == "run.unknown_stage" }
        #expect(cora?.reason == "'cora' is none of the [[stages]]. Did you mean 'core'?")
    }

    @Test("Each cycle is named with the tasks of it and a line")
    func cycles() throws {
        let text = SampleRun(
            slices: [
                Slice("SA", "ada", after: ["SB"]), Slice("SB", "ada", after: ["SA"]),
                Slice("SC", "bea", after: ["SE"]), Slice("SD", "bea", after: ["SC"]),
                Slice("SE", "bea", after: ["SD"]), Slice("SF", "bea"),
            ]
        ).text
        let found = try errors(text)
        #expect(found.map(\.rule) == ["run.cycle", "run.cycle"])
        #expect(found[0].reason.contains("SA -> SB -> SA"))
        #expect(found[0].line == line(text, of: "after = [\"SB\"]"))
        #expect(found[1].reason.contains("SC -> SE -> SD -> SC"))
    }

    @Test("A slice can't wait for one of a later stage")
    func laterStage() throws {
        let text = SampleRun(
            stages: ["one", "two"],
            slices: [
                Slice("SA", "ada", after: ["SB"], stage: "one"), Slice("SB", "bea", stage: "two"),
            ]
        ).text
        let found = try errors(text)
        #expect(found.map(\.rule) == ["run.later_stage"])
        #expect(found.first?.line == line(text, of: "after = [\"SB\"]"))
    }

    @Test("A stage of reviews is over by the gate for reviews")
    func reviews() throws {
        let sample = SampleRun(slices: [Slice("SA", "ada")])
        let text = sample.text.replacing(
            "name = \"core\"",
            with: "name = \"core\"\nkind = \"review\""
        )
        #expect(try errors(text).map(\.rule) == ["run.no_review"])
        let mended = text.replacing(
            "kind = \"review\"",
            with: "kind = \"review\"\ngates = [\"review\"]"
        )
        #expect(try errors(mended) == [])
        let odd = text.replacing("kind = \"review\"", with: "kind = \"revue\"")
        #expect(try errors(odd).map(\.rule) == ["run.bad_value"])
    }

    @Test("A packet that nobody could work from is named with the line in the run's file")
    func packets() throws {
        let text = SampleRun(slices: [Slice("SA", "ada")]).text
            .replacing("- **RISK_TIER**: LOW", with: "- **RISK_TIER**: HUGE")
        let found = try errors(text)
        #expect(found.map(\.rule) == ["packet.risk_tier.unknown"])
        #expect(found.first?.line == line(text, of: "RISK_TIER"))
        #expect(found.first?.keyPath == "slices[0].packet")
    }

    @Test("What has no table, no slice or no acceptance is refused, and what is unused advised")
    func bare() throws {
        #expect(try ReadRun("a = 1").spec == nil)
        #expect(try errors("a = 1").map(\.rule) == ["run.unknown_key", "run.missing"])
        let empty = try errors("[run]\nname = \"a\"\ntitle = \"A\"\nacceptance = []\n")
        #expect(empty.count { $0.rule == "run.missing" } == 3)
        #expect(empty.contains { $0.rule == "run.empty" && $0.line == 4 })
        let text = SampleRun(agents: ["ada", "bea", "cy"], stages: ["core", "late"]).text
        let found = try ReadRun(text).findings
        #expect(found.map(\.rule) == ["run.idle", "run.empty_stage"])
        #expect(throws: DocumentError.self) { _ = try ReadRun("[run") }
    }

    @Test("The example of the guide is without a fault")
    func example() throws {
        let root = "/" + #filePath.split(separator: "/").dropLast(4).joined(separator: "/")
        let data = try Data(contentsOf: URL(filePath: root + "/docs/runs.md"))
        let page = String(decoding: data, as: UTF8.self)
        let start = try #require(page.firstRange(of: "```toml\n")).upperBound
        let rest = page[start...]
        let end = try #require(rest.firstRange(of: "\n```\n\nA slice waits")).lowerBound
        let read = try ReadRun(String(page[start..<end]) + "\n")
        #expect(read.findings == [], "\(read.findings.map(\.text))")
        #expect(read.spec?.waits.map { $0.map(\.text) } == [[], ["CJ-0"]])
        #expect(
            read.spec?.slices.map { $0.gates.map(\.text) } == [["scope"], ["scope", "review"]]
        )
    }

    @Test("Any text is read without harm, and every finding has a line of it", arguments: 1...40)
    func anyText(_ seed: UInt64) {
        var chance = SplitMix64(seed: seed)
        let whole = SampleRun().text
        var lines = whole.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        for _ in 0..<Int.random(in: 1...4, using: &chance) {
            let index = Int.random(in: lines.indices, using: &chance)
            switch Int.random(in: 0..<3, using: &chance) {
            case 0: lines.remove(at: index)
            case 1: lines[index] = lines[index].replacing("\"", with: "")
            default: lines.insert("\(chance.text(upTo: 6))= \"x\"", at: index)
            }
        }
        let text = lines.joined(separator: "\n")
        let count = text.split(separator: "\n", omittingEmptySubsequences: false).count
        // What is no TOML any more is refused as such.
        guard let read = try? ReadRun(text) else { return }
        for finding in read.findings {
            #expect((1...count + 1).contains(finding.line), "seed \(seed): \(finding.text)")
        }
    }
}
