import SQLKit

/// What is kept of windows, and of what they hold.
///
/// A store of an earlier schema gets empty tables, and its messages are held by none.
enum WindowSchema {
    static let statements: [SQL] = tables + holds

    private static let tables: [SQL] = [
        """
        CREATE TABLE work_window (
            name TEXT NOT NULL PRIMARY KEY,
            place BIGINT NOT NULL,
            folded TEXT NOT NULL UNIQUE,
            lead TEXT NOT NULL REFERENCES agent (id),
            wave TEXT,
            covers_all BIGINT NOT NULL,
            state TEXT NOT NULL,
            opened_at BIGINT NOT NULL,
            closed_at BIGINT,
            digests TEXT,
            without TEXT,
            reason TEXT,
            intake TEXT,
            taken_in_at BIGINT,
            CONSTRAINT work_window_state CHECK (state IN ('open', 'closed')),
            CONSTRAINT work_window_closed_as CHECK (
                (state = 'closed') = (closed_at IS NOT NULL)
                AND (state = 'closed') = (digests IS NOT NULL)
                AND (digests IS NULL) = (without IS NULL)
            ),
            CONSTRAINT work_window_taken_in CHECK ((intake IS NULL) = (taken_in_at IS NULL))
        )
        """,
        // Which windows hold messages now.
        "CREATE INDEX work_window_open ON work_window (place) WHERE state = 'open'",
        """
        CREATE TABLE window_lane (
            name TEXT NOT NULL REFERENCES work_window (name),
            lane TEXT NOT NULL REFERENCES lane (key),
            position BIGINT NOT NULL,
            PRIMARY KEY (name, lane)
        )
        """,
        """
        CREATE TABLE window_bundle (
            name TEXT NOT NULL REFERENCES work_window (name),
            lane TEXT NOT NULL REFERENCES lane (key),
            agent TEXT NOT NULL REFERENCES agent (id),
            bundle TEXT NOT NULL,
            bundled_at BIGINT NOT NULL,
            PRIMARY KEY (name, lane)
        )
        """,
        """
        CREATE TRIGGER work_window_closed_stays BEFORE UPDATE ON work_window
        WHEN OLD.state = 'closed'
        BEGIN SELECT RAISE(ABORT, 'work_window_closed_stays: it is over'); END
        """,
    ]

    private static let holds: [SQL] = [
        // The window that held it for this reader; it stays when the window has ended.
        "ALTER TABLE inbox ADD COLUMN held_in TEXT",
        // The message that told its reader of it at the end of the window.
        """
        ALTER TABLE inbox ADD COLUMN digest TEXT
        CONSTRAINT inbox_digest_of_held CHECK (digest IS NULL OR held_in IS NOT NULL)
        """,
        // The place of that message: what was held is read with it.
        """
        ALTER TABLE inbox ADD COLUMN shown BIGINT
        CONSTRAINT inbox_shown_with_digest CHECK ((shown IS NULL) = (digest IS NULL))
        """,
        // What was held and when, so that it is counted apart without reading it.
        "CREATE INDEX inbox_held ON inbox (agent, place) WHERE held_in IS NOT NULL",
        // What a window still holds.
        """
        CREATE INDEX inbox_held_now ON inbox (held_in, agent, place)
        WHERE held_in IS NOT NULL AND digest IS NULL
        """,
        """
        CREATE TRIGGER inbox_held_in_open BEFORE INSERT ON inbox
        WHEN NEW.held_in IS NOT NULL AND NOT EXISTS (
            SELECT 1 FROM work_window WHERE name = NEW.held_in AND state = 'open'
        )
        BEGIN SELECT RAISE(ABORT, 'inbox_held_in_open: no such window is open'); END
        """,
        // Nothing that can't wait is held, whatever the program above says.
        """
        CREATE TRIGGER inbox_urgent_not_held BEFORE INSERT ON inbox
        WHEN NEW.held_in IS NOT NULL AND EXISTS (
            SELECT 1 FROM message WHERE id = NEW.message
                AND kind IN ('blocker', 'safety', 'legal')
        )
        BEGIN SELECT RAISE(ABORT, 'inbox_urgent_not_held: it interrupts'); END
        """,
        """
        CREATE TRIGGER inbox_held_not_undone BEFORE UPDATE ON inbox
        WHEN (OLD.held_in IS NOT NEW.held_in) OR (OLD.digest IS NOT NULL
            AND OLD.digest IS NOT NEW.digest)
        BEGIN SELECT RAISE(ABORT, 'inbox_held_not_undone: it was held, and told once'); END
        """,
    ]
}
