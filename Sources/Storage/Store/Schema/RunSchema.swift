import Model
import SQLKit

/// What is kept of runs.
///
/// A store of an earlier schema gets empty tables; no event of it needs one of them. Where a slice
/// stands is not kept: it is where its task does.
enum RunSchema {
    static let statements: [SQL] = (tables + rules + indexes).map(SQL.init(text:))

    private static func words(_ names: some Sequence<Run.State.Name>) -> String {
        names.map { "'\($0.rawValue)'" }.joined(separator: ", ")
    }

    private static let tables = [
        """
        CREATE TABLE run (
            name TEXT NOT NULL PRIMARY KEY,
            place BIGINT NOT NULL,
            folded TEXT NOT NULL UNIQUE,
            title TEXT NOT NULL,
            repository TEXT REFERENCES repository (name),
            text TEXT NOT NULL,
            target BIGINT NOT NULL,
            max BIGINT NOT NULL,
            freshness TEXT NOT NULL,
            cost_nanos BIGINT,
            tokens BIGINT,
            state TEXT NOT NULL,
            decision TEXT REFERENCES decision (id),
            reason TEXT,
            drafted_at BIGINT NOT NULL,
            approved_at BIGINT,
            started_at BIGINT,
            ended_at BIGINT,
            CONSTRAINT run_state CHECK (state IN (\(words(Run.State.Name.allCases)))),
            CONSTRAINT run_by_decision CHECK (
                state IN ('drafted', 'cancelled') OR decision IS NOT NULL
            ),
            CONSTRAINT run_reason CHECK ((state IN ('paused', 'cancelled')) = (reason IS NOT NULL)),
            CONSTRAINT run_capacity CHECK (target > 0 AND target <= max AND max <= 64),
            CONSTRAINT run_freshness CHECK (freshness IN ('fresh', 'aligned')),
            CONSTRAINT run_budget CHECK (
                (cost_nanos IS NULL OR cost_nanos > 0) AND (tokens IS NULL OR tokens > 0)
            ),
            CONSTRAINT run_started CHECK (
                state = 'cancelled'
                OR (state IN (\(words(Run.State.Name.allCases.filter(\.hasTasks)))))
                    = (started_at IS NOT NULL)
            ),
            CONSTRAINT run_ended CHECK (
                (state IN ('finished', 'cancelled')) = (ended_at IS NOT NULL)
            )
        )
        """,
        // The task of a slice is made when its run starts.
        """
        CREATE TABLE run_slice (
            run TEXT NOT NULL REFERENCES run (name),
            position BIGINT NOT NULL,
            task TEXT NOT NULL,
            stage TEXT NOT NULL,
            owner TEXT NOT NULL,
            backups TEXT NOT NULL,
            waits TEXT NOT NULL,
            gates TEXT NOT NULL,
            PRIMARY KEY (run, position),
            CONSTRAINT run_slice_once UNIQUE (run, task)
        )
        """,
    ]

    private static let rules =
        [
            """
            CREATE TRIGGER run_born_drafted BEFORE INSERT ON run WHEN NEW.state <> 'drafted' BEGIN
                SELECT RAISE(ABORT, 'run_born_drafted');
            END
            """,
            // What a founder said go to is what runs.
            """
            CREATE TRIGGER run_text_stays BEFORE UPDATE OF text ON run
            WHEN OLD.state NOT IN ('drafted', 'approved') AND NEW.text <> OLD.text BEGIN
                SELECT RAISE(ABORT, 'run_text_stays');
            END
            """,
        ]
        + Run.State.Name.allCases.map { state in
            """
            CREATE TRIGGER run_move_\(state.rawValue) BEFORE UPDATE OF state ON run
            WHEN OLD.state = '\(state.rawValue)' AND NEW.state NOT IN (
                '\(state.rawValue)'\(state.successors.map(\.rawValue).sorted().map { ", '\($0)'" }
                    .joined())
            ) BEGIN SELECT RAISE(ABORT, 'run_move'); END
            """
        }

    private static let indexes = [
        // The run of a task.
        "CREATE INDEX run_slice_of_task ON run_slice (task)",
        // The run that a decision is about.
        "CREATE INDEX run_of_decision ON run (decision) WHERE decision IS NOT NULL",
        // What was put into a task's place.
        "CREATE INDEX task_successor ON task (successor) WHERE successor IS NOT NULL",
        // What a task has cost.
        "CREATE INDEX usage_of_task ON usage (task)",
    ]
}
