import Model

/// Something remembered, in one line.
package struct MemoryLine: Record {
    package static let name = "memory.line"
    package static let fields: [Field<Self>] = [
        Field("memory", \.memory, "Its id."),
        Field("kind", \.kind, "What kind of thing it is."),
        Field("title", \.title, "Its title."),
        Field("tags", \.tags, "Words that it is found by."),
        Field("task", \.task, "The task that it is about."),
        Field("lane", \.lane, "The lane that it is about."),
        Field("files", \.files, "The files that it is about."),
        Field("author", \.author, "Who kept it."),
        Field("kept_at", \.keptAt, "When it was kept."),
        Field("superseded_by", \.supersededBy, "What has taken its place."),
        Field("retired", \.retired, "Why it is not told any more."),
        Field("excerpt", \.excerpt, "Where its words match, when it was looked for."),
        Field("why", \.why, "Why it is told, in a brief.", .hasDefault),
    ]

    package var memory: MemoryID = .unset
    package var kind: MemoryKind = .note
    package var title: String = ""
    package var tags: [MemoryTag] = []
    package var task: TaskKey?
    package var lane: LaneKey?
    package var files: [String] = []
    package var author: AgentID = .unset
    package var keptAt: Timestamp = .unset
    package var supersededBy: MemoryID?
    package var retired: String?
    package var excerpt: String?
    package var why: [String] = []

    package init() {}
}

/// Something remembered, with all its words.
package struct MemoryDetail: Record {
    package static let name = "memory.detail"
    package static let fields: [Field<Self>] = [
        Field("memory", \.memory, "What is remembered."),
        Field("text", \.text, "All its words."),
        Field("supersedes", \.supersedes, "What it has taken the place of."),
    ]

    package var memory: MemoryLine = .init()
    package var text: String = ""
    package var supersedes: [MemoryID] = []

    package init() {}
}

/// What a change of memory came to.
package struct MemoryChange: Record {
    package static let name = "memory.change"
    package static let fields: [Field<Self>] = [
        Field("memory", \.memory, "What is remembered."),
        Field("superseded", \.superseded, "What it has taken the place of."),
        Field("advice", \.advice, "What rules at level `advise` have to say."),
    ]

    package var memory: MemoryLine = .init()
    package var superseded: [MemoryID] = []
    package var advice: [String] = []

    package init() {}
}

/// What a search found.
package struct MemorySearchReport: Record {
    package static let name = "memory.search.report"
    package static let fields: [Field<Self>] = [
        Field("items", \.items, "The best matches first; of equals the newest."),
        Field("count", \.count, "How many match, as far as they were looked at.", .minimum(0)),
        Field(
            "is_cut",
            \.isCut,
            "Whether there may be older matches, which were not looked at."
        ),
    ]

    package var items: [MemoryLine] = []
    package var count: Int = 0
    package var isCut: Bool = false

    package init() {}
}

/// What somebody should know.
package struct MemoryBriefReport: Record {
    package static let name = "memory.brief.report"
    package static let fields: [Field<Self>] = [
        Field("text", \.text, "What is told, as a text of the size that was asked for."),
        Field("bytes", \.bytes, "How many bytes the text has."),
        Field("budget_bytes", \.budget, "How many it may have."),
        Field("told", \.told, "What is told, in this order."),
        Field("titles", \.titles, "How many of these are told by their title alone."),
        Field("omitted", \.omitted, "How many that still hold are not told."),
    ]

    package var text: String = ""
    package var bytes: Int = 0
    package var budget: Int = 0
    package var told: [MemoryLine] = []
    package var titles: Int = 0
    package var omitted: Int = 0

    package init() {}
}

/// A turn that the work took, or something remembered.
package struct TimelineLine: Record {
    package static let name = "memory.timeline.line"
    package static let fields: [Field<Self>] = [
        Field("revision", \.revision, "The sequence of the event."),
        Field("time", \.time, "When it was."),
        Field("agent", \.agent, "Who did it."),
        Field("type", \.type, "What it was."),
        Field("subject", \.subject, "What it was about."),
        Field("text", \.text, "What it came to, in a few words."),
    ]

    package var revision: Int64 = 0
    package var time: Timestamp = .unset
    package var agent: AgentID = .unset
    package var type: String = ""
    package var subject: String = ""
    package var text: String = ""

    package init() {}
}

/// The newest turns, in order.
package struct TimelineReport: Record {
    package static let name = "memory.timeline.report"
    package static let fields: [Field<Self>] = [
        Field("items", \.items, "The newest turns, the oldest of them first."),
        Field("is_cut", \.isCut, "Whether there are older ones."),
    ]

    package var items: [TimelineLine] = []
    package var isCut: Bool = false

    package init() {}
}
