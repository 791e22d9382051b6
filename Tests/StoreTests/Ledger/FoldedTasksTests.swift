import Engine
import Model
import SQLiteDriver
import Store
import TestSupport
import Testing

@Suite("Tasks that a rebuild remembers")
struct FoldedTasksTests {
    @Test("The tables are the same, however few tasks are remembered", arguments: [1, 2, 1000])
    func sameTables(_ countMax: Int) async throws {
        try await StockedWorkspace.with { stocked in
            let scratch = try SQLiteDatabase.temporary()
            defer { scratch.close() }
            _ = try Schema.migrator.migrate(scratch)
            let difference = try stocked.workspace.database.read { live in
                try scratch.write { rebuilt in
                    let folds = Folds(rebuilt, remembering: FoldedTasks(countMax: countMax))
                    let ledger = LedgerStore(live)
                    for event in try ledger.events(EventFilter(after: 0), limit: .max) {
                        try folds.fold(event)
                    }
                    return try LedgerVerifier(live).firstDifference(from: rebuilt)
                }
            }
            #expect(difference == nil)
        }
    }
}
