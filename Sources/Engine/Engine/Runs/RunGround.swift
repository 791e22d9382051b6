import Model

/// What a run stands on outside of the ledger, found out before the transaction.
package struct RunGround: Sendable {
    /// The names of the gates of its repository.
    package let gates: Set<String>
    /// The paths of its documents that its repository has not committed.
    package let missing: Set<String>

    package init(gates: Set<String>, missing: Set<String>) {
        self.gates = gates
        self.missing = missing
    }
}
