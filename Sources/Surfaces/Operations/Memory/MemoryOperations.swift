import Model

/// Keeps something for all who come after.
package enum KeepMemory: Operation {
    package typealias Output = MemoryChange
    package static let name = "memory.keep"
    package static let summary = "Keeps a note, an observation or a reflection for all."
    package static let effect = Effect.changesOncePerKey
    package static let mayQueue = true
    package static let errors: [String] = [
        "memory.empty", "memory.too_long", "memory.too_many", "memory.unknown",
        "memory.superseded", "memory.retired", "memory.anothers", "task.unknown", "lane.unknown",
        "rule.secrets",
    ]
    package static let example = Input { input in
        input.kind = .observation
        input.text = "The endpoint answers 202 while the job runs."
        input.task = TaskKey(trusted: "P07-B4")
    }

    /// What is asked of `memory.keep`.
    package struct Input: Record {
        package static let name = "memory.keep.input"
        package static let fields: [Field<Self>] = [
            Field("kind", \.kind, "What kind of thing it is.", .hasDefault),
            Field("text", \.text, "The words."),
            Field("title", \.title, "Its title; by default the first line.", .line(200)),
            Field("tags", \.tags, "Words that it is found by.", .hasDefault),
            Field("task", \.task, "The task that it is about."),
            Field("lane", \.lane, "The lane that it is about; by default the task's."),
            Field(
                "files",
                \.files,
                "The files that it is about, as the repository has them.",
                .hasDefault,
                .line(400)
            ),
            Field("supersedes", \.supersedes, "What it takes the place of.", .hasDefault),
        ]

        package var kind: MemoryKind = .note
        package var text: String = ""
        package var title: String?
        package var tags: [MemoryTag] = []
        package var task: TaskKey?
        package var lane: LaneKey?
        package var files: [String] = []
        package var supersedes: [MemoryID] = []

        package init() {}
    }
}

/// Finds what is remembered by its words.
package enum SearchMemory: Operation {
    package typealias Output = MemorySearchReport
    package static let name = "memory.search"
    package static let summary = "Finds what is remembered by its words, the best match first."
    package static let effect = Effect.reads
    package static let errors: [String] = ["memory.nothing_to_find"]
    package static let example = Input { $0.query = "\"job runs\" endp*" }

    /// What is asked of `memory.search`.
    package struct Input: Record {
        package static let name = "memory.search.input"
        package static let fields: [Field<Self>] =
            [
                Field(
                    "query",
                    \.query,
                    "Words that all have to be there; a \"phrase\"; the start of a word: wor*.",
                    .line(500)
                )
            ]
            + MemoryFields.filters(
                kind: \.kind,
                task: \.task,
                lane: \.lane,
                agent: \.agent,
                tag: \.tag,
                all: \.all
            ) + [MemoryFields.limit(\.limit)]

        package var query: String = ""
        package var kind: MemoryKind?
        package var task: TaskKey?
        package var lane: LaneKey?
        package var agent: AgentID?
        package var tag: MemoryTag?
        package var all: Bool = false
        package var limit: Int = 20

        package init() {}
    }
}

/// Lists what is remembered, the newest first.
package enum ListMemory: Operation {
    package typealias Output = Page<MemoryLine>
    package static let name = "memory.list"
    package static let summary = "Lists what is remembered, the newest first."
    package static let effect = Effect.reads
    package static let errors: [String] = []
    package static let example = Input()

    /// What is asked of `memory.list`.
    package struct Input: Record {
        package static let name = "memory.list.input"
        package static let fields: [Field<Self>] =
            MemoryFields.filters(
                kind: \.kind,
                task: \.task,
                lane: \.lane,
                agent: \.agent,
                tag: \.tag,
                all: \.all
            ) + [MemoryFields.limit(\.limit)]

        package var kind: MemoryKind?
        package var task: TaskKey?
        package var lane: LaneKey?
        package var agent: AgentID?
        package var tag: MemoryTag?
        package var all: Bool = false
        package var limit: Int = 20

        package init() {}
    }
}

/// Shows one memory with all its words.
package enum ShowMemory: Operation {
    package typealias Output = MemoryDetail
    package static let name = "memory.show"
    package static let summary = "Shows one memory with all its words, and what became of it."
    package static let effect = Effect.reads
    package static let errors: [String] = ["memory.unknown"]
    package static let example = Input { $0.memory = MemoryID(trusted: "N-12") }

    /// What is asked of `memory.show`.
    package struct Input: Record {
        package static let name = "memory.show.input"
        package static let fields: [Field<Self>] = [Field("memory", \.memory, "Its id.")]

        package var memory: MemoryID = .unset

        package init() {}
    }
}

/// Tells what the asker should know, in so many bytes.
package enum BriefMemory: Operation {
    package typealias Output = MemoryBriefReport
    package static let name = "memory.brief"
    package static let summary =
        "Tells what the asker should know of what is remembered, in so many bytes."
    package static let effect = Effect.reads
    package static let errors: [String] = ["task.unknown"]
    package static let example = Input { $0.budget = 2000 }

    /// What is asked of `memory.brief`.
    package struct Input: Record {
        package static let name = "memory.brief.input"
        package static let fields: [Field<Self>] = [
            Field(
                "budget_bytes",
                \.budget,
                "The most bytes that the text may have.",
                .hasDefault,
                .minimum(200),
                .maximum(65536)
            ),
            Field("task", \.task, "A task that it is for; by default those in hand."),
            Field("lane", \.lane, "A lane that it is for; by default those of the tasks."),
            Field(
                "files",
                \.files,
                "Files that it is for; by default the scopes of the tasks.",
                .hasDefault,
                .line(400)
            ),
        ]

        package var budget: Int = 2400
        package var task: TaskKey?
        package var lane: LaneKey?
        package var files: [String] = []

        package init() {}
    }
}

/// Tells the turns that the work took and what was remembered, in order.
package enum ShowTimeline: Operation {
    package typealias Output = TimelineReport
    package static let name = "memory.timeline"
    package static let summary =
        "Tells the turns that the work took and what was remembered, in order."
    package static let effect = Effect.reads
    package static let errors: [String] = ["task.unknown", "agent.unknown"]
    package static let example = Input { $0.task = TaskKey(trusted: "P07-B4") }

    /// What is asked of `memory.timeline`.
    package struct Input: Record {
        package static let name = "memory.timeline.input"
        package static let fields: [Field<Self>] = [
            Field("task", \.task, "Only what is about this task."),
            Field("agent", \.agent, "Only what this agent did."),
            Field("since", \.since, "Only what came after this revision.", .minimum(0)),
            Field("since_time", \.sinceTime, "Only what came after this moment."),
            MemoryFields.limit(\.limit),
        ]

        package var task: TaskKey?
        package var agent: AgentID?
        package var since: Int64?
        package var sinceTime: Timestamp?
        package var limit: Int = 20

        package init() {}
    }
}

/// Puts one memory in another's place.
package enum SupersedeMemory: Operation {
    package typealias Output = MemoryChange
    package static let name = "memory.supersede"
    package static let summary = "Puts one memory in another's place."
    package static let effect = Effect.changes
    package static let errors: [String] = [
        "memory.unknown", "memory.superseded", "memory.retired", "memory.own_successor",
        "memory.anothers",
    ]
    package static let example = Input { input in
        input.memory = MemoryID(trusted: "N-3")
        input.by = MemoryID(trusted: "N-12")
    }

    /// What is asked of `memory.supersede`.
    package struct Input: Record {
        package static let name = "memory.supersede.input"
        package static let fields: [Field<Self>] = [
            Field("memory", \.memory, "What is no longer so."),
            Field("by", \.by, "What is so instead."),
        ]

        package var memory: MemoryID = .unset
        package var by: MemoryID = .unset

        package init() {}
    }
}

/// Takes a memory out of what is told; it stays to be read.
package enum RetireMemory: Operation {
    package typealias Output = MemoryChange
    package static let name = "memory.retire"
    package static let summary = "Takes a memory out of what is told; it stays to be read."
    package static let effect = Effect.changes
    package static let errors: [String] = [
        "memory.unknown", "memory.superseded", "memory.retired", "memory.anothers",
    ]
    package static let example = Input { input in
        input.memory = MemoryID(trusted: "N-3")
        input.reason = "The endpoint is gone."
    }

    /// What is asked of `memory.retire`.
    package struct Input: Record {
        package static let name = "memory.retire.input"
        package static let fields: [Field<Self>] = [
            Field("memory", \.memory, "What is not to be told any more."),
            Field("reason", \.reason, "Why.", .line(400)),
        ]

        package var memory: MemoryID = .unset
        package var reason: String = ""

        package init() {}
    }
}
