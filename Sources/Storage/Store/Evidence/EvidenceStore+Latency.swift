import Model
import SQLKit

extension EvidenceStore {
    /// How soon a task's evidence came, by the ledger's times.
    package struct Latency: Hashable, Sendable {
        package let task: TaskKey
        /// When the task was created.
        package let planned: Timestamp
        /// The first and the last replay or file that stands for the task.
        package let first: Timestamp?
        package let last: Timestamp?
    }

    /// The latency of each task that has evidence, or of one whether it has or not; the slowest
    /// first.
    package func latencies(of task: TaskKey? = nil) throws -> [Latency] {
        let condition: SQL = task.map { "WHERE task.key = \($0.text)" } ?? "WHERE true"
        let all = try transaction.query(
            """
            SELECT task.key,
                (SELECT time FROM event WHERE subject = task.key AND subject_kind = 'task'
                    ORDER BY sequence LIMIT 1),
                (SELECT min(replayed_at) FROM replay WHERE task = task.key),
                (SELECT max(replayed_at) FROM replay WHERE task = task.key),
                (SELECT min(first_at) FROM bundle WHERE task = task.key),
                (SELECT max(last_at) FROM bundle WHERE task = task.key)
            FROM task

            """ + condition + " ORDER BY task.key"
        ) { row in
            let firsts = [try row.optionalMoment(2), try row.optionalMoment(4)]
            let lasts = [try row.optionalMoment(3), try row.optionalMoment(5)]
            return Latency(
                task: try row.name(0),
                planned: try row.moment(1),
                first: firsts.compactMap(\.self).min(),
                last: lasts.compactMap(\.self).max()
            )
        }
        return all.filter { task != nil || $0.first != nil }.sorted { left, right in
            let (slow, slower) = (left.delay, right.delay)
            return slow == slower ? left.task < right.task : slow > slower
        }
    }
}

extension EvidenceStore.Latency {
    /// From the plan to the first evidence; without evidence the longest there is.
    fileprivate var delay: Int64 {
        first.map { $0.milliseconds - planned.milliseconds } ?? .max
    }
}
