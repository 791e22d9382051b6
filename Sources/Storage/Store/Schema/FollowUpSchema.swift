import Model
import SQLKit

/// What is kept of follow-ups.
///
/// A store of an earlier schema gets empty tables; no event of it needs one of them.
enum FollowUpSchema {
    static let statements: [SQL] = [
        """
        CREATE TABLE followup (
            id TEXT NOT NULL PRIMARY KEY,
            place BIGINT NOT NULL,
            requester TEXT NOT NULL REFERENCES agent (id),
            agent TEXT NOT NULL REFERENCES agent (id),
            text TEXT NOT NULL,
            thread TEXT NOT NULL,
            message TEXT NOT NULL REFERENCES message (id),
            task TEXT REFERENCES task (key),
            state TEXT NOT NULL,
            closer TEXT REFERENCES agent (id),
            note TEXT,
            opened_at BIGINT NOT NULL,
            closed_at BIGINT,
            CONSTRAINT followup_state CHECK (state IN ('open', 'resolved', 'withdrawn')),
            CONSTRAINT followup_closed_by CHECK (
                (state = 'open') = (closed_at IS NULL) AND (state = 'open') = (closer IS NULL)
            ),
            CONSTRAINT followup_withdrawn_why CHECK (state <> 'withdrawn' OR note IS NOT NULL)
        )
        """,
        // What an agent is to do.
        "CREATE INDEX followup_of_agent ON followup (agent, place) WHERE state = 'open'",
        // What was asked in a thread.
        "CREATE INDEX followup_of_thread ON followup (thread, place)",
        """
        CREATE TABLE followup_evidence (
            followup TEXT NOT NULL REFERENCES followup (id),
            position BIGINT NOT NULL,
            kind TEXT NOT NULL,
            name TEXT NOT NULL,
            digest TEXT,
            PRIMARY KEY (followup, position),
            CONSTRAINT followup_evidence_kind CHECK (kind IN ('file', 'bundle'))
        )
        """,
        """
        CREATE TRIGGER followup_born_open BEFORE INSERT ON followup WHEN NEW.state <> 'open' BEGIN
            SELECT RAISE(ABORT, 'followup_born_open');
        END
        """,
        """
        CREATE TRIGGER followup_closed_once BEFORE UPDATE ON followup WHEN OLD.state <> 'open' BEGIN
            SELECT RAISE(ABORT, 'followup_closed_once');
        END
        """,
        """
        CREATE TRIGGER followup_resolved_with_evidence BEFORE UPDATE OF state ON followup
        WHEN NEW.state = 'resolved' AND NOT EXISTS (
            SELECT 1 FROM followup_evidence WHERE followup = NEW.id
        ) BEGIN
            SELECT RAISE(ABORT, 'followup_resolved_with_evidence');
        END
        """,
    ]
}
