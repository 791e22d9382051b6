/// A verdict as the ledger has it: on a delivery, or on a decision.
package struct LedgerVerdict: Hashable, Sendable {
    /// What was decided on.
    package enum Kind: String, Sendable, CaseIterable {
        case delivery, decision
    }

    package let sequence: Int64
    package let kind: Kind
    /// The task's key, or the decision's id.
    package let subject: String
    /// What it came to: `accepted`, `sent_back`, `rejected`, `answered`, `defaulted`.
    package let outcome: String
    /// Who decided; for a default, who wrote it down.
    package let agent: AgentID
    package let time: Timestamp

    package init(
        sequence: Int64,
        kind: Kind,
        subject: String,
        outcome: String,
        agent: AgentID,
        time: Timestamp
    ) {
        self.sequence = sequence
        self.kind = kind
        self.subject = subject
        self.outcome = outcome
        self.agent = agent
        self.time = time
    }
}
