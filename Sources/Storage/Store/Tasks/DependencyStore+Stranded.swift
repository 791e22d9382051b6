import Model
import SQLKit

/// A task that waits for one that was given up, and so for ever, until somebody changes that.
package struct StrandedTask: Hashable, Sendable {
    package let task: TaskKey
    /// What was cancelled; what was superseded hands on those who wait for it.
    package let on: TaskKey

    package init(task: TaskKey, on: TaskKey) {
        self.task = task
        self.on = on
    }
}

extension TaskStore {
    /// The open tasks that wait for one that was cancelled, oldest first.
    package func stranded(limit: Int) throws -> [StrandedTask] {
        // Literal, since the index of states is found by it.
        try transaction.query(
            """
            SELECT dependency.task, dependency.on_task FROM task AS other
            JOIN dependency ON dependency.on_task = other.key
            JOIN task AS own ON own.key = dependency.task
            WHERE other.state = 'cancelled'
                AND own.state NOT IN ('accepted', 'cancelled', 'superseded')
            ORDER BY own.born, other.born LIMIT \(Int64(limit))
            """
        ) { StrandedTask(task: try $0.name(0), on: try $0.name(1)) }
    }
}

extension StrandedTask {
    /// What lets it go on; the command, without the program's name.
    package var remedy: String { "task undepend \(task) \(on)" }
}
