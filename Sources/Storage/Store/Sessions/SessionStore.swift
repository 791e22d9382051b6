import Digests
import Model
import SQLKit

/// The sessions as they are kept.
package struct SessionStore {
    private let transaction: any SQLTransaction

    package init(_ transaction: any SQLTransaction) {
        self.transaction = transaction
    }

    /// The columns that ``decode(_:)`` reads, in its order.
    private static let selection: SQL = """
        SELECT id, agent, worktree, repository, credential, started_at, seen_at, ended_at
        FROM session

        """

    /// The session, live or ended.
    package func session(_ id: SessionID) throws -> Session? {
        try transaction.first(
            Self.selection + """
                WHERE id = \(id.text)
                """,
            Self.decode
        )
    }

    /// The live session that a worktree is bound to.
    package func live(in worktree: String) throws -> Session? {
        try transaction.first(
            Self.selection + """
                WHERE worktree = \(worktree) AND ended_at IS NULL
                """,
            Self.decode
        )
    }

    /// The live sessions, of one agent or of all.
    package func live(of agent: AgentID? = nil) throws -> [Session] {
        try transaction.query(
            Self.selection + """
                WHERE ended_at IS NULL

                """ + (agent.map { "AND agent = \($0.text) " } ?? "") + "ORDER BY started_at, id",
            Self.decode
        )
    }

    func fold(_ change: SessionEvent, at event: Event) throws {
        let id = event.subject.name
        switch change {
        case .started(let agent, let worktree, let repository, let credential, let focus):
            _ = try transaction.run(
                """
                INSERT INTO session (
                    id, agent, worktree, repository, credential, focus, started_at, seen_at
                ) VALUES (
                    \(id), \(agent.text), \(worktree), \(repository?.text), \(credential.hex),
                    \(focus),
                    \(event.time.milliseconds), \(event.time.milliseconds)
                )
                """
            )
            try Counter(transaction).raise(.session, past: id)
        case .beaten:
            _ = try transaction.run(
                "UPDATE session SET seen_at = \(event.time.milliseconds) WHERE id = \(id)"
            )
        case .ended:
            // The clock of the machine may have gone back since the start.
            _ = try transaction.run(
                """
                UPDATE session SET ended_at = max(started_at, \(event.time.milliseconds))
                WHERE id = \(id)
                """
            )
        }
    }

    private static func decode(_ row: SQLRow) throws -> Session {
        guard let credential = Digest(try row.text(4)) else {
            throw StoredValueError(table: "session", column: 4, fault: "not a digest")
        }
        return Session(
            id: try row.name(0),
            agent: try row.name(1),
            worktree: try row.optionalText(2),
            repository: try row.optionalName(3),
            credential: credential,
            startedAt: try row.moment(5),
            seenAt: try row.moment(6),
            endedAt: try row.optionalMoment(7)
        )
    }
}
