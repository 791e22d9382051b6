import Digests
import Model

// An enumeration of words joins with one line: `extension Role: FieldValue {}`.
extension FieldValue where Self: RawRepresentable & CaseIterable, RawValue == String {
    package static var expectation: String { oneOf(allCases.map(\.rawValue)) }
    package var wire: JSONValue? { .string(rawValue) }

    package init(wire: JSONValue, unknownFields: UnknownFields) throws(RecordError) {
        guard case .string(let text) = wire else {
            throw .unexpected(wire.kind, expected: Self.expectation)
        }
        guard let value = Self(rawValue: text) else {
            throw .unexpected("'\(text.printable(limit: 40))'", expected: Self.expectation)
        }
        self = value
    }

    package static func schema(in definitions: inout SchemaDefinitions) -> JSONValue {
        [
            "type": "string",
            "enum": .array(allCases.map { .string($0.rawValue) }),
        ]
    }
}

/// The words of a closed set as a noun phrase: `one of 'lead', 'worker'`.
func oneOf(_ words: [String]) -> String {
    "one of " + words.map { "'\($0)'" }.joined(separator: ", ")
}
