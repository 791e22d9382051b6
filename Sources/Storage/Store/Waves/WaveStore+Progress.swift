import Model
import SQLKit

extension WaveStore {
    /// How far a wave is, without its spec.
    package struct Progress: Hashable, Sendable {
        package let name: WaveName
        package let phase: String
        package let accepted: Int
        package let total: Int
    }

    /// The newest waves that were sent and have open tasks, newest first; what was given up counts
    /// nowhere.
    ///
    /// - Parameter span: The most waves that are looked at, the newest.
    package func progress(span: Int) throws -> [Progress] {
        try transaction.query(
            """
            SELECT newest.name, newest.phase, sum(task.state = 'accepted'),
                sum(task.state NOT IN ('cancelled', 'superseded'))
            FROM (
                SELECT name, phase, tasks, place FROM wave WHERE state = 'sent'
                ORDER BY place DESC LIMIT \(Int64(span))
            ) AS newest
            JOIN json_each(newest.tasks) AS part JOIN task ON task.key = part.value
            GROUP BY newest.name, newest.phase, newest.place
            HAVING sum(task.state NOT IN ('accepted', 'cancelled', 'superseded')) > 0
            ORDER BY newest.place DESC
            """
        ) { row in
            Progress(
                name: try row.name(0),
                phase: try row.text(1),
                accepted: Int(try row.int64(2)),
                total: Int(try row.int64(3))
            )
        }
    }
}
