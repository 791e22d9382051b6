import Digests

/// The schema of a body, which says all that is accepted and refused there.
enum BodySchema {
    /// Something that is seen, without line breaks and other controls.
    ///
    /// The rule of ``FieldOption/line(_:)`` refuses a little more, such as turned directions; few
    /// readers of schemas know the classes of Unicode by name.
    static let line: JSONValue = {
        let shown = #"[^\u0000-\u001F\u007F-\u009F\u00AD]"#
        let seen = #"[^\u0000-\u0020\u007F-\u00A0\u00AD]"#
        return .string("^\(shown)*\(seen)\(shown)*$")
    }()

    /// An input's schema, with that rule where it holds, and `null` where a field may be left out.
    static func completed(_ schema: JSONValue) -> JSONValue {
        switch schema {
        case .object(var members):
            for (name, value) in members { members[name] = completed(value) }
            members["properties"] = members["properties"].map { nullable($0, in: members) }
            if members["type"] == "integer" { IntegerSchema.limit(&members) }
            // Nothing else has a least length.
            if members["minLength"] == 1, members["pattern"] == nil {
                members["pattern"] = line
            }
            return .object(members)
        case .array(let elements): return .array(elements.map(completed))
        case .null, .bool, .integer, .number, .string: return schema
        }
    }

    /// The fields of a record; one that may be left out, and has no value then, may be `null`.
    private static func nullable(_ fields: JSONValue, in record: [String: JSONValue]) -> JSONValue {
        guard case .object(var members) = fields else { return fields }
        let required = record["required"]?.arrayValue ?? []
        for (name, field) in members where !required.contains(.string(name)) {
            guard case .object(var rules) = field, rules["default"] == nil else { continue }
            guard let type = rules["type"], type.stringValue != nil else {
                if rules["$ref"] != nil { members[name] = ["anyOf": [field, ["type": "null"]]] }
                continue
            }
            rules["type"] = [type, "null"]
            rules["enum"] = rules["enum"]?.arrayValue.map { .array($0 + [.null]) }
            members[name] = .object(rules)
        }
        return .object(members)
    }
}
