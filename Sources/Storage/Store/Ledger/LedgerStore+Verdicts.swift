import Model
import SQLKit

extension LedgerStore {
    /// How many verdicts and answers there were after a sequence, by type of event.
    package func verdicts(after sequence: Int64) throws -> [String: Int] {
        let rows = try transaction.query(
            "SELECT type, count(*) FROM event WHERE " + Self.isVerdict
                + " AND sequence > \(sequence) GROUP BY type"
        ) { (try $0.text(0), Int(try $0.int64(1))) }
        return Dictionary(uniqueKeysWithValues: rows)
    }

    /// The last verdicts and answers, the newest first.
    package func lastVerdicts(limit: Int) throws -> [LedgerVerdict] {
        try transaction.query(
            "SELECT sequence, type, subject, actor, time FROM event WHERE " + Self.isVerdict
                + " ORDER BY sequence DESC LIMIT \(Int64(limit))"
        ) { row in
            let type = try row.text(1)
            let outcome = type.drop { $0 != "." }.dropFirst()
            return LedgerVerdict(
                sequence: try row.int64(0),
                kind: type.hasPrefix("task.") ? .delivery : .decision,
                subject: try row.text(2),
                outcome: String(outcome),
                agent: AgentID(trusted: try row.text(3)),
                time: Timestamp(milliseconds: try row.int64(4))
            )
        }
    }

    private static let isVerdict = SQL(stringLiteral: VerdictSchema.isVerdict)
}
