import Model
import SQLKit

/// The register of dependencies.
package struct SupplyStore {
    private let transaction: any SQLTransaction

    package init(_ transaction: any SQLTransaction) {
        self.transaction = transaction
    }

    /// All that is registered, by ecosystem and name.
    package func register() throws -> [RegisteredSupply] {
        try transaction.query(
            "SELECT ecosystem, name, licence, version, reason FROM supply ORDER BY ecosystem, name"
        ) { row in
            RegisteredSupply(
                id: SupplyID(try row.choice(0, of: "supply"), try row.text(1)),
                licence: try row.text(2),
                version: try row.optionalText(3),
                reason: try row.optionalText(4)
            )
        }
    }

    func fold(_ entry: RegisteredSupply, at event: Event) throws {
        _ = try transaction.run(
            """
            INSERT INTO supply (ecosystem, name, licence, version, reason, registered_at)
            VALUES (\(entry.id.ecosystem.rawValue), \(entry.id.name), \(entry.licence),
                \(entry.version), \(entry.reason), \(event.time.milliseconds))
            ON CONFLICT (ecosystem, name) DO UPDATE SET licence = excluded.licence,
                version = excluded.version, reason = excluded.reason,
                registered_at = excluded.registered_at
            """
        )
    }
}
