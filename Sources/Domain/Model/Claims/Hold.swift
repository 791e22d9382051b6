/// An agent's lease on a task.
package struct Hold: Hashable, Sendable {
    package let agent: AgentID
    package let session: SessionID
    package let fence: Fence
    /// When the lease ends unless it is renewed.
    ///
    /// Exclusive.
    package var expiry: Timestamp
    /// Whether the checkout has been acknowledged by somebody who may plan.
    package var isAcknowledged: Bool

    package init(
        agent: AgentID,
        session: SessionID,
        fence: Fence,
        expiry: Timestamp,
        isAcknowledged: Bool = false
    ) {
        self.agent = agent
        self.session = session
        self.fence = fence
        self.expiry = expiry
        self.isAcknowledged = isAcknowledged
    }

    /// A lease ends at its expiry, not after it.
    package func hasEnded(at now: Timestamp) -> Bool { expiry <= now }
}
