import Digests

/// The schema of a value in a query, where everything is sent as text.
enum QuerySchema {
    /// What the schema says, and what only a query can't have: an encoded NUL.
    static func of(_ schema: JSONValue) -> JSONValue {
        guard case .object(var members) = schema else { return schema }
        if let items = members["items"] { members["items"] = of(items) }
        switch members["type"]?.stringValue {
        case "string" where members["pattern"] == nil && members["enum"] == nil:
            members["pattern"] = members["minLength"] == 1 ? BodySchema.line : #"^[^\u0000]*$"#
        case "integer":
            IntegerSchema.limit(&members)
        default: break
        }
        return .object(members)
    }
}

/// The schema of whole numbers.
enum IntegerSchema {
    /// Says that they have 64 bits, where the field has no narrower limits.
    static func limit(_ members: inout [String: JSONValue]) {
        members["format"] = "int64"
        members["minimum"] = members["minimum"] ?? .integer(.min)
        members["maximum"] = members["maximum"] ?? .integer(.max)
    }
}
