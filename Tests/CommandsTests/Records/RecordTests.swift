import Digests
import Model
import Operations
import Testing

@Suite("Records")
struct RecordTests {
    @Test("A record survives JSON unchanged, whatever its texts hold", arguments: 0..<300)
    func roundTrip(seed: UInt64) throws {
        var chance = Chance(seed: seed)
        let sample = chance.sample()
        let document = try JSONValue(parsing: sample.json.canonicalText)
        #expect(try Sample(json: document) == sample, "seed \(seed)")
        #expect(try sample.validated() == sample, "seed \(seed)")
    }

    @Test("Fields without a value are left out")
    func absentFields() throws {
        let members = try #require(Sample().json.objectValue)
        #expect(members["note"] == nil)
        #expect(members["extra"] == nil)
        #expect(members["words"] == .array([]))
    }

    @Test("null means no value, but stays itself in free data")
    func nulls() throws {
        var members = try #require(valid.objectValue)
        members["note"] = .null
        members["extra"] = .null
        let sample = try Sample(json: .object(members))
        #expect(sample.note == nil)
        #expect(sample.extra == .some(.null))
    }

    @Test("A field with a default may be left out and then has it")
    func defaults() throws {
        var members = try #require(valid.objectValue)
        members["pause_seconds"] = nil
        #expect(try Sample(json: .object(members)).pause == .seconds(60))
    }

    @Test("3.0 is a whole number, 3.5 is not")
    func wholeNumbers() throws {
        #expect(try changed("count", .number(3)).count == 3)
        #expect(
            error { try changed("count", .number(3.5)) }?.message
                == "'count' must be a whole number, not 3.5."
        )
    }

    @Test("A whole number past 64 bits is refused, not wrapped")
    func overflow() {
        #expect(error { try changed("big", .number(1e30)) }?.code == "input.invalid_field")
    }

    @Test(
        "An error names the field, what was expected and what stood there",
        arguments: [
            ("text", 1, "'text' must be a text, not a number."),
            ("flag", "yes", "'flag' must be true or false, not a text."),
            ("count", 2000, "'count' must be a whole number from -5 to 1000, not 2000."),
            (
                "shade", "grey",
                "'shade' must be one of 'light', 'dark', 'half_dark', not 'grey'."
            ),
            (
                "task", "P07:B4",
                "In 'task': 'P07:B4' is not a task key: "
                    + "it must use only A-Z, a-z, 0-9, '-', '_' and '.'."
            ),
            (
                "moment", "soon",
                "'moment' must be a time such as 2026-11-26T01:10:38Z, not 'soon'."
            ),
            (
                "pause_seconds", "5m",
                "'pause_seconds' must be a whole number of seconds, not a text."
            ),
            (
                "digest", "sha256:ABC",
                "'digest' must be a digest: 'sha256:' and 64 hexadecimal digits, not a text."
            ),
            ("words", .array(["a", .null]), "'words[1]' must be a text, not null."),
            ("words", .object([:]), "'words' must be a list, each element a text, not an object."),
            (
                "sizes", .array(["xl"]),
                "'sizes[0]' must be one of 's', 'm', 'l', not 'xl'."
            ),
            ("leaf", "x", "'leaf' must be an object, not a text."),
            (
                "leaf", .object(["word": "one"]),
                "'leaf.weight' is missing: it must be a whole number from 0 to 9."
            ),
            (
                "leaves", .array([.object(["word": "four", "weight": 1])]),
                "'leaves[0].word' must be one of 'one', 'two', 'three', not 'four'."
            ),
            (
                "counts", .object(["b": "", "a": true]),
                "'counts.a' must be a whole number, not true or false."
            ),
        ] as [(String, JSONValue, String)]
    )
    func faults(field: String, value: JSONValue, message: String) {
        #expect(error { try changed(field, value) }?.message == message)
    }

    @Test("An unknown field is refused with the name that was probably meant")
    func unknownField() throws {
        var members = try #require(valid.objectValue)
        members["shde"] = members.removeValue(forKey: "shade")
        let near = error { try Sample(json: .object(members)) }
        #expect(near?.code == "input.unknown_field")
        #expect(near?.message == "'shde' is not a field of sample. Did you mean 'shade'?")
        #expect(near?.category == .usage)

        let far = error { try Leaf(json: .object(["zzzzzz": .null])) }
        #expect(far?.message == "'zzzzzz' is not a field of sample.leaf.")
        #expect(far?.hint == "Its fields are: word, weight, leaves.")
    }

    @Test("A reader of replies ignores the fields it does not know, at any depth")
    func newerWriter() throws {
        var members = try #require(valid.objectValue)
        members["colour"] = "red"
        members["leaf"] = .object(["word": "two", "weight": 1, "age": .null])
        #expect(throws: RecordError.self) { try Sample(json: .object(members)) }
        let sample = try Sample(json: .object(members), unknownFields: .ignored)
        #expect(sample.leaf.word == "two")
    }

    @Test("A record made in code without its required identifier does not pass")
    func unsetIdentifier() {
        let fault = error { try Sample().validated() }
        #expect(fault?.path == "task")
        #expect(fault?.message == "In 'task': '' is not a task key: it is empty.")
    }

    @Test("A hostile field name cannot reach the terminal through the error")
    func hostileName() {
        let name = "\u{1b}[2J" + String(repeating: "x", count: 1_000_000)
        let fault = error { try Leaf(json: .object([name: .null])) }
        #expect(fault?.message.contains("\u{1b}") == false)
        #expect((fault?.message.utf8.count ?? .max) < 200)
    }

    /// A document that is accepted.
    private var valid: JSONValue { Sample { $0.task = TaskKey(trusted: "T-1") }.json }

    private func changed(_ field: String, _ value: JSONValue) throws -> Sample {
        var members = try #require(valid.objectValue)
        members[field] = value
        return try Sample(json: .object(members))
    }

    private func error(in attempt: () throws -> some Any) -> RecordError? {
        do {
            _ = try attempt()
            return nil
        } catch {
            return error as? RecordError
        }
    }
}
