import Model
import SQLKit

extension LedgerStore {
    /// The newest turns that the work took, newest first.
    ///
    /// - Parameters:
    ///   - task: Only those of a task, and what is remembered of it.
    ///   - actor: Only what one agent did.
    ///   - after: Only what came after a sequence.
    package func timeline(
        of task: TaskKey?,
        by actor: AgentID?,
        after: Int64,
        limit: Int
    ) throws -> [Event] {
        // The condition is that of the index, letter for letter.
        var query: SQL = Self.selection + "WHERE "
        query += SQL(stringLiteral: MemorySchema.isOfTimeline)
        query += " AND sequence > \(after)"
        if let actor { query += " AND actor = \(actor.text)" }
        if let task {
            query += " AND ((subject_kind = 'task' AND subject = \(task.text))"
            query += " OR (subject_kind = 'memory' AND subject IN ("
            query += "SELECT id FROM memory WHERE task = \(task.text))))"
        }
        return try transaction.query(
            query + " ORDER BY sequence DESC LIMIT \(Int64(limit))",
            Self.event
        )
    }
}
