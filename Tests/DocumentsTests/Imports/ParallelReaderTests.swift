import Documents
import Model
import Testing

@Suite("A coordination bus is read, and what is odd about it is told")
struct ParallelReaderTests {
    private static let claim = """
        {"task_id": "QUEUE-1", "agent_id": "ada", "status": "active", "plan_id": "p",
         "claimed_at": "2025-10-01T10:00:05Z", "branch": "agent/ada/q1"}
        """

    private static func event(_ time: String, _ rest: String = "") -> String {
        #"{"ts": "\#(time)", "agent_id": "ada", "event": "status", "summary": "s"\#(rest)}"#
    }

    private static func events(_ lines: String...) -> ImportFixture {
        ImportFixture(["_bus/events/events.jsonl": lines.joined(separator: "\n") + "\n"])
    }

    private static func claim(_ from: String, _ with: String) -> ImportFixture {
        ImportFixture(["_bus/claims/QUEUE-1.json": claim.replacing(from, with: with)])
    }

    @Test("A claim that runs makes a task that is open and its holder's")
    func openTask() throws {
        let reading = ImportFixture(["_bus/claims/QUEUE-1.json": Self.claim]).reading(.parallel)
        let task = try #require(reading.tasks.first)
        #expect(task.key.text == "QUEUE-1" && task.standing == .open)
        #expect(task.assignee?.text == "ada")
        #expect(reading.records.map(\.kind) == [.claim])
        #expect(reading.records.first?.saidAt == Timestamp("2025-10-01T10:00:05Z"))
    }

    @Test("A task that is said to be done is not taken for accepted")
    func claimedDone() {
        let fixture = Self.claim(#""active""#, #""done", "released_at": "2025-10-01T11:00:01Z""#)
        let reading = fixture.reading(.parallel)
        #expect(reading.tasks.map(\.standing) == [.claimedDone])
        #expect(reading.tasks.first?.assignee == nil)
        #expect(fixture.oddities(.parallel, .claimedDone).count == 1)
        #expect(fixture.oddities(.parallel, .doneWithoutEvent).count == 1)
    }

    @Test(
        "An odd claim",
        arguments: [
            (#""active""#, #""odd""#, ImportOddity.unknownStatus),
            (#""claimed_at""#, #""began""#, .missingField),
            ("10:00:05Z", "10:00:05", .noOffset), ("10:00:05Z", "10:00Z", .wholeMinute),
            ("T10:00:05Z", "", .dayOnly), ("T10:00:05Z", " at ten", .badTime),
            ("2025-10-01T", "1970-01-01T", .beforeItsTime),
            ("2025-10-01T", "2027-10-01T", .inTheFuture),
            ("agent/ada", "agent/brian", .foreignBranch),
            (#""ada", "st"#, #""A d/a", "st"#, .badName),
            (#""ada", "st"#, #""Ada", "st"#, .renamed), (#""ada", "st"#, #"7, "st"#, .wrongType),
            ("QUEUE-1", "../../etc/passwd", .badName), ("QUEUE-1", "QUEUE-2", .fileNameDiffers),
            ("}", #", "released_at": "2025-10-01T10:00:19Z"}"#, .shortClaim),
            ("}", #", "released_at": "2025-10-01T09:00:19Z"}"#, .endsBeforeStart),
            ("}", #", "note": "n"}"#, .otherName), ("}", #", "mood": "n"}"#, .unknownField),
            ("}", #", "receipts": ["a.txt"]}"#, .missingReceipt),
            ("}", #", "receipts": ["../a.txt"]}"#, .outsideReceipt), ("}", "", .badJSON),
            ("}", #", "status": "done"}"#, .badJSON), ("{", "[{", .badJSON),
        ]
    )
    func oddClaim(_ from: String, _ with: String, _ kind: ImportOddity) {
        let fixture = Self.claim(from, with)
        #expect(
            !fixture.oddities(.parallel, kind).isEmpty,
            "\(fixture.oddities(.parallel))"
        )
        #expect(
            ImportFixture(["_bus/claims/QUEUE-1.json": Self.claim]).oddities(.parallel, kind) == []
        )
    }

    @Test("A broken line of a log is told, and the lines around it are read")
    func brokenLine() {
        let good = Self.event("2025-10-01T10:00:05Z")
        let late = Self.event("2025-10-01T10:00:07Z")
        let fixture = Self.events(good, #"{"ts": "2025"#, "[]", "", late)
        #expect(fixture.reading(.parallel).records.count == 2)
        #expect(
            fixture.oddities(.parallel, .badJSON) == [
                "_bus/events/events.jsonl:2 Not valid JSON at byte 12: "
                    + "the document ends too early. refused"
            ]
        )
        #expect(fixture.oddities(.parallel, .notObject).count == 1)
    }

    @Test("The same line twice is taken once")
    func duplicateLine() {
        let line = Self.event("2025-10-01T10:00:05Z")
        let fixture = Self.events(line, line)
        #expect(fixture.reading(.parallel).records.count == 1)
        #expect(fixture.oddities(.parallel, .duplicateLine).count == 1)
    }

    @Test("A line that is dated later than one below it")
    func datedAhead() {
        let fixture = Self.events(
            Self.event("2025-10-02T10:00:05Z"),
            Self.event("2025-10-01T10:00:05Z"),
            Self.event("2025-10-03T10:00:05Z")
        )
        #expect(
            fixture.oddities(.parallel, .datedAhead) == [
                "_bus/events/events.jsonl:1 2025-10-02T10:00:05Z kept"
            ]
        )
    }

    @Test("Times that somebody typed: always as many minutes apart")
    func evenlySpaced() {
        let typed = Self.events(
            Self.event("2025-10-01T10:00:05Z"),
            Self.event("2025-10-01T10:01:05Z"),
            Self.event("2025-10-01T10:02:05Z")
        )
        #expect(typed.oddities(.parallel, .evenlySpaced).count == 1)
        let measured = Self.events(
            Self.event("2025-10-01T10:00:05Z"),
            Self.event("2025-10-01T10:01:05Z"),
            Self.event("2025-10-01T10:02:06Z")
        )
        #expect(measured.oddities(.parallel, .evenlySpaced).isEmpty)
    }

    @Test("Five completions of one task are one task, and are told")
    func repeatedCompletion() {
        let lines = (1...5).map { number in
            Self.event("2025-10-01T10:00:0\(number)Z", #", "task_id": "QUEUE-9""#)
                .replacing(#""status""#, with: #""complete""#)
        }
        let fixture = ImportFixture(["_bus/events/events.jsonl": lines.joined(separator: "\n")])
        #expect(fixture.reading(.parallel).tasks.count == 1)
        #expect(
            fixture.oddities(.parallel, .repeatedCompletion) == [
                "_bus/events/events.jsonl:5 QUEUE-9 5 times, by ada kept"
            ]
        )
        #expect(fixture.oddities(.parallel, .doneWithoutReceipt).count == 5)
        #expect(fixture.oddities(.parallel, .doneWithoutClaim).count == 1)
    }

    @Test("Names that read alike are one")
    func lookAlikes() {
        let fixture = Self.events(
            Self.event("2025-10-01T10:00:05Z", #", "task_id": "FC-02""#),
            Self.event("2025-10-01T10:00:06Z", #", "task_id": "FC_02""#),
            Self.event("2025-10-01T10:00:07Z").replacing("ada", with: "a-da")
        )
        let reading = fixture.reading(.parallel)
        #expect(reading.tasks.map(\.key.text) == ["FC-02"])
        #expect(reading.agents.map(\.id.text) == ["ada"])
        #expect(fixture.oddities(.parallel, .lookAlike).count == 2)
    }

    @Test("Assigned to nobody, to oneself, and to another than claims it")
    func assignments() {
        func assignment(_ engineer: String, _ manager: String) -> ImportFixture {
            ImportFixture([
                "_bus/claims/QUEUE-1.json": Self.claim,
                "_bus/assignments/QUEUE-1.json": """
                {"task_id": "QUEUE-1", "engineer": "\(engineer)", "manager": "\(manager)",
                 "assigned_at": "2025-10-01T09:00:05Z"}
                """,
            ])
        }
        #expect(assignment("unassigned", "lea").oddities(.parallel, .noAgent).count == 1)
        #expect(assignment("ada", "ada").oddities(.parallel, .selfAssigned).count == 1)
        #expect(assignment("brian", "lea").oddities(.parallel, .claimedByAnother).count == 1)
        #expect(assignment("ada", "lea").oddities(.parallel, .claimedByAnother).isEmpty)
    }

    @Test("Messages keep their thread, their sender and their order")
    func messages() throws {
        let reading = ImportFixture([
            "_bus/messages/T-1.jsonl": """
            {"ts": "2025-10-01T10:00:09Z", "from": "ada", "type": "status", "summary": "later"}
            {"ts": "2025-10-01T10:00:05Z", "from": "lea", "type": "request", "summary": "first",
            """.replacing("\"first\",", with: "\"first\", \"note\": \"in full\"}")
        ]).reading(.parallel)
        #expect(reading.messages.map(\.subject) == ["first", "later"])
        let first = try #require(reading.messages.first)
        #expect(first.kind == .question && first.body == "in full" && first.thread.text == "T-1")
    }

    @Test("A message twice, in two threads, for another, to nobody")
    func oddMessages() {
        func message(_ second: Int, _ from: String, _ rest: String = "") -> String {
            #"{"ts": "2025-10-01T10:00:0\#(second)Z", "from": "\#(from)", "type": "note", "#
                + #""summary": "brian: ready"\#(rest)}"#
        }
        let fixture = ImportFixture([
            "_bus/messages/T-1.jsonl": [
                message(1, "brian"), message(2, "ada"), message(3, "ada"),
                message(4, "ada", #", "to": "manager""#),
            ].joined(separator: "\n"),
            "_bus/messages/T-2.jsonl": message(2, "ada"),
        ])
        #expect(fixture.oddities(.parallel, .repeatedMessage).count == 3)
        #expect(fixture.oddities(.parallel, .twoThreads).count == 3)
        #expect(fixture.oddities(.parallel, .speaksForAnother).count == 4)
        #expect(fixture.oddities(.parallel, .unknownRecipient).count == 1)
    }

    @Test("A plan with steps that have no receipts, and links to what is not there")
    func plans() {
        let fixture = ImportFixture([
            "_plans/p.plan.json": """
            {"plan_id": "p", "actor": "ada", "created": "2025-10-01T10:00:05Z", "summary": "s",
             "status": "done", "steps": [{"id": "S1", "status": "done", "receipts": []}],
             "checkpoint": {"owner": "ada", "status": "pending"},
             "links": [{"type": "queue", "ref": "queue/001-a.md"}]}
            """
        ])
        #expect(fixture.oddities(.parallel, .doneWithoutReceipt).count == 1)
        #expect(fixture.oddities(.parallel, .missingFile).count == 1)
        #expect(fixture.oddities(.parallel, .contradiction).count == 1)
        #expect(fixture.reading(.parallel).records.map(\.kind) == [.plan])
    }

    @Test("A brief of the queue gives its task a title, and a second one of its number is told")
    func briefs() {
        let fixture = ImportFixture([
            "queue/034-a.md": "# Task: Bind it\nGoal: x\n", "queue/034-b.md": "# Task: Again\n",
            "queue/notes.md": "free",
        ])
        let reading = fixture.reading(.parallel)
        #expect(reading.tasks.map(\.key.text) == ["QUEUE-034"])
        #expect(fixture.oddities(.parallel, .duplicateID).count == 1)
        #expect(fixture.oddities(.parallel, .fileNameDiffers).count == 1)
    }

    @Test("A chain of receipts that is broken")
    func chain() {
        func link(_ before: String, _ hash: String) -> String {
            #"{"prev_hash": "\#(before)", "hash": "\#(hash)", "agent_id": "ada", "#
                + #""ts": "2025-10-01T10:00:05Z", "receipt_path": "\#(hash).txt"}"#
        }
        let zero = String(repeating: "0", count: 64)
        let path = "_report/usage/hash-ledger/index.jsonl"
        let whole = ImportFixture([path: link(zero, "a") + "\n" + link("a", "b")])
        #expect(whole.oddities(.parallel, .brokenChain).isEmpty)
        let broken = ImportFixture([path: link(zero, "a") + "\n" + link("c", "b")])
        #expect(broken.oddities(.parallel, .brokenChain).count == 1)
    }

    @Test("What no file of the layout is called is listed, and what is no text is not read")
    func foreignFiles() {
        let fixture = ImportFixture([
            "src/main.swift": "x", "_bus/claims/a.json": "\u{0}", "_plans/p.plan.json.bak": "{}",
        ])
        #expect(
            fixture.oddities(.parallel, .notUnderstood) == ["src/main.swift src/main.swift refused"]
        )
        #expect(fixture.oddities(.parallel, .binary).count == 1)
        #expect(fixture.oddities(.parallel, .backupCopy).count == 1)
    }

    @Test("JSON that is nested without end is refused, and nothing breaks")
    func deepJSON() {
        let deep = String(repeating: "[", count: 100_000)
        let fixture = ImportFixture([
            "_bus/claims/a.json": deep, "_bus/claims/b.json": #"{"a":\#(deep)"#,
        ])
        #expect(fixture.oddities(.parallel, .badJSON).count == 2)
        #expect(fixture.reading(.parallel).records.isEmpty)
    }

    @Test("Of thousands of oddities of one kind in a file the first are told, the rest counted")
    func manyOddities() {
        let lines = String(repeating: "{\n", count: 2000)
        let told = ImportFixture(["_bus/events/events.jsonl": lines]).oddities(.parallel, .badJSON)
        #expect(told.count == 501)
        #expect(told.contains("_bus/events/events.jsonl 1500 more of this kind kept"))
    }
}
