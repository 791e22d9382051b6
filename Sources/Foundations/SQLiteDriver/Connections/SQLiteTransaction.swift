import SQLKit

/// A transaction on a connection, for as long as its body runs.
final class SQLiteTransaction: SQLTransaction {
    private var connection: Connection?

    init(_ connection: Connection) {
        self.connection = connection
    }

    /// Makes every later use an error.
    func end() {
        connection = nil
    }

    func run(_ sql: SQL) throws(SQLError) -> Int {
        try open().run(sql)
    }

    func each(_ sql: SQL, _ body: (SQLRow) throws -> Bool) throws {
        try open().each(sql, body)
    }

    private func open() throws(SQLError) -> Connection {
        guard let connection else {
            throw .misuse("A transaction was used after its end.")
        }
        // Without a transaction each statement would be kept by itself.
        guard connection.isInTransaction else {
            throw connection.rollbackCause
                ?? .misuse("A transaction was ended by a statement inside it.")
        }
        return connection
    }
}
