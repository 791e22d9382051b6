import Glibc
import SQLKit
import SQLiteDriver
import Telemetry
import Testing

@Suite("The writer lock")
struct WriterLockTests {
    private func options(
        _ time: SQLiteDatabase.WriterLockTime = .transaction,
        wait: Duration = .seconds(60)
    ) -> SQLiteDatabase.Options {
        var options = SQLiteDatabase.Options()
        options.writerLock = time
        options.lockWait = wait
        options.durability = .none
        return options
    }

    private func counter(_ path: String) throws {
        let database = try SQLiteDatabase(at: path, options: options())
        try database.write { transaction in
            try transaction.run("CREATE TABLE counter (value INTEGER NOT NULL) STRICT")
            try transaction.run("INSERT INTO counter VALUES (0)")
        }
    }

    /// Counts one up by a read and a write, which loses counts where two do it at a time.
    private static func increment(_ database: SQLiteDatabase) throws {
        try database.write { transaction in
            let value = try transaction.first("SELECT value FROM counter") { try $0.int(0) }
            try transaction.run("UPDATE counter SET value = \((value ?? 0) + 1)")
        }
    }

    @Test("Sixteen writers with a connection each lose nothing, and none is left out")
    func writers() throws {
        try withFolder { folder in
            let path = folder + "/store"
            try counter(path)
            let options = options()
            let failures = Lock([String]())
            let threads = (0..<16).map { _ in
                startTestThread {
                    do {
                        let database = try SQLiteDatabase(at: path, options: options)
                        for _ in 0..<50 { try Self.increment(database) }
                    } catch {
                        failures.withLock { $0.append("\(error)") }
                    }
                }
            }
            for thread in threads { pthread_join(thread, nil) }
            #expect(failures.withLock { $0 } == [])
            let database = try SQLiteDatabase(at: path, options: options)
            let value = try database.read {
                try $0.first("SELECT value FROM counter") { try $0.int(0) }
            }
            #expect(value == 800)
            #expect(try database.integrityCheck(.full) == [])
        }
    }

    @Test("While one holds the lock for life, others cannot write, and can read")
    func life() throws {
        try withFolder { folder in
            let path = folder + "/store"
            try counter(path)
            let daemon = try SQLiteDatabase(at: path, options: options(.life))
            try Self.increment(daemon)

            let other = try SQLiteDatabase(at: path, options: options(wait: .milliseconds(20)))
            let error = #expect(throws: SQLError.self) { try Self.increment(other) }
            #expect(error?.kind == .locked)
            #expect(error?.message.contains("\(path).writer") == true)
            let second = #expect(throws: SQLError.self) {
                try SQLiteDatabase(at: path, options: options(.life, wait: .zero))
            }
            #expect(second?.kind == .locked)
            let value = try other.read {
                try $0.first("SELECT value FROM counter") { try $0.int(0) }
            }
            #expect(value == 1)

            // The waits that were given up are not in the way of the next.
            daemon.close()
            try Self.increment(other)
            try Self.increment(SQLiteDatabase(at: path, options: options()))
        }
    }

    @Test("Who waits gets the lock when it is let go of")
    func waiting() throws {
        try withFolder { folder in
            let path = folder + "/store"
            try counter(path)
            let daemon = try SQLiteDatabase(at: path, options: options(.life))
            let options = options()
            let failures = Lock([String]())
            let thread = startTestThread {
                do {
                    try Self.increment(SQLiteDatabase(at: path, options: options))
                } catch {
                    failures.withLock { $0.append("\(error)") }
                }
            }
            // The kernel lists who waits: "1: -> FLOCK …".
            let inode = output("stat -c %i '\(path).writer'").dropLast()
            while run("grep -q -- '-> FLOCK.*:\(inode) ' /proc/locks") != 0 { sched_yield() }
            daemon.close()
            pthread_join(thread, nil)
            #expect(failures.withLock { $0 } == [])
        }
    }

    /// How many of fifty writes by `third` are refused while `database` writes; `nil` if it may
    /// not write itself.
    private static func refusals(
        of third: SQLiteDatabase,
        during database: SQLiteDatabase
    ) throws -> Int? {
        do {
            return try database.write { _ in
                try (0..<50).filter { _ in try !mayWrite(third) }.count
            }
        } catch let error as SQLError {
            guard error.kind == .locked else { throw error }
            return nil
        }
    }

    private static func mayWrite(_ database: SQLiteDatabase) throws -> Bool {
        sched_yield()
        do {
            try database.write { _ in }
            return true
        } catch let error as SQLError {
            guard error.kind == .locked else { throw error }
            return false
        }
    }

    @Test("Who gave up waiting and comes again holds the lock alone")
    func comingAgain() throws {
        try withFolder { folder in
            let path = folder + "/store"
            try counter(path)
            let third = try SQLiteDatabase(at: path, options: options(wait: .zero))
            for _ in 0..<20 {
                let daemon = try SQLiteDatabase(at: path, options: options(.life))
                let other = try SQLiteDatabase(
                    at: path,
                    options: options(wait: .milliseconds(2))
                )
                #expect(throws: SQLError.self) { try Self.increment(other) }
                daemon.close()
                var refusals: Int?
                while refusals == nil {
                    refusals = try Self.refusals(of: third, during: other)
                }
                #expect(refusals == 50)
            }
        }
    }

    @Test("A lock file that somebody removed does not let two write at one time")
    func removedLockFile() throws {
        try withFolder { folder in
            let path = folder + "/store"
            try counter(path)
            let first = try SQLiteDatabase(at: path, options: options(wait: .zero))
            try Self.increment(first)
            unlink(path + ".writer")

            // This one locks a new file of that name; the first has the old one open.
            let daemon = try SQLiteDatabase(at: path, options: options(.life))
            let error = #expect(throws: SQLError.self) { try Self.increment(first) }
            #expect(error?.kind == .locked)
            daemon.close()
            try Self.increment(first)
        }
    }

    @Test("Two names of one file share the lock")
    func links() throws {
        try withFolder { folder in
            try counter(folder + "/store")
            #expect(symlink(folder + "/store", folder + "/alias") == 0)
            let daemon = try SQLiteDatabase(at: folder + "/store", options: options(.life))
            let other = try SQLiteDatabase(
                at: folder + "/alias",
                options: options(wait: .zero)
            )
            let error = #expect(throws: SQLError.self) { try Self.increment(other) }
            #expect(error?.kind == .locked)
            daemon.close()
        }
    }
}

/// Runs `body` on a thread of its own: the test's threads must not be waited out by locks.
private func startTestThread(_ body: @escaping @Sendable () -> Void) -> pthread_t {
    final class Work: Sendable {
        let run: @Sendable () -> Void
        init(_ run: @escaping @Sendable () -> Void) { self.run = run }
    }
    var thread = pthread_t()
    let work = Unmanaged.passRetained(Work(body)).toOpaque()
    let outcome = pthread_create(
        &thread,
        nil,
        { work in
            if let work { Unmanaged<Work>.fromOpaque(work).takeRetainedValue().run() }
            return nil
        },
        work
    )
    precondition(outcome == 0, "cannot start a thread")
    return thread
}
