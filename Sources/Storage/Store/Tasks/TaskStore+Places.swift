import Model
import SQLKit

// What a queue shows beside what waits in it.
extension TaskStore {
    /// A task's title, where it belongs, and how many open tasks wait for it.
    package struct Place: Hashable, Sendable {
        package let title: String
        package let lane: LaneKey?
        package let repository: RepositoryName?
        package let waiting: Int
    }

    /// The places of some tasks, in one question.
    package func places(of keys: [TaskKey]) throws -> [TaskKey: Place] {
        guard !keys.isEmpty else { return [:] }
        let rows = try transaction.query(
            """
            SELECT task.key, task.title, task.lane, task.repository, (
                SELECT count(*) FROM dependency JOIN task AS own ON own.key = dependency.task
                WHERE dependency.on_task = task.key
                    AND own.state NOT IN ('accepted', 'cancelled', 'superseded')
            )
            FROM task WHERE task.key IN (
                SELECT value FROM json_each(\(stored(keys.map(\.text))))
            )
            """
        ) { row in
            (
                TaskKey(trusted: try row.text(0)),
                Place(
                    title: try row.text(1),
                    lane: try row.optionalName(2),
                    repository: try row.optionalName(3),
                    waiting: Int(try row.int64(4))
                )
            )
        }
        return Dictionary(uniqueKeysWithValues: rows)
    }

    /// How many leases had ended by a moment.
    package func endedLeaseCount(at now: Timestamp) throws -> Int {
        try transaction.count(
            """
            SELECT count(*) FROM task
            WHERE state IN ('claimed', 'rework') AND state = 'claimed'
                AND until <= \(now.milliseconds)
            """
        )
    }

    /// A task that is blocked, with when that was said.
    package struct Block: Hashable, Sendable {
        package let task: TaskKey
        package let title: String
        package let reason: String
        /// The sequence of the event that blocked it.
        package let event: Int64
        package let since: Timestamp
    }

    /// What is blocked, the longest blocked first.
    package func blocked(limit: Int) throws -> [Block] {
        try transaction.query(
            """
            WITH held AS MATERIALIZED (
                SELECT key, (
                    SELECT sequence FROM event
                    WHERE subject = task.key AND subject_kind = 'task' AND type = 'task.blocked'
                    ORDER BY sequence DESC LIMIT 1
                ) AS blocking
                FROM task WHERE state = 'blocked'
            ), first AS MATERIALIZED (
                SELECT key, blocking FROM held WHERE blocking IS NOT NULL
                ORDER BY blocking LIMIT \(Int64(limit))
            )
            SELECT task.key, task.title, task.reason, first.blocking, event.time
            FROM first JOIN task ON task.key = first.key
                JOIN event ON event.sequence = first.blocking
            ORDER BY first.blocking
            """
        ) { row in
            Block(
                task: try row.name(0),
                title: try row.text(1),
                reason: try row.text(2),
                event: try row.int64(3),
                since: try row.moment(4)
            )
        }
    }
}
