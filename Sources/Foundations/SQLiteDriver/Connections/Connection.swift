import CSQLite
import Glibc
import SQLKit

/// One connection to the file, with the statements that it has prepared.
///
/// Not thread-safe (`SQLITE_OPEN_NOMUTEX`): it lives inside a `Lock`, or belongs to whoever took
/// it out of one.
final class Connection {
    let path: String
    let handle: OpaquePointer

    /// Whether the file is read as one that nobody changes.
    var isImmutable = false

    private var statements: [SQL.Key: Statement] = [:]
    /// How many pages the write-ahead log holds since the last commit on this connection.
    fileprivate(set) var logPages = 0
    /// The first failure of the disk on this connection.
    private(set) var diskFailure: SQLError?
    /// The failure that made SQLite roll back a transaction by itself.
    private(set) var rollbackCause: SQLError?

    /// What is set once, before the first connection.
    private static let configuration = csqlite_configure_memory()

    /// Opens `file`: a path, or with `SQLITE_OPEN_URI` an address.
    init(_ file: String, path: String, flags: Int32) throws(SQLError) {
        _ = Self.configuration
        self.path = path
        var opened: OpaquePointer?
        // "NOMUTEX": the caller sees to it that one thread at a time uses a connection.
        let outcome = sqlite3_open_v2(file, &opened, flags | SQLITE_OPEN_NOMUTEX, nil)
        guard let opened else {
            throw .sqlite(SQLITE_NOMEM, at: path, detail: nil)
        }
        handle = opened
        guard outcome == SQLITE_OK else {
            // Everything is initialized, so `deinit` runs and closes what was opened.
            throw .sqlite(
                sqlite3_extended_errcode(opened),
                at: path,
                detail: nil,
                errorNumber: sqlite3_system_errno(opened)
            )
        }
        sqlite3_extended_result_codes(handle, 1)
        sqlite3_busy_timeout(handle, Self.busyMilliseconds)
        // The schema may come from a damaged or hostile file, so it can neither call unsafe
        // functions nor be written around.
        csqlite_set(handle, SQLITE_DBCONFIG_DEFENSIVE, 1)
        csqlite_set(handle, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0)
        // A misspelt column in double quotes is an error, not a text.
        csqlite_set(handle, SQLITE_DBCONFIG_DQS_DML, 0)
        csqlite_set(handle, SQLITE_DBCONFIG_DQS_DDL, 0)
        // Checkpoints are the writer's, under the writer lock: see ``Writer``.
        csqlite_set(handle, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1)
        sqlite3_wal_autocheckpoint(handle, 0)
        sqlite3_wal_hook(handle, noteLogPages, Unmanaged.passUnretained(self).toOpaque())
    }

    deinit {
        statements.removeAll()
        sqlite3_close_v2(handle)
    }

    /// How long to wait for programs that use the file without our writer lock.
    static let busyMilliseconds: Int32 = 5000

    // MARK: Statements

    /// Runs statements that we wrote, such as pragmas, one after the other.
    func execute(_ script: String) throws(SQLError) {
        guard sqlite3_exec(handle, script, nil, nil, nil) == SQLITE_OK else {
            throw failure(detailed: true)
        }
    }

    /// Runs a statement; returns the number of rows that it changed itself.
    @discardableResult
    func run(_ sql: SQL) throws(SQLError) -> Int {
        let before = sqlite3_total_changes64(handle)
        let statement = try statement(sql)
        defer { statement.finish() }
        try statement.bind(sql.values)
        while try statement.step() {}
        if let rest = statement.rest {
            try execute(rest)
        }
        // For anything but INSERT, UPDATE and DELETE, `changes` keeps the number of the last one.
        let changed = sqlite3_total_changes64(handle) != before
        return changed ? Int(sqlite3_changes64(handle)) : 0
    }

    /// Hands out rows until `body` returns `false`.
    func each(_ sql: SQL, _ body: (SQLRow) throws -> Bool) throws {
        let statement = try statement(sql)
        defer { statement.finish() }
        if statement.rest != nil {
            throw SQLError.misuse("A query is one statement, but this text holds several.")
        }
        try statement.bind(sql.values)
        let row = SQLRow(statement)
        while try statement.step() {
            guard try body(row) else {
                // What it writes is whole only when it has come to its end.
                if !statement.isReadOnly { while try statement.step() {} }
                return
            }
        }
    }

    /// Whether changes go to a write-ahead log.
    func isLogged() throws(SQLError) -> Bool {
        let statement = try statement("PRAGMA journal_mode")
        defer { statement.finish() }
        return try statement.step() && statement.text(0) == "wal"
    }

    private func statement(_ sql: SQL) throws(SQLError) -> Statement {
        let key = sql.key
        // In use while its own rows are handed out: a body may ask the same again.
        if let known = statements[key], !known.isInUse {
            known.isInUse = true
            return known
        }
        let statement = try Statement(
            sql.text { "?\($0)" },
            parameters: sql.values.count,
            on: self
        )
        statement.isInUse = true
        if sql.isConstant, statements[key] == nil { statements[key] = statement }
        return statement
    }

    // MARK: Transactions

    var isInTransaction: Bool { sqlite3_get_autocommit(handle) == 0 }

    /// Whether rows refer to others that are not there, so that COMMIT would be refused.
    var hasOpenReferences: Bool {
        var open: Int32 = 0
        var highest: Int32 = 0
        // "Returns zero for the current value if and only if all foreign key constraints (deferred
        // or immediate) have been resolved." (SQLite manual, SQLITE_DBSTATUS_DEFERRED_FKS)
        sqlite3_db_status(handle, SQLITE_DBSTATUS_DEFERRED_FKS, &open, &highest, 0)
        return open != 0
    }

    func beginReading() throws(SQLError) {
        rollbackCause = nil
        try run("BEGIN")
    }

    func beginWriting() throws(SQLError) {
        rollbackCause = nil
        try run("BEGIN IMMEDIATE")
    }

    /// Lets go of the state that was read.
    func endReading() {
        do {
            try rollBack()
        } catch {
            // It changed nothing; the next BEGIN on this connection reports what is wrong with it.
        }
    }

    func commit() throws(SQLError) {
        try run("COMMIT")
    }

    /// Undoes the transaction, if there still is one.
    func rollBack() throws(SQLError) {
        // "If certain kinds of errors occur within a transaction, the transaction may or may not
        // be rolled back automatically." (SQLite manual, "Transaction".) After that a ROLLBACK
        // fails, and its error would hide the one that explains why.
        if isInTransaction { try run("ROLLBACK") }
    }

    // MARK: Failures

    /// The error of the call that has just failed.
    ///
    /// - Parameter detailed: Whether SQLite's words may be shown. Those of some failures, such as
    ///   a malformed search, repeat what was bound.
    func failure(detailed: Bool) -> SQLError {
        let code = sqlite3_extended_errcode(handle)
        let primary = code & 0xFF
        let isSafe = detailed || (primary != SQLITE_ERROR && primary != SQLITE_MISMATCH)
        let error = SQLError.sqlite(
            code,
            at: path,
            detail: isSafe ? String(cString: sqlite3_errmsg(handle)) : nil,
            errorNumber: sqlite3_system_errno(handle)
        )
        if error.kind == .ioFailure, diskFailure == nil { diskFailure = error }
        if !isInTransaction, rollbackCause == nil { rollbackCause = error }
        return error
    }

    fileprivate func note(logPages: Int) {
        self.logPages = logPages
    }
}

/// Called by SQLite after each commit, with the number of pages that the log now holds.
private func noteLogPages(
    _ connection: UnsafeMutableRawPointer?,
    _ handle: OpaquePointer?,
    _ name: UnsafePointer<CChar>?,
    _ pages: Int32
) -> Int32 {
    if let connection {
        Unmanaged<Connection>.fromOpaque(connection).takeUnretainedValue().note(
            logPages: Int(pages)
        )
    }
    return SQLITE_OK
}
