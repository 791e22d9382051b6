import Model
import SQLKit

// What waits for what.
extension TaskStore {
    /// What a task waits for or waited for, accepted or not.
    package func dependencies(of key: TaskKey) throws -> [(key: TaskKey, state: TaskState.Name)] {
        try transaction.query(
            """
            SELECT dependency.on_task, task.state FROM dependency
            JOIN task ON task.key = dependency.on_task
            WHERE dependency.task = \(key.text) ORDER BY task.born
            """
        ) { (try $0.name(0), try $0.choice(1, of: "task")) }
    }

    /// What waits for a task.
    package func dependents(of key: TaskKey) throws -> [TaskKey] {
        try transaction.query(
            "SELECT task FROM dependency WHERE on_task = \(key.text) ORDER BY task"
        ) { try $0.name(0) }
    }

    /// A way along dependencies from one task to another, or `nil`: what a new edge back would
    /// close to a cycle.
    package func path(from start: TaskKey, to goal: TaskKey) throws -> [TaskKey]? {
        var cameFrom: [TaskKey: TaskKey] = [:]
        var frontier = [start]
        var seen: Set<TaskKey> = [start]
        while let key = frontier.popLast() {
            if key == goal {
                var way = [key]
                while let last = way.last, let previous = cameFrom[last] { way.append(previous) }
                return way.reversed()
            }
            for (next, _) in try dependencies(of: key) where seen.insert(next).inserted {
                cameFrom[next] = key
                frontier.append(next)
            }
        }
        return nil
    }
}
