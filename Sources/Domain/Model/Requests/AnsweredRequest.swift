import Digests

/// That a request with an idempotency key was answered, and how: the same key gets the same answer.
package struct AnsweredRequest: Hashable, Sendable {
    package let key: String
    /// The operation's name.
    package let operation: String
    /// The digest of what was asked, so that another request under the same key is refused.
    package let input: Digest
    /// What was answered, as JSON.
    package let output: JSONValue

    package init(key: String, operation: String, input: Digest, output: JSONValue) {
        self.key = key
        self.operation = operation
        self.input = input
        self.output = output
    }

    /// The event as it is written.
    package var fact: Fact {
        FactWriter().with("key", key).with("operation", operation)
            .with("input", input.description).with("output", output).fact(
                "workspace.request_answered"
            )
    }

    /// Reads the fact back, or answers `nil` for a fact about something else.
    package init?(_ fact: Fact) throws(FactError) {
        guard fact.type == "workspace.request_answered" else { return nil }
        let reader = try FactReader(fact)
        key = try reader.text("key")
        operation = try reader.text("operation")
        input = try reader.digest("input")
        output = reader.value("output") ?? .null
    }
}

/// A key that was used before, for something else.
package struct RequestKeyError: Reportable, Equatable {
    package let key: String
    package let operation: String

    package init(key: String, operation: String) {
        self.key = key
        self.operation = operation
    }

    package var code: String { "request.key_reused" }
    package var category: ErrorCategory { .conflict }
    package var message: String {
        "The key '\(key.printable(limit: 80))' was used for another \(operation)."
    }
    package var hint: String? { "Choose another key, or leave it out." }
}
