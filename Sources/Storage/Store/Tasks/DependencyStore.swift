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

    /// Every task with what it waits for, as a graph.
    ///
    /// The packets of tasks that are not final are looked at for their sizes.
    package func graph() throws -> TaskGraph {
        let nodes = try transaction.query(
            """
            SELECT task.key, task.title, task.state, substr(packet.text, 1, 4000) FROM task
            LEFT JOIN packet ON packet.task = task.key AND packet.revision = task.packet_revision
                AND task.state NOT IN ('accepted', 'cancelled', 'superseded')
            ORDER BY task.priority, task.born
            """
        ) { row in
            TaskGraph.Node(
                key: try row.name(0),
                title: try row.text(1),
                state: try row.choice(2, of: "task"),
                size: try row.optionalText(3).flatMap(TaskSize.init(inPacket:))
            )
        }
        let edges = try transaction.query(
            "SELECT task, on_task FROM dependency ORDER BY task, on_task"
        ) { row in (task: TaskKey(trusted: try row.text(0)), on: TaskKey(trusted: try row.text(1)))
        }
        return try TaskGraph(nodes, edges: edges)
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
