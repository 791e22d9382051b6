import Digests

/// What was used by whom, for what, on which day.
package struct UsageEntry: Hashable, Sendable {
    /// The day in UTC: `2026-11-26`.
    package var day: String
    package var agent: AgentID
    package var task: TaskKey?
    package var lane: LaneKey?
    package var source: String
    package var model: String
    package var usage: TokenUsage

    package init(
        day: String,
        agent: AgentID,
        task: TaskKey?,
        lane: LaneKey?,
        source: String,
        model: String,
        usage: TokenUsage
    ) {
        self.day = day
        self.agent = agent
        self.task = task
        self.lane = lane
        self.source = source
        self.model = model
        self.usage = usage
    }

    fileprivate init(_ reader: FactReader) throws(FactError) {
        day = try reader.text("day")
        agent = try reader.name("agent")
        task = try reader.optionalName("task")
        lane = try reader.optionalName("lane")
        source = try reader.text("source")
        model = try reader.text("model")
        usage = TokenUsage()
        usage.input = try reader.integer("input")
        usage.output = try reader.integer("output")
        usage.cacheRead = try reader.integer("cache_read")
        usage.cacheWrite = try reader.integer("cache_write")
        usage.costNanos = try reader.integer("cost_nanos")
    }

    fileprivate var data: JSONValue {
        FactWriter().with("day", day).with("agent", agent).with("task", task).with("lane", lane)
            .with("source", source).with("model", model).with("input", usage.input)
            .with("output", usage.output).with("cache_read", usage.cacheRead)
            .with("cache_write", usage.cacheWrite).with("cost_nanos", usage.costNanos)
            .fact("usage.entry").data
    }
}

/// What can be heard of usage.
package enum UsageEvent: Hashable, Sendable {
    case recorded([UsageEntry])

    /// The event as it is written.
    package var fact: Fact {
        switch self {
        case .recorded(let entries):
            FactWriter().with("entries", JSONValue.array(entries.map(\.data)))
                .fact("usage.recorded")
        }
    }

    /// Reads the fact back, or answers `nil` for a fact about something else.
    package init?(_ fact: Fact) throws(FactError) {
        guard fact.type == "usage.recorded" else { return nil }
        let reader = try FactReader(fact)
        guard case .array(let values)? = reader.value("entries") else {
            throw reader.missing("entries", "a list")
        }
        var entries: [UsageEntry] = []
        for value in values {
            entries.append(try UsageEntry(FactReader(Fact(type: fact.type, data: value))))
        }
        self = .recorded(entries)
    }
}
