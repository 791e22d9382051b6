import Model
import SQLKit

// What reports read from the events themselves, where no table keeps it.
extension LedgerStore {
    /// The last times that uncommitted work of another agent was found, the newest first.
    package func leftovers(limit: Int) throws -> [(leftover: Leftover, event: Event)] {
        // Literal, since the partial index is found by it.
        let events = try transaction.query(
            Self.selection + """
                WHERE type = 'session.leftover_found' ORDER BY sequence DESC LIMIT \(Int64(limit))
                """,
            Self.event
        )
        return try events.compactMap { event in
            guard case .leftoverFound(let leftover)? = try SessionEvent(event.fact) else {
                return nil
            }
            return (leftover, event)
        }
    }

    /// What an agent said with its last beat that said something: the note, and names with values.
    package func lastNote(of agent: AgentID) throws -> (note: String, at: Timestamp)? {
        guard let said = try SessionStore(transaction).said(by: agent) else { return nil }
        let words = [said.note].compactMap(\.self) + said.words.texts
        return (words.joined(separator: ", "), said.saidAt)
    }

    /// When tasks of a phase were blocked and unblocked, oldest first.
    package func blockings(inPhase phase: String) throws -> [Event] {
        try transaction.query(
            Self.selection + """
                WHERE subject_kind = 'task' AND type IN ('task.blocked', 'task.unblocked')
                    AND subject IN (SELECT key FROM task WHERE phase = \(phase))
                ORDER BY sequence
                """,
            Self.event
        )
    }
}
