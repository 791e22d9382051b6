import Model
import SQLKit

/// What is kept of the merge queue.
///
/// A store of an earlier schema gets an empty table; no event of it needs it.
enum MergeSchema {
    static let statements: [SQL] = [
        """
        CREATE TABLE merge_queue (
            task TEXT NOT NULL PRIMARY KEY REFERENCES task (key),
            place BIGINT NOT NULL,
            repository TEXT NOT NULL REFERENCES repository (name),
            delivery TEXT NOT NULL REFERENCES delivery (id),
            commit_id TEXT NOT NULL,
            base TEXT,
            state TEXT NOT NULL,
            asker TEXT NOT NULL REFERENCES agent (id),
            branch TEXT,
            old TEXT,
            new TEXT,
            grade TEXT,
            refusal TEXT,
            findings TEXT NOT NULL,
            reason TEXT,
            queued_at BIGINT NOT NULL,
            changed_at BIGINT NOT NULL,
            CONSTRAINT merge_queue_state CHECK (
                state IN ('queued', 'moving', 'merged', 'refused', 'dropped')
            ),
            CONSTRAINT merge_queue_grade CHECK (
                grade IS NULL OR grade IN ('verified', 'verified_with_gaps')
            ),
            CONSTRAINT merge_queue_moved CHECK (
                (state IN ('moving', 'merged')) = (new IS NOT NULL)
                AND (new IS NULL) = (grade IS NULL)
                AND (old IS NULL) = (branch IS NULL)
                AND (state IN ('moving', 'merged', 'refused')) = (old IS NOT NULL)
            ),
            CONSTRAINT merge_queue_refusal CHECK (
                (state = 'refused') = (refusal IS NOT NULL)
                AND (refusal IS NULL OR refusal IN ('conflict', 'checks', 'lost'))
            ),
            CONSTRAINT merge_queue_dropped_why CHECK (state <> 'dropped' OR reason IS NOT NULL)
        )
        """,
        // What a run takes up, in its order.
        """
        CREATE INDEX merge_queue_waiting ON merge_queue (repository, place)
        WHERE state IN ('queued', 'moving')
        """,
        """
        CREATE TRIGGER merge_queue_accepted BEFORE INSERT ON merge_queue
        WHEN NOT EXISTS (
            SELECT 1 FROM task JOIN delivery ON delivery.id = task.delivery
            WHERE task.key = NEW.task AND task.state = 'accepted'
                AND delivery.id = NEW.delivery AND delivery.commit_id = NEW.commit_id
        ) BEGIN
            SELECT RAISE(ABORT, 'merge_queue_accepted');
        END
        """,
        """
        CREATE TRIGGER merge_queue_merged_once BEFORE UPDATE ON merge_queue
        WHEN OLD.state = 'merged' BEGIN
            SELECT RAISE(ABORT, 'merge_queue_merged_once');
        END
        """,
        """
        CREATE TRIGGER merge_queue_merged_after_moving BEFORE UPDATE OF state ON merge_queue
        WHEN NEW.state = 'merged' AND OLD.state <> 'moving' BEGIN
            SELECT RAISE(ABORT, 'merge_queue_merged_after_moving');
        END
        """,
    ]
}
