/// An open transaction, for use inside the body that received it and on its thread only.
///
/// Everything is synchronous, so nothing waits while the database's lock is held. Statements that
/// begin or end transactions are a fault of our own code.
package protocol SQLTransaction: AnyObject {
    /// Runs a statement and returns how many rows it inserted, updated or deleted itself.
    ///
    /// Rows that it returns are passed over. A text without parameters may hold several
    /// statements; the count is then that of the last.
    @discardableResult
    func run(_ sql: SQL) throws(SQLError) -> Int

    /// Hands out the rows of the answer one by one until `body` returns `false`.
    ///
    /// A statement that changes something does all of it, also when `body` stops early.
    func each(_ sql: SQL, _ body: (SQLRow) throws -> Bool) throws
}

extension SQLTransaction {
    /// All rows, each turned into a value.
    package func query<T>(_ sql: SQL, _ row: (SQLRow) throws -> T) throws -> [T] {
        var values: [T] = []
        try each(sql) {
            values.append(try row($0))
            return true
        }
        return values
    }

    /// The first row, turned into a value; `nil` if there is none.
    package func first<T>(_ sql: SQL, _ row: (SQLRow) throws -> T) throws -> T? {
        var value: T?
        try each(sql) {
            value = try row($0)
            return false
        }
        return value
    }
}
