import Model
import SQLKit

// Runs as a queue and a first page show them: without their files.
extension RunStore {
    /// A run that waits for a person.
    package struct Waiting: Hashable, Sendable {
        package let name: RunName
        package let title: String
        package let repository: RepositoryName?
        package let state: Run.State.Name
        /// When it was written down or approved, or was started before it was paused.
        package let since: Timestamp
    }

    /// The runs that wait for a go without a question for it, and those that are paused, in their
    /// order.
    package func waiting() throws -> [Waiting] {
        // The first condition is that of the index, letter for letter.
        try transaction.query(
            """
            SELECT name, title, repository, state,
                coalesce(started_at, approved_at, drafted_at) FROM run
            WHERE state NOT IN ('finished', 'cancelled') AND state <> 'running'
                AND NOT (state = 'drafted' AND decision IS NOT NULL)
            ORDER BY place
            """
        ) { row in
            Waiting(
                name: try row.name(0),
                title: try row.text(1),
                repository: try row.optionalName(2),
                state: try row.choice(3, of: "run"),
                since: try row.moment(4)
            )
        }
    }

    /// The runs that wait for the answers to open questions: for a go, or about one of their
    /// slices.
    package func waitingForAnswers() throws -> [DecisionID: RunName] {
        let found = try transaction.query(
            """
            SELECT run.decision, run.name FROM run JOIN decision ON decision.id = run.decision
            WHERE run.state = 'drafted' AND decision.state = 'open'
            UNION
            SELECT run_question.decision, run_question.run FROM run_question
            JOIN decision ON decision.id = run_question.decision WHERE decision.state = 'open'
            """
        ) { (try $0.name(0, as: DecisionID.self), try $0.name(1, as: RunName.self)) }
        return Dictionary(found) { first, _ in first }
    }

    /// How far a run is that has begun and is not over.
    package struct Progress: Hashable, Sendable {
        package let name: RunName
        package let title: String
        package let state: Run.State.Name
        package let accepted: Int
        package let slices: Int
        package let budget: RunBudget
    }

    /// The newest runs that have begun and are not over.
    package func progress(limit: Int) throws -> [Progress] {
        try transaction.query(
            """
            SELECT name, title, state, cost_nanos, tokens, (
                SELECT count(*) FROM run_slice JOIN task ON task.key = run_slice.task
                WHERE run_slice.run = run.name AND task.state = 'accepted'
            ), (SELECT count(*) FROM run_slice WHERE run_slice.run = run.name)
            FROM run WHERE state NOT IN ('finished', 'cancelled') AND started_at IS NOT NULL
            ORDER BY place DESC LIMIT \(Int64(limit))
            """
        ) { row in
            Progress(
                name: try row.name(0),
                title: try row.text(1),
                state: try row.choice(2, of: "run"),
                accepted: Int(try row.int64(5)),
                slices: Int(try row.int64(6)),
                budget: RunBudget(
                    costNanos: try row.optionalInt64(3),
                    tokens: try row.optionalInt64(4)
                )
            )
        }
    }
}
