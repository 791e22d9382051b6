import Model
import SQLKit

extension MessageStore {
    /// A message that handed somebody a task, with who is still to acknowledge it.
    package struct OwedAssignment: Hashable, Sendable {
        package let message: MessageID
        package let agent: AgentID
    }

    /// The messages that handed somebody a task and that are not acknowledged, those that a window
    /// holds among them.
    package func assignments(of key: TaskKey) throws -> [OwedAssignment] {
        try transaction.query(
            """
            SELECT message.id, inbox.agent
            FROM message JOIN inbox ON inbox.message = message.id
            WHERE message.thread = \(key.text) AND message.kind = 'handoff'
                AND message.task = \(key.text) AND message.acknowledge_by IS NOT NULL
                AND inbox.acknowledged_at IS NULL AND inbox.excused_at IS NULL
            ORDER BY message.place, inbox.agent
            """
        ) { OwedAssignment(message: try $0.name(0), agent: try $0.name(1)) }
    }

    /// How long an agent had to acknowledge that a task was handed to it, when that was last asked.
    package func patience(of key: TaskKey, for agent: AgentID) throws -> Duration? {
        try transaction.first(
            """
            SELECT message.acknowledge_by - message.sent_at
            FROM message JOIN inbox ON inbox.message = message.id
            WHERE message.thread = \(key.text) AND message.kind = 'handoff'
                AND message.task = \(key.text) AND message.acknowledge_by IS NOT NULL
                AND inbox.agent = \(agent.text)
            ORDER BY message.place DESC LIMIT 1
            """
        ) { .milliseconds(try $0.int64(0)) }
    }
}
