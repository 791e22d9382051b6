import Glibc
import SQLKit
import SQLiteDriver
import Testing

/// Whether file systems can be mounted here.
private let canMount =
    geteuid() == 0
    && run(
        """
        d=$(mktemp -d) && mount -t tmpfs -o size=1m tmpfs $d 2>/dev/null && umount $d
        r=$?; rmdir $d; exit $r
        """
    ) == 0

@Suite("Disks that are full or read-only", .enabled(if: canMount, "needs the right to mount"))
struct MountedTests {
    /// Lends a file system in memory of the given size.
    private func withDisk(_ size: String, _ body: (String) throws -> Void) throws {
        try withFolder { folder in
            try #require(run("mount -t tmpfs -o size=\(size) tmpfs '\(folder)'") == 0)
            defer { _ = run("umount -l '\(folder)'") }
            try body(folder)
        }
    }

    private func count(_ database: SQLiteDatabase) throws -> Int? {
        try database.read { try $0.first("SELECT count(*) FROM n") { try $0.int(0) } }
    }

    private func insert(_ database: SQLiteDatabase) throws {
        _ = try database.write { try $0.run("INSERT INTO n (bytes) VALUES (zeroblob(20000))") }
    }

    @Test("A full disk refuses writes, loses nothing, lets reads go on, and recovers")
    func full() throws {
        try withDisk("2m") { folder in
            let path = folder + "/store"
            try write(Array(repeating: 1, count: 500_000), to: folder + "/ballast")
            let database = try SQLiteDatabase(at: path)
            try database.write { try $0.run("CREATE TABLE n (i INTEGER PRIMARY KEY, bytes BLOB)") }

            var kept = 0
            var refusal: SQLError?
            while refusal == nil, kept < 1000 {
                do {
                    try insert(database)
                    kept += 1
                } catch let error as SQLError {
                    refusal = error
                }
            }
            #expect(kept > 10)
            #expect(refusal?.kind == .full)
            #expect(refusal?.code == "store.full")
            #expect(refusal?.message.contains(path) == true)
            #expect(try count(database) == kept)
            for _ in 0..<5 {
                let again = #expect(throws: SQLError.self) { try insert(database) }
                #expect(again?.kind == .full)
            }
            #expect(try database.integrityCheck(.full) == [])
            #expect(!exists(path + ".write-stopped"))

            unlink(folder + "/ballast")
            try insert(database)
            #expect(try count(database) == kept + 1)

            let reopened = try SQLiteDatabase(at: path)
            #expect(try count(reopened) == kept + 1)
            #expect(try reopened.integrityCheck(.full) == [])
        }
    }

    @Test("A backup to a full disk is refused, and leaves nothing behind")
    func backup() throws {
        try withDisk("1m") { folder in
            let database = try SQLiteDatabase.temporary()
            try database.write { try $0.run("CREATE TABLE n (i INTEGER PRIMARY KEY, bytes BLOB)") }
            for _ in 0..<100 { try insert(database) }
            let error = #expect(throws: SQLError.self) { try database.backup(to: folder + "/copy") }
            #expect(error?.kind == .full)
            #expect(names(in: folder) == [])
        }
    }

    @Test("No room for a new store is said so")
    func creation() throws {
        try withDisk("64k") { folder in
            _ = run("dd if=/dev/zero of='\(folder)/ballast' 2>/dev/null")
            let error = #expect(throws: SQLError.self) {
                let database = try SQLiteDatabase(at: folder + "/store")
                _ = try database.write { try $0.run("CREATE TABLE n (i INTEGER)") }
            }
            #expect(error?.kind == .full)
        }
    }

    @Test(
        "A store on a read-only disk can be read and not written",
        arguments: [
            // Everything is in the file; its log is empty or gone.
            (["-wal", "-shm"], SQLiteDatabase.WriterLockTime.life),
            ([], .life),
            // The last rows are in the log.
            ([], .transaction),
        ]
    )
    func readOnly(removed: [String], time: SQLiteDatabase.WriterLockTime) throws {
        try withDisk("4m") { folder in
            let path = folder + "/a store?#%41"
            var options = SQLiteDatabase.Options()
            options.writerLock = time
            let database = try SQLiteDatabase(at: path, options: options)
            try database.write { try $0.run("CREATE TABLE n (i INTEGER PRIMARY KEY, bytes BLOB)") }
            try insert(database)
            database.close()
            #expect((size(path + "-wal") > 0) == (time == .transaction))
            for suffix in removed { unlink(path + suffix) }
            try #require(run("mount -o remount,ro '\(folder)'") == 0)

            let reader = try SQLiteDatabase(at: path)
            #expect(try count(reader) == 1)
            #expect(try count(reader) == 1)
            #expect(try reader.integrityCheck() == [])
            let error = #expect(throws: SQLError.self) { try insert(reader) }
            #expect(error?.kind == .readOnly)
            #expect(error?.code == "store.read_only")
            #expect(try count(reader) == 1)
        }
    }

    @Test("A log that cannot be read on a read-only disk is an error, not an old answer")
    func unreadableLog() throws {
        try withDisk("4m") { folder in
            let path = folder + "/store"
            let database = try SQLiteDatabase(at: path)
            try database.write { try $0.run("CREATE TABLE n (i INTEGER PRIMARY KEY, bytes BLOB)") }
            database.close()
            unlink(path + "-shm")
            try #require(run("mount -o remount,ro '\(folder)'") == 0)
            let error = #expect(throws: SQLError.self) { try count(SQLiteDatabase(at: path)) }
            #expect(error?.kind == .cannotOpen)
            #expect(error?.hint?.contains("-wal") == true)
        }
    }
}
