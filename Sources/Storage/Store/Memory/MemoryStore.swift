import Digests
import Model
import SQLKit

/// What is remembered.
package struct MemoryStore {
    let transaction: any SQLTransaction

    package init(_ transaction: any SQLTransaction) {
        self.transaction = transaction
    }

    /// A memory with its times.
    package struct Stored: Hashable, Sendable {
        package let entry: MemoryEntry
        package let keptAt: Timestamp
        package let endedAt: Timestamp?
        /// The sequence of the event that it was kept by: what is newer stands higher.
        package let place: Int64
    }

    /// The columns that ``decode(_:)`` reads, in its order.
    static let selection: SQL = """
        SELECT memory.id, memory.kind, memory.title, memory.text, memory.tags, memory.files,
            memory.task, memory.lane, memory.author, memory.superseded_by, memory.retirement,
            memory.kept_at, memory.ended_at, memory.place
        FROM memory

        """

    /// The memory of that id, whether it still holds or not.
    package func memory(_ id: MemoryID) throws -> Stored? {
        try transaction.first(Self.selection + "WHERE memory.id = \(id.text)", Self.decode)
    }

    /// The newest memories that a filter lets through, newest first.
    package func memories(_ filter: MemoryFilter, limit: Int) throws -> [Stored] {
        try transaction.query(
            Self.selection + "WHERE memory.place > 0" + filter.conditions
                + " ORDER BY memory.place DESC LIMIT \(Int64(limit))",
            Self.decode
        )
    }

    /// How many memories a filter lets through.
    package func count(_ filter: MemoryFilter) throws -> Int {
        try transaction.count(
            "SELECT count(*) FROM memory WHERE memory.place > 0" + filter.conditions
        )
    }

    /// What a memory has taken the place of, in order.
    package func predecessors(of id: MemoryID) throws -> [MemoryID] {
        try transaction.query(
            "SELECT id FROM memory WHERE superseded_by = \(id.text) ORDER BY place"
        ) { try $0.name(0) }
    }

    func fold(_ change: MemoryEvent, of id: MemoryID, at event: Event) throws {
        switch change {
        case .kept(let content):
            _ = try transaction.run(
                """
                INSERT INTO memory (
                    place, id, kind, title, text, tags, files, task, lane, author, kept_at
                ) VALUES (
                    \(event.sequence), \(id.text), \(content.kind.rawValue), \(content.title),
                    \(content.text), \(stored(content.tags.map(\.text))), \(stored(content.files)),
                    \(content.task?.text), \(content.lane?.text), \(event.actor.text),
                    \(event.time.milliseconds)
                )
                """
            )
            _ = try transaction.run(
                """
                INSERT INTO memory_text (rowid, title, text, tags, files, task, lane)
                SELECT place, title, text, tags, files, task, lane FROM memory
                WHERE place = \(event.sequence)
                """
            )
            try Counter(transaction).raise(.memory, past: id.text)
        case .superseded(let other):
            _ = try transaction.run(
                """
                UPDATE memory SET superseded_by = \(other.text),
                    ended_at = \(event.time.milliseconds)
                WHERE id = \(id.text)
                """
            )
        case .retired(let reason):
            _ = try transaction.run(
                """
                UPDATE memory SET retirement = \(reason), ended_at = \(event.time.milliseconds)
                WHERE id = \(id.text)
                """
            )
        }
    }

    static func decode(_ row: SQLRow) throws -> Stored {
        let standing: MemoryEntry.Standing
        if let other: MemoryID = try row.optionalName(9) {
            standing = .superseded(by: other)
        } else if let reason = try row.optionalText(10) {
            standing = .retired(because: reason)
        } else {
            standing = .live
        }
        return Stored(
            entry: MemoryEntry(
                id: try row.name(0),
                content: MemoryEntry.Content(
                    kind: try row.choice(1, of: "memory"),
                    title: try row.text(2),
                    text: try row.text(3),
                    tags: try row.texts(4, of: "memory").map(MemoryTag.init(trusted:)),
                    task: try row.optionalName(6),
                    lane: try row.optionalName(7),
                    files: try row.texts(5, of: "memory")
                ),
                author: try row.name(8),
                standing: standing
            ),
            keptAt: try row.moment(11),
            endedAt: try row.optionalMoment(12),
            place: try row.int64(13)
        )
    }
}

/// Which memories are asked for; what is `nil` filters nothing.
package struct MemoryFilter: Sendable {
    package var kind: MemoryEntry.Kind?
    package var task: TaskKey?
    package var lane: LaneKey?
    package var author: AgentID?
    package var tag: MemoryTag?
    /// Whether those that hold no more are wanted too.
    package var ended: Bool

    package init(
        kind: MemoryEntry.Kind? = nil,
        task: TaskKey? = nil,
        lane: LaneKey? = nil,
        author: AgentID? = nil,
        tag: MemoryTag? = nil,
        ended: Bool = false
    ) {
        self.kind = kind
        self.task = task
        self.lane = lane
        self.author = author
        self.tag = tag
        self.ended = ended
    }

    /// Only the wanted conditions are written, so that each finds its index.
    var conditions: SQL {
        var conditions: SQL = ""
        if !ended {
            // The index of what is live is for all of it: whose task is asked for has a better one.
            conditions +=
                task == nil && lane == nil && author == nil
                ? " AND memory.ended_at IS NULL" : " AND +memory.ended_at IS NULL"
        }
        if let kind { conditions += " AND memory.kind = \(kind.rawValue)" }
        if let task { conditions += " AND memory.task = \(task.text)" }
        if let lane { conditions += " AND memory.lane = \(lane.text)" }
        if let author { conditions += " AND memory.author = \(author.text)" }
        if let tag {
            // Tags are a JSON list of words without quotes in them.
            conditions += " AND instr(memory.tags, \("\"\(tag.text)\"")) > 0"
        }
        return conditions
    }
}
