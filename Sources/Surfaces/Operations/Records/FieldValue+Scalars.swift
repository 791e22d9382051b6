import Digests

extension String: FieldValue {
    package static var expectation: String { "a text" }
    package var wire: JSONValue? { .string(self) }

    package init(wire: JSONValue, unknownFields: UnknownFields) throws(RecordError) {
        guard case .string(let text) = wire else {
            throw .unexpected(wire.kind, expected: Self.expectation)
        }
        self = text
    }

    package static func schema(in definitions: inout SchemaDefinitions) -> JSONValue {
        ["type": "string"]
    }
}

extension Bool: FieldValue {
    package static var expectation: String { "true or false" }
    package var wire: JSONValue? { .bool(self) }

    package init(wire: JSONValue, unknownFields: UnknownFields) throws(RecordError) {
        guard case .bool(let flag) = wire else {
            throw .unexpected(wire.kind, expected: Self.expectation)
        }
        self = flag
    }

    package static func schema(in definitions: inout SchemaDefinitions) -> JSONValue {
        ["type": "boolean"]
    }
}

extension Int64: FieldValue {
    package static var expectation: String { "a whole number" }
    package var wire: JSONValue? { .integer(self) }

    package init(wire: JSONValue, unknownFields: UnknownFields) throws(RecordError) {
        switch wire {
        case .integer(let number):
            self = number
        case .number(let number):
            // JSON knows one kind of number: writers of other languages send 3.0 where they mean 3.
            // Not `Int64(exactly:)`: in a debug build it asks for libm, which nothing else here
            // needs.
            guard number.magnitude < 0x1p63, Double(Int64(number)) == number else {
                throw .unexpected("\(number)", expected: Self.expectation)
            }
            self = Int64(number)
        default:
            throw .unexpected(wire.kind, expected: Self.expectation)
        }
    }

    package static func schema(in definitions: inout SchemaDefinitions) -> JSONValue {
        ["type": "integer"]
    }
}

extension Int: FieldValue {
    package static var expectation: String { Int64.expectation }
    package var wire: JSONValue? { .integer(Int64(self)) }

    package init(wire: JSONValue, unknownFields: UnknownFields) throws(RecordError) {
        self = Int(try Int64(wire: wire, unknownFields: unknownFields))
    }

    package static func schema(in definitions: inout SchemaDefinitions) -> JSONValue {
        Int64.schema(in: &definitions)
    }
}

extension Double: FieldValue {
    package static var expectation: String { "a number" }

    /// The number; `null` for what JSON cannot say (not a number, infinite).
    package var wire: JSONValue? { isFinite ? .number(self) : .null }

    package init(wire: JSONValue, unknownFields: UnknownFields) throws(RecordError) {
        switch wire {
        case .integer(let number): self = Double(number)
        case .number(let number): self = number
        default: throw .unexpected(wire.kind, expected: Self.expectation)
        }
    }

    package static func schema(in definitions: inout SchemaDefinitions) -> JSONValue {
        ["type": "number"]
    }
}
