/// A database that transactions are run on.
package protocol SQLDatabase: AnyObject, Sendable {
    /// Runs `body` on one state of the database, which others' writes do not change.
    func read<T: Sendable>(_ body: (any SQLTransaction) throws -> T) throws -> T

    /// Runs `body` alone among all writers and keeps what it did.
    ///
    /// When this returns, the changes are on the disk. When it throws, nothing was changed.
    @discardableResult
    func write<T: Sendable>(_ body: (any SQLTransaction) throws -> T) throws -> T

    /// Like ``write(_:)``, but callers who come at the same time share one flush of the disk.
    ///
    /// Each body is undone alone if it throws, and each caller hears of success only when the
    /// shared transaction is on the disk. If that fails, all of them throw.
    @discardableResult
    func writeGrouped<T: Sendable>(
        _ body: @escaping @Sendable (any SQLTransaction) throws -> T
    ) async throws -> T
}
