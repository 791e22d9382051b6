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
}
