import Model
import SQLKit

/// What is kept of reviews and their findings.
///
/// A store of an earlier schema gets empty tables; no event of it needs one of them.
enum ReviewSchema {
    static let statements: [SQL] = (tables + moves + endings).map(SQL.init(text:))

    private static let tables = [
        """
        CREATE TABLE review (
            id TEXT NOT NULL PRIMARY KEY,
            place BIGINT NOT NULL,
            repository TEXT NOT NULL REFERENCES repository (name),
            task TEXT REFERENCES task (key),
            base TEXT,
            focus TEXT,
            reviewer TEXT NOT NULL REFERENCES agent (id),
            round BIGINT NOT NULL,
            commit_id TEXT NOT NULL,
            delivery TEXT REFERENCES delivery (id),
            state TEXT NOT NULL,
            note TEXT,
            started_at BIGINT NOT NULL,
            closed_at BIGINT,
            CONSTRAINT review_state CHECK (state IN ('open', 'closed')),
            CONSTRAINT review_rounds CHECK (round BETWEEN 1 AND \(Review.roundsMax)),
            CONSTRAINT review_closed_when CHECK ((state = 'closed') = (closed_at IS NOT NULL)),
            CONSTRAINT review_of_a_task CHECK (delivery IS NULL OR task IS NOT NULL)
        )
        """,
        // The open reviews of a task, for its acceptance.
        "CREATE INDEX review_of_task ON review (task, place) WHERE task IS NOT NULL",
        """
        CREATE TABLE review_author (
            review TEXT NOT NULL REFERENCES review (id),
            agent TEXT NOT NULL,
            PRIMARY KEY (review, agent)
        )
        """,
        """
        CREATE TABLE finding (
            id TEXT NOT NULL PRIMARY KEY,
            place BIGINT NOT NULL,
            review TEXT NOT NULL REFERENCES review (id),
            round BIGINT NOT NULL,
            severity TEXT NOT NULL,
            text TEXT NOT NULL,
            owner TEXT NOT NULL REFERENCES agent (id),
            path TEXT,
            first_line BIGINT,
            last_line BIGINT,
            commit_id TEXT,
            blob TEXT,
            tool TEXT,
            rule TEXT,
            fingerprint TEXT,
            state TEXT NOT NULL,
            fix TEXT,
            fix_round BIGINT,
            reason TEXT,
            follow_up_owner TEXT REFERENCES agent (id),
            follow_up TEXT REFERENCES task (key),
            decided_by TEXT REFERENCES agent (id),
            changed_at BIGINT NOT NULL,
            CONSTRAINT finding_severity CHECK (severity IN ('low', 'medium', 'high', 'blocking')),
            CONSTRAINT finding_state CHECK (state IN ('open', 'fixed', 'disputed', 'accepted')),
            CONSTRAINT finding_anchor CHECK (
                (path IS NULL) = (commit_id IS NULL) AND (path IS NULL) = (blob IS NULL)
                AND (first_line IS NULL) = (last_line IS NULL)
                AND (first_line IS NULL OR (path IS NOT NULL AND first_line >= 1
                    AND last_line >= first_line))
            ),
            CONSTRAINT finding_origin CHECK (
                (tool IS NULL) = (fingerprint IS NULL) AND (rule IS NULL OR tool IS NOT NULL)
            ),
            CONSTRAINT finding_decided CHECK ((state = 'open') = (decided_by IS NULL)),
            CONSTRAINT finding_fixed CHECK (
                (state = 'fixed') = (fix IS NOT NULL) AND (fix IS NULL) = (fix_round IS NULL)
            ),
            CONSTRAINT finding_disputed CHECK (state <> 'disputed' OR reason IS NOT NULL),
            CONSTRAINT finding_accepted CHECK (
                (state = 'accepted') = (follow_up_owner IS NOT NULL)
                AND (state <> 'accepted' OR (follow_up IS NULL) = (reason IS NOT NULL))
            )
        )
        """,
        // The findings of a review, in order.
        "CREATE INDEX finding_of_review ON finding (review, place)",
        // What a program reported is one finding, however often it reports it.
        """
        CREATE UNIQUE INDEX finding_reported_once ON finding (review, fingerprint)
        WHERE fingerprint IS NOT NULL
        """,
        // What an agent is to mend.
        """
        CREATE INDEX finding_of_owner ON finding (owner, place)
        WHERE state IN ('open', 'disputed')
        """,
    ]

    /// The model's table of moves, once more.
    private static var moves: [String] {
        let names = FindingState.Name.allCases
        let legal = names.flatMap { origin in
            origin.successors.map { "('\(origin.rawValue)', '\($0.rawValue)')" }
        }
        let mustBeFixed = Severity.allCases.filter(\.mustBeFixed).map { "'\($0.rawValue)'" }
        return [
            """
            CREATE TRIGGER finding_moves BEFORE UPDATE ON finding
            WHEN (OLD.state, NEW.state) NOT IN (VALUES \(legal.sorted().joined(separator: ", ")))
            BEGIN
                SELECT RAISE(ABORT, 'finding_move_illegal');
            END
            """,
            """
            CREATE TRIGGER finding_must_be_fixed BEFORE UPDATE OF state ON finding
            WHEN NEW.state = 'accepted' AND OLD.state = 'open'
                AND OLD.severity IN (\(mustBeFixed.sorted().joined(separator: ", ")))
            BEGIN
                SELECT RAISE(ABORT, 'finding_must_be_fixed_or_disputed');
            END
            """,
            """
            CREATE TRIGGER finding_disputed_by_owner BEFORE UPDATE OF state ON finding
            WHEN NEW.state = 'disputed' AND NEW.decided_by <> OLD.owner BEGIN
                SELECT RAISE(ABORT, 'finding_disputed_by_its_owner');
            END
            """,
            """
            CREATE TRIGGER finding_of_open_review BEFORE UPDATE ON finding
            WHEN EXISTS (SELECT 1 FROM review WHERE id = OLD.review AND state = 'closed') BEGIN
                SELECT RAISE(ABORT, 'finding_of_closed_review');
            END
            """,
            """
            CREATE TRIGGER finding_born_open BEFORE INSERT ON finding
            WHEN NEW.state <> 'open' OR EXISTS (
                SELECT 1 FROM review WHERE id = NEW.review AND state = 'closed'
            ) BEGIN
                SELECT RAISE(ABORT, 'finding_born_open_in_open_review');
            END
            """,
        ]
    }

    /// Who reviews, and when a review may end.
    private static let endings = [
        """
        CREATE TRIGGER review_by_another BEFORE UPDATE OF reviewer ON review
        WHEN EXISTS (
            SELECT 1 FROM review_author WHERE review = NEW.id AND agent = NEW.reviewer
        ) BEGIN
            SELECT RAISE(ABORT, 'review_by_another');
        END
        """,
        """
        CREATE TRIGGER review_author_is_another BEFORE INSERT ON review_author
        WHEN EXISTS (SELECT 1 FROM review WHERE id = NEW.review AND reviewer = NEW.agent) BEGIN
            SELECT RAISE(ABORT, 'review_by_another');
        END
        """,
        """
        CREATE TRIGGER review_closed_for_good
        BEFORE UPDATE OF state, round, reviewer, note, closed_at ON review
        WHEN OLD.state = 'closed' OR NEW.round < OLD.round BEGIN
            SELECT RAISE(ABORT, 'review_closed_for_good');
        END
        """,
        """
        CREATE TRIGGER review_ends_settled BEFORE UPDATE OF state ON review
        WHEN NEW.state = 'closed' AND EXISTS (
            SELECT 1 FROM finding WHERE review = NEW.id AND (
                (state IN ('open', 'disputed') AND severity <> 'low')
                OR (state = 'fixed' AND fix_round >= NEW.round)
            )
        ) BEGIN
            SELECT RAISE(ABORT, 'review_ends_settled');
        END
        """,
    ]
}
