import Digests

/// The schema of a value in a query, where everything is sent as text.
enum QuerySchema {
    /// What the schema says, and what only a query can't have: an encoded NUL, and a number beyond
    /// 64 bits, which can't be told from a text there.
    static func of(_ schema: JSONValue) -> JSONValue {
        guard case .object(var members) = schema else { return schema }
        if let items = members["items"] { members["items"] = of(items) }
        switch members["type"]?.stringValue {
        case "string" where members["pattern"] == nil && members["enum"] == nil:
            members["pattern"] = #"^[^\u0000]*$"#
        case "integer":
            members["format"] = "int64"
            members["minimum"] = members["minimum"] ?? .integer(.min)
            members["maximum"] = members["maximum"] ?? .integer(.max)
        default: break
        }
        return .object(members)
    }
}

/// The schema of texts that are one line.
enum LineSchema {
    /// Something that is seen, and nothing that is shown otherwise than it is: the rule of
    /// ``FieldOption/line(_:)`` as a regular expression of ECMA-262.
    private static let pattern: JSONValue = .string(
        #"^(?=.*\S)[^\p{C}\p{Zl}\p{Zp}\uFE00-\uFE0E]+$"#
    )

    /// An input's schema, with that rule where it holds.
    static func completed(_ schema: JSONValue) -> JSONValue {
        switch schema {
        case .object(var members):
            for (name, value) in members { members[name] = completed(value) }
            // Nothing else has a least length.
            if members["minLength"] == 1, members["pattern"] == nil {
                members["pattern"] = pattern
            }
            return .object(members)
        case .array(let elements): return .array(elements.map(completed))
        case .null, .bool, .integer, .number, .string: return schema
        }
    }
}
