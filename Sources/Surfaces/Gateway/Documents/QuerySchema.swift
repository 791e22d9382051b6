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
            members["pattern"] = members["minLength"] == 1 ? BodySchema.line : #"^[^\u0000]*$"#
        case "integer":
            members["format"] = "int64"
            members["minimum"] = members["minimum"] ?? .integer(.min)
            members["maximum"] = members["maximum"] ?? .integer(.max)
        default: break
        }
        return .object(members)
    }
}
