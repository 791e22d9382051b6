import SQLKit
import SQLiteDriver
import Testing

@Suite("Checkpoints")
struct CheckpointTests {
    private func write(_ database: SQLiteDatabase, blobs: Int) throws {
        for _ in 0..<blobs {
            try database.write {
                try $0.run("INSERT INTO n (bytes) VALUES (zeroblob(100000))")
            }
        }
    }

    /// Lends a database whose writer stays, or one that takes turns with others.
    private func withDatabase(
        _ time: SQLiteDatabase.WriterLockTime,
        _ body: (SQLiteDatabase) throws -> Void
    ) throws {
        try withFolder { folder in
            var options = SQLiteDatabase.Options()
            options.writerLock = time
            options.durability = .none
            let database = try SQLiteDatabase(at: folder + "/store", options: options)
            try database.write {
                try $0.run("CREATE TABLE n (i INTEGER PRIMARY KEY, bytes BLOB)")
            }
            try body(database)
        }
    }

    static let times = [SQLiteDatabase.WriterLockTime.life, .transaction]

    @Test("The log stays small, however much is written", arguments: times)
    func bounded(time: SQLiteDatabase.WriterLockTime) throws {
        try withDatabase(time) { database in
            for _ in 0..<20 {
                try write(database, blobs: 20)
                #expect(size(database.path + "-wal") < 6_000_000)
            }
            #expect(size(database.path) > 30_000_000)
        }
    }

    @Test("The log stays small when each process writes once")
    func oneWriteEach() throws {
        try withDatabase(.transaction) { first in
            first.close()
            var options = SQLiteDatabase.Options()
            options.durability = .none
            for _ in 0..<200 {
                let database = try SQLiteDatabase(at: first.path, options: options)
                _ = try database.write {
                    try $0.run("INSERT INTO n (bytes) VALUES (zeroblob(9000))")
                }
                database.close()
                #expect(size(first.path + "-wal") < 600_000)
            }
            #expect(size(first.path) > 1_500_000)
        }
    }

    @Test("A long read lets the log grow, and after it the log shrinks by itself", arguments: times)
    func readers(time: SQLiteDatabase.WriterLockTime) throws {
        try withDatabase(time) { database in
            func count(_ transaction: any SQLTransaction) throws -> Int? {
                try transaction.first("SELECT count(*) FROM n") { try $0.int(0) }
            }
            let counts = try database.read { transaction in
                let before = try count(transaction)
                try write(database, blobs: 400)
                return [before, try count(transaction)]
            }
            #expect(counts == [0, 0])
            #expect(size(database.path + "-wal") > 40_000_000)
            try write(database, blobs: 60)
            #expect(size(database.path + "-wal") < 6_000_000)
        }
    }

    @Test("Closing after a life as the only writer leaves an empty log")
    func closing() throws {
        try withFolder { folder in
            var options = SQLiteDatabase.Options()
            options.writerLock = .life
            let database = try SQLiteDatabase(at: folder + "/store", options: options)
            try database.write { try $0.run("CREATE TABLE n (i INTEGER)") }
            #expect(size(folder + "/store-wal") > 0)
            database.close()
            #expect(size(folder + "/store-wal") == 0)
            #expect(size(folder + "/store") > 0)
        }
    }
}
