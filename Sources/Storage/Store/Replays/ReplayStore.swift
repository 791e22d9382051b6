import Digests
import Model
import SQLKit

/// The replays as they were recorded.
package struct ReplayStore {
    private let transaction: any SQLTransaction

    package init(_ transaction: any SQLTransaction) {
        self.transaction = transaction
    }

    /// The columns that ``decode(_:)`` reads, in its order.
    private static let selection: SQL = """
        SELECT id, replayer, task, delivery, commit_id, grade, gaps, record, replayed_at,
            packet_revision, packet_digest
        FROM replay

        """

    /// A replay with who ran it and when.
    package struct Stored: Hashable, Sendable {
        package let id: ReplayID
        package let replayer: AgentID
        package let event: ReplayEvent
        package let replayedAt: Timestamp
    }

    /// The replay with its whole record.
    package func replay(_ id: ReplayID) throws -> Stored? {
        try transaction.first(
            Self.selection + """
                WHERE id = \(id.text)
                """,
            Self.decode
        )
    }

    /// The newest replay of a delivery.
    package func latest(of delivery: DeliveryID) throws -> Stored? {
        try transaction.first(
            Self.selection + """
                WHERE delivery = \(delivery.text) ORDER BY sequence DESC LIMIT 1
                """,
            Self.decode
        )
    }

    /// The replays of a task, newest first.
    package func replays(of key: TaskKey, limit: Int) throws -> [Stored] {
        try transaction.query(
            Self.selection + """
                WHERE task = \(key.text) ORDER BY sequence DESC LIMIT \(Int64(limit))
                """,
            Self.decode
        )
    }

    func fold(_ change: ReplayEvent, of id: ReplayID, at event: Event) throws {
        _ = try transaction.run(
            """
            INSERT INTO replay (
                id, task, delivery, replayer, commit_id, grade, gaps, record, replayed_at, sequence,
                packet_revision, packet_digest
            ) VALUES (
                \(id.text), \(change.task.text), \(change.delivery.text), \(event.actor.text),
                \(change.commit), \(change.grade), \(stored(change.gaps)),
                \(change.record.canonicalText), \(event.time.milliseconds), \(event.sequence),
                \(change.packet?.revision), \(change.packet?.digest.description)
            )
            """
        )
        try Counter(transaction).raise(.replay, past: id.text)
    }

    private static func decode(_ row: SQLRow) throws -> Stored {
        Stored(
            id: try row.name(0),
            replayer: try row.name(1),
            event: ReplayEvent(
                task: try row.name(2),
                delivery: try row.name(3),
                commit: try row.text(4),
                packet: try row.optionalInt64(9).map { revision in
                    PacketRun(revision: revision, digest: try row.digest(10, of: "replay"))
                },
                grade: try row.text(5),
                gaps: try row.texts(6, of: "replay"),
                record: try row.json(7, of: "replay")
            ),
            replayedAt: try row.moment(8)
        )
    }
}
