import Engine
import Model

/// A session that a test acts through.
package struct TestSession: Hashable, Sendable {
    package let id: SessionID
    package let agent: AgentID
    package let credential: String

    package init(id: SessionID, agent: AgentID, credential: String) {
        self.id = id
        self.agent = agent
        self.credential = credential
    }

    /// The session as who asks.
    package var caller: Caller { .bearer(id, credential: credential) }
}
