import Digests
import Operations
import TestSupport
import Testing

@Suite("Schemas")
struct SchemaTests {
    @Test("A schema says names, types, limits, defaults and what is required")
    func nestedSchema() {
        #expect(
            PlantLeaf.Input.jsonSchema.canonicalText
                == #"{"$defs":{"sample.leaf":{"additionalProperties":false,"properties":{"#
                + #""leaves":{"default":[],"description":"What hangs on it.","#
                + ##""items":{"$ref":"#/$defs/sample.leaf"},"type":"array"},"##
                + #""weight":{"description":"How heavy it is.","maximum":9,"minimum":0,"#
                + #""type":"integer"},"#
                + #""word":{"description":"A word.","enum":["one","two","three"],"#
                + #""type":"string"}},"required":["word","weight"],"type":"object"}},"#
                + #""$schema":"https://json-schema.org/draft/2020-12/schema","#
                + #""additionalProperties":false,"properties":{"#
                + ##""leaf":{"$ref":"#/$defs/sample.leaf","description":"The leaf."},"##
                + #""task":{"description":"What it is for.","maxLength":64,"#
                + #""pattern":"^(?!.*\\.\\.)[A-Za-z0-9]([A-Za-z0-9._-]*[A-Za-z0-9])?$","#
                + #""type":"string"}},"required":["leaf"],"title":"leaf.plant.input","#
                + #""type":"object"}"#
        )
    }

    @Test(
        "Python's jsonschema accepts what a record's reader accepts, and nothing else",
        .enabled(if: Python.canImport("jsonschema"), "python3 cannot import jsonschema")
    )
    func agreesWithReader() throws {
        var chance = Chance(seed: 4711)
        var documents: [JSONValue] = []
        for _ in 0..<40 {
            let members = try #require(chance.sample().json.objectValue)
            documents.append(.object(members))
            documents += (0..<12).map { _ in .object(broken(members, by: &chance)) }
        }
        let verdicts = documents.map { (try? Sample(json: $0)) != nil }
        #expect(verdicts.contains(true) && verdicts.contains(false))

        let question = JSONValue.object([
            "schema": Sample.jsonSchema, "documents": .array(documents),
        ])
        let answer = try Python.run(
            """
            import json, sys, jsonschema
            asked = json.load(sys.stdin)
            check = jsonschema.Draft202012Validator
            check.check_schema(asked["schema"])
            print("".join("01"[check(asked["schema"]).is_valid(d)] for d in asked["documents"]))
            """,
            input: question.canonicalText
        )
        let theirs = answer.split(separator: "\n").last.map { $0.map { $0 == "1" } } ?? []
        #expect(theirs.count == verdicts.count)
        for (index, pair) in zip(theirs, verdicts).enumerated() where pair.0 != pair.1 {
            Issue.record("schema: \(pair.0), reader: \(pair.1): \(documents[index].canonicalText)")
        }
    }

    @Test("An operation's example fits its own schema")
    func examples() throws {
        let table = OperationTable([PlantLeaf.self, ListLeaves.self])
        for entry in table.entries {
            #expect(entry.inputSchema["type"] == "object")
            #expect(entry.outputSchema["title"] != nil)
        }
        #expect(
            try PlantLeaf.Input(json: table.entry(named: "leaf.plant").example).leaf.word == "two"
        )
    }

    @Test("A reference says of each field what stands there, and what if it is left out")
    func reference() throws {
        let fields = Leaf.reference
        #expect(fields.map(\.name) == ["word", "weight", "leaves"])
        #expect(fields[1].expectation == "a whole number from 0 to 9")
        #expect(fields.map(\.isRequired) == [true, true, false])
        #expect(fields.map(\.defaultValue) == [nil, nil, .some(.array([]))])
        let count = try #require(Sample.reference.first { $0.name == "count" })
        #expect(count.examples == [20])
        let entry = OperationEntry(erasing: PlantLeaf.self)
        #expect(entry.inputFields == PlantLeaf.Input.reference)
        #expect(entry.outputFields == Leaf.reference)
    }

    /// The document with one thing changed; the calendar is left alone, since schemas do not
    /// know it.
    private func broken(
        _ members: [String: JSONValue],
        by chance: inout Chance
    ) -> [String: JSONValue] {
        var members = members
        let name = chance.pick(Sample.fields.map(\.name).filter { $0 != "moment" })
        switch chance.below(6) {
        case 0: members[name] = nil
        case 1: members["unknown_" + name] = true
        default:
            members[name] = chance.pick([
                true, 5, 5000, .number(1.5), "x",
                "one", "light", "a..b", .array([]),
                .array(["s"]), .array([1]), .object([:]),
                .object(["a": 1]),
                .object(["word": "two", "weight": 10]),
                .object(["word": "two", "weight": 9]),
            ])
        }
        return members
    }
}
