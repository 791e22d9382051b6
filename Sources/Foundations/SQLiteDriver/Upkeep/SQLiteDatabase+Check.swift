import Glibc
import SQLKit
import Telemetry

extension SQLiteDatabase {
    /// How thoroughly the file is checked.
    package enum Thoroughness: Sendable {
        /// Whether every page is well formed: one reading of the file.
        case quick
        /// Also whether indexes match their tables and rules hold: several times as long.
        case full
    }

    /// What is wrong with the file, in SQLite's words; empty if it is sound.
    ///
    /// - Throws: Where it is too damaged to be checked.
    package func integrityCheck(_ thoroughness: Thoroughness = .quick) throws -> [String] {
        try read { transaction in
            let structure =
                switch thoroughness {
                case .quick: try transaction.query("PRAGMA quick_check") { try $0.text(0) }
                case .full: try transaction.query("PRAGMA integrity_check") { try $0.text(0) }
                }
            let references = try transaction.query("PRAGMA foreign_key_check") {
                "a row of table \(try $0.text(0)) refers to one that is not there"
            }
            return structure.filter { $0 != "ok" } + references
        }
    }

    /// How many pages the database has.
    package func pageCount() throws -> Int {
        try read { try $0.first("PRAGMA page_count") { try $0.int(0) } ?? 0 }
    }

    /// The bytes that the file and its log take.
    package var size: Int { Self.bytes(of: path) + Self.bytes(of: path + "-wal") }

    /// Lets writing begin again after a flush had failed, for a caller that has verified the store.
    ///
    /// Moves what the log holds into the file first.
    ///
    /// - Throws: ``SQLError`` of kind `writeStopped` where this object met the failure itself: what
    ///   it knows of the disk is not to be trusted, so the store has to be opened again.
    package func clearWriteStop() throws {
        try writer.withLock { writer throws(SQLError) in try writer.clearWriteStop() }
    }

    private static func bytes(of path: String) -> Int {
        var facts = stat()
        return stat(path, &facts) == 0 ? facts.st_size : 0
    }
}
