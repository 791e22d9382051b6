import Model
import SQLKit

/// What is kept of what founders are asked about the slices of runs, in one table.
///
/// What was asked before is in the tables of the same purpose that were two, for rounds and for
/// attempts; no released program has written either.
enum QuestionSchema {
    static let statements: [SQL] = ([drops] + [tables, indexes, rules, rounds]).flatMap(\.self)
        .map(SQL.init(text:))

    private static func words(_ words: some Sequence<String>) -> String {
        words.map { "'\($0)'" }.joined(separator: ", ")
    }

    private static let drops = ["DROP TABLE run_stuck", "DROP TABLE run_question"]

    private static let tables = [
        """
        CREATE TABLE run_question (
            decision TEXT NOT NULL PRIMARY KEY REFERENCES decision (id),
            run TEXT NOT NULL REFERENCES run (name),
            slice TEXT NOT NULL,
            matter TEXT NOT NULL,
            number BIGINT NOT NULL,
            launches BIGINT NOT NULL,
            place BIGINT NOT NULL,
            state TEXT NOT NULL,
            CONSTRAINT run_question_state CHECK (
                \(RunQuestion.Matter.allCases.map(states).joined(separator: " OR "))
            )
        )
        """
    ]

    private static func states(of matter: RunQuestion.Matter) -> String {
        let answers = matter.answers.map(\.rawValue).sorted()
        return "(matter = '\(matter.rawValue)' AND state IN "
            + "(\(words(["open", "withdrawn"] + answers))))"
    }

    private static let indexes = [
        // What a founder is asked about a slice is asked once.
        """
        CREATE UNIQUE INDEX run_question_open ON run_question (run, slice, matter)
        WHERE state = 'open'
        """,
        // From which launch on attempts at a slice count.
        "CREATE INDEX run_question_of_slice ON run_question (run, slice, matter, launches)",
    ]

    private static let rules = [
        """
        CREATE TRIGGER run_question_settled_once BEFORE UPDATE ON run_question
        WHEN OLD.state <> 'open' BEGIN
            SELECT RAISE(ABORT, 'run_question_settled_once');
        END
        """
    ]

    private static let rounds = [
        // How many launches of the run there had been when a round ended.
        "ALTER TABLE run_round ADD COLUMN launches BIGINT NOT NULL DEFAULT 0",
        """
        UPDATE run_round SET launches = (
            SELECT coalesce(max(number), 0) FROM run_launch
            WHERE run_launch.run = run_round.run AND started_at <= ended_at
        )
        """,
    ]
}
