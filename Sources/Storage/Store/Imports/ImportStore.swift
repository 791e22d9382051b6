import Digests
import Model
import SQLKit

/// What others had written down before, as it was read.
package struct ImportStore {
    private let transaction: any SQLTransaction

    package init(_ transaction: any SQLTransaction) {
        self.transaction = transaction
    }

    /// A record as it is kept.
    package struct Stored: Hashable, Sendable {
        package let record: ImportedRecord
        /// What of ours it became, such as `task:P07-B4`.
        package let became: String?
        package let recordedAt: Timestamp
    }

    /// What is known of a record without its content.
    package struct Known: Hashable, Sendable {
        package let kind: ImportedRecord.Kind
        package let name: String
        package let digest: Digest
        package let file: String
        package let became: String?
    }

    /// What is asked for; what is `nil` filters nothing.
    package struct Filter: Sendable {
        package var layout: ImportLayout?
        package var kind: ImportedRecord.Kind?
        package var task: TaskKey?
        package var agent: AgentID?

        package init(
            layout: ImportLayout? = nil,
            kind: ImportedRecord.Kind? = nil,
            task: TaskKey? = nil,
            agent: AgentID? = nil
        ) {
            self.layout = layout
            self.kind = kind
            self.task = task
            self.agent = agent
        }
    }

    /// All that is known of a layout, in the order in which it was first recorded.
    package func known(of layout: ImportLayout) throws -> [Known] {
        try transaction.query(
            """
            SELECT kind, name, digest, file, became FROM imported
            WHERE layout = \(layout.rawValue) ORDER BY first_place
            """
        ) { row in
            Known(
                kind: try row.choice(0, of: "imported"),
                name: try row.text(1),
                digest: try row.digest(2, of: "imported"),
                file: try row.text(3),
                became: try row.optionalText(4)
            )
        }
    }

    /// The records that fit, in the order in which they were first recorded.
    package func records(_ filter: Filter, limit: Int) throws -> [Stored] {
        try transaction.query(
            """
            SELECT layout, kind, name, digest, file, line, said_at, agent, task, summary, content,
                became, recorded_at
            FROM imported

            """ + Self.condition(filter) + " ORDER BY first_place LIMIT \(Int64(limit))",
            Self.decode
        )
    }

    /// How many records fit.
    package func count(_ filter: Filter) throws -> Int {
        try transaction.count("SELECT count(*) FROM imported " + Self.condition(filter))
    }

    private static func condition(_ filter: Filter) -> SQL {
        var condition: SQL = "WHERE 1 = 1"
        if let layout = filter.layout { condition = condition + " AND layout = \(layout.rawValue)" }
        if let kind = filter.kind { condition = condition + " AND kind = \(kind.rawValue)" }
        if let task = filter.task { condition = condition + " AND task = \(task.text)" }
        if let agent = filter.agent { condition = condition + " AND agent = \(agent.text)" }
        return condition
    }

    func fold(_ change: ImportEvent, at event: Event) throws {
        let record = change.record
        let content = record.content.isNull ? nil : record.content.canonicalText
        _ = try transaction.run(
            """
            INSERT INTO imported (
                layout, kind, name, digest, file, line, said_at, agent, task, summary, content,
                became, first_place, place, recorded_at
            ) VALUES (
                \(record.layout.rawValue), \(record.kind.rawValue), \(record.name),
                \(record.digest.hex), \(record.file), \(record.line.map(Int64.init)),
                \(record.saidAt?.milliseconds), \(record.agent?.text), \(record.task?.text),
                \(record.summary), \(content), \(change.became), \(event.sequence),
                \(event.sequence), \(event.time.milliseconds)
            )
            ON CONFLICT (layout, kind, name) DO UPDATE SET
                digest = excluded.digest, file = excluded.file, line = excluded.line,
                said_at = excluded.said_at, agent = excluded.agent, task = excluded.task,
                summary = excluded.summary, content = excluded.content, became = excluded.became,
                place = excluded.place, recorded_at = excluded.recorded_at
            """
        )
    }

    private static func decode(_ row: SQLRow) throws -> Stored {
        Stored(
            record: ImportedRecord(
                layout: try row.choice(0, of: "imported"),
                kind: try row.choice(1, of: "imported"),
                name: try row.text(2),
                digest: try row.digest(3, of: "imported"),
                file: try row.text(4),
                line: try row.optionalInt64(5).map { Int($0) },
                saidAt: try row.optionalMoment(6),
                agent: try row.optionalName(7),
                task: try row.optionalName(8),
                summary: try row.text(9),
                content: try row.optionalText(10) == nil ? .null : row.json(10, of: "imported")
            ),
            became: try row.optionalText(11),
            recordedAt: try row.moment(12)
        )
    }
}
