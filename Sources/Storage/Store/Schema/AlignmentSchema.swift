import Model
import SQLKit

/// What is kept to tell whether an agent of a run goes on with what it remembers.
///
/// Of launches of an earlier schema it is not known by which packet and rules they worked.
enum AlignmentSchema {
    static let statements: [SQL] = [
        // How the programs of the run's agents talk, by agent.
        "ALTER TABLE run ADD COLUMN dialects TEXT NOT NULL DEFAULT '{}'",
        """
        ALTER TABLE run_launch ADD COLUMN compacts BIGINT NOT NULL DEFAULT 0
        CONSTRAINT run_launch_compacts CHECK (compacts = 0 OR resumes IS NOT NULL)
        """,
        "ALTER TABLE run_launch ADD COLUMN packet BIGINT",
        "ALTER TABLE run_launch ADD COLUMN rules TEXT",
        // What an agent was started for last.
        "CREATE INDEX run_launch_last ON run_launch (run, agent, number)",
    ]
}
