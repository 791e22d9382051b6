import Model
import SQLKit

// How many there are, whatever the limit of a list; exact, and without reading them.
extension MessageStore {
    /// How many messages an agent was ever shown.
    package func inboxCount(of agent: AgentID) throws -> Int {
        try transaction.count("SELECT count(*) FROM inbox WHERE agent = \(agent.text)")
            - heldCount(of: agent)
    }

    /// How many messages an agent has not read; what is held or told of in a digest is not one.
    ///
    /// Two counts, since each is of an index alone.
    package func unreadCount(of agent: AgentID) throws -> Int {
        let all = try transaction.count(
            """
            SELECT count(*) FROM inbox
            WHERE agent = \(agent.text) AND place > (
                SELECT read_through FROM agent WHERE id = \(agent.text)
            )
            """
        )
        let apart = try transaction.count(
            """
            SELECT count(*) FROM inbox
            WHERE agent = \(agent.text) AND held_in IS NOT NULL AND place > (
                SELECT read_through FROM agent WHERE id = \(agent.text)
            )
            """
        )
        return all - apart
    }

    /// How many messages windows hold for an agent.
    package func heldCount(of agent: AgentID) throws -> Int {
        try transaction.count(
            """
            SELECT count(*) FROM inbox
            WHERE agent = \(agent.text) AND held_in IS NOT NULL AND digest IS NULL
            """
        )
    }

    /// How many messages a window holds, each as often as it has readers.
    package func heldCount(in window: WindowName) throws -> Int {
        try transaction.count(
            """
            SELECT count(*) FROM inbox
            WHERE held_in = \(window.text) AND held_in IS NOT NULL AND digest IS NULL
            """
        )
    }

    /// For whom a window holds how many messages, by reader.
    package func heldReaders(in window: WindowName) throws -> [(AgentID, Int)] {
        try transaction.query(
            """
            SELECT agent, count(*) FROM inbox
            WHERE held_in = \(window.text) AND held_in IS NOT NULL AND digest IS NULL
            GROUP BY agent ORDER BY agent
            """
        ) { (try $0.name(0), Int(try $0.int64(1))) }
    }

    /// How many messages an agent has been asked to acknowledge and has not.
    package func unacknowledgedCount(of agent: AgentID) throws -> Int {
        try transaction.count(
            """
            SELECT count(*) FROM inbox JOIN agent ON agent.id = inbox.agent
            WHERE inbox.agent = \(agent.text) AND inbox.acknowledge_by IS NOT NULL
                AND inbox.acknowledged_at IS NULL AND agent.retirement IS NULL
            """
        )
    }

    /// How many messages a thread has.
    package func threadCount(of id: ThreadID) throws -> Int {
        try transaction.count("SELECT count(*) FROM message WHERE thread = \(id.text)")
    }

    /// How many messages a search finds.
    package func searchCount(of filter: MessageSearch) throws -> Int {
        try transaction.count("SELECT count(*) FROM message " + filter.condition)
    }

    /// How many entries of inboxes, and cursors of agents, do not agree with the messages: what is
    /// unread is counted by places, so none may be elsewhere.
    package func misplacedCount() throws -> Int {
        try transaction.count(
            """
            SELECT (
                SELECT count(*) FROM inbox LEFT JOIN message ON message.id = inbox.message
                WHERE message.id IS NULL OR message.place <> inbox.place
            ) + (
                SELECT count(*) FROM agent
                WHERE read_through > (SELECT coalesce(max(place), 0) FROM message)
            )
            """
        )
    }
}
