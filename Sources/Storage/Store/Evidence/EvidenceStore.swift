import Digests
import Model
import SQLKit

/// The bundles of evidence as they are kept: what is in them, and what holds them.
package struct EvidenceStore {
    let transaction: any SQLTransaction

    package init(_ transaction: any SQLTransaction) {
        self.transaction = transaction
    }

    /// A bundle with its times.
    package struct Stored: Hashable, Sendable {
        package let bundle: EvidenceBundle
        package let delivery: DeliveryID?
        package let replay: ReplayID?
        package let openedAt: Timestamp
        package let sealedAt: Timestamp?
    }

    /// The columns that ``decode(_:)`` reads, in its order.
    private static let selection: SQL = """
        SELECT id, task, folder, state, delivery, replay, opened_at, digest, files, bytes, signer,
            sealed_at, (SELECT group_concat(kind) FROM pin WHERE bundle = bundle.id)
        FROM bundle

        """

    /// In the order in which they were opened.
    private static let order: SQL = " ORDER BY length(id), id"

    /// The bundle of that id.
    package func bundle(_ id: BundleID) throws -> Stored? {
        try transaction.first(Self.selection + "WHERE id = \(id.text)", Self.decode)
    }

    /// The bundles, of a task or all of them, oldest first.
    package func bundles(of task: TaskKey? = nil) throws -> [Stored] {
        guard let task else {
            return try transaction.query(Self.selection + Self.order, Self.decode)
        }
        return try transaction.query(
            Self.selection + "WHERE task = \(task.text)" + Self.order,
            Self.decode
        )
    }

    /// The bundle of a task that files are added to; the newest, should there be several.
    package func open(for task: TaskKey) throws -> Stored? {
        try bundles(of: task).last { $0.bundle.state == .open }
    }

    /// What was added to a bundle, by path.
    package func files(of id: BundleID) throws -> [EvidenceFile] {
        try transaction.query(
            "SELECT path, digest, bytes FROM bundle_file WHERE bundle = \(id.text) ORDER BY path"
        ) { row in
            EvidenceFile(
                path: try row.text(0),
                digest: try row.digest(1, of: "bundle_file"),
                bytes: try row.int64(2)
            )
        }
    }

    func fold(_ change: EvidenceEvent, of id: BundleID, at event: Event) throws {
        switch change {
        case .opened(let task, let folder):
            _ = try transaction.run(
                """
                INSERT INTO bundle (id, task, folder, state, opened_at)
                VALUES (\(id.text), \(task.text), \(folder), 'open', \(event.time.milliseconds))
                """
            )
            try Counter(transaction).raise(.bundle, past: id.text)
        case .added(let added): try add(added, to: id, at: event.time)
        case .sealed(let seal):
            _ = try transaction.run(
                """
                UPDATE bundle SET state = 'sealed', digest = \(seal.digest.description),
                    files = \(seal.files), bytes = \(seal.bytes), signer = \(seal.signer),
                    sealed_at = \(event.time.milliseconds)
                WHERE id = \(id.text)
                """
            )
        case .pinned(let pin): try put(pin, on: id, at: event.time)
        case .unpinned(let pin):
            _ = try transaction.run(
                "DELETE FROM pin WHERE bundle = \(id.text) AND kind = \(pin.rawValue)"
            )
        case .removed:
            _ = try transaction.run(
                "UPDATE bundle SET state = 'removed' WHERE id = \(id.text)"
            )
        }
    }

    private func add(_ added: AddedEvidence, to id: BundleID, at time: Timestamp) throws {
        for file in added.files {
            _ = try transaction.run(
                """
                INSERT INTO bundle_file (bundle, path, digest, bytes)
                VALUES (\(id.text), \(file.path), \(file.digest.description), \(file.bytes))
                ON CONFLICT (bundle, path) DO UPDATE SET digest = excluded.digest,
                    bytes = excluded.bytes
                """
            )
        }
        _ = try transaction.run(
            """
            UPDATE bundle SET first_at = coalesce(first_at, \(time.milliseconds)),
                last_at = \(time.milliseconds),
                delivery = coalesce(\(added.delivery?.text), delivery),
                replay = coalesce(\(added.replay?.text), replay)
            WHERE id = \(id.text)
            """
        )
    }

    private func put(_ pin: Pin, on id: BundleID, at time: Timestamp) throws {
        if pin.isUnique {
            _ = try transaction.run(
                """
                DELETE FROM pin WHERE kind = \(pin.rawValue) AND bundle IN (
                    SELECT other.id FROM bundle own JOIN bundle other ON other.task = own.task
                    WHERE own.id = \(id.text)
                )
                """
            )
        }
        _ = try transaction.run(
            """
            INSERT INTO pin (bundle, kind, pinned_at)
            VALUES (\(id.text), \(pin.rawValue), \(time.milliseconds))
            ON CONFLICT (bundle, kind) DO NOTHING
            """
        )
    }

    private static func decode(_ row: SQLRow) throws -> Stored {
        let state: EvidenceBundle.State
        switch try row.text(3) {
        case "open": state = .open
        case "sealed": state = .sealed(try seal(row))
        case "removed": state = .removed(try seal(row))
        default: throw StoredValueError(table: "bundle", column: 3, fault: "an unknown word")
        }
        let pins = try row.optionalText(12).map { $0.split(separator: ",") } ?? []
        return Stored(
            bundle: EvidenceBundle(
                id: try row.name(0),
                task: try row.name(1),
                folder: try row.optionalText(2),
                state: state,
                pins: Set(pins.compactMap { Pin(rawValue: String($0)) })
            ),
            delivery: try row.optionalName(4),
            replay: try row.optionalName(5),
            openedAt: try row.moment(6),
            sealedAt: try row.optionalMoment(11)
        )
    }

    private static func seal(_ row: SQLRow) throws -> Seal {
        Seal(
            digest: try row.digest(7, of: "bundle"),
            files: try row.int64(8),
            bytes: try row.int64(9),
            signer: try row.text(10)
        )
    }
}
