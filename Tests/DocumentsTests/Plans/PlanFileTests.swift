import Digests
import Documents
import Model
import Testing

@Suite("Plans in files")
struct PlanFileTests {
    private static let now = Timestamp(milliseconds: 1_800_000_000_000)
    private static let path = "_plans/2025-09-18-cadence.plan.json"

    static let text = """
        {
          "version": 0,
          "plan_id": "2025-09-18-cadence",
          "created": "2025-09-18T19:55:00Z",
          "actor": "codex-3",
          "summary": "Say the cadence",
          "status": "done",
          "steps": [
            {"id": "S1", "title": "Look", "status": "done", "notes": "seen", "receipts": []},
            {"id": "S2", "title": "Write", "status": "done", "receipts": ["docs/a.json"]}
          ],
          "checkpoint": {"description": "It holds", "owner": "codex-3", "status": "satisfied"},
          "links": [{"type": "queue", "ref": "queue/032.md"}],
          "receipts": ["docs/a.json"],
          "layer": "L5"
        }

        """

    private func file(_ text: String, at path: String = path) throws -> PlanFile {
        try PlanFile(Array(text.utf8), at: path, now: Self.now)
    }

    private func rules(_ text: String, at path: String = path) throws -> [PlanRule] {
        try file(text, at: path).judge(nil).map(\.rule)
    }

    private static func replacing(_ part: String, with other: String) -> String {
        text.replacing(part, with: other)
    }

    @Test("A plan is read with all its parts, and fields of a project's own are left alone")
    func whole() throws {
        let plan = try file(Self.text)
        #expect(plan.findings == [])
        #expect(try plan.judge(nil) == [])
        #expect(plan.content.id == "2025-09-18-cadence" && plan.content.actor == "codex-3")
        #expect(plan.content.steps.map(\.id) == ["S1", "S2"])
        #expect(plan.content.steps[0].notes == "seen")
        #expect(plan.content.links == [PlanFile.Link(kind: "queue", target: "queue/032.md")])
        #expect(plan.content.checkpoint?.state == .satisfied)
        #expect(plan.mendings == [] && plan.mended == Array(Self.text.utf8))
    }

    @Test(
        "Each way in which a file is no plan is a rule of its own, with its line",
        arguments: [
            ("\"version\": 0,", "", .fieldMissing, 1),
            ("\"version\": 0", "\"version\": 1", .version, 2),
            ("\"version\": 0", "\"version\": \"0\"", .fieldType, 2),
            ("2025-09-18-cadence", "cadence", .idForm, 3),
            ("2025-09-18-cadence", "2025-09-18-other", .idFile, 3),
            ("2025-09-18-cadence", "2025-13-18-cadence", .idForm, 3),
            ("2025-09-18T19:55:00Z", "yesterday", .createdForm, 4),
            ("2025-09-18T19:55:00Z", "2025-09-18T19:55:00+02:00", .createdForm, 4),
            ("2025-09-18T19:55:00Z", "2025-09-19T19:55:00Z", .createdDate, 4),
            ("2025-09-18T19:55:00Z", "2099-09-18T19:55:00Z", .createdFuture, 4),
            ("\"actor\": \"codex-3\"", "\"actor\": \"Codex 3\"", .actorForm, 5),
            ("Say the cadence", " ", .emptyText, 6),
            ("\"status\": \"done\",\n", "\n", .fieldMissing, 1),
            ("\"status\": \"done\",\n", "\"status\": \"soon\",\n", .unknownWord, 7),
            ("\"status\": \"done\",\n", "\"status\": \"Completed\",\n", .driftedWord, 7),
            ("\"S2\"", "\"s-1\"", .stepIdTwice, 10), ("\"S2\"", "\"a b\"", .stepIdForm, 10),
            ("\"title\": \"Write\"", "\"title\": \"\"", .emptyText, 10),
            ("\"title\": \"Write\"", "\"titel\": \"Write\"", .fieldMissing, 10),
            ("\"notes\": \"seen\"", "\"notes\": 7", .fieldType, 9),
            ("[\"docs/a.json\"]}", "[7]}", .fieldType, 10),
            ("\"ref\": \"queue/032.md\"", "\"rel\": \"a\"", .linkForm, 13),
            ("\"checkpoint\": {", "\"check\": {", .fieldMissing, 1),
            ("\"owner\": \"codex-3\"", "\"owner\": null", .fieldMissing, 12),
        ] as [(String, String, PlanRule, Int)]
    )
    func broken(_ part: String, _ other: String, _ rule: PlanRule, _ line: Int) throws {
        let found = try file(Self.replacing(part, with: other)).judge(nil)
        let finding = try #require(found.first { $0.rule == rule }, "\(found)")
        #expect(finding.line == line, "\(finding)")
    }

    @Test("A plan without steps, and one whose steps are no objects")
    func noSteps() throws {
        let lines = Self.text.split(separator: "\n")
        let steps = lines[8...9].joined(separator: "\n")
        #expect(try rules(Self.replacing(steps, with: "")).contains(.stepsEmpty))
        let odd = Self.replacing(steps, with: "1, []")
        #expect(try rules(odd).filter { $0 == .fieldType }.count == 2)
    }

    @Test("What the parts say against each other is found")
    func contradictions() throws {
        let step = Self.replacing(
            "\"title\": \"Write\", \"status\": \"done\"",
            with: "\"title\": \"Write\", \"status\": \"WIP\""
        )
        let found = try file(step).judge(nil)
        #expect(Set(found.map(\.rule)) == [.driftedWord, .unfinished])
        #expect(found.allSatisfy { $0.line == 10 }, "\(found)")
        #expect(try rules(Self.replacing("satisfied", with: "pending")) == [.checkpoint])
    }

    @Test(
        "What is no JSON object can't be read",
        arguments: ["", "{", "[]", "7", "{} x", "{\"a\":1,\"a\":2}"]
    )
    func unreadable(_ text: String) {
        #expect(throws: PlanFileError.self) { try file(text) }
    }

    @Test("A plan has a megabyte at most")
    func tooLong() throws {
        let text = Self.text + String(repeating: " ", count: PlanFile.bytesMax)
        let most = String(decoding: text.utf8.prefix(PlanFile.bytesMax), as: UTF8.self)
        _ = try file(most)
        #expect(
            throws: PlanFileError(path: Self.path, fault: "it has more than 1048576 bytes")
        ) { try file(most + " ") }
    }

    @Test("Receipts and links are looked for where validation is strict")
    func strict() throws {
        let plan = try file(Self.text)
        let missing = try plan.judge { asked in
            #expect(asked == ["docs/a.json", "queue/032.md"])
            return [:]
        }
        #expect(missing.map(\.rule) == [.receiptMissing, .receiptMissing, .linkMissing])
        #expect(missing.map(\.line) == [14, 10, 13])
        let found = try plan.judge { _ in
            ["docs/a.json": .tracked(nil), "queue/032.md": .untracked]
        }
        #expect(found == [])
        let none = Self.replacing("[\"docs/a.json\"]", with: "[]")
        #expect(try file(none).judge { _ in [:] }.map(\.rule) == [.receiptsNone, .linkMissing])
    }

    @Test("Mending changes the words alone: not the order of keys, nor a byte beside them")
    func tidying() throws {
        let drifted = Self.text
            .replacing("\"status\": \"done\",\n", with: "\"status\"  :\t\"Com\\u0070leted\",\n")
            .replacing("\"Look\", \"status\": \"done\"", with: "\"Look\", \"status\": \"FINISHED\"")
            .replacing("satisfied", with: "Met")
        let plan = try file(drifted)
        #expect(plan.mendings.map(\.place) == ["status", "steps[0].status", "checkpoint.status"])
        #expect(plan.mendings.map(\.before) == ["Completed", "FINISHED", "Met"])
        let wanted = Self.text.replacing(
            "\"status\": \"done\",\n",
            with: "\"status\"  :\t\"done\",\n"
        )
        #expect(String(decoding: plan.mended, as: UTF8.self) == wanted)
        let again = try file(String(decoding: plan.mended, as: UTF8.self))
        #expect(again.mendings == [])
    }

    @Test("A plan is moved to where its steps stand, and an unknown word is left")
    func moving() throws {
        let behind = Self.replacing(
            "\"title\": \"Write\", \"status\": \"done\"",
            with: "\"title\": \"Write\", \"status\": \"todo\""
        )
        let plan = try file(behind)
        #expect(plan.mendings.map(\.after) == ["in_progress", "queued"])
        let unknown = Self.replacing("\"status\": \"done\",\n", with: "\"status\": \"soon\",\n")
        #expect(try file(unknown).mendings == [])
    }

    @Test("A key that looks like the place of another is not taken for it")
    func foreignKeys() throws {
        let foreign = Self.text
            .replacing("\"layer\": \"L5\"", with: "\"steps[0].status\": \"WIP\"")
            .replacing("\"Look\", \"status\": \"done\"", with: "\"Look\", \"status\": \"Done\"")
        let plan = try file(foreign)
        let mended = String(decoding: plan.mended, as: UTF8.self)
        #expect(mended == foreign.replacing("\"Done\"", with: "\"done\""))
    }

    @Test(
        "Any document is walked as it was read",
        arguments: [
            #"{"a":[1,{"b":"x\"]}"},[ ]],"c":{},"d":-1.5e3,"e":null,"f":"\\"}"#,
            "[\n\n true , false\n,\"\u{1F600}\"]", "\"a\"", " 7 ",
        ]
    )
    func places(_ text: String) throws {
        let bytes = Array(text.utf8)
        let places = JSONPlaces(walking: bytes)
        func check(_ value: JSONValue, _ path: [JSONPlaces.Key]) throws {
            let range = try #require(places.range(of: path), "\(path)")
            #expect(try JSONValue(parsing: Array(bytes[range])) == value, "\(path)")
            if case .object(let members) = value {
                for (name, inner) in members { try check(inner, path + [.name(name)]) }
            }
            if case .array(let elements) = value {
                for (index, inner) in elements.enumerated() {
                    try check(inner, path + [.index(index)])
                }
            }
        }
        try check(JSONValue(parsing: bytes), [])
    }

    @Test("The text in a folder for receipts is no placeholder by our own rules")
    func scaffold() throws {
        let plan = Plan(
            name: PlanName(trusted: "retention"),
            summary: "Old rows go",
            author: AgentID(trusted: "ada"),
            repository: nil
        )
        let made = ReceiptScaffold(for: plan, pattern: "_report/agent/{agent}/{plan}")
        #expect(made.folder == "_report/agent/ada/retention")
        let file = AddedFile(path: made.folder + "/README.md", text: made.readme)
        #expect(GateSettings().placeholderScanner.findings(in: file) == [])
        #expect(ReceiptScaffold.fault(in: ReceiptScaffold.standardFolder) == nil)
        for bad in ["docs", "/a/{plan}", "../{plan}", "a/{plan}/{task}", ""] {
            #expect(ReceiptScaffold.fault(in: bad) != nil, "\(bad)")
        }
    }

    @Test("A repository says where its plans and their receipts lie")
    func settings() throws {
        #expect(try GateSettings.read([]).plans.covers("_plans/a.plan.json"))
        let text = """
            [plans]
            files = ["planning/**"]
            receipts = "_report/{plan}"
            """
        let places = try GateSettings.read(Array(text.utf8)).plans
        #expect(places.covers("planning/a/b.plan.json") && !places.covers("_plans/a.plan.json"))
        #expect(places.receipts == "_report/{plan}")
        #expect(throws: DocumentError.self) {
            try GateSettings.read(Array("[plans]\nreceipts = \"a\"".utf8))
        }
        #expect(throws: DocumentError.self) {
            try GateSettings.read(Array("[plans]\nother = 1".utf8))
        }
    }
}
