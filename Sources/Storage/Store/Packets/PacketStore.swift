import Digests
import Model
import SQLKit

/// Who locked which packet, and which was made from which.
package struct PacketStore {
    private let transaction: any SQLTransaction

    package init(_ transaction: any SQLTransaction) {
        self.transaction = transaction
    }

    /// A lock with its time.
    package struct Locked: Hashable, Sendable {
        package let lock: PacketLock
        package let lockedAt: Timestamp
    }

    /// The lock on a task's packet; `nil` while it may still be changed.
    package func lock(of key: TaskKey) throws -> Locked? {
        try transaction.first(
            """
            SELECT revision, digest, signer, signature, locked_at FROM packet_lock
            WHERE task = \(key.text)
            """
        ) { row in
            Locked(
                lock: PacketLock(
                    revision: try row.int64(0),
                    digest: try row.digest(1, of: "packet_lock"),
                    signer: try row.text(2),
                    signature: try row.text(3)
                ),
                lockedAt: try row.moment(4)
            )
        }
    }

    /// What a task's packet was made from; `nil` where it is no variant.
    package func parent(of key: TaskKey) throws -> PacketParent? {
        try transaction.first(
            "SELECT parent, revision, digest FROM packet_variant WHERE task = \(key.text)"
        ) { row in
            PacketParent(
                task: try row.name(0),
                revision: try row.int64(1),
                digest: try row.digest(2, of: "packet_variant")
            )
        }
    }

    /// The tasks whose packets were made from that of a task.
    package func variants(of key: TaskKey) throws -> [TaskKey] {
        try transaction.query(
            "SELECT task FROM packet_variant WHERE parent = \(key.text) ORDER BY task"
        ) { try $0.name(0) }
    }

    func fold(_ change: PacketEvent, of key: TaskKey, at event: Event) throws {
        switch change {
        case .locked(let lock):
            _ = try transaction.run(
                """
                INSERT INTO packet_lock (task, revision, digest, signer, signature, locked_at)
                VALUES (\(key.text), \(lock.revision), \(lock.digest.description), \(lock.signer),
                    \(lock.signature), \(event.time.milliseconds))
                """
            )
        case .varied(let parent):
            _ = try transaction.run(
                """
                INSERT INTO packet_variant (task, parent, revision, digest)
                VALUES (\(key.text), \(parent.task.text), \(parent.revision),
                    \(parent.digest.description))
                """
            )
        }
    }
}
