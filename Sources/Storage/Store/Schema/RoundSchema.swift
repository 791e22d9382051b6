import Model
import SQLKit

/// What is kept of the rounds of review slices.
///
/// Slices of an earlier schema are of the kind `work`, and no round of them has ended; no review of
/// it is a part of one.
enum RoundSchema {
    static let statements: [SQL] = (columns + tables + rules).map(SQL.init(text:))

    private static func words(_ words: some Sequence<String>) -> String {
        words.map { "'\($0)'" }.joined(separator: ", ")
    }

    private static let columns = [
        """
        ALTER TABLE run_slice ADD COLUMN kind TEXT NOT NULL DEFAULT 'work'
        CONSTRAINT run_slice_kind CHECK (
            kind IN (\(words(RunSpec.Stage.Kind.allCases.map(\.rawValue))))
        )
        """,
        // The review slice, and its round, that a slice was added for; of the file's slices none.
        "ALTER TABLE run_slice ADD COLUMN review TEXT",
        """
        ALTER TABLE run_slice ADD COLUMN round BIGINT
        CONSTRAINT run_slice_added CHECK ((review IS NULL) = (round IS NULL))
        """,
        "ALTER TABLE run_slice ADD COLUMN mends TEXT NOT NULL DEFAULT '[]'",
        // The review slice of a run that a review is a part of.
        "ALTER TABLE review ADD COLUMN slice TEXT REFERENCES task (key)",
        "CREATE INDEX review_of_slice ON review (slice, place) WHERE slice IS NOT NULL",
    ]

    private static let tables = [
        """
        CREATE TABLE run_round (
            run TEXT NOT NULL REFERENCES run (name),
            slice TEXT NOT NULL,
            round BIGINT NOT NULL,
            place BIGINT NOT NULL,
            ended_at BIGINT NOT NULL,
            PRIMARY KEY (run, slice, round),
            CONSTRAINT run_round_bounded CHECK (round BETWEEN 1 AND \(RunRound.limit - 1))
        )
        """,
        """
        CREATE TABLE run_question (
            decision TEXT NOT NULL PRIMARY KEY REFERENCES decision (id),
            run TEXT NOT NULL REFERENCES run (name),
            slice TEXT NOT NULL,
            round BIGINT NOT NULL,
            place BIGINT NOT NULL,
            state TEXT NOT NULL,
            CONSTRAINT run_question_state CHECK (
                state IN ('open', 'more', 'stop', 'grant', 'withdrawn')
            )
        )
        """,
        // What a founder is asked about a slice is asked once.
        """
        CREATE UNIQUE INDEX run_question_open ON run_question (run, slice) WHERE state = 'open'
        """,
    ]

    private static let rules = [
        """
        CREATE TRIGGER run_round_in_order BEFORE INSERT ON run_round
        WHEN NEW.round <> 1 + (
            SELECT count(*) FROM run_round WHERE run = NEW.run AND slice = NEW.slice
        ) OR (SELECT state FROM run WHERE name = NEW.run) <> 'running' BEGIN
            SELECT RAISE(ABORT, 'run_round_in_order');
        END
        """,
        """
        CREATE TRIGGER run_question_settled_once BEFORE UPDATE ON run_question
        WHEN OLD.state <> 'open' BEGIN
            SELECT RAISE(ABORT, 'run_question_settled_once');
        END
        """,
        // A review slice ends when each of its reviews has.
        """
        CREATE TRIGGER task_reviews_closed BEFORE UPDATE OF state ON task
        WHEN NEW.state = 'accepted' AND OLD.state <> 'accepted' AND EXISTS (
            SELECT 1 FROM review WHERE slice = NEW.key AND state = 'open'
        ) AND EXISTS (
            SELECT 1 FROM run_slice JOIN run ON run.name = run_slice.run
            WHERE run_slice.task = NEW.key AND run.state IN ('running', 'paused')
        ) BEGIN
            SELECT RAISE(ABORT, 'task_reviews_closed');
        END
        """,
    ]
}
