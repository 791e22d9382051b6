import SQLKit
import SQLiteDriver
import Testing

@Suite("Writes that share a flush")
struct GroupTests {
    struct Refusal: Error, Equatable { let number: Int }

    private func database() throws -> SQLiteDatabase {
        let database = try SQLiteDatabase.temporary()
        try database.write { transaction in
            try transaction.run("CREATE TABLE n (i INTEGER PRIMARY KEY) STRICT")
            try transaction.run(
                """
                CREATE TABLE child (
                    i INTEGER PRIMARY KEY,
                    n INTEGER REFERENCES n (i) DEFERRABLE INITIALLY DEFERRED
                ) STRICT
                """
            )
        }
        return database
    }

    private func numbers(_ database: SQLiteDatabase) throws -> [Int] {
        try database.read { try $0.query("SELECT i FROM n ORDER BY i") { try $0.int(0) } }
    }

    @Test("Every caller gets its own answer, and everything is kept")
    func answers() async throws {
        let database = try database()
        let answers = try await withThrowingTaskGroup(of: (Int, Int).self) { group in
            for number in 0..<500 {
                group.addTask {
                    let answer = try await database.writeGrouped { transaction in
                        try transaction.first("INSERT INTO n VALUES (\(number)) RETURNING i") {
                            try $0.int(0)
                        }
                    }
                    return (number, answer ?? -1)
                }
            }
            return try await group.reduce(into: [(Int, Int)]()) { $0.append($1) }
        }
        #expect(answers.allSatisfy { $0 == $1 })
        #expect(try numbers(database) == Array(0..<500))
    }

    @Test("A write that fails is undone alone")
    func isolation() async throws {
        let database = try database()
        let failed = try await withThrowingTaskGroup(of: Int?.self) { group in
            for number in 0..<300 {
                group.addTask {
                    do {
                        try await database.writeGrouped { transaction in
                            try transaction.run("INSERT INTO n VALUES (\(number))")
                            if number % 3 == 0 { throw Refusal(number: number) }
                        }
                        return nil
                    } catch let refusal as Refusal {
                        return refusal.number
                    }
                }
            }
            return try await group.reduce(into: [Int]()) {
                if let number = $1 { $0.append(number) }
            }
        }
        #expect(failed.sorted() == Array(stride(from: 0, to: 300, by: 3)))
        #expect(try numbers(database) == (0..<300).filter { $0 % 3 != 0 })
    }

    @Test("References that a write leaves open fail that write, not its neighbours")
    func openReferences() async throws {
        let database = try database()
        let failures = try await withThrowingTaskGroup(of: SQLError.Kind?.self) { group in
            for number in 0..<60 {
                group.addTask {
                    do {
                        try await database.writeGrouped { transaction in
                            try transaction.run("INSERT INTO child VALUES (\(number), \(number))")
                            if number != 30 {
                                try transaction.run("INSERT INTO n VALUES (\(number))")
                            }
                        }
                        return nil
                    } catch let error as SQLError {
                        return error.kind
                    }
                }
            }
            return try await group.reduce(into: [SQLError.Kind]()) {
                if let kind = $1 { $0.append(kind) }
            }
        }
        #expect(failures == [.constraint(name: "FOREIGN KEY")])
        #expect(try numbers(database) == (0..<60).filter { $0 != 30 })
    }

    @Test("A write that makes the database undo everything fails with those it undid; others live")
    func rolledBack() async throws {
        let database = try database()
        let outcomes = try await withThrowingTaskGroup(of: (Int, Bool).self) { group in
            for number in 1...200 {
                group.addTask {
                    do {
                        try await database.writeGrouped { transaction in
                            try transaction.run("INSERT INTO n VALUES (\(number))")
                            if number == 100 {
                                // A conflict that ends the whole transaction, as a full disk does.
                                try transaction.run("INSERT OR ROLLBACK INTO n VALUES (\(number))")
                            }
                        }
                        return (number, true)
                    } catch is SQLError {
                        return (number, false)
                    }
                }
            }
            return try await group.reduce(into: [(Int, Bool)]()) { $0.append($1) }
        }
        let acknowledged = outcomes.filter(\.1).map(\.0).sorted()
        #expect(!acknowledged.contains(100))
        #expect(try numbers(database) == acknowledged)
    }

    @Test("Closing waits for what was queued, and later writes are refused")
    func closing() async throws {
        try await withFolder { folder in
            let path = folder + "/store"
            let database = try SQLiteDatabase(at: path)
            try database.write { try $0.run("CREATE TABLE n (i INTEGER)") }
            let acknowledged = try await withThrowingTaskGroup(of: Bool.self) { group in
                for number in 0..<200 {
                    group.addTask {
                        do {
                            try await database.writeGrouped {
                                try $0.run("INSERT INTO n VALUES (\(number))")
                            }
                            return true
                        } catch let error as SQLError {
                            #expect(error.kind == .misuse)
                            return false
                        }
                    }
                }
                database.close()
                return try await group.reduce(0) { $0 + ($1 ? 1 : 0) }
            }
            await #expect(throws: SQLError.self) {
                try await database.writeGrouped { try $0.run("INSERT INTO n VALUES (1)") }
            }
            #expect(throws: SQLError.self) { try database.write { try $0.run("SELECT 1") } }

            let again = try SQLiteDatabase(at: path)
            let kept = try again.read { try $0.first("SELECT count(*) FROM n") { try $0.int(0) } }
            #expect(kept == acknowledged)
        }
    }

    @Test("Letting go of the database in the middle of its own write ends cleanly")
    func lastOwner() async throws {
        for _ in 0..<20 {
            var database: SQLiteDatabase? = try database()
            let write = { [database] in
                try await database?.writeGrouped { try $0.run("INSERT INTO n VALUES (1)") }
            }
            database = nil
            #expect(try await write() == 1)
        }
    }

    @Test("Grouped and single writes take turns")
    func mixed() async throws {
        let database = try database()
        try await withThrowingTaskGroup(of: Void.self) { group in
            for number in 0..<200 {
                group.addTask {
                    let insert: SQL = "INSERT INTO n VALUES (\(number))"
                    if number % 2 == 0 {
                        try database.write { _ = try $0.run(insert) }
                    } else {
                        try await database.writeGrouped { _ = try $0.run(insert) }
                    }
                }
            }
            try await group.waitForAll()
        }
        #expect(try numbers(database) == Array(0..<200))
    }
}
