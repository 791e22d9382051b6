import Digests
import Documents
import Model
import TestSupport
import Testing

@Suite("The spec of a wave")
struct WaveSpecTests {
    private func findings(_ text: String) -> [FieldFinding] {
        do {
            _ = try WavePlan(text, file: "spec.toml")
            return []
        } catch WaveError.refused(_, let findings) {
            return findings
        } catch {
            Issue.record(error)
            return []
        }
    }

    private func line(_ text: String, of part: String) -> Int {
        1
            + (text.split(separator: "\n", omittingEmptySubsequences: false)
                .firstIndex { $0.contains(part) } ?? -1)
    }

    @Test("The same spec makes the same bytes")
    func sameBytes() throws {
        let text = SampleWave().text
        let one = try WavePlan(text, file: "a.toml")
        let other = try WavePlan(text, file: "b.toml")
        #expect(one.files == other.files)
        #expect(one.files.map(\.path) == one.files.map(\.path).sorted())
        #expect(one.files.count == 16)
        #expect(Set(one.files.map(\.purpose)) == Set(WavePlan.Purpose.allCases))
    }

    @Test("No file that is made has a placeholder left in it")
    func nothingLeft() throws {
        let plan = try WavePlan(SampleWave().text, file: "spec.toml")
        for file in plan.files where !file.isScript {
            #expect(Placeholder.angled(in: file.text) == [], "\(file.path)")
        }
    }

    @Test("All placeholders that are left are named with their lines, but not those of comments")
    func placeholders() throws {
        let text = SampleWave().text
            .replacing("date = \"2026-02-16\"", with: "# <no value>\ndate = \"<YYYY-MM-DD>\"")
            .replacing("\"docs/jobs.md\"", with: "\"docs/<which>.md\"")
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        let expected = lines.enumerated().filter {
            !$1.hasPrefix("#") && ($1.contains("<YYYY") || $1.contains("<which>"))
        }.map { index, line in
            LeftPlaceholder(
                file: "spec.toml",
                line: index + 1,
                text: line.contains("<which>") ? "<which>" : "<YYYY-MM-DD>"
            )
        }
        #expect(expected.count == 3)
        #expect(throws: WaveError.placeholders(expected)) {
            _ = try WavePlan(text, file: "spec.toml")
        }
        #expect(WaveError.placeholders(expected).message.contains("spec.toml:\(expected[0].line) "))
    }

    @Test("Exactly one lane is canonical", arguments: [[], [0, 1]])
    func canonical(_ places: [Int]) {
        var wave = SampleWave()
        for index in wave.lanes.indices { wave.lanes[index].isCanonical = places.contains(index) }
        let found = findings(wave.text)
        #expect(found.map(\.rule) == ["wave.canonical"])
        let keyPath = places.isEmpty ? "lanes[0].is_canonical" : "lanes[1].is_canonical"
        #expect(found.map(\.keyPath) == [keyPath])
        #expect(found.allSatisfy { $0.line > 1 })
    }

    static let faults: [(String, String, String)] = [
        ("phase_id = \"P1\"", "", "wave.missing"),
        ("phase_id = \"P1\"", "phase_id = 7", "wave.wrong_type"),
        ("phase_id = \"P1\"", "phase_id = \"a b\"", "wave.bad_name"),
        ("date = \"2026-02-16\"", "date = \"\"", "wave.empty"),
        ("read_paths = ", "read_path = ", "wave.unknown_key"),
        ("artifact_dir = \"plans", "artifact_dir = \"../plans", "wave.bad_path"),
        ("checkin_dir = \"plans", "checkin_dir = \"/plans", "wave.bad_path"),
        ("prompt_group = \"execution\"", "prompt_group = \"others\"", "wave.no_prompt_folder"),
        ("launch_file = \"LAUNCH", "launch_file = \"a/LAUNCH", "wave.bad_path"),
        ("packet_id = \"P1-B1\"", "packet_id = \"P1-A1\"", "wave.twice"),
        ("lane = \"web\"", "lane = \"CORE\"", "wave.twice"),
        ("Wave-1_GUIDANCE.md", "Wave-1_STATUS.md", "wave.twice"),
    ]

    @Test("A fault is named with its rule, its key and its line", arguments: faults)
    func named(_ part: String, _ other: String, _ rule: String) throws {
        let text = SampleWave().text
        try #require(text.contains(part))
        let changed = text.replacing(part, with: other)
        let found = findings(changed)
        #expect(found.contains { $0.rule == rule && $0.line >= 1 }, "\(found)")
        if !other.isEmpty, other != part, rule != "wave.twice" {
            let wanted = line(changed, of: other)
            #expect(found.contains { $0.rule == rule && $0.line == wanted }, "\(found)")
        }
    }

    @Test("Where a packet would not do, the keys of the spec are named that it is made of")
    func packetFault() {
        let text = SampleWave().text
            .replacing("within 5 seconds", with: "soon")
            .replacing("\"Write P1-B1.md\"", with: "\"Write it well\"")
        let found = findings(text)
        #expect(found.map(\.keyPath) == ["lanes[1]"], "\(found)")
        #expect(found[0].reason.hasSuffix(" It is made of tasks and success_criteria."))
    }

    @Test("All faults are named at once, in the order of their lines")
    func allAtOnce() {
        let text = SampleWave().text
            .replacing("date = \"2026-02-16\"", with: "date = 1")
            .replacing("objective = ", with: "objectiv = ")
        let found = findings(text)
        #expect(found.count == 5)
        #expect(found.map(\.line) == found.map(\.line).sorted())
    }

    @Test("The packet of a lane is one that lint passes and that says what the spec says")
    func packets() throws {
        let plan = try WavePlan(SampleWave().text, file: "spec.toml")
        let key = TaskKey(trusted: "P1-B1")
        let file = try #require(plan.file(.packet, of: key))
        let read = try PacketReader().read(file.text, .markdown, fileName: "P1-B1.md")
        #expect(read.lint(expectedKey: key).errors == [])
        let packet = read.packet
        #expect(packet.taskKey == key)
        #expect(packet.what == "Add the endpoint that cancels a job of web.")
        #expect(
            packet.scope.inScope.map(\.text)
                == ["src/web/cancel.swift", "plans/artifacts/P1-B1.md"]
        )
        #expect(packet.testPlan.commands == ["make test"])
        #expect(packet.doneMeans.count == 3)
    }

    @Test("Evidence is looked for where a lane has no check of its own; sentences are no checks")
    func checks() throws {
        let sentence = "[\"Traceability table complete\"]"
        let text = SampleWave().text
            .replacing("[\"make test\"]", with: sentence)
            .replacing("artifacts/P1-B1.md\"]", with: "artifacts/report_*.md\"]")
        let plan = try WavePlan(text, file: "spec.toml")
        let order = try #require(plan.spec.lanes.last)
        #expect(order.manualChecks == ["Traceability table complete"])
        let packet = try #require(plan.file(.packet, of: order.task))
        let read = try PacketReader().read(packet.text, .markdown).packet
        #expect(
            read.testPlan.commands == [
                "test -s src/web/cancel.swift",
                "test -n \"$(find plans/artifacts -name 'report_*.md' -size +0)\"",
            ]
        )
        #expect(plan.advice.map(\.rule) == ["wave.not_a_command", "wave.not_a_command"])
    }

    @Test("An agent's capitals are folded, since agents have none here")
    func capitals() throws {
        var wave = SampleWave()
        wave.lanes[1].agent = "2ndFid_explorers"
        let plan = try WavePlan(wave.text, file: "spec.toml")
        #expect(plan.spec.lanes[1].agent.text == "2ndfid_explorers")
        #expect(plan.advice.map(\.rule) == ["wave.agent_capitals"])
    }
}
