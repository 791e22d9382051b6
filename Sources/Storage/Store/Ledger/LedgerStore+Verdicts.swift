import Model
import SQLKit

extension LedgerStore {
    /// How many verdicts and answers there were after a sequence, by type of event.
    package func verdicts(after sequence: Int64) throws -> [String: Int] {
        // The condition is that of the index, letter for letter.
        let rows = try transaction.query(
            """
            SELECT type, count(*) FROM event
            WHERE type IN (
                    'task.accepted', 'task.sent_back', 'task.rejected', 'decision.answered'
                ) AND sequence > \(sequence)
            GROUP BY type
            """
        ) { (try $0.text(0), Int(try $0.int64(1))) }
        return Dictionary(uniqueKeysWithValues: rows)
    }
}
