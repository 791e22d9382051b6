import SQLKit
import Telemetry

extension SQLiteDatabase: SQLMigratable {
    package var location: String { path }

    package func schema(in transaction: any SQLTransaction) throws -> SQLSchema {
        let applicationID = try number("PRAGMA application_id", in: transaction)
        let applied = try number("PRAGMA user_version", in: transaction)
        return SQLSchema(
            applicationID: Int32(truncatingIfNeeded: applicationID),
            number: applied,
            isEmpty: try isEmpty(isMarked: applicationID != 0 && applied != 0, in: transaction)
        )
    }

    /// Whether there is no table yet.
    ///
    /// Counts them only where it must: SQLite reads and parses the whole schema for that, which
    /// takes longer than all the rest of opening a file.
    private func isEmpty(isMarked: Bool, in transaction: any SQLTransaction) throws -> Bool {
        // "SQLite automatically increments the schema-version whenever the schema changes." (SQLite
        // manual, PRAGMA schema_version.) So 0 is a file without any content.
        if try number("PRAGMA schema_version", in: transaction) == 0 { return true }
        // The mark is written in one transaction with the tables.
        if isMarked { return false }
        return try number(
            "SELECT count(*) FROM (SELECT 1 FROM sqlite_schema LIMIT 1)",
            in: transaction
        ) == 0
    }

    private func number(_ sql: SQL, in transaction: any SQLTransaction) throws -> Int {
        try transaction.first(sql) { try $0.int(0) } ?? 0
    }

    package func mark(
        applicationID: Int32,
        number: Int,
        in transaction: any SQLTransaction
    ) throws {
        // A pragma takes no parameters.
        try transaction.run(SQL(text: "PRAGMA application_id = \(applicationID)"))
        try transaction.run(SQL(text: "PRAGMA user_version = \(number)"))
    }

    @discardableResult
    package func changeSchema<T: Sendable>(
        _ body: (any SQLTransaction) throws -> T
    ) throws -> T {
        try writer.withLock { try $0.changeSchema(body) }
    }
}
