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

    private func database() throws -> SQLiteDatabase {
        let database = try SQLiteDatabase.temporary()
        try database.write { try $0.run("CREATE TABLE n (i INTEGER PRIMARY KEY, bytes BLOB)") }
        return database
    }

    @Test("The log stays small, however much is written")
    func bounded() throws {
        let database = try database()
        for _ in 0..<20 {
            try write(database, blobs: 20)
            #expect(size(database.path + "-wal") < 6_000_000)
        }
        #expect(size(database.path) > 30_000_000)
    }

    @Test("A long read lets the log grow, and after it the log shrinks by itself")
    func readers() throws {
        let database = try database()
        try database.read { transaction in
            let before = try transaction.first("SELECT count(*) FROM n") { try $0.int(0) }
            try write(database, blobs: 400)
            #expect(size(database.path + "-wal") > 40_000_000)
            let after = try transaction.first("SELECT count(*) FROM n") { try $0.int(0) }
            #expect(before == after)
        }
        try write(database, blobs: 60)
        #expect(size(database.path + "-wal") < 6_000_000)
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
