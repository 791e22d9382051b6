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

    private func count() throws -> Int? {
        try database.read { try $0.first("SELECT count(*) FROM claim") { try $0.int(0) } }
    }
}
