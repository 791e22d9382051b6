import Digests

/// A typed shape of input or output, described once.
///
/// JSON, its reading with errors that name the field, JSON Schema and reference documents all come
/// from the one list of fields:
///
/// ```swift
/// package struct Input: Record {
///     package static let name = "task.claim.input"
///     package static let fields = [
///         Field<Self>("task", \.task, "The task to claim.", .example("P07-B4")),
///         Field("lease_seconds", \.lease, "How long the claim lasts.", .hasDefault),
///     ]
///     package var task = TaskKey.unset
///     package var lease = Duration.seconds(1800)
///     package init() {}
/// }
/// ```
package protocol Record: FieldValue {
    /// A record with every default, and required fields not yet set.
    init()
    /// The shape's name, unique among records: the key of its schema's definition.
    static var name: String { get }
    /// The fields in the order of documents.
    static var fields: [Field<Self>] { get }
}

extension Record {
    /// Makes a record by setting what differs from the defaults.
    package init(_ change: (inout Self) throws -> Void) rethrows {
        self.init()
        try change(&self)
    }

    /// The record as a JSON object; fields without a value are left out.
    package var json: JSONValue {
        var members: [String: JSONValue] = [:]
        for field in Self.fields {
            members[field.name] = field.read(self)
        }
        return .object(members)
    }

    /// Reads a record from a JSON object.
    ///
    /// - Throws: An error with the path of the first field that is unknown, missing or wrong.
    ///   Unknown ones come first, since a misspelt name explains the missing one.
    package init(
        json: JSONValue,
        unknownFields: UnknownFields = .refused
    ) throws(RecordError) {
        guard case .object(let members) = json else {
            throw .unexpected(json.kind, expected: Self.expectation)
        }
        let fields = Self.fields
        if unknownFields == .refused {
            try Self.refuseUnknown(members, fields: fields)
        }
        self.init()
        for field in fields {
            do throws(RecordError) {
                if let value = members[field.name] {
                    try field.write(&self, value, unknownFields)
                } else if field.isRequired {
                    throw .missing(expected: field.expectation)
                }
            } catch {
                throw error.within(field: field.name)
            }
        }
    }

    /// The record, if it would be accepted as a document.
    ///
    /// Records are plain values, so one made in code can lack a required identifier or exceed a
    /// limit; what receives a call asks once.
    package func validated() throws(RecordError) -> Self {
        try Self(json: json)
    }

    private static func refuseUnknown(
        _ members: [String: JSONValue],
        fields: [Field<Self>]
    ) throws(RecordError) {
        var unknown: String?
        for key in members.keys where !fields.contains(where: { $0.name == key }) {
            unknown = min(unknown ?? key, key)
        }
        guard let unknown else { return }
        throw .unknown(unknown, of: name, known: fields.map { $0.name })
    }
}

extension Record {
    package static var expectation: String { "an object" }
    package var wire: JSONValue? { json }

    package init(wire: JSONValue, unknownFields: UnknownFields) throws(RecordError) {
        try self.init(json: wire, unknownFields: unknownFields)
    }

    package static func schema(in definitions: inout SchemaDefinitions) -> JSONValue {
        definitions.reference(to: Self.self)
    }
}
