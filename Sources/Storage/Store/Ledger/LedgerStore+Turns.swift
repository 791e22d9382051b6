import Digests
import Model
import SQLKit

extension LedgerStore {
    /// An event without the long texts in it.
    package struct Turn: Hashable, Sendable {
        package let sequence: Int64
        package let time: Timestamp
        package let actor: AgentID
        package let subject: String
        package let type: String
        package let data: JSONValue
    }

    /// The newest events of some types from one moment to another, in the ledger's order.
    ///
    /// - Parameter agent: Only what it did, and the starts of its program.
    package func turns(
        of types: [String],
        from start: Timestamp,
        to end: Timestamp,
        by agent: AgentID?,
        limit: Int
    ) throws -> [Turn] {
        let list = JSONValue.array(types.map(JSONValue.string)).canonicalText
        let (first, last) = (try head(before: start), try head(before: end))
        // A replay's record and a report may be long, and are shown elsewhere.
        var query: SQL = """
            SELECT sequence, time, actor, subject, type,
                json_remove(data, '$.record', '$.report', '$.body')
            FROM event WHERE sequence > \(first) AND sequence <= \(last)
                AND type IN (SELECT value FROM json_each(\(list)))
            """
        if let agent {
            query += " AND (actor = \(agent.text) OR (type = 'run.launched'"
            query += " AND json_extract(data, '$.agent') = \(agent.text)))"
        }
        return try transaction.query(query + " ORDER BY sequence DESC LIMIT \(Int64(limit))") {
            row in
            Turn(
                sequence: try row.int64(0),
                time: try row.moment(1),
                actor: try row.name(2),
                subject: try row.text(3),
                type: try row.text(4),
                data: try row.json(5, of: "event")
            )
        }.reversed()
    }
}
