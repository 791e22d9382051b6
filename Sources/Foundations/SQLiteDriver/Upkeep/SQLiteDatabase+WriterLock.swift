import SQLKit

extension SQLiteDatabase {
    /// Runs `body` while no other process writes to the file, which may be damaged or absent.
    ///
    /// - Throws: ``SQLError`` of kind `locked` when another process does not let go in time.
    package static func withWriterLock<Answer>(
        on path: String,
        waiting limit: Duration,
        _ body: () throws -> Answer
    ) throws -> Answer {
        let lock = WriterLock(path: path + ".writer", wait: limit)
        try lock.acquire()
        defer { lock.close() }
        return try body()
    }
}
