import Digests
import Model
import SQLKit

// What agents said last with a beat, and what was found uncommitted and is still to be seen to.
extension SessionStore {
    /// What an agent said last.
    package struct Said: Hashable, Sendable {
        package let note: String?
        package let words: BeatWords
        package let saidAt: Timestamp
    }

    /// What the agent said last with a beat.
    package func said(by agent: AgentID) throws -> Said? {
        try transaction.first(
            "SELECT note, words, said_at FROM beat WHERE agent = \(agent.text)"
        ) { row in
            var values: [String: String] = [:]
            for (name, value) in try row.json(1, of: "beat").objectValue ?? [:] {
                values[name] = value.stringValue
            }
            return Said(
                note: try row.optionalText(0),
                words: BeatWords(values),
                saidAt: try row.moment(2)
            )
        }
    }

    /// What was found uncommitted where a session started.
    package struct FoundLeftover: Hashable, Sendable {
        package let session: SessionID
        package let finder: AgentID
        package let leftover: Leftover
        package let foundAt: Timestamp
        package let settledBy: AgentID?
        package let settledAt: Timestamp?
        package let note: String?
    }

    /// What was found uncommitted, the oldest first.
    ///
    /// - Parameter settled: Whether what was seen to counts too.
    package func leftovers(settled: Bool = false) throws -> [FoundLeftover] {
        try transaction.query(
            Self.leftoverSelection + (settled ? "" : "WHERE settled_at IS NULL ")
                + "ORDER BY place",
            Self.leftover
        )
    }

    /// What a session found.
    package func leftover(of session: SessionID) throws -> FoundLeftover? {
        try transaction.first(
            Self.leftoverSelection + "WHERE session = \(session.text)",
            Self.leftover
        )
    }

    private static let leftoverSelection: SQL = """
        SELECT session, finder, owner, worktree, branch, head, paths, count, found_at, settled_by,
            settled_at, note
        FROM leftover

        """

    private static func leftover(_ row: SQLRow) throws -> FoundLeftover {
        FoundLeftover(
            session: try row.name(0),
            finder: try row.name(1),
            leftover: Leftover(
                owner: try row.name(2),
                worktree: try row.text(3),
                branch: try row.optionalText(4),
                head: try row.optionalText(5),
                paths: try row.texts(6, of: "leftover"),
                count: try row.int64(7)
            ),
            foundAt: try row.moment(8),
            settledBy: try row.optionalName(9),
            settledAt: try row.optionalMoment(10),
            note: try row.optionalText(11)
        )
    }

    func keep(_ note: String?, _ words: BeatWords, at event: Event) throws {
        let values = JSONValue.object(words.values.mapValues(JSONValue.string)).canonicalText
        _ = try transaction.run(
            """
            INSERT INTO beat (agent, session, note, words, said_at)
            SELECT agent, id, \(note), \(values), \(event.time.milliseconds)
            FROM session WHERE id = \(event.subject.name)
            ON CONFLICT (agent) DO UPDATE SET session = excluded.session, note = excluded.note,
                words = excluded.words, said_at = excluded.said_at
            """
        )
    }

    func keep(_ leftover: Leftover, at event: Event) throws {
        // Found again is still the same: the latest to find it has the say.
        _ = try transaction.run(
            """
            UPDATE leftover SET settled_by = \(event.actor.text), note = 'found again',
                settled_at = max(found_at, \(event.time.milliseconds))
            WHERE worktree = \(leftover.worktree) AND owner = \(leftover.owner.text)
                AND settled_at IS NULL
            """
        )
        _ = try transaction.run(
            """
            INSERT INTO leftover (
                session, place, finder, owner, worktree, branch, head, paths, count, found_at
            ) SELECT id, \(event.sequence), agent, \(leftover.owner.text), \(leftover.worktree),
                \(leftover.branch), \(leftover.head), \(stored(leftover.paths)),
                \(leftover.count), \(event.time.milliseconds)
            FROM session WHERE id = \(event.subject.name)
            """
        )
    }
}
