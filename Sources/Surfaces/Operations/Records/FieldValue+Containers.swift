import Digests

extension Optional: FieldValue where Wrapped: FieldValue {
    package static var expectation: String { Wrapped.expectation }
    package static var isOptional: Bool { true }
    package var wire: JSONValue? { flatMap(\.wire) }

    /// Reads the value; `null` means that there is none, unless it is a value of its own.
    package init(wire: JSONValue, unknownFields: UnknownFields) throws(RecordError) {
        self =
            wire == .null && !Wrapped.takesNull
            ? .none : .some(try Wrapped(wire: wire, unknownFields: unknownFields))
    }

    package static func schema(in definitions: inout SchemaDefinitions) -> JSONValue {
        Wrapped.schema(in: &definitions)
    }
}

extension Array: FieldValue where Element: FieldValue {
    package static var expectation: String { "a list, each element \(Element.expectation)" }
    package var wire: JSONValue? { .array(map { $0.wire ?? .null }) }

    package init(wire: JSONValue, unknownFields: UnknownFields) throws(RecordError) {
        guard case .array(let elements) = wire else {
            throw .unexpected(wire.kind, expected: Self.expectation)
        }
        self = []
        reserveCapacity(elements.count)
        for (index, element) in elements.enumerated() {
            do throws(RecordError) {
                append(try Element(wire: element, unknownFields: unknownFields))
            } catch {
                throw error.within(index: index)
            }
        }
    }

    package static func schema(in definitions: inout SchemaDefinitions) -> JSONValue {
        ["type": "array", "items": Element.schema(in: &definitions)]
    }
}

extension Dictionary: FieldValue where Key == String, Value: FieldValue {
    package static var expectation: String { "an object, each member \(Value.expectation)" }
    package var wire: JSONValue? { .object(compactMapValues(\.wire)) }

    package init(wire: JSONValue, unknownFields: UnknownFields) throws(RecordError) {
        guard case .object(let members) = wire else {
            throw .unexpected(wire.kind, expected: Self.expectation)
        }
        self = [:]
        // Sorted, so that of two faults the same one is told each time.
        for (name, member) in members.sorted(by: { $0.key < $1.key }) {
            do throws(RecordError) {
                self[name] = try Value(wire: member, unknownFields: unknownFields)
            } catch {
                throw error.within(field: name)
            }
        }
    }

    package static func schema(in definitions: inout SchemaDefinitions) -> JSONValue {
        [
            "type": "object", "additionalProperties": Value.schema(in: &definitions),
        ]
    }
}

/// Free data: anything that JSON can say.
extension JSONValue: FieldValue {
    package static var expectation: String { "any JSON value" }
    package static var takesNull: Bool { true }
    package var wire: JSONValue? { self }

    package init(wire: JSONValue, unknownFields: UnknownFields) throws(RecordError) {
        self = wire
    }

    package static func schema(in definitions: inout SchemaDefinitions) -> JSONValue {
        [:]
    }
}
