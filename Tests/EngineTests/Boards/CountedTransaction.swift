import SQLKit

/// A transaction that counts what it is asked.
final class CountedTransaction: SQLTransaction {
    private let inner: any SQLTransaction
    private(set) var count = 0

    init(_ inner: any SQLTransaction) {
        self.inner = inner
    }

    func run(_ sql: SQL) throws(SQLError) -> Int {
        count += 1
        return try inner.run(sql)
    }

    func each(_ sql: SQL, _ body: (SQLRow) throws -> Bool) throws {
        count += 1
        try inner.each(sql, body)
    }
}
