import SQLKit
import SQLiteDriver
import Testing

@Suite("Migrations")
struct MigratorTests {
    static let applicationID: Int32 = 0x574B_4C44

    static let first = Migration(
        number: 1,
        name: "tasks",
        statements: [
            "CREATE TABLE task (key TEXT PRIMARY KEY, title TEXT NOT NULL) STRICT",
            """
            CREATE TABLE claim (
                task_key TEXT PRIMARY KEY REFERENCES task (key) ON DELETE CASCADE
            ) STRICT
            """,
        ]
    )
    /// Rebuilds a table that another refers to.
    static let second = Migration(
        number: 2,
        name: "titles may be missing",
        statements: [
            """
            CREATE TABLE task_new (key TEXT PRIMARY KEY, title TEXT) STRICT;
            INSERT INTO task_new SELECT key, title FROM task;
            DROP TABLE task;
            ALTER TABLE task_new RENAME TO task;
            """
        ]
    )

    private func migrator(_ migrations: Migration...) -> Migrator {
        Migrator(applicationID: Self.applicationID, migrations: migrations)
    }

    private func number(_ database: SQLiteDatabase) throws -> Int {
        try database.read { try database.schema(in: $0) }.number
    }

    @Test("A new database gets the newest schema, and no backup")
    func fresh() throws {
        try withFolder { folder in
            let database = try SQLiteDatabase(at: folder + "/store")
            let report = try migrator(Self.first, Self.second).migrate(database)
            #expect(report.from == 0)
            #expect(report.to == 2)
            #expect(report.backup == nil)
            let schema = try database.read { try database.schema(in: $0) }
            #expect(schema.applicationID == Self.applicationID)
            #expect(schema.number == 2)
            #expect(names(in: folder) == ["store", "store-shm", "store-wal", "store.writer"])
        }
    }

    @Test("An older database moves forward with its rows, and is copied before")
    func older() throws {
        try withFolder { folder in
            let database = try SQLiteDatabase(at: folder + "/store")
            _ = try migrator(Self.first).migrate(database)
            try database.write { transaction in
                try transaction.run("INSERT INTO task VALUES ('a', 'A'), ('b', 'B')")
                try transaction.run("INSERT INTO claim VALUES ('a')")
            }

            let report = try migrator(Self.first, Self.second).migrate(database)
            #expect(report.from == 1)
            #expect(report.to == 2)
            let backup = try #require(report.backup)
            #expect(backup == folder + "/store.schema-1")

            // Dropping the old table deleted nothing that referred to it.
            let claims = try database.read {
                try $0.query("SELECT task_key FROM claim") { try $0.text(0) }
            }
            #expect(claims == ["a"])
            let broken = #expect(throws: SQLError.self) {
                try database.write { try $0.run("INSERT INTO claim VALUES ('none')") }
            }
            #expect(broken?.kind == .constraint(name: "FOREIGN KEY"))

            let copy = try SQLiteDatabase(at: backup)
            #expect(try number(copy) == 1)
            #expect(try copy.integrityCheck(.full) == [])
            let tasks = try copy.read { try $0.query("SELECT key FROM task") { try $0.text(0) } }
            #expect(tasks == ["a", "b"])
        }
    }

    @Test("A database is empty before its first table, and after its last where nobody marked it")
    func emptiness() throws {
        try withFolder { folder in
            let database = try SQLiteDatabase(at: folder + "/store")
            func isEmpty() throws -> Bool {
                try database.read { try database.schema(in: $0) }.isEmpty
            }
            #expect(try isEmpty())
            try database.write { try $0.run("CREATE TABLE task (key TEXT)") }
            #expect(try !isEmpty())
            try database.write { try $0.run("DROP TABLE task") }
            #expect(try isEmpty())
            _ = try migrator(Self.first).migrate(database)
            #expect(try !isEmpty())
        }
    }

    @Test("A current database is only read")
    func current() throws {
        try withFolder { folder in
            let database = try SQLiteDatabase(at: folder + "/store")
            _ = try migrator(Self.first).migrate(database)
            // Nobody else could write now.
            var options = SQLiteDatabase.Options()
            options.lockWait = .zero
            options.writerLock = .life
            let holder = try SQLiteDatabase(at: folder + "/store", options: options)
            options.writerLock = .transaction
            let other = try SQLiteDatabase(at: folder + "/store", options: options)
            let report = try migrator(Self.first).migrate(other)
            #expect(report.from == 1)
            #expect(report.to == 1)
            #expect(report.backup == nil)
            holder.close()
        }
    }

    @Test("A newer schema is refused with both numbers, and nothing is touched")
    func newer() throws {
        try withFolder { folder in
            let database = try SQLiteDatabase(at: folder + "/store")
            _ = try migrator(Self.first, Self.second).migrate(database)
            let error = #expect(throws: SQLError.self) {
                try migrator(Self.first).migrate(database)
            }
            #expect(error?.kind == .schemaNewer(found: 2, known: 1))
            #expect(error?.message.contains("2") == true && error?.message.contains("1") == true)
            #expect(try number(database) == 2)
        }
    }

    @Test(
        "A database of another program is refused, and not one byte of it changes",
        arguments: [
            "CREATE TABLE bookmark (url TEXT);",
            "PRAGMA application_id = 252006674;",
            "PRAGMA application_id = 252006674; CREATE TABLE asset (id INTEGER);",
            "PRAGMA user_version = 1;",
            "PRAGMA journal_mode = WAL; CREATE TABLE bookmark (url TEXT);",
        ]
    )
    func foreign(script: String) throws {
        try withFolder { folder in
            let path = folder + "/other"
            try makeDatabase(at: path, script)
            let before = try bytes(of: path)

            let database = try SQLiteDatabase(at: path)
            let error = #expect(throws: SQLError.self) {
                try migrator(Self.first).migrate(database)
            }
            #expect(error?.kind == .foreign)
            database.close()
            #expect(try bytes(of: path) == before)
            #expect(size(path + "-wal") == 0)
        }
    }

    @Test("A migration that fails is named and leaves the old schema and its copy")
    func failing() throws {
        try withFolder { folder in
            let database = try SQLiteDatabase(at: folder + "/store")
            _ = try migrator(Self.first).migrate(database)
            try database.write { try $0.run("INSERT INTO task VALUES ('a', 'A')") }
            let wrong = Migration(
                number: 2,
                name: "unique titles",
                statements: [
                    "INSERT INTO task VALUES ('b', 'A')",
                    "CREATE UNIQUE INDEX title ON task (title)",
                ]
            )
            let error = #expect(throws: SQLError.self) {
                try migrator(Self.first, wrong).migrate(database)
            }
            #expect(error?.message.hasPrefix("Migration 2 (unique titles): ") == true)
            #expect(error?.kind == .constraint(name: "task.title"))
            #expect(try number(database) == 1)
            let tasks = try database.read {
                try $0.query("SELECT key FROM task") { try $0.text(0) }
            }
            #expect(tasks == ["a"])

            // The next attempt keeps the copy of this one.
            let report = try migrator(Self.first, Self.second).migrate(database)
            #expect(report.backup == folder + "/store.schema-1-2")
            #expect(exists(folder + "/store.schema-1"))
        }
    }

    @Test("A migration that leaves references open is refused")
    func openReferences() throws {
        try withFolder { folder in
            let database = try SQLiteDatabase(at: folder + "/store")
            _ = try migrator(Self.first).migrate(database)
            try database.write { transaction in
                try transaction.run("INSERT INTO task VALUES ('a', 'A')")
                try transaction.run("INSERT INTO claim VALUES ('a')")
            }
            let wrong = Migration(number: 2, name: "forget", statements: ["DELETE FROM task"])
            let error = #expect(throws: SQLError.self) {
                try migrator(Self.first, wrong).migrate(database)
            }
            #expect(error?.kind == .constraint(name: "FOREIGN KEY"))
            #expect(error?.message.contains("'claim'") == true)
            #expect(try number(database) == 1)
        }
    }

    @Test("Two who migrate at one time do it once")
    func race() async throws {
        try await withFolder { folder in
            let path = folder + "/store"
            _ = try migrator(Self.first).migrate(SQLiteDatabase(at: path))
            let migrator = migrator(Self.first, Self.second)
            let reports = try await withThrowingTaskGroup(of: Migrator.Report.self) { group in
                for _ in 0..<4 {
                    group.addTask { try migrator.migrate(SQLiteDatabase(at: path)) }
                }
                return try await group.reduce(into: [Migrator.Report]()) { $0.append($1) }
            }
            #expect(reports.filter { $0.from == 1 }.count == 1)
            #expect(reports.filter { $0.from == 2 && $0.to == 2 }.count == 3)
            #expect(reports.compactMap(\.backup) == [path + ".schema-1"])
        }
    }
}
