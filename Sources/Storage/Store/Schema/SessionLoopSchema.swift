import SQLKit

/// What agents say with a beat, and what was found uncommitted and is still to be seen to.
///
/// The events are older than the tables: those of a store of an earlier schema are read once more.
enum SessionLoopSchema {
    static let statements: [SQL] = [
        """
        CREATE TABLE beat (
            agent TEXT NOT NULL PRIMARY KEY REFERENCES agent (id),
            session TEXT NOT NULL REFERENCES session (id),
            note TEXT,
            words TEXT NOT NULL,
            said_at BIGINT NOT NULL
        )
        """,
        """
        CREATE TABLE leftover (
            session TEXT NOT NULL PRIMARY KEY REFERENCES session (id),
            place BIGINT NOT NULL,
            finder TEXT NOT NULL REFERENCES agent (id),
            owner TEXT NOT NULL,
            worktree TEXT NOT NULL,
            branch TEXT,
            head TEXT,
            paths TEXT NOT NULL,
            count BIGINT NOT NULL,
            found_at BIGINT NOT NULL,
            settled_by TEXT REFERENCES agent (id),
            settled_at BIGINT,
            note TEXT,
            CONSTRAINT leftover_settled_by_somebody CHECK (
                (settled_by IS NULL) = (settled_at IS NULL)
            ),
            CONSTRAINT leftover_settled_after CHECK (settled_at IS NULL OR settled_at >= found_at)
        )
        """,
        // What is still to be seen to, and what of it lies in a worktree.
        """
        CREATE UNIQUE INDEX leftover_open_once ON leftover (worktree, owner)
        WHERE settled_at IS NULL
        """,
        """
        INSERT INTO beat (agent, session, note, words, said_at)
        SELECT session.agent, session.id, json_extract(event.data, '$.note'), '{}', event.time
        FROM event JOIN session ON session.id = event.subject
        WHERE event.type = 'session.beaten' AND json_extract(event.data, '$.note') IS NOT NULL
        ORDER BY event.sequence
        ON CONFLICT (agent) DO UPDATE SET session = excluded.session, note = excluded.note,
            said_at = excluded.said_at
        """,
        // What was found once more counts as settled by who found it.
        """
        INSERT INTO leftover (
            session, place, finder, owner, worktree, branch, head, paths, count, found_at,
            settled_by, settled_at, note
        )
        SELECT session.id, event.sequence, session.agent, json_extract(event.data, '$.owner'),
            json_extract(event.data, '$.worktree'), json_extract(event.data, '$.branch'),
            json_extract(event.data, '$.head'),
            coalesce(json_extract(event.data, '$.paths'), '[]'),
            json_extract(event.data, '$.count'), event.time, later.actor,
            max(event.time, later.time), iif(later.actor IS NULL, NULL, 'found again')
        FROM event JOIN session ON session.id = event.subject
        LEFT JOIN event AS later ON later.sequence = (
            SELECT min(other.sequence) FROM event AS other
            WHERE other.type = 'session.leftover_found' AND other.sequence > event.sequence
                AND json_extract(other.data, '$.worktree')
                    = json_extract(event.data, '$.worktree')
                AND json_extract(other.data, '$.owner') = json_extract(event.data, '$.owner')
        )
        WHERE event.type = 'session.leftover_found'
        """,
    ]
}
