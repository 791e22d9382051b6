import Digests
import Model

/// What an operation is carried out with, beside its input.
package struct CallContext: Sendable {
    /// The operation's name.
    package let operation: String
    package let effect: Effect
    package let options: CallOptions

    package init<O: Operation>(of operation: O.Type, _ options: CallOptions) {
        self.operation = O.name
        effect = O.effect
        self.options = options
    }

    /// What a default idempotency key is the digest of: the same for the same call by the same
    /// actor in the same session, whatever surface it came through.
    package func keyMaterial(for input: some Record, actor: AgentID?) -> String {
        var members: [String: JSONValue] = [
            "operation": .string(operation),
            "input": input.json,
        ]
        members["actor"] = actor.map { .string($0.text) }
        members["session"] = options.session.map { .string($0.text) }
        return JSONValue.object(members).canonicalText
    }
}
