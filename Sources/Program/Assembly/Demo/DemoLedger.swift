import Digests
import Model
import SQLiteDriver
import Store

/// Follows the ledger of a demonstration while others write it.
struct DemoLedger {
    private let database: SQLiteDatabase
    private var last: Int64 = 0

    init(at workspace: String) throws {
        var options = SQLiteDatabase.Options()
        options.creates = false
        database = try SQLiteDatabase(at: workspace + "/store.db", options: options)
    }

    /// The events since the last time.
    mutating func news() throws -> [JSONValue] {
        let after = last
        let events = try database.read { transaction in
            try LedgerStore(transaction).events(EventFilter(after: after), limit: 1000)
        }
        if let newest = events.last { last = newest.sequence }
        return events.map(\.json)
    }

    func close() { database.close() }
}
