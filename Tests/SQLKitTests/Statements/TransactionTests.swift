import SQLKit
import SQLiteDriver
import Testing

@Suite("Transactions")
struct TransactionTests {
    let database: SQLiteDatabase

    init() throws {
        database = try SQLiteDatabase.temporary()
        try database.write { transaction in
            try transaction.run(
                """
                CREATE TABLE claim (
                    task_key TEXT NOT NULL PRIMARY KEY,
                    fence INTEGER NOT NULL,
                    agent TEXT,
                    CONSTRAINT claim_fence_positive CHECK (fence > 0)
                ) STRICT
                """
            )
        }
    }

    @Test("What a write did can be read after it")
    func writesAreRead() throws {
        let changed = try database.write { transaction in
            try transaction.run("INSERT INTO claim VALUES (\("P07-B4"), \(3), \(nil as String?))")
        }
        #expect(changed == 1)

        let fence = try database.read { transaction in
            try transaction.first("SELECT fence FROM claim WHERE task_key = \("P07-B4")") {
                try $0.int(0)
            }
        }
        #expect(fence == 3)
    }

    @Test("A write that throws changes nothing")
    func failingWritesAreUndone() throws {
        struct Refusal: Error {}
        #expect(throws: Refusal.self) {
            try database.write { transaction in
                try transaction.run("INSERT INTO claim VALUES ('a', 1, NULL)")
                throw Refusal()
            }
        }
        #expect(try count() == 0)
    }

    @Test("A broken rule is named")
    func constraintsAreNamed() throws {
        let error = #expect(throws: SQLError.self) {
            try database.write { try $0.run("INSERT INTO claim VALUES ('a', 0, NULL)") }
        }
        #expect(error?.kind == .constraint(name: "claim_fence_positive"))
        #expect(error?.code == "store.constraint")

        let again = #expect(throws: SQLError.self) {
            try database.write { transaction in
                try transaction.run("INSERT INTO claim VALUES ('a', 1, NULL)")
                try transaction.run("INSERT INTO claim VALUES ('a', 1, NULL)")
            }
        }
        #expect(again?.kind == .constraint(name: "claim.task_key"))
    }

    @Test("A read sees one state, whatever is written meanwhile")
    func readsAreSnapshots() throws {
        let counts = try database.read { transaction in
            func count() throws -> Int? {
                try transaction.first("SELECT count(*) FROM claim") { try $0.int(0) }
            }
            let before = try count()
            try database.write { try $0.run("INSERT INTO claim VALUES ('a', 1, NULL)") }
            return [before, try count()]
        }
        #expect(counts == [0, 0])
        #expect(try count() == 1)
    }

    @Test("A read cannot write")
    func readsCannotWrite() throws {
        let error = #expect(throws: SQLError.self) {
            try database.read { try $0.run("INSERT INTO claim VALUES ('a', 1, NULL)") }
        }
        #expect(error?.kind == .readOnly)
    }

    @Test("A body that catches the error of a lost transaction cannot go on writing")
    func lostTransactions() throws {
        var caught = 0
        let error = #expect(throws: SQLError.self) {
            try database.write { transaction in
                try transaction.run("INSERT INTO claim VALUES ('a', 1, NULL)")
                let statements: [SQL] = [
                    "INSERT OR ROLLBACK INTO claim VALUES ('a', 1, NULL)",
                    // Outside of a transaction this would be kept by itself.
                    "INSERT INTO claim VALUES ('b', 1, NULL)",
                ]
                for statement in statements {
                    do throws(SQLError) { try transaction.run(statement) } catch { caught += 1 }
                }
            }
        }
        #expect(error?.kind == .constraint(name: "claim.task_key"))
        #expect(caught == 2)
        #expect(try count() == 0)
    }

    @Test("A body can neither end its transaction nor use it later")
    func transactionsStayInside() throws {
        let error = #expect(throws: SQLError.self) {
            try database.write { try $0.run("COMMIT") }
        }
        #expect(error?.kind == .misuse)

        var kept: (any SQLTransaction)?
        try database.write { kept = $0 }
        let late = #expect(throws: SQLError.self) { try kept?.run("SELECT 1") }
        #expect(late?.kind == .misuse)
        #expect(try count() == 0)
    }

    @Test("A write inside a write is refused rather than waited for")
    func nestedWrites() async {
        await #expect(processExitsWith: .failure) {
            let database = try SQLiteDatabase.temporary()
            try database.write { _ in
                try database.write { try $0.run("SELECT 1") }
            }
        }
    }

    @Test("The settings that the promises rest on are in force")
    func settings() throws {
        try withFolder { folder in
            let database = try SQLiteDatabase(at: folder + "/store")
            func values(_ transaction: any SQLTransaction) throws -> [String] {
                try [
                    "journal_mode", "synchronous", "foreign_keys", "secure_delete",
                    "trusted_schema", "cell_size_check", "wal_autocheckpoint", "query_only",
                ].map { name in
                    let value = try transaction.first(SQL(text: "PRAGMA \(name)")) {
                        try $0.value(0)
                    }
                    switch value {
                    case .integer(let number): return "\(name)=\(number)"
                    case .text(let text): return "\(name)=\(text)"
                    default: return name
                    }
                }
            }
            #expect(
                try database.write(values) == [
                    "journal_mode=wal", "synchronous=2", "foreign_keys=1", "secure_delete=0",
                    "trusted_schema=0", "cell_size_check=1", "wal_autocheckpoint=0", "query_only=0",
                ]
            )
            #expect(
                try database.read(values) == [
                    "journal_mode=wal", "synchronous=2", "foreign_keys=0", "secure_delete=1",
                    "trusted_schema=0", "cell_size_check=1", "wal_autocheckpoint=0", "query_only=1",
                ]
            )
            #expect(output("stat -c %a '\(folder)'/store*") == "600\n600\n600\n600\n")
        }
    }

    private func count() throws -> Int? {
        try database.read { try $0.first("SELECT count(*) FROM claim") { try $0.int(0) } }
    }
}
