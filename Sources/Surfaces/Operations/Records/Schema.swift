import Digests

/// The schemas of nested records, gathered while a schema is written.
package struct SchemaDefinitions: Sendable {
    private(set) var members: [String: JSONValue] = [:]

    package init() {}

    /// A reference to the record's schema, which is written on the first one.
    mutating func reference<R: Record>(to record: R.Type) -> JSONValue {
        if members[R.name] == nil {
            // Held before it is written, so that a record that has itself inside ends.
            members[R.name] = [:]
            members[R.name] = .object(R.objectSchema(in: &self))
        }
        return ["$ref": .string("#/$defs/" + R.name)]
    }
}

extension Record {
    /// The record's JSON Schema, draft 2020-12.
    ///
    /// It says what reading checks, but for the calendar (`format` is an annotation) and the range
    /// of 64-bit numbers. Reading accepts a little more: `null` for a field that may be left out,
    /// since many writers send it.
    package static var jsonSchema: JSONValue {
        var definitions = SchemaDefinitions()
        var members = objectSchema(in: &definitions)
        members["$schema"] = "https://json-schema.org/draft/2020-12/schema"
        members["title"] = .string(name)
        if !definitions.members.isEmpty {
            members["$defs"] = .object(definitions.members)
        }
        return .object(members)
    }

    fileprivate static func objectSchema(
        in definitions: inout SchemaDefinitions
    ) -> [String: JSONValue] {
        let blank = Self()
        var properties: [String: JSONValue] = [:]
        for field in fields {
            properties[field.name] = field.schema(&definitions, blank)
        }
        var members: [String: JSONValue] = [
            "type": "object",
            "properties": .object(properties),
            "additionalProperties": false,
        ]
        let required = fields.filter(\.isRequired).map(\.name)
        if !required.isEmpty {
            members["required"] = .array(required.map { .string($0) })
        }
        return members
    }
}
