import Model
import SQLKit

extension TaskStore {
    /// Which open task waits for which other one that is not accepted, in one question.
    ///
    /// - Parameter phase: Only tasks of it wait; what they wait for may be of another.
    package func openDependencies(
        inPhase phase: String? = nil
    ) throws -> [(task: TaskKey, on: TaskKey, state: TaskState.Name)] {
        var question: SQL = """
            SELECT dependency.task, dependency.on_task, other.state FROM dependency
            JOIN task AS own ON own.key = dependency.task
            JOIN task AS other ON other.key = dependency.on_task
            WHERE own.state NOT IN ('accepted', 'cancelled', 'superseded')
                AND other.state <> 'accepted'
            """
        if let phase { question += " AND own.phase = \(phase)" }
        return try transaction.query(question + " ORDER BY own.born, other.born") { row in
            (try row.name(0), try row.name(1), try row.choice(2, of: "task"))
        }
    }
}
