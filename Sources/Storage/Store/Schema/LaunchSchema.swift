import Model
import SQLKit

/// What is kept of the launches of a run's slices.
///
/// A store of an earlier schema gets empty tables; no event of it needs one of them.
enum LaunchSchema {
    static let statements: [SQL] = (tables + indexes).map(SQL.init(text:))

    private static let outcomes = LaunchOutcome.allCases.map { "'\($0.rawValue)'" }
        .joined(separator: ", ")

    private static let tables = [
        """
        CREATE TABLE run_launch (
            run TEXT NOT NULL REFERENCES run (name),
            number BIGINT NOT NULL,
            task TEXT NOT NULL REFERENCES task (key),
            agent TEXT NOT NULL REFERENCES agent (id),
            driver TEXT NOT NULL,
            resumes BIGINT,
            started_at BIGINT NOT NULL,
            ended_at BIGINT,
            outcome TEXT,
            note TEXT,
            conversation TEXT,
            PRIMARY KEY (run, number),
            CONSTRAINT run_launch_resumes FOREIGN KEY (run, resumes)
                REFERENCES run_launch (run, number),
            CONSTRAINT run_launch_outcome CHECK (outcome IN (\(outcomes))),
            CONSTRAINT run_launch_ended CHECK ((outcome IS NULL) = (ended_at IS NULL))
        )
        """,
        // Slices whose launches are used up, with the question what comes now.
        """
        CREATE TABLE run_stuck (
            run TEXT NOT NULL REFERENCES run (name),
            decision TEXT NOT NULL REFERENCES decision (id),
            task TEXT NOT NULL REFERENCES task (key),
            launches BIGINT NOT NULL,
            answered_at BIGINT,
            PRIMARY KEY (run, decision)
        )
        """,
    ]

    private static let indexes = [
        // Nobody works on a slice twice, and no agent on two.
        """
        CREATE UNIQUE INDEX run_launch_of_task ON run_launch (task) WHERE ended_at IS NULL
        """,
        """
        CREATE UNIQUE INDEX run_launch_of_agent ON run_launch (agent) WHERE ended_at IS NULL
        """,
        "CREATE INDEX run_launches_of_task ON run_launch (run, task)",
        "CREATE INDEX run_stuck_by_decision ON run_stuck (decision)",
    ]
}
