import Digests
import Model
import SQLKit

/// Makes the tables anew from the ledger, in the transaction it is given.
package struct LedgerRebuild {
    private let transaction: any SQLTransaction

    package init(_ transaction: any SQLTransaction) {
        self.transaction = transaction
    }

    /// What a rebuild went through.
    package struct Rebuilt: Hashable, Sendable {
        package let events: Int64
        package let root: Digest
    }

    /// Empties the tables and folds every event into them.
    ///
    /// - Throws: ``LedgerDifference`` for an event that is not what was written; the transaction
    ///   must then be rolled back.
    package func run() throws -> Rebuilt {
        // The tables refer to each other; what counts is that all is whole again at the end.
        _ = try transaction.run("PRAGMA defer_foreign_keys = ON")
        for table in FoldedTables.all {
            _ = try transaction.run(table.clearance)
        }
        var frontier = MerkleFrontier()
        var expected: Int64 = 1
        let folds = Folds(transaction, remembering: FoldedTasks())
        try LedgerStore(transaction).each { record in
            let (event, leaf) = try record.checked(after: expected - 1)
            try folds.fold(event)
            frontier.append(leaf)
            expected += 1
            return true
        }
        return Rebuilt(events: expected - 1, root: frontier.root)
    }
}
