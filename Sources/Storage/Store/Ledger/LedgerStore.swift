import Digests
import Model
import SQLKit

/// The ledger as it is kept: events in order, never changed.
package struct LedgerStore {
    let transaction: any SQLTransaction

    package init(_ transaction: any SQLTransaction) {
        self.transaction = transaction
    }

    /// The sequence of the last event; 0 for an empty ledger.
    package func head() throws -> Int64 {
        try transaction.first("SELECT coalesce(max(sequence), 0) FROM event") { try $0.int64(0) }
            ?? 0
    }

    /// The id of the first event: no two ledgers have the same one.
    package func first() throws -> EventID? {
        try transaction.first("SELECT id FROM event ORDER BY sequence LIMIT 1") { try $0.name(0) }
    }

    /// Writes the event with its leaf hash.
    ///
    /// The tables are folded by ``Folds``, in the same transaction.
    package func append(_ event: Event) throws {
        let data = event.fact.data.canonicalText
        _ = try transaction.run(
            """
            INSERT INTO event (
                sequence, id, time, claimed_time, actor, session, subject_kind, subject, type,
                version,
                data, leaf
            ) VALUES (
                \(event.sequence), \(event.id.text), \(event.time.milliseconds),
                \(event.claimedTime?.milliseconds), \(event.actor.text), \(event.session?.text),
                \(event.subject.kind.rawValue), \(event.subject.name), \(event.fact.type),
                \(Int64(event.fact.version)), \(data), \(event.leaf(over: data).bytes)
            )
            """
        )
    }

    /// An event as it is kept, or why its row can't be read.
    package struct Record {
        package let sequence: Int64
        /// The event and its leaf hash, as they were read.
        package let read: Result<(event: Event, leaf: Digest), any Error>
        /// The leaf hash that was stored with the event; `nil` for what is none.
        package let storedLeaf: Digest?
    }

    /// Visits the events from a sequence on, in order.
    ///
    /// - Parameters:
    ///   - sequence: The first sequence to visit.
    ///   - visit: Answers whether to go on.
    package func each(
        from sequence: Int64 = 1,
        _ visit: (Record) throws -> Bool
    ) throws {
        try transaction.each(
            Self.selection + "WHERE sequence >= \(sequence) ORDER BY sequence"
        ) { row in
            try visit(try Self.record(row))
        }
    }

    /// Visits the events of some types after a sequence, in order.
    package func each(
        of types: [String],
        after sequence: Int64,
        _ visit: (Event) throws -> Void
    ) throws {
        let list = JSONValue.array(types.map(JSONValue.string)).canonicalText
        try transaction.each(
            Self.selection
                + "WHERE sequence > \(sequence) AND type IN (SELECT value FROM json_each(\(list))) "
                + "ORDER BY sequence"
        ) { row in
            try visit(try Self.event(row))
            return true
        }
    }

    /// The leaf hash that was stored with an event; `nil` where there is no such event.
    package func leaf(of sequence: Int64) throws -> Digest? {
        try transaction.first("SELECT leaf FROM event WHERE sequence = \(sequence)") {
            try $0.value(0).digest
        } ?? nil
    }

    /// Visits the stored leaf hashes from a sequence on, in order.
    ///
    /// They are believed; ``each(from:_:)`` gives what to check them with.
    ///
    /// - Throws: ``LedgerDifference/leaf(sequence:)`` for a row that holds no hash.
    package func leaves(from sequence: Int64, _ visit: (Digest) throws -> Void) throws {
        var next = sequence
        try transaction.each(
            "SELECT leaf FROM event WHERE sequence >= \(sequence) ORDER BY sequence"
        ) { row in
            guard let leaf = try row.value(0).digest else {
                throw LedgerDifference.leaf(sequence: next)
            }
            next += 1
            try visit(leaf)
            return true
        }
    }

    /// The event with its leaf hash, if it is what was written.
    ///
    /// - Returns: `nil` where there is no such event.
    package func proven(_ sequence: Int64) throws -> (event: Event, leaf: Digest)? {
        var found: (event: Event, leaf: Digest)?
        try each(from: sequence) { record in
            if record.sequence == sequence { found = try record.checked(after: sequence - 1) }
            return false
        }
        return found
    }

    /// The sequence of the event with an id; `nil` where there is none.
    package func sequence(of id: EventID) throws -> Int64? {
        try transaction.first("SELECT sequence FROM event WHERE id = \(id.text)") {
            try $0.int64(0)
        }
    }

    /// The events that the filter lets through.
    ///
    /// The filter comes before the limit. Without ``EventFilter/after`` the newest are taken; the
    /// answer is in the ledger's order either way.
    package func events(_ filter: EventFilter, limit: Int) throws -> [Event] {
        // Only the wanted conditions are written, so that each finds its index.
        var query: SQL = Self.selection + "WHERE sequence > \(filter.after ?? 0)"
        if let through = filter.through { query += " AND sequence <= \(through)" }
        if let actor = filter.actor { query += " AND actor = \(actor.text)" }
        if let subject = filter.subject { query += " AND subject = \(subject)" }
        if let type = filter.type { query += " AND type GLOB \(type)" }
        if !filter.types.isEmpty {
            // The alternatives of a preset; each is bound.
            let globs = filter.types.map { type -> SQL in "type GLOB \(type)" }
            query += " AND (" + globs.dropFirst().reduce(globs[0]) { $0 + " OR " + $1 } + ")"
        }
        if let since = filter.since { query += " AND time >= \(since.milliseconds)" }
        guard filter.after == nil else {
            return try transaction.query(
                query + " ORDER BY sequence LIMIT \(Int64(limit))",
                Self.event
            )
        }
        let newest = query + " ORDER BY sequence DESC LIMIT \(Int64(limit))"
        return try transaction.query(newest, Self.event).reversed()
    }

    /// When the agent last did something that stands in the ledger.
    package func lastActivity(of agent: AgentID) throws -> Timestamp? {
        try transaction.first(
            "SELECT time FROM event WHERE actor = \(agent.text) ORDER BY sequence DESC LIMIT 1"
        ) { try $0.moment(0) }
    }

    /// The sequence of what the agent did last; 0 where it did nothing.
    package func lastSequence(of agent: AgentID) throws -> Int64 {
        try transaction.first(
            "SELECT sequence FROM event WHERE actor = \(agent.text) ORDER BY sequence DESC LIMIT 1"
        ) { try $0.int64(0) } ?? 0
    }

    /// When the agent last worked; see ``Work``.
    package func lastWork(of agent: AgentID) throws -> Timestamp? {
        // The condition is that of the index, letter for letter.
        try transaction.first(
            "SELECT time FROM event WHERE actor = \(agent.text) AND "
                + SQL(stringLiteral: PresenceSchema.isWork) + " ORDER BY sequence DESC LIMIT 1"
        ) { try $0.moment(0) }
    }

    /// When somebody last worked on a task of a lane; see ``Work``.
    package func lastWork(in lane: LaneKey) throws -> Timestamp? {
        // A task that was worked on has changed then: what counts is among those that changed last.
        let newest: SQL = """
            SELECT max(sequence) FROM event WHERE subject_kind = 'task' AND subject IN (
                SELECT key FROM task WHERE lane = \(lane.text) ORDER BY changed_at DESC LIMIT 20
            ) AND

            """
        let sequence = try transaction.first(newest + SQL(stringLiteral: PresenceSchema.isWork)) {
            try $0.optionalInt64(0)
        }
        guard let sequence = sequence ?? nil else { return nil }
        return try time(of: sequence)
    }

    /// When an event was written.
    package func time(of sequence: Int64) throws -> Timestamp? {
        try transaction.first("SELECT time FROM event WHERE sequence = \(sequence)") {
            try $0.moment(0)
        }
    }

    /// The sequence of the last event before a moment; 0 where there is none.
    package func head(before moment: Timestamp) throws -> Int64 {
        try transaction.first(
            """
            SELECT sequence FROM event WHERE time < \(moment.milliseconds)
            ORDER BY sequence DESC LIMIT 1
            """
        ) { try $0.int64(0) } ?? 0
    }

    /// How many events each of the last minutes had, the oldest first.
    ///
    /// Told by the newest thousand events: where there were more, the oldest minutes have less
    /// than they had.
    package func activity(minutes: Int, until now: Timestamp) throws -> [Int] {
        var counts = Array(repeating: 0, count: minutes)
        let ages: [(age: Int64, count: Int)] = try transaction.query(
            """
            SELECT max((\(now.milliseconds) - time) / 60000, 0) AS age, count(*)
            FROM (SELECT time FROM event ORDER BY sequence DESC LIMIT 1000)
            GROUP BY age
            """
        ) { (try $0.int64(0), Int(try $0.int64(1))) }
        for (age, count) in ages where age < minutes { counts[minutes - 1 - Int(age)] = count }
        return counts
    }

    /// How many events of each type others made after a sequence, by type.
    ///
    /// - Parameter span: The most events that are looked at, the newest.
    package func counts(
        after sequence: Int64,
        without agent: AgentID,
        span: Int64
    ) throws -> [(type: String, count: Int)] {
        let from = max(sequence, try head() - span)
        return try transaction.query(
            """
            SELECT type, count(*) FROM event
            WHERE sequence > \(from) AND actor <> \(agent.text) GROUP BY type ORDER BY type
            """
        ) { (try $0.text(0), Int(try $0.int64(1))) }
    }

    /// The columns that ``event(_:)`` reads, in its order, and the leaf.
    static let selection: SQL = """
        SELECT sequence, id, time, claimed_time, actor, session, subject_kind, subject, type,
            version, data, leaf
        FROM event

        """

    private static func record(_ row: SQLRow) throws -> Record {
        Record(
            sequence: try row.int64(0),
            read: Result { try verbatim(row) },
            storedLeaf: try row.value(11).digest
        )
    }

    /// The event of a row whose data stands exactly as it was written, and its leaf hash.
    private static func verbatim(_ row: SQLRow) throws -> (event: Event, leaf: Digest) {
        let data = try row.text(10)
        let event = try event(row, data)
        guard event.fact.data.isCanonical(data) else {
            throw StoredValueError(table: "event", column: 10, fault: "not in its canonical form")
        }
        return (event, event.leaf(over: data))
    }

    static func event(_ row: SQLRow) throws -> Event {
        try event(row, try row.text(10))
    }

    private static func event(_ row: SQLRow, _ data: String) throws -> Event {
        Event(
            sequence: try row.int64(0),
            id: try row.name(1),
            time: try row.moment(2),
            claimedTime: try row.optionalMoment(3),
            actor: try row.name(4),
            session: try row.optionalName(5),
            subject: Subject(try row.choice(6, of: "event"), try row.text(7)),
            fact: Fact(
                type: try row.text(8),
                version: Int(try row.int64(9)),
                data: try json(data, column: 10, of: "event")
            )
        )
    }
}

extension SQLValue {
    /// The digest that a blob holds; nothing else is one.
    fileprivate var digest: Digest? {
        if case .blob(let bytes) = self, bytes.count == 32 { Digest(bytes: bytes) } else { nil }
    }
}

/// Which events are asked for; what is `nil` filters nothing.
package struct EventFilter: Sendable {
    /// Only events with a greater sequence.
    package var after: Int64?
    /// Only events up to this sequence.
    package var through: Int64?
    package var actor: AgentID?
    /// The name of the subject, such as a task's key.
    package var subject: String?
    /// A type, or a glob over types such as `task.*`.
    package var type: String?
    /// Types or globs, of which one has to fit; empty for any.
    package var types: [String]
    package var since: Timestamp?

    package init(
        after: Int64? = nil,
        through: Int64? = nil,
        actor: AgentID? = nil,
        subject: String? = nil,
        type: String? = nil,
        types: [String] = [],
        since: Timestamp? = nil
    ) {
        self.after = after
        self.through = through
        self.actor = actor
        self.subject = subject
        self.type = type
        self.types = types
        self.since = since
    }
}
