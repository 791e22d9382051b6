import Model
import SQLKit

extension MessageStore {
    /// A message without its text and its recipients.
    package struct Head: Hashable, Sendable {
        package let id: MessageID
        package let sender: AgentID
        package let subject: String
        package let task: TaskKey?
        package let sentAt: Timestamp
    }

    /// The newest messages of a kind, the newest first.
    ///
    /// - Parameter phase: Only those about its tasks.
    package func latest(
        _ kind: Message.Kind,
        phase: String? = nil,
        limit: Int
    ) throws -> [Head] {
        var question: SQL = """
            SELECT id, sender, subject, task, sent_at FROM message WHERE kind = \(kind.rawValue)
            """
        if let phase {
            question += " AND task IN (SELECT key FROM task WHERE phase = \(phase))"
        }
        question += " ORDER BY place DESC LIMIT \(Int64(limit))"
        return try transaction.query(question) { row in
            Head(
                id: try row.name(0),
                sender: try row.name(1),
                subject: try row.text(2),
                task: try row.optionalName(3),
                sentAt: try row.moment(4)
            )
        }
    }
}
