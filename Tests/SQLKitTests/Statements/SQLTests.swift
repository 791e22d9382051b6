import SQLKit
import SQLiteDriver
import Testing

@Suite("SQL")
struct SQLTests {
    private func text(_ sql: SQL) -> String {
        sql.text { "?\($0)" }
    }

    @Test("Interpolated values become parameters, whatever is in them")
    func values() {
        let hostile = "'; DROP TABLE claim; --"
        let sql: SQL =
            "SELECT \(hostile), \(7), \(nil as Int?), \(true), \(2.5), \([1, 2] as [UInt8])"
        #expect(text(sql) == "SELECT ?1, ?2, ?3, ?4, ?5, ?6")
        #expect(
            sql.values
                == [.text(hostile), .integer(7), .null, .integer(1), .real(2.5), .blob([1, 2])]
        )
    }

    @Test("A type with a raw value binds as that")
    func rawValues() {
        enum Role: String, SQLBindable { case lead }
        let sql: SQL = "SELECT \(Role.lead)"
        #expect(sql.values == [.text("lead")])
    }

    @Test("Identifiers and pieces of statements become text")
    func pieces() {
        let condition: SQL = "lane = \("core")"
        var sql: SQL =
            "SELECT \(raw: "key") FROM task WHERE \(sql: condition) AND state = \("ready")"
        sql += " LIMIT \(5)"
        #expect(text(sql) == "SELECT key FROM task WHERE lane = ?1 AND state = ?2 LIMIT ?3")
        #expect(sql.values == [.text("core"), .text("ready"), .integer(5)])
        #expect(text(SQL("SELECT ") + "1") == "SELECT 1")
    }

    @Test("A statement has one key, whatever its values are")
    func keys() {
        func byKey(_ key: String?) -> SQL { "SELECT * FROM task WHERE key = \(key)" }
        #expect(byKey("a").key == byKey(nil).key)
        #expect(byKey("a").key.hashValue == byKey(nil).key.hashValue)
    }

    @Test("Statements that differ anywhere have different keys")
    func differentKeys() {
        let statements: [SQL] = [
            "SELECT \(1)", "SELECT \(1)\(2)", "SELECT \(1), \(2)", "SELECT \(1), \(2) ",
            "SELECT ", "SELECT \(1) FROM \(2)", "SELECT \(raw: "1")", "\(1)SELECT ",
            SQL(text: "SELECT "), SQL(text: "SELECT 1"),
        ]
        for (index, first) in statements.enumerated() {
            for (other, second) in statements.enumerated() where index != other {
                #expect(first.key != second.key, "\(text(first)) and \(text(second))")
            }
        }
    }

    @Test("Statements that begin alike are not taken for each other")
    func cache() throws {
        let database = try SQLiteDatabase.temporary()
        let statements: [SQL] = [
            "SELECT \(1)", "SELECT \(1) + \(2)", "SELECT \(1) - \(2)", "SELECT \(5) + \(6)",
        ]
        // Twice, so that each is found in the cache the second time.
        let numbers = try database.read { transaction in
            try (statements + statements).map { try transaction.first($0) { try $0.int(0) } }
        }
        #expect(numbers == [1, 3, -1, 11, 1, 3, -1, 11])
    }

    @Test("The same statement may be asked while its own rows are handed out")
    func nested() throws {
        let database = try SQLiteDatabase.temporary()
        let pairs = try database.write { transaction in
            try transaction.run("CREATE TABLE n (i INTEGER)")
            for number in 1...3 { try transaction.run("INSERT INTO n VALUES (\(number))") }
            func above(_ limit: Int) -> SQL { "SELECT i FROM n WHERE i > \(limit) ORDER BY i" }
            return try transaction.query(above(0)) { row in
                let own = try row.int(0)
                return [own] + (try transaction.query(above(own)) { try $0.int(0) })
            }
        }
        #expect(pairs == [[1, 2, 3], [2, 3], [3]])
    }
}
