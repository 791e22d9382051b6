import Model
import SQLKit

// What reports read from the events themselves, where no table keeps it.
extension LedgerStore {
    /// When tasks of a phase were blocked and unblocked, oldest first.
    package func blockings(inPhase phase: String) throws -> [Event] {
        // With the plus, since SQLite would read all events of each task of the phase.
        try transaction.query(
            Self.selection + """
                WHERE subject_kind = 'task' AND type IN ('task.blocked', 'task.unblocked')
                    AND +subject IN (SELECT key FROM task WHERE phase = \(phase))
                ORDER BY sequence
                """,
            Self.event
        )
    }
}
