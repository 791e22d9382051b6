import SQLKit
import Telemetry

extension SQLiteDatabase: SQLMigratable {
    package var location: String { path }

    package func schema(in transaction: any SQLTransaction) throws -> SQLSchema {
        func number(_ sql: SQL) throws -> Int {
            try transaction.first(sql) { try $0.int(0) } ?? 0
        }
        return SQLSchema(
            applicationID: Int32(truncatingIfNeeded: try number("PRAGMA application_id")),
            number: try number("PRAGMA user_version"),
            isEmpty: try number("SELECT count(*) FROM (SELECT 1 FROM sqlite_schema LIMIT 1)") == 0
        )
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
