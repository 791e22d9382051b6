import CSQLite
import Glibc
import SQLKit

extension SQLiteDatabase {
    /// Copies the last committed state to `path`, while others read and write.
    ///
    /// The copy appears under its name only when it is whole and on the disk.
    ///
    /// - Throws: ``SQLError`` of kind `exists` where there already is a file.
    package func backup(to path: String) throws {
        if access(path, F_OK) == 0 { throw SQLError.system(EEXIST, "create", path) }
        let unfinished = try newFile(beside: path)
        do {
            try copy(to: unfinished)
            try synchronize(unfinished)
            // Unlike `rename`, it refuses to replace a file that has appeared meanwhile.
            guard link(unfinished, path) == 0 else {
                throw SQLError.system(errno, "create", path)
            }
        } catch {
            unlink(unfinished)
            throw error
        }
        unlink(unfinished)
        try synchronizeFolder(of: path)
    }

    private func copy(to path: String) throws {
        try readers.withConnection { source in
            let target = try Connection(path, path: path, flags: SQLITE_OPEN_READWRITE)
            // Nobody knows the copy before it is whole, so it needs no journal, and is flushed
            // once.
            try target.execute("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF")
            guard
                let backup = sqlite3_backup_init(target.handle, "main", source.handle, "main")
            else { throw target.failure(detailed: true) }
            let outcome = sqlite3_backup_step(backup, -1)
            sqlite3_backup_finish(backup)
            guard outcome == SQLITE_DONE else {
                throw SQLError.sqlite(
                    outcome,
                    at: path,
                    detail: String(cString: sqlite3_errstr(outcome)),
                    errorNumber: sqlite3_system_errno(target.handle)
                )
            }
        }
    }

    private func newFile(beside path: String) throws(SQLError) -> String {
        var template = Array("\(path).XXXXXX".utf8CString)
        let file = mkstemp(&template)
        guard file >= 0 else { throw .system(errno, "create", path) }
        Glibc.close(file)
        return String(decoding: template.dropLast().map(UInt8.init(bitPattern:)), as: UTF8.self)
    }
}

/// Flushes a file to the disk.
private func synchronize(_ path: String) throws(SQLError) {
    let file = open(path, O_RDONLY | O_CLOEXEC)
    guard file >= 0 else { throw .system(errno, "open", path) }
    defer { close(file) }
    guard fsync(file) == 0 else { throw .system(errno, "flush", path) }
}

/// Flushes the names in a file's folder to the disk.
func synchronizeFolder(of path: String) throws(SQLError) {
    let slash = path.lastIndex(of: "/")
    let folder = slash.map { $0 == path.startIndex ? "/" : String(path[..<$0]) } ?? "."
    let file = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard file >= 0 else { throw .system(errno, "open", folder) }
    defer { close(file) }
    guard fsync(file) == 0 else { throw .system(errno, "flush", folder) }
}
