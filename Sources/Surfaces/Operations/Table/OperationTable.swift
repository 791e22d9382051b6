import Digests

/// The operations by name, with their types erased: what a gateway serves and a reference lists.
package struct OperationTable: Sendable {
    /// The operations in the order they were given.
    package let entries: [OperationEntry]
    private let places: [String: Int]

    /// Lists operations; two of one name are a fault of our own code.
    package init(_ operations: [any Operation.Type]) {
        entries = operations.map { OperationEntry(erasing: $0) }
        places = Dictionary(
            entries.enumerated().map { ($1.name, $0) },
            uniquingKeysWith: { first, second in
                preconditionFailure("two operations are called '\(operations[second].name)'")
            }
        )
    }

    /// Finds the operation of that name.
    ///
    /// - Throws: ``OperationError/unknown(name:nearest:)`` with the name that was probably meant.
    package func entry(named name: String) throws(OperationError) -> OperationEntry {
        guard let place = places[name] else {
            throw .unknown(name: name, nearest: name.nearest(among: entries.map(\.name)))
        }
        return entries[place]
    }
}

/// One operation with its types erased: documents in, documents out.
package struct OperationEntry: Sendable {
    package let name: String
    package let summary: String
    package let effect: Effect
    package let errors: [String]
    /// The name of the reply's shape: `task.claim/1`.
    package let schemaName: String
    private let parts: @Sendable () -> Parts
    private let carryOut:
        @Sendable (JSONValue, CallOptions, any OperationCaller) async throws ->
            Envelope

    private struct Parts {
        let input: JSONValue
        let output: JSONValue
        let example: JSONValue
    }

    /// Erases the operation's types; its schemas are written when they are asked for.
    package init<O: Operation>(erasing operation: O.Type) {
        name = O.name
        summary = O.summary
        effect = O.effect
        errors = O.errors
        schemaName = O.schemaName
        parts = {
            Parts(
                input: O.Input.jsonSchema,
                output: O.Output.jsonSchema,
                example: O.example.json
            )
        }
        carryOut = { document, options, caller in
            let input = try O.Input(json: document)
            return Envelope(try await caller.call(operation, input, options), of: operation)
        }
    }

    package var inputSchema: JSONValue { parts().input }
    package var outputSchema: JSONValue { parts().output }
    /// An input for documents and tests.
    package var example: JSONValue { parts().example }

    /// Reads the input from a document, carries the operation out, and gives the answer as a document.
    ///
    /// - Throws: ``RecordError`` for an input that does not fit, and what the operation throws.
    package func call(
        _ input: JSONValue,
        _ options: CallOptions,
        through caller: any OperationCaller
    ) async throws -> Envelope {
        try await carryOut(input, options, caller)
    }
}
