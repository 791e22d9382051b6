import CSQLite
import Glibc
import SQLKit
import Telemetry

/// The connections that read, opened when needed.
///
/// As many as there are readers at one time; a few are kept for the next.
final class Readers: Sendable {
    private let path: String
    /// Whether the file is read through the page cache.
    private let isMapped: Bool
    private let idle: Lock<[Connection]>
    private static let idleMax = 4

    /// - Parameter writerLock: Who writes. After each write SQLite gives back what it has mapped,
    ///   so that in a process that stays a map costs a small question more than copies do.
    init(path: String, _ writerLock: SQLiteDatabase.WriterLockTime) {
        self.path = path
        isMapped = writerLock == .transaction
        idle = Lock([])
    }

    /// Lends a connection for the time of `body`.
    func withConnection<T>(_ body: (Connection) throws -> T) throws -> T {
        let connection = try idle.withLock { $0.popLast() } ?? open()
        defer { giveBack(connection) }
        return try body(connection)
    }

    func close() {
        idle.withLock { $0.removeAll() }
    }

    private func giveBack(_ connection: Connection) {
        // A connection that took the file for unchanging must not meet later changes.
        if connection.isImmutable { return }
        idle.withLock { if $0.count < Self.idleMax { $0.append(connection) } }
    }

    private func open() throws(SQLError) -> Connection {
        do {
            return try open(path, flags: SQLITE_OPEN_READWRITE)
        } catch {
            guard error.kind == .cannotOpen || error.kind == .readOnly else { throw error }
            guard access(path, F_OK) == 0 else {
                throw SQLError(.missing, "There is no store at '\(path)'.")
            }
            // Where its folder cannot be written, SQLite cannot keep the index that readers share.
            // The file can then be read as one that nobody changes, but only if no change stands
            // in the log beside it.
            guard access(path, R_OK) == 0 else { throw error }
            guard !hasLog else {
                throw SQLError(
                    error.kind,
                    error.message,
                    hint: "Copy it, with the file that ends in -wal, to a folder you can write.",
                    extendedCode: error.extendedCode
                )
            }
            let address = "file:\(Self.escaped(path))?immutable=1"
            let connection = try open(address, flags: SQLITE_OPEN_READONLY | SQLITE_OPEN_URI)
            connection.isImmutable = true
            return connection
        }
    }

    private func open(_ file: String, flags: Int32) throws(SQLError) -> Connection {
        let connection = try Connection(file, path: path, flags: flags)
        // Reading through the page cache spares copies. A disk that fails then ends the process
        // instead of giving an error, so the writer does without.
        // Without it, the pages of a large store are kept, up to 16 MiB.
        try connection.execute(
            isMapped ? "PRAGMA mmap_size = 268435456" : "PRAGMA cache_size = -16384"
        )
        // The last line meets whatever stands in the way of reading; it leaves the schema unread,
        // which takes longer than the whole opening and is not needed to see whose file it is.
        try connection.execute(
            """
            PRAGMA query_only = ON;
            PRAGMA cell_size_check = ON;
            PRAGMA schema_version;
            """
        )
        return connection
    }

    private var hasLog: Bool {
        var facts = stat()
        return stat(path + "-wal", &facts) == 0 && facts.st_size > 0
    }

    /// The path with what an address gives a meaning to as `%xx`.
    private static func escaped(_ path: String) -> String {
        let digits = Array("0123456789ABCDEF".utf8)
        var address: [UInt8] = []
        for byte in path.utf8 {
            switch byte {
            case UInt8(ascii: "%"), UInt8(ascii: "?"), UInt8(ascii: "#"):
                address += [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
            default:
                address.append(byte)
            }
        }
        return String(decoding: address, as: UTF8.self)
    }
}
