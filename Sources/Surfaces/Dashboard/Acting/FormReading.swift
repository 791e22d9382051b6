import Digests

/// Makes an operation's input of the fields of a form, by the input's schema.
struct FormReading {
    private let schema: JSONValue

    init(schema: JSONValue) { self.schema = schema }

    /// A name with a point is a field within a record: `answers.decision`.
    ///
    /// What does not read as its kind stays a text, and the record says what it should be.
    func input(_ given: [(String, String)]) -> JSONValue {
        var members: [String: JSONValue] = [:]
        for (name, value) in given {
            let parts = name.split(separator: ".", maxSplits: 1).map(String.init)
            let property = schema["properties"]?[parts[0]] ?? .null
            if parts.count == 2 {
                Self.put(value, parts[1], in: &members[parts[0]], property)
            } else if Self.isList(property) {
                let kept = members[name]?.arrayValue ?? []
                members[name] = .array(kept + [Self.value(value, property["items"] ?? .null)])
            } else {
                members[name] = Self.value(value, property)
            }
        }
        return .object(members)
    }

    /// Puts a field into a record, or into the last record of a list; a field that this has
    /// already begins another one.
    private static func put(
        _ value: String,
        _ name: String,
        in member: inout JSONValue?,
        _ property: JSONValue
    ) {
        let isList = isList(property)
        let record = isList ? property["items"] ?? .null : property
        let field = self.value(value, record["properties"]?[name] ?? .null)
        guard isList else {
            var fields = member?.objectValue ?? [:]
            fields[name] = field
            member = .object(fields)
            return
        }
        var records = member?.arrayValue ?? []
        if let last = records.indices.last, var fields = records[last].objectValue,
            fields[name] == nil
        {
            fields[name] = field
            records[last] = .object(fields)
        } else {
            records.append(.object([name: field]))
        }
        member = .array(records)
    }

    private static func isList(_ schema: JSONValue) -> Bool { kind(schema) == "array" }

    private static func kind(_ schema: JSONValue) -> String {
        schema["type"]?.stringValue ?? schema["type"]?.arrayValue?.first?.stringValue ?? ""
    }

    private static func value(_ text: String, _ schema: JSONValue) -> JSONValue {
        switch kind(schema) {
        case "integer": Int64(text).map { .integer($0) } ?? .string(text)
        case "boolean": text == "true" ? true : text == "false" ? false : .string(text)
        default: .string(text)
        }
    }
}
