import Digests

/// What a reference says about a field, apart from the record it belongs to.
package struct FieldReference: Sendable, Equatable {
    /// The name in JSON.
    package let name: String
    /// One sentence about it.
    package let documentation: String
    /// What must stand there, as a noun phrase: `a whole number from 1 to 100`.
    package let expectation: String
    package let isRequired: Bool
    /// What it is if it is left out; `nil` if it then has no value.
    package let defaultValue: JSONValue?
    package let examples: [JSONValue]
}

extension Record {
    /// The fields as a reference lists them.
    package static var reference: [FieldReference] {
        let blank = Self()
        return fields.map { field in
            FieldReference(
                name: field.name,
                documentation: field.documentation,
                expectation: field.expectation,
                isRequired: field.isRequired,
                defaultValue: field.isRequired ? nil : field.read(blank),
                examples: field.examples
            )
        }
    }
}
