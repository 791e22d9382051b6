import Digests
import Model

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
    /// Whether it works with files where the caller stands.
    package let needsPlace: Bool
    /// Whether it is about the gateway that answers.
    package let needsGateway: Bool
    /// Whether a call may be kept and sent later.
    package let mayQueue: Bool
    /// Whether it waits for programs, or works for long.
    package let takesTime: Bool
    /// Whether a call that was lost on the way may be sent again.
    package let isRepeatable: Bool
    /// The name of the reply's shape: `task.claim/1`.
    package let schemaName: String
    private let parts: Parts
    private let carryOut:
        @Sendable (JSONValue, CallOptions, any OperationCaller) async throws -> Envelope

    /// What is made when it is asked for, since few callers ask for any of it.
    private struct Parts: Sendable {
        let inputSchema: @Sendable () -> JSONValue
        let outputSchema: @Sendable () -> JSONValue
        let inputFields: @Sendable () -> [FieldReference]
        let outputFields: @Sendable () -> [FieldReference]
        let example: @Sendable () -> JSONValue
    }

    /// Erases the operation's types; its schemas are written when they are asked for.
    package init<O: Operation>(erasing operation: O.Type) {
        name = O.name
        summary = O.summary
        effect = O.effect
        errors = O.errors
        needsPlace = O.needsPlace
        needsGateway = O.needsGateway
        mayQueue = O.mayQueue
        takesTime = O.takesTime
        isRepeatable = O.isRepeatable
        schemaName = O.schemaName
        parts = Parts(
            inputSchema: { O.Input.jsonSchema },
            outputSchema: { O.Output.jsonSchema },
            inputFields: { O.Input.reference },
            outputFields: { O.Output.reference },
            example: { O.example.json }
        )
        carryOut = { document, options, caller in
            let input = try O.Input(json: document)
            var options = options
            options.inputIsChecked = true
            return Envelope(try await caller.call(operation, input, options), of: operation)
        }
    }

    /// The JSON Schema of the input.
    package var inputSchema: JSONValue { parts.inputSchema() }
    /// The JSON Schema of the output.
    package var outputSchema: JSONValue { parts.outputSchema() }
    /// An input for documents and tests.
    package var example: JSONValue { parts.example() }
    /// The input's fields, as a reference lists them.
    package var inputFields: [FieldReference] { parts.inputFields() }
    /// The output's fields, as a reference lists them.
    package var outputFields: [FieldReference] { parts.outputFields() }

    /// Reads the input from a document, carries the operation out, and gives the answer as a
    /// document.
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
