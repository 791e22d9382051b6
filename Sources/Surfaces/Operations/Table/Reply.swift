import Digests

/// The answer to a call that succeeded.
package struct Reply<Output: Record>: Sendable {
    package let output: Output
    /// The ledger's sequence the answer is true of; `nil` where no ledger was asked.
    package let revision: Int64?
    /// Whether this is the first result again: the same key had been used before.
    package let already: Bool
    /// Whether nothing was written, because that was asked for.
    package let isDryRun: Bool
    /// The events a dry run would have written.
    package let events: [JSONValue]

    package init(
        _ output: Output,
        revision: Int64? = nil,
        already: Bool = false,
        isDryRun: Bool = false,
        events: [JSONValue] = []
    ) {
        self.output = output
        self.revision = revision
        self.already = already
        self.isDryRun = isDryRun
        self.events = events
    }
}
