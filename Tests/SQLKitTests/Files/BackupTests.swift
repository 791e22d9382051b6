import SQLKit
import SQLiteDriver
import Testing

@Suite("Backups")
struct BackupTests {
    @Test("A copy made while others write is whole, and of one moment")
    func consistent() async throws {
        try await withFolder { folder in
            let database = try SQLiteDatabase(at: folder + "/store")
            try database.write { transaction in
                try transaction.run("CREATE TABLE a (i INTEGER)")
                try transaction.run("CREATE TABLE b (i INTEGER)")
            }
            @Sendable func add(_ number: Int) async throws {
                try await database.writeGrouped { transaction in
                    try transaction.run("INSERT INTO a VALUES (\(number))")
                    _ = try transaction.run("INSERT INTO b VALUES (\(number))")
                }
            }
            for number in 0..<50 { try await add(number) }
            try await withThrowingTaskGroup(of: Void.self) { group in
                for number in 50..<150 {
                    group.addTask { try await add(number) }
                }
                group.addTask { try database.backup(to: folder + "/copy") }
                try await group.waitForAll()
            }
            let copy = try SQLiteDatabase(at: folder + "/copy")
            #expect(try copy.integrityCheck(.full) == [])
            let counts = try copy.read { transaction in
                try transaction.first("SELECT (SELECT count(*) FROM a), (SELECT count(*) FROM b)") {
                    [try $0.int(0), try $0.int(1)]
                }
            }
            let (a, b) = (counts?[0] ?? -1, counts?[1] ?? -2)
            #expect(a == b)
            #expect((50...150).contains(a))
            try copy.write { try $0.run("INSERT INTO a VALUES (0)") }
        }
    }

    @Test("A copy never takes another file's place, and leaves nothing half-done")
    func refusal() throws {
        try withFolder { folder in
            let database = try SQLiteDatabase(at: folder + "/store")
            try database.write { try $0.run("CREATE TABLE a (i INTEGER)") }
            try write([1, 2, 3], to: folder + "/copy")
            let exists = #expect(throws: SQLError.self) {
                try database.backup(to: folder + "/copy")
            }
            #expect(exists?.kind == .exists)
            #expect(try bytes(of: folder + "/copy") == [1, 2, 3])
            let noFolder = #expect(throws: SQLError.self) {
                try database.backup(to: folder + "/none/copy")
            }
            #expect(noFolder?.kind == .missing)
            try database.backup(to: folder + "/second")
            #expect(
                names(in: folder)
                    == ["copy", "second", "store", "store-shm", "store-wal", "store.writer"]
            )
            #expect(output("stat -c %a '\(folder)/second'") == "600\n")
        }
    }

    @Test("The size is that of the file and its log, and the pages are counted")
    func size() throws {
        try withFolder { folder in
            let database = try SQLiteDatabase(at: folder + "/store")
            try database.write { try $0.run("CREATE TABLE a (i INTEGER)") }
            #expect(
                database.size == SQLKitTests.size(folder + "/store")
                    + SQLKitTests.size(folder + "/store-wal")
            )
            #expect(try database.pageCount() == 2)
        }
    }
}
