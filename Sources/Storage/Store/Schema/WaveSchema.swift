import SQLKit

/// What is kept of waves.
///
/// A store of an earlier schema gets empty tables; no event of it needs one of them.
enum WaveSchema {
    static let statements: [SQL] = [
        """
        CREATE TABLE wave (
            name TEXT NOT NULL PRIMARY KEY,
            place BIGINT NOT NULL,
            folded TEXT NOT NULL UNIQUE,
            phase TEXT NOT NULL,
            for_window TEXT NOT NULL,
            follows TEXT,
            spec TEXT NOT NULL,
            lanes TEXT NOT NULL,
            files TEXT NOT NULL,
            state TEXT NOT NULL,
            tasks TEXT,
            messages TEXT,
            rendered_at BIGINT NOT NULL,
            sent_at BIGINT,
            CONSTRAINT wave_state CHECK (state IN ('rendered', 'sent')),
            CONSTRAINT wave_sent_as CHECK (
                (state = 'sent') = (sent_at IS NOT NULL) AND (state = 'sent') = (tasks IS NOT NULL)
                AND (tasks IS NULL) = (messages IS NULL)
            )
        )
        """,
        // What was ever written where, so that a file that somebody changed is known.
        """
        CREATE TABLE wave_file (
            path TEXT NOT NULL,
            digest TEXT NOT NULL,
            PRIMARY KEY (path, digest)
        )
        """,
        """
        CREATE TRIGGER wave_sent_stays BEFORE UPDATE ON wave
        WHEN OLD.state = 'sent' AND (NEW.state <> 'sent' OR NEW.spec <> OLD.spec
            OR NEW.tasks <> OLD.tasks OR NEW.messages <> OLD.messages)
        BEGIN SELECT RAISE(ABORT, 'wave_sent_stays: what was sent is out'); END
        """,
    ]
}
