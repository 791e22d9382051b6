import Model
import SQLKit

/// The lanes as they are kept.
package struct LaneStore {
    private let transaction: any SQLTransaction

    package init(_ transaction: any SQLTransaction) {
        self.transaction = transaction
    }

    /// The lane, parked or not.
    package func lane(_ key: LaneKey) throws -> Lane? {
        try transaction.first(
            """
            SELECT key, function, owner, repository, park_reason, park_blocker FROM lane
            WHERE key = \(key.text)
            """,
            Self.decode
        )
    }

    /// All lanes, by key.
    package func lanes() throws -> [Lane] {
        try transaction.query(
            """
            SELECT key, function, owner, repository, park_reason, park_blocker FROM lane
            ORDER BY key
            """,
            Self.decode
        )
    }

    /// The lane whose key folds like the given one.
    package func lookAlike(of key: LaneKey) throws -> LaneKey? {
        try transaction.first("SELECT key FROM lane WHERE folded = \(key.folded)") {
            try $0.name(0)
        }
    }

    func fold(_ change: LaneEvent, of key: LaneKey) throws {
        switch change {
        case .added(let function, let owner, let repository):
            _ = try transaction.run(
                """
                INSERT INTO lane (key, folded, function, owner, repository)
                VALUES (\(key.text), \(key.folded), \(function), \(owner?.text),
                \(repository?.text))
                """
            )
        case .parked(let parking):
            _ = try transaction.run(
                """
                UPDATE lane SET park_reason = \(parking.reason), park_blocker = \(parking.blocker)
                WHERE key = \(key.text)
                """
            )
        case .unparked:
            _ = try transaction.run(
                "UPDATE lane SET park_reason = NULL, park_blocker = NULL WHERE key = \(key.text)"
            )
        }
    }

    private static func decode(_ row: SQLRow) throws -> Lane {
        let blocker = try row.optionalText(5)
        return Lane(
            key: try row.name(0),
            function: try row.text(1),
            owner: try row.optionalName(2),
            repository: try row.optionalName(3),
            parking: try row.optionalText(4).map { Lane.Parking(reason: $0, blocker: blocker) }
        )
    }
}
