import SQLKit
import SQLiteDriver
import Testing

@Suite("Rows")
struct RowTests {
    let database: SQLiteDatabase

    init() throws {
        database = try SQLiteDatabase.temporary()
    }

    private func value<T: Sendable>(_ sql: SQL, _ row: (SQLRow) throws -> T) throws -> T? {
        try database.read { try $0.first(sql, row) }
    }

    @Test("Every kind of value comes back as it was bound")
    func kinds() throws {
        for text in ["", "a", "a\u{0}b", "é😀", String(repeating: "x", count: 100_000)] {
            #expect(try value("SELECT \(text)") { try $0.text(0) } == text)
        }
        for bytes in [[], [0], [0, 255, 0], Array(repeating: 7, count: 100_000)] as [[UInt8]] {
            #expect(try value("SELECT \(bytes)") { try $0.blob(0) } == bytes)
        }
        for number in [0, 1, -1, Int.max, Int.min] {
            #expect(try value("SELECT \(number)") { try $0.int(0) } == number)
        }
        #expect(try value("SELECT \(2.5)") { try $0.double(0) } == 2.5)
        #expect(try value("SELECT \(2)") { try $0.double(0) } == 2)
        #expect(try value("SELECT \(true)") { try $0.bool(0) } == true)
        #expect(try value("SELECT \(nil as String?)") { $0.isNull(0) } == true)
        #expect(try value("SELECT \(SQLValue.real(1))") { try $0.value(0) } == .real(1))
    }

    @Test("Optional getters give nothing for NULL and the value otherwise")
    func optionals() throws {
        let row: (SQLRow) throws -> Bool = { row in
            let texts = try [row.optionalText(0), row.optionalBlob(5).map { "\($0)" }]
            let numbers = try [row.optionalInt64(1), row.optionalInt(2).map { Int64($0) }]
            let others = try [row.optionalDouble(3), row.optionalBool(4).map { $0 ? 1 : 0 }]
            return texts == [nil, nil] && numbers == [nil, nil] && others == [nil, nil]
        }
        let none = try value("SELECT NULL, NULL, NULL, NULL, NULL, NULL", row)
        #expect(none == true)
        #expect(try value("SELECT 'a'") { try $0.optionalText(0) } == "a")
        #expect(try value("SELECT 5") { try $0.optionalInt64(0) } == 5)
    }

    static let mismatches: [(SQL, @Sendable (SQLRow) throws -> Void, SQLValue.Kind)] = [
        ("SELECT 1 AS fence", { _ = try $0.text(0) }, .integer),
        ("SELECT NULL AS fence", { _ = try $0.text(0) }, .null),
        ("SELECT 'secret' AS fence", { _ = try $0.int64(0) }, .text),
        ("SELECT 1.5 AS fence", { _ = try $0.int(0) }, .real),
        ("SELECT NULL AS fence", { _ = try $0.int(0) }, .null),
        ("SELECT 2 AS fence", { _ = try $0.bool(0) }, .integer),
        ("SELECT 'secret' AS fence", { _ = try $0.blob(0) }, .text),
        ("SELECT x'00' AS fence", { _ = try $0.double(0) }, .blob),
        ("SELECT 'secret' AS fence", { _ = try $0.optionalInt64(0) }, .text),
        ("SELECT CAST(x'ff' AS TEXT) AS fence", { _ = try $0.text(0) }, .text),
    ]

    @Test("A column of another kind is named, and its value is not shown")
    func mismatches() throws {
        for (sql, row, found) in Self.mismatches {
            let error = #expect(throws: SQLError.self) { try value(sql, row) }
            #expect(error?.kind == .decode(column: "fence", found: found))
            #expect(error?.code == "store.decode")
            #expect(error?.message.contains("'fence'") == true)
            #expect(error?.message.contains("secret") == false)
        }
    }

    @Test("Rows are handed out until the body has enough")
    func streaming() throws {
        var seen: [Int] = []
        try database.read { transaction in
            try transaction.each(
                "WITH n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT i FROM n"
            ) { row in
                seen.append(try row.int(0))
                return seen.count < 3
            }
        }
        #expect(seen == [1, 2, 3])
    }

    @Test("A statement that changes rows changes all of them, also when one answer is enough")
    func returning() throws {
        try database.write { transaction in
            try transaction.run("CREATE TABLE n (i INTEGER)")
            let first = try transaction.first(
                "INSERT INTO n VALUES (1), (2), (3) RETURNING i"
            ) { try $0.int(0) }
            #expect(first == 1)
            #expect(try transaction.first("SELECT count(*) FROM n") { try $0.int(0) } == 3)
        }
    }

    @Test("The number of changed rows is that of the statement itself")
    func changes() throws {
        let statements: [SQL] = [
            "CREATE TABLE n (i INTEGER)", "INSERT INTO n VALUES (1), (2), (3)",
            "CREATE TABLE m (i INTEGER)", "UPDATE n SET i = 0 WHERE i > \(1)",
            "UPDATE n SET i = 0 WHERE i > \(1)", "DELETE FROM n", "SELECT 1",
        ]
        let changed = try database.write { transaction in
            try statements.map { try transaction.run($0) }
        }
        #expect(changed == [0, 3, 0, 2, 0, 3, 0])
    }

    @Test("A text of several statements runs whole, but not as a query or with values")
    func scripts() throws {
        try database.write { transaction in
            try transaction.run(
                """
                CREATE TABLE n (i INTEGER);
                CREATE TRIGGER no_delete BEFORE DELETE ON n BEGIN
                    SELECT RAISE(ABORT, 'rows stay');
                END;
                INSERT INTO n VALUES (1);
                -- done
                """
            )
            let error = #expect(throws: SQLError.self) { try transaction.run("DELETE FROM n") }
            #expect(error?.kind == .constraint(name: "rows stay"))
            for sql: SQL in ["SELECT 1; SELECT \(2)", "SELECT \(1); SELECT 2"] {
                let error = #expect(throws: SQLError.self) { try transaction.run(sql) }
                #expect(error?.kind == .misuse)
            }
            let error2 = #expect(throws: SQLError.self) {
                try transaction.query("SELECT 1; SELECT 2") { try $0.int(0) }
            }
            #expect(error2?.kind == .misuse)
        }
    }

    @Test("A statement that is wrong says why, and a value that is wrong stays out of the message")
    func failures() throws {
        try database.read { transaction throws in
            let wrong = #expect(throws: SQLError.self) { try transaction.run("SELEC 1") }
            #expect(wrong?.kind == .failed)
            #expect(wrong?.message.contains("syntax error") == true)
            let missing = #expect(throws: SQLError.self) {
                try transaction.run("SELECT \"no_such_column\" FROM sqlite_schema")
            }
            #expect(missing?.message.contains("no_such_column") == true)
            let bound = #expect(throws: SQLError.self) {
                try transaction.run("SELECT json_extract('{}', \("$secret"))")
            }
            #expect(bound?.kind == .failed)
            #expect(bound?.message.contains("secret") == false)
        }
    }
}
