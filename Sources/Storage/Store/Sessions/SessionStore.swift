import Digests
import Model
import SQLKit

/// The sessions as they are kept.
package struct SessionStore {
    let transaction: any SQLTransaction

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

    /// The sessions of an agent, live or ended, the last first.
    package func sessions(of agent: AgentID, limit: Int) throws -> [Session] {
        try transaction.query(
            Self.selection + """
                WHERE agent = \(agent.text) ORDER BY started_at DESC, length(id) DESC, id DESC
                LIMIT \(Int64(limit))
                """,
            Self.decode
        )
    }

    /// How many sessions an agent had.
    package func count(of agent: AgentID) throws -> Int {
        try transaction.first("SELECT count(*) FROM session WHERE agent = \(agent.text)") {
            Int(try $0.int64(0))
        } ?? 0
    }

    /// The sessions that were bound to a worktree, live or ended, the last first.
    package func sessions(in worktree: String, limit: Int) throws -> [Session] {
        try transaction.query(
            Self.selection + """
                WHERE worktree = \(worktree) ORDER BY started_at DESC, length(id) DESC, id DESC
                LIMIT \(Int64(limit))
                """,
            Self.decode
        )
    }

    /// What an agent wrote down last.
    package struct Saved: Hashable, Sendable {
        package let note: SessionNote
        package let session: SessionID
        package let savedAt: Timestamp
        /// The sequence of its event.
        package let place: Int64
    }

    /// The agent's last note, from whatever session.
    package func note(of agent: AgentID) throws -> Saved? {
        try transaction.first(
            """
            SELECT label, done, next, branch, commit_id, session, saved_at, place
            FROM session_note WHERE agent = \(agent.text)
            """
        ) { row in
            Saved(
                note: SessionNote(
                    label: try row.optionalText(0),
                    done: try row.text(1),
                    next: try row.optionalText(2),
                    branch: try row.optionalText(3),
                    commit: try row.optionalText(4)
                ),
                session: try row.name(5),
                savedAt: try row.moment(6),
                place: try row.int64(7)
            )
        }
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
        case .beaten(let note, let words):
            _ = try transaction.run(
                "UPDATE session SET seen_at = \(event.time.milliseconds) WHERE id = \(id)"
            )
            if note != nil || !words.values.isEmpty { try keep(note, words, at: event) }
        case .saved(let note):
            _ = try transaction.run(
                """
                INSERT INTO session_note (
                    agent, session, label, done, next, branch, commit_id, saved_at, place
                ) SELECT agent, id, \(note.label), \(note.done), \(note.next), \(note.branch),
                    \(note.commit), \(event.time.milliseconds), \(event.sequence)
                FROM session WHERE id = \(id)
                ON CONFLICT (agent) DO UPDATE SET session = excluded.session,
                    label = excluded.label, done = excluded.done, next = excluded.next,
                    branch = excluded.branch, commit_id = excluded.commit_id,
                    saved_at = excluded.saved_at, place = excluded.place
                """
            )
        case .leftoverFound(let leftover): try keep(leftover, at: event)
        case .leftoverSettled(let note):
            _ = try transaction.run(
                """
                UPDATE leftover SET settled_by = \(event.actor.text), note = \(note),
                    settled_at = max(found_at, \(event.time.milliseconds))
                WHERE session = \(id)
                """
            )
        case .ruleOverridden:
            // The ledger is where this is read.
            return
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
