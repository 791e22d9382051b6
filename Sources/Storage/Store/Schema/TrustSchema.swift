import Model
import SQLKit

/// Reviews that were given up, and events by their ids.
///
/// No review of an earlier schema was given up. The ids of events were never given twice.
enum TrustSchema {
    static let statements: [SQL] = [
        // The sequence at which it was given up: what was started later counts in its place.
        """
        ALTER TABLE review ADD COLUMN abandoned BIGINT
        CONSTRAINT review_abandoned_why CHECK (
            abandoned IS NULL OR (state = 'closed' AND note IS NOT NULL AND abandoned > place)
        )
        """,
        "DROP TRIGGER review_closed_for_good",
        """
        CREATE TRIGGER review_closed_for_good
        BEFORE UPDATE OF state, round, reviewer, note, closed_at, abandoned ON review
        WHEN OLD.state = 'closed' OR NEW.round < OLD.round BEGIN
            SELECT RAISE(ABORT, 'review_closed_for_good');
        END
        """,
        "DROP TRIGGER review_ends_settled",
        // As before, for what ends by being finished.
        """
        CREATE TRIGGER review_ends_settled BEFORE UPDATE OF state ON review
        WHEN NEW.state = 'closed' AND NEW.abandoned IS NULL AND EXISTS (
            SELECT 1 FROM finding WHERE review = NEW.id AND (
                (state IN ('open', 'disputed') AND severity <> 'low')
                OR (state = 'fixed' AND fix_round >= NEW.round)
            )
        ) BEGIN
            SELECT RAISE(ABORT, 'review_ends_settled');
        END
        """,
        // The event of an id, which is how others name one.
        "CREATE UNIQUE INDEX event_by_id ON event (id)",
    ]
}
