import Model
import SQLKit

// How many there are, whatever the limit of a list; exact, and without reading them.
extension MessageStore {
    /// How many messages an agent was ever sent.
    package func inboxCount(of agent: AgentID) throws -> Int {
        try count("SELECT count(*) FROM inbox WHERE agent = \(agent.text)")
    }

    /// How many messages an agent has not read.
    package func unreadCount(of agent: AgentID) throws -> Int {
        try count(
            """
            SELECT count(*) FROM inbox
            WHERE agent = \(agent.text) AND place > (
                SELECT read_through FROM agent WHERE id = \(agent.text)
            )
            """
        )
    }

    /// How many messages an agent has been asked to acknowledge and has not.
    package func unacknowledgedCount(of agent: AgentID) throws -> Int {
        try count(
            """
            SELECT count(*) FROM inbox JOIN agent ON agent.id = inbox.agent
            WHERE inbox.agent = \(agent.text) AND inbox.acknowledge_by IS NOT NULL
                AND inbox.acknowledged_at IS NULL AND agent.retirement IS NULL
            """
        )
    }

    /// How many messages a thread has.
    package func threadCount(of id: ThreadID) throws -> Int {
        try count("SELECT count(*) FROM message WHERE thread = \(id.text)")
    }

    /// How many messages have the text in their subject or body.
    package func searchCount(of text: String) throws -> Int {
        try count(
            """
            SELECT count(*) FROM message
            WHERE instr(lower(subject || ' ' || body), lower(\(text))) > 0
            """
        )
    }

    private func count(_ statement: SQL) throws -> Int {
        Int(try transaction.first(statement) { try $0.int64(0) } ?? 0)
    }
}
