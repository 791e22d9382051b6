import Digests

/// A value that a record's field can have.
///
/// Conforming types say three things once: how the value looks in JSON, how it is read back and
/// refused, and what a schema and a person are told about it.
package protocol FieldValue: Sendable {
    /// The value in JSON, or `nil` where the field is left out.
    var wire: JSONValue? { get }
    /// Reads the value; an error's path is relative to the value.
    init(wire: JSONValue, unknownFields: UnknownFields) throws(RecordError)
    /// What must stand there, as a noun phrase with its article: `a task key`.
    static var expectation: String { get }
    /// The JSON Schema of the value; nested records put theirs into the definitions.
    static func schema(in definitions: inout SchemaDefinitions) -> JSONValue
    /// Whether a record without the field is complete.
    static var isOptional: Bool { get }
    /// Whether `null` is a value of its own, and not the absence of one.
    static var takesNull: Bool { get }
}

extension FieldValue {
    package static var isOptional: Bool { false }
    package static var takesNull: Bool { false }
}

/// What a reader does with fields it does not know.
///
/// Input refuses them, for a misspelt option must not be ignored. Replies are read with them
/// ignored, so that an older client understands a newer gateway: fields are added and never
/// changed.
package enum UnknownFields: Sendable {
    case refused
    case ignored
}

extension JSONValue {
    /// What the value is, for a sentence that says what stood there instead.
    package var kind: String {
        switch self {
        case .null: "null"
        case .bool: "true or false"
        case .integer, .number: "a number"
        case .string: "a text"
        case .array: "a list"
        case .object: "an object"
        }
    }
}
