import SQLKit
import SQLiteDriver
import Store
import Testing

@Suite("The schema")
struct SchemaTests {
    @Test("Each table but the ledger and the moves is compared with the ledger")
    func allTablesAreFolds() throws {
        let database = try SQLiteDatabase.temporary()
        defer { database.close() }
        _ = try Schema.migrator.migrate(database)
        let tables = try database.read { transaction in
            try transaction.query(
                "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
            ) { try $0.text(0) }
        }
        #expect(Set(tables) == Set(FoldedTables.all.map(\.name)).union(["event", "task_move"]))
    }

    @Test("A store that is at the newest schema is left as it is")
    func migratesOnce() throws {
        let database = try SQLiteDatabase.temporary()
        defer { database.close() }
        let first = try Schema.migrator.migrate(database)
        let again = try Schema.migrator.migrate(database)
        #expect(first.from == 0)
        #expect(first.to == Schema.migrations.count)
        #expect(again.from == again.to)
        #expect(again.to == first.to)
        #expect(again.backup == nil)
    }
}
