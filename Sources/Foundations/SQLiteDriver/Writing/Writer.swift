import CSQLite
import Glibc
import SQLKit

/// The one connection that writes and checkpoints, and the rules under which it may.
///
/// Not thread-safe: it lives inside a `Lock`.
final class Writer {
    private let path: String
    private let options: SQLiteDatabase.Options
    private let lock: WriterLock
    private let mark: WriteStop
    private var connection: Connection?
    private var stopped: SQLError?
    private var holdsLock = false
    private var checkpoints: CheckpointSchedule

    init(path: String, options: SQLiteDatabase.Options) {
        self.path = path
        self.options = options
        lock = WriterLock(
            path: path + ".writer",
            wait: options.lockWait,
            isVain: options.isWaitVain
        )
        mark = WriteStop(store: path)
        checkpoints = CheckpointSchedule(options.writerLock)
    }

    /// Takes the writer lock for good.
    func hold() throws(SQLError) {
        try lock.acquire()
        holdsLock = true
    }

    /// Creates the file if there is none.
    func create() throws(SQLError) {
        _ = try enter()
        leave()
    }

    /// Runs `body` in a transaction that is on the disk when this returns.
    func write<T>(_ body: (any SQLTransaction) throws -> T) throws -> T {
        let connection = try enter()
        defer { leave() }
        let answer = try transact(on: connection) { try Self.run(body, on: connection) }
        checkpoint(connection)
        return answer
    }

    /// Like ``write(_:)``, with references checked only at the end, so that tables can be rebuilt.
    func changeSchema<T>(_ body: (any SQLTransaction) throws -> T) throws -> T {
        let connection = try enter()
        defer { leave() }
        // "This pragma is a no-op within a transaction" (SQLite manual, foreign_keys), and with it
        // on, dropping a table deletes what refers to its rows.
        try connection.execute("PRAGMA foreign_keys = OFF")
        // A connection that no longer checks references must not be used again.
        defer { self.connection = nil }
        let answer = try transact(on: connection) {
            let answer = try Self.run(body, on: connection)
            try connection.each("PRAGMA foreign_key_check") { row in
                throw SQLError(
                    .constraint(name: "FOREIGN KEY"),
                    "A row of the table '\(try row.text(0))' would refer to one that is not there."
                )
            }
            return answer
        }
        checkpoint(connection)
        return answer
    }

    /// Lets writing begin again, for a caller that has verified the store.
    func clearWriteStop() throws(SQLError) {
        if let stopped { throw stopped }
        if !holdsLock { try lock.acquire() }
        defer { leave() }
        // What the log holds may be in memory only; this writes it to the file itself.
        try connected().execute("PRAGMA wal_checkpoint(TRUNCATE)")
        try mark.clear()
    }

    /// Why nothing is written any more; `nil` while it is.
    var stopReason: String? { (stopped ?? mark.error)?.message }

    /// Closes the connection and lets go of the lock.
    func close() {
        if let connection, holdsLock, stopped == nil {
            // With an empty log the next start has nothing to recover.
            checkpoints.empty(connection)
        }
        connection = nil
        stopped = stopped ?? .misuse("The store was used after it was closed.")
        holdsLock = false
        lock.close()
    }

    // MARK: Permission to write

    /// The connection, with the writer lock held until ``leave()``.
    func enter() throws(SQLError) -> Connection {
        if let stopped { throw stopped }
        if !holdsLock { try lock.acquire() }
        do throws(SQLError) {
            if let error = mark.error { throw error }
            return try connected()
        } catch {
            // Opening flushes too, and may have found pages that an earlier process left.
            if error.kind == .ioFailure { refuse(because: error) }
            leave()
            throw error
        }
    }

    func leave() {
        if !holdsLock { lock.release() }
    }

    private func connected() throws(SQLError) -> Connection {
        if let connection { return connection }
        let isNew = try createFile()
        let opened = try Connection(path, path: path, flags: SQLITE_OPEN_READWRITE)
        guard sqlite3_db_readonly(opened.handle, "main") == 0 else { throw .readOnly(path) }
        // What a savepoint would have to put back is kept in memory ("temp_store"): in a group it
        // would else be written to a temporary file, a few pages for each write.
        try opened.execute(
            """
            PRAGMA journal_mode = WAL;
            PRAGMA synchronous = \(options.durability.rawValue);
            PRAGMA foreign_keys = ON;
            PRAGMA secure_delete = OFF;
            PRAGMA cell_size_check = ON;
            PRAGMA temp_store = MEMORY;
            PRAGMA journal_size_limit = \(CheckpointSchedule.logBytesMax);
            """
        )
        // SQLite keeps another journal where the file system has no shared memory.
        guard try opened.isLogged() else {
            throw SQLError(.cannotOpen, "Cannot keep a log beside '\(path)' on this file system.")
        }
        if isNew { try synchronizeFolder(of: path) }
        connection = opened
        return opened
    }

    /// Creates an empty file, readable by its owner only; SQLite gives its log the same mode.
    ///
    /// - Returns: Whether there was none.
    private func createFile() throws(SQLError) -> Bool {
        if access(path, F_OK) == 0 { return false }
        guard options.creates else { throw .system(ENOENT, "open", path) }
        let file = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard file >= 0 else { throw .system(errno, "create", path) }
        Glibc.close(file)
        return true
    }

    // MARK: Transactions

    /// Runs `body` between BEGIN and COMMIT; whatever fails, nothing is kept.
    func transact<T>(on connection: Connection, _ body: () throws -> T) throws -> T {
        do {
            try connection.beginWriting()
            let answer = try body()
            // A body may have caught the error of a statement that the disk refused.
            if let failure = connection.diskFailure { throw failure }
            guard connection.isInTransaction else {
                throw connection.rollbackCause
                    ?? .misuse("A transaction was ended by a statement inside it.")
            }
            try connection.commit()
            return answer
        } catch {
            undo(on: connection)
            throw error
        }
    }

    private func undo(on connection: Connection) {
        do {
            try connection.rollBack()
        } catch {
            // Closing it rolls back too; the caller hears of the error that came first.
            self.connection = nil
        }
        if let failure = connection.diskFailure { stop(failure, on: connection) }
    }

    private func stop(_ failure: SQLError, on connection: Connection) {
        refuse(because: failure)
        forgetUncommitted(on: connection)
        self.connection = nil
    }

    /// Ends writing, here and for whoever opens the file later.
    private func refuse(because failure: SQLError) {
        stopped = mark.error(because: failure.message)
        mark.leave(failure.message)
    }

    /// Cuts off what a refused transaction has left in the log.
    ///
    /// After a flush that failed, the log holds the whole transaction. Nobody sees it while this
    /// connection lives, but who opens the file next would take it for committed.
    private func forgetUncommitted(on connection: Connection) {
        let committed = csqlite_committed_log_bytes(connection.handle)
        var facts = stat()
        guard committed >= 0, stat(path + "-wal", &facts) == 0, facts.st_size > committed else {
            return
        }
        // Where this fails too, the change may come back, whole: nobody was told that it is kept.
        truncate(path + "-wal", Int(committed))
    }

    static func run<T>(
        _ body: (any SQLTransaction) throws -> T,
        on connection: Connection
    ) throws -> T {
        let transaction = SQLiteTransaction(connection)
        defer { transaction.end() }
        return try body(transaction)
    }

    func checkpoint(_ connection: Connection) {
        if let failure = checkpoints.run(on: connection) { stop(failure, on: connection) }
    }
}
