import Digests

/// One field of a record: its name in JSON, its place in the value, and a sentence about it.
///
/// ```swift
/// Field("lease_seconds", \.lease, "How long the claim lasts.", .hasDefault, .minimum(60))
/// ```
package struct Field<Root>: Sendable {
    /// The name in JSON, in lower case with underscores.
    package let name: String
    /// One sentence for schemas, references and hints.
    package let documentation: String
    /// What must stand there, limits included.
    package let expectation: String
    /// Whether a document without the field is refused.
    package let isRequired: Bool
    /// Values for documents.
    package let examples: [JSONValue]

    let read: @Sendable (Root) -> JSONValue?
    let write: @Sendable (inout Root, JSONValue, UnknownFields) throws(RecordError) -> Void
    let schema: @Sendable (inout SchemaDefinitions, Root) -> JSONValue

    /// Describes a field.
    ///
    /// - Parameter path: Where the value is. An `Optional` may be left out and is left out when it
    ///   is `nil`; anything else is required unless the options say ``FieldOption/hasDefault``.
    package init<Value: FieldValue>(
        _ name: String,
        _ path: any WritableKeyPath<Root, Value> & Sendable,
        _ documentation: String,
        _ options: FieldOption...
    ) {
        assert(name.isFieldName, "'\(name)' is not a field's name: lower case, digits, underscores")
        assert(documentation.hasSuffix("."), "the documentation of '\(name)' is not a sentence")
        assert(
            Value.self != Duration.self && Value.self != Duration?.self
                || name.hasSuffix("_seconds"),
            "the duration '\(name)' must say its unit: '\(name)_seconds'"
        )
        let rules = FieldRules(options)
        self.name = name
        self.documentation = documentation
        expectation = rules.narrowed(Value.expectation)
        isRequired = !Value.isOptional && !rules.hasDefault
        examples = rules.examples
        read = { $0[keyPath: path].wire }
        write = { root, wire, unknownFields throws(RecordError) in
            let value = try Value(wire: wire, unknownFields: unknownFields)
            try rules.check(wire, expectation: Value.expectation)
            root[keyPath: path] = value
        }
        schema = { definitions, blank in
            rules.complete(
                Value.schema(in: &definitions),
                documentation: documentation,
                default: blank[keyPath: path].wire
            )
        }
    }
}

extension String {
    fileprivate var isFieldName: Bool {
        guard let first = utf8.first, (97...122).contains(first) else { return false }
        return utf8.allSatisfy { (97...122).contains($0) || (48...57).contains($0) || $0 == 95 }
    }
}
