import CSQLite
import SQLKit

/// When the writer moves the log's pages into the file.
///
/// Small and often, on the connection that writes: SQLite before 3.51.3 can damage the file when
/// another connection does it. A checkpoint that waits for nobody leaves the log growing while
/// there always is a reader, so beyond a size it waits for them a moment.
struct CheckpointSchedule {
    static let logBytesMax = 32 << 20
    private static let pageBytes = 4096 + 24
    private static let waitMilliseconds: Int32 = 100

    private let pagesBetween: Int
    private let mode: Int32
    // The pages that the log held at the last checkpoint since it began anew.
    private var pagesDone = 0

    init(_ writerLock: SQLiteDatabase.WriterLockTime) {
        switch writerLock {
        case .life:
            pagesBetween = 1000
            mode = SQLITE_CHECKPOINT_PASSIVE
        case .transaction:
            // Where no process stays, each reads the whole log when it opens the file, and none
            // knows what the one before it has moved. So the log is kept short, and emptied.
            pagesBetween = 100
            mode = SQLITE_CHECKPOINT_TRUNCATE
        }
    }

    /// Checkpoints if it is time.
    ///
    /// - Returns: The failure of the disk, if it failed. What was committed is safe in the log.
    mutating func run(on connection: Connection) -> SQLError? {
        let pages = connection.logPages
        if pages < pagesDone { pagesDone = 0 }
        guard pages - pagesDone >= pagesBetween else { return nil }
        pagesDone = pages
        guard pages * Self.pageBytes > Self.logBytesMax else {
            return checkpoint(connection, mode, waitMilliseconds: 0)
        }
        let wait = Self.waitMilliseconds
        return checkpoint(connection, SQLITE_CHECKPOINT_TRUNCATE, waitMilliseconds: wait)
    }

    /// Moves everything into the file, as far as readers allow.
    func empty(_ connection: Connection) {
        // At the end of a writer's life: what could not be moved is safe in the log.
        _ = checkpoint(connection, SQLITE_CHECKPOINT_TRUNCATE, waitMilliseconds: 0)
    }

    private func checkpoint(
        _ connection: Connection,
        _ mode: Int32,
        waitMilliseconds: Int32
    ) -> SQLError? {
        sqlite3_busy_timeout(connection.handle, waitMilliseconds)
        defer { sqlite3_busy_timeout(connection.handle, Connection.busyMilliseconds) }
        let outcome = sqlite3_wal_checkpoint_v2(connection.handle, nil, mode, nil, nil)
        guard outcome != SQLITE_OK else { return nil }
        let failure = connection.failure(detailed: true)
        // A reader in the way or a full disk: the next checkpoint does it.
        return failure.kind == .ioFailure ? failure : nil
    }
}
