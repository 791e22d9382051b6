import Glibc
import SQLKit
import Telemetry

/// A database in one SQLite file, with its log and its writer lock beside it.
///
/// Writes are on the disk when they are acknowledged. One connection writes, under a lock that all
/// processes honour; any number read. The first flush that fails ends writing for good, and reads
/// go on.
package final class SQLiteDatabase: SQLDatabase {
    /// How a database is opened.
    package struct Options: Sendable {
        /// Whether to create the file if there is none.
        package var creates = true
        /// For how long the writer lock is held.
        package var writerLock = WriterLockTime.transaction
        /// How long to wait for the writer lock before giving up with `store.locked`.
        package var lockWait = Duration.seconds(30)
        /// Asked now and then while waiting for the writer lock: whether it will not come free.
        package var isWaitVain: @Sendable () -> Bool = { false }
        /// What an acknowledged write survives.
        package var durability = Durability.full

        package init() {}
    }

    /// For how long the writer lock is held.
    package enum WriterLockTime: Sendable {
        /// For each write, so that processes take turns: for commands.
        case transaction
        /// From opening to closing, so that no other process writes: for a daemon.
        case life
    }

    /// What an acknowledged write survives.
    package enum Durability: String, Sendable {
        /// Power loss.
        case full = "FULL"
        /// The end of the process only: for tests.
        case none = "OFF"
    }

    /// The file, as an absolute path.
    package let path: String

    let readers: Readers
    let writer: Lock<Writer>
    private let queue: CommitQueue
    private let temporaryFolder: String?

    /// Opens the file at `path`, whose folder must exist.
    ///
    /// Reads nothing yet where the file exists: a file that is no store, or a damaged one, is
    /// reported by the first transaction.
    package convenience init(
        at path: String,
        options: Options = Options()
    ) throws(SQLError) {
        try self.init(at: path, options: options, temporaryFolder: nil)
    }

    /// A new database in a folder of its own, removed when this is closed: for tests.
    package static func temporary(
        _ writerLock: WriterLockTime = .transaction
    ) throws(SQLError) -> SQLiteDatabase {
        let parent = getenv("TMPDIR").map { String(cString: $0) } ?? "/tmp"
        var template = Array("\(parent)/store.XXXXXX".utf8CString)
        guard mkdtemp(&template) != nil else { throw .system(errno, "create a folder in", parent) }
        let folder = String(
            decoding: template.dropLast().map(UInt8.init(bitPattern:)),
            as: UTF8.self
        )
        var options = Options()
        options.durability = .none
        options.writerLock = writerLock
        return try SQLiteDatabase(
            at: folder + "/store.sqlite",
            options: options,
            temporaryFolder: folder
        )
    }

    private init(
        at path: String,
        options: Options,
        temporaryFolder: String?
    ) throws(SQLError) {
        let path = try resolved(path)
        let writer = Lock(Writer(path: path, options: options))
        self.path = path
        self.writer = writer
        self.temporaryFolder = temporaryFolder
        readers = Readers(path: path, options.writerLock)
        queue = CommitQueue { group in writer.withLock { $0.write(group: group) } }

        var facts = stat()
        let isMissing = stat(path, &facts) != 0
        guard isMissing || facts.st_mode & S_IFMT == S_IFREG else {
            throw SQLError(.cannotOpen, "Cannot open '\(path)': it is not a file.")
        }
        if isMissing, !options.creates { throw .system(ENOENT, "open", path) }
        try writer.withLock { writer throws(SQLError) in
            if options.writerLock == .life { try writer.hold() }
            if isMissing { try writer.create() }
        }
    }

    deinit { close() }

    /// Why nothing is written any more; `nil` while it is.
    ///
    /// Waits for the write that runs.
    package var writeStopReason: String? { writer.withLock { $0.stopReason } }

    /// Waits for the writes that were queued, then lets go of the file.
    ///
    /// Everything later throws.
    package func close() {
        queue.close()
        writer.withLock { $0.close() }
        readers.close()
        if let temporaryFolder {
            for suffix in ["", "-wal", "-shm", ".writer", ".write-stopped"] {
                unlink(path + suffix)
            }
            rmdir(temporaryFolder)
        }
    }

    package func read<T: Sendable>(_ body: (any SQLTransaction) throws -> T) throws -> T {
        try readers.withConnection { connection in
            try connection.beginReading()
            let transaction = SQLiteTransaction(connection)
            defer {
                transaction.end()
                connection.endReading()
            }
            return try body(transaction)
        }
    }

    @discardableResult
    package func write<T: Sendable>(_ body: (any SQLTransaction) throws -> T) throws -> T {
        try writer.withLock { try $0.write(body) }
    }

    @discardableResult
    package func writeGrouped<T: Sendable>(
        _ body: @escaping @Sendable (any SQLTransaction) throws -> T
    ) async throws -> T {
        try await withCheckedThrowingContinuation { continuation in
            queue.add(QueuedWrite(body, continuation))
        }
    }
}

/// The absolute path, without links, so that all names of a file share one writer lock.
private func resolved(_ path: String) throws(SQLError) -> String {
    if let whole = realpath(path, nil) {
        defer { free(whole) }
        return String(cString: whole)
    }
    // No such file yet: its folder must exist.
    let slash = path.lastIndex(of: "/")
    let folder = slash.map { $0 == path.startIndex ? "/" : String(path[..<$0]) } ?? "."
    let name = slash.map { String(path[path.index(after: $0)...]) } ?? path
    guard !name.isEmpty, let whole = realpath(folder, nil) else {
        throw .system(ENOENT, "open", path)
    }
    defer { free(whole) }
    let base = String(cString: whole)
    return base == "/" ? "/" + name : "\(base)/\(name)"
}
