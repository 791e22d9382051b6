import Glibc
import SQLKit
import SQLiteDriver
import TestSupport
import Testing

/// Where the part of these tests that is run as a program of its own finds its store.
private let subjectFolder = getenv("STORE_SUBJECT").map { String(cString: $0) }

private let hasStrace = run("strace -o /dev/null true 2>/dev/null") == 0

/// A program that writes rows and notes in a file of its own which were acknowledged.
@Suite("The program under test", .enabled(if: subjectFolder != nil, "only run by other tests"))
struct Subject {
    @Test("Rows are written until they are refused")
    func subject() throws {
        let folder = try #require(subjectFolder)
        let log = open(folder + "/acknowledged", O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o600)
        try #require(log >= 0)
        func note(_ line: String) {
            let bytes = Array((line + "\n").utf8)
            _ = Glibc.write(log, bytes, bytes.count)
        }
        var options = SQLiteDatabase.Options()
        options.creates = false
        let database = try SQLiteDatabase(at: folder + "/store", options: options)
        let rows = getenv("STORE_ROWS").flatMap { Int(String(cString: $0)) } ?? 1_000_000
        var refusals = 0
        for _ in 0..<rows where refusals < 3 {
            do {
                let row = try database.write { transaction in
                    let row = try transaction.first(
                        "INSERT INTO a (text) VALUES (\("row")) RETURNING i"
                    ) { try $0.int(0) }
                    try transaction.run("INSERT INTO b VALUES (\(row))")
                    return row ?? -1
                }
                note("\(row)")
            } catch let error as SQLError {
                refusals += 1
                let count = try database.read {
                    try $0.first("SELECT count(*) FROM a") { try $0.int(0) }
                }
                note("\(error.code) after \(count ?? -1)")
            }
        }
    }

    /// Starts this test program again, to run only the part above.
    static func start(_ folder: String, rows: Int? = nil, under tool: [String] = []) -> pid_t? {
        let program = output("readlink /proc/\(getpid())/exe").dropLast()
        let words = [
            String(program), "--testing-library", "swift-testing", "--filter", "Subject/subject",
        ]
        var environment = ["STORE_SUBJECT=\(folder)"]
        if let rows { environment.append("STORE_ROWS=\(rows)") }
        let quoted = (tool + words).map { "'\($0)'" }.joined(separator: " ")
        return spawn(
            ["/bin/sh", "-c", "exec \(quoted) > '\(folder)/output' 2>&1"],
            environment: environment
        )
    }
}

@Suite("Crashes and failing disks")
struct DiskFailureTests {
    private func makeStore(_ folder: String) throws {
        let database = try SQLiteDatabase(at: folder + "/store")
        try database.write { transaction in
            try transaction.run("CREATE TABLE a (i INTEGER PRIMARY KEY, text TEXT NOT NULL)")
            try transaction.run("CREATE TABLE b (i INTEGER PRIMARY KEY REFERENCES a (i))")
        }
    }

    private func rows(_ database: SQLiteDatabase, _ table: StaticString) throws -> Set<Int> {
        Set(
            try database.read {
                try $0.query("SELECT i FROM \(raw: table)") { try $0.int(0) }
            }
        )
    }

    private func acknowledged(_ folder: String) throws -> [String] {
        guard exists(folder + "/acknowledged") else { return [] }
        return String(decoding: try bytes(of: folder + "/acknowledged"), as: UTF8.self)
            .split(separator: "\n").map(String.init)
    }

    @Test("What was acknowledged before a kill is there, and nothing is there by half")
    func killed() throws {
        try withFolder { folder in
            try makeStore(folder)
            var numbers = SplitMix64(seed: 3)
            var count = 0
            for round in 0..<8 {
                let pid = try #require(Subject.start(folder))
                // Some way into the work: by what it has done, not by time.
                let target = count + Int.random(in: 1...40, using: &numbers)
                while try acknowledged(folder).count < target { sched_yield() }
                kill(pid, SIGKILL)
                #expect(wait(pid) == -SIGKILL)

                let database = try SQLiteDatabase(at: folder + "/store")
                let a = try rows(database, "a")
                let lines = try acknowledged(folder)
                #expect(Set(lines.compactMap { Int($0) }).isSubset(of: a), "round \(round), seed 3")
                #expect(try rows(database, "b") == a, "round \(round), seed 3")
                #expect(a.count <= lines.count + round + 1, "round \(round), seed 3")
                #expect(try database.integrityCheck(.full) == [], "round \(round), seed 3")
                count = lines.count
            }
        }
    }

    @Test(
        "The first flush that fails ends writing until the store is verified; reads go on",
        .enabled(if: hasStrace, "strace is not here or may not trace"),
        arguments: [1, 4]
    )
    func failingFlush(when: Int) throws {
        try withFolder { folder in
            try makeStore(folder)
            let strace = [
                "strace", "-f", "-qq", "-o", "/dev/null", "-P", folder + "/store-wal",
                "-e", "trace=fdatasync,fsync",
                "-e", "inject=fdatasync,fsync:error=EIO:when=\(when)",
            ]
            let pid = try #require(Subject.start(folder, rows: 20, under: strace))
            #expect(wait(pid) == 0, "\(output("cat '\(folder)/output'"))")

            let lines = try acknowledged(folder)
            let before = lines.prefix { Int($0) != nil }
            #expect(before.count == when - 1)
            #expect(
                lines.dropFirst(before.count) == [
                    "store.io_failure after \(when - 1)",
                    "store.write_stopped after \(when - 1)",
                    "store.write_stopped after \(when - 1)",
                ]
            )

            // Another process may not write either, until somebody has verified the store.
            let database = try SQLiteDatabase(at: folder + "/store")
            let error = #expect(throws: SQLError.self) {
                try database.write { try $0.run("INSERT INTO a VALUES (1000, '')") }
            }
            #expect(error?.kind == .writeStopped)
            #expect(error?.message.contains("a flush failed") == true)
            #expect(try rows(database, "a").isSuperset(of: before.compactMap { Int($0) }))
            #expect(try rows(database, "a") == rows(database, "b"))
            #expect(try database.integrityCheck(.full) == [])

            try database.clearWriteStop()
            try database.write { try $0.run("INSERT INTO a VALUES (1000, '')") }
            #expect(!exists(folder + "/store.write-stopped"))
        }
    }

    @Test(
        "Each system call that fails refuses the write at hand, and what was acknowledged stays",
        .enabled(if: hasStrace, "strace is not here or may not trace"),
        arguments: [
            "pwrite64:error=EIO", "pwrite64:error=ENOSPC", "fdatasync:error=EIO",
            "ftruncate:error=EIO", "pwrite64:retval=3",
        ]
    )
    func failingCalls(fault: String) throws {
        let call = fault.prefix { $0 != ":" }
        for when in [1, 2, 3, 5, 8, 13, 21] {
            try withFolder { folder in
                try makeStore(folder)
                let strace = [
                    "strace", "-f", "-qq", "-o", "/dev/null",
                    "-P", folder + "/store", "-P", folder + "/store-wal",
                    "-P", folder + "/store-shm",
                    "-e", "trace=\(call)", "-e", "inject=\(fault):when=\(when)",
                ]
                let pid = try #require(Subject.start(folder, rows: 8, under: strace))
                _ = wait(pid)
                let lines = try acknowledged(folder)
                // After a failure of the disk nothing more is acknowledged.
                let failure = lines.firstIndex { $0.hasPrefix("store.io_failure") }
                for line in lines.suffix(from: failure ?? lines.endIndex).dropFirst() {
                    #expect(line.hasPrefix("store.write_stopped"), "\(fault):when=\(when)")
                }
                let database = try SQLiteDatabase(at: folder + "/store")
                let a = try rows(database, "a")
                #expect(Set(lines.compactMap { Int($0) }).isSubset(of: a), "\(fault):when=\(when)")
                #expect(try rows(database, "b") == a, "\(fault):when=\(when)")
                #expect(try database.integrityCheck(.full) == [], "\(fault):when=\(when)")
            }
        }
    }
}
