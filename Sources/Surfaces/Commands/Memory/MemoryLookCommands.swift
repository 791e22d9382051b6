import CommandLineKit
import Model
import Operations

// How one looks at what is remembered.
extension MemoryCommands {
    static let search = Command(
        SearchMemory.self,
        CommandSpecification(
            "search",
            summary: "Find what is remembered by its words",
            discussion: """
                All words have to be there; a "quoted phrase" in its order; wor* is the start of a \
                word. The
                best match comes first, and of equals the newest. No text is wrong.
                """,
            arguments: [query],
            options: filters + [.limit],
            flags: [past],
            examples: [
                CommandExample("worklead memory search 'schema migration'", "Both words."),
                CommandExample("worklead memory search '\"job runs\" endp*'", "A phrase."),
            ],
            seeAlso: ["memory list", "message search"]
        ),
        input: { parsed, _ in
            try SearchMemory.Input { input in
                input.query = parsed.texts(query).joined(separator: " ")
                input.kind = parsed.choice(kind)
                input.task = try parsed.optionalName(task)
                input.lane = try parsed.optionalName(lane)
                input.agent = try parsed.optionalName(agent)
                input.tag = try parsed.optionalName(oneTag)
                input.all = parsed.isSet(past)
                input.limit = try parsed.limit(10, max: 1000)
            }
        },
        output: { reply, _ in
            let report = reply.output
            var output = CommandOutput(reply, of: SearchMemory.self) { text in
                text.list(
                    TextList(
                        "found",
                        columns: ["memory", "kind", "by", "title", "where"],
                        rows: report.items.map {
                            [
                                .name($0.memory), .text($0.kind.rawValue), .name($0.author),
                                .text($0.title), .maybe($0.excerpt, Cell.text),
                            ]
                        },
                        total: report.count
                    )
                )
            }
            if report.isCut {
                output.envelope.warnings.append(
                    "Only the newest \(report.count) matches were looked at: name more words."
                )
            }
            return output
        }
    )

    private static let query = Argument(
        "QUERY",
        help: "Words, a \"phrase\", or the start of a word: wor*",
        count: .atLeastOne
    )
    private static let past = Flag("all", help: "Superseded and retired ones too")
    private static let kind = Option(
        "kind",
        value: "KIND",
        help: "Only those of a kind",
        allowed: MemoryKind.allCases.map(\.rawValue)
    )
    private static let agent = Option(
        "agent",
        value: "AGENT",
        help: "Only what an agent kept or did",
        completion: .dynamic("agent")
    )
    private static let oneTag = Option("tag", value: "TAG", help: "Only what has a tag")
    private static let filters = [kind, task, lane, agent, oneTag]

    static let list = Command(
        ListMemory.self,
        CommandSpecification(
            "list",
            summary: "List what is remembered, the newest first",
            options: filters + [.limit],
            flags: [past],
            examples: [CommandExample("worklead memory list --kind reflection", "What we learnt.")]
        ),
        input: { parsed, _ in
            try ListMemory.Input { input in
                input.kind = parsed.choice(kind)
                input.task = try parsed.optionalName(task)
                input.lane = try parsed.optionalName(lane)
                input.agent = try parsed.optionalName(agent)
                input.tag = try parsed.optionalName(oneTag)
                input.all = parsed.isSet(past)
                input.limit = try parsed.limit(20, max: 1000)
            }
        },
        output: { reply, _ in
            CommandOutput(reply, of: ListMemory.self) { text in
                text.list(
                    TextList(
                        "memories",
                        columns: ["memory", "kind", "by", "kept", "about", "title"],
                        rows: reply.output.items.map {
                            [
                                .name($0.memory), .text($0.kind.rawValue), .name($0.author),
                                .moment($0.keptAt), $0.about, .text($0.title),
                            ]
                        },
                        total: reply.output.total
                    )
                )
            }
        }
    )

    static let show = Command(
        ShowMemory.self,
        CommandSpecification(
            "show",
            summary: "Show one memory with all its words",
            arguments: [memory],
            examples: [CommandExample("worklead memory show N-12", "Read it.")]
        ),
        input: { parsed, _ in
            try ShowMemory.Input { $0.memory = try parsed.name(memory) }
        },
        output: { reply, _ in
            CommandOutput(reply, of: ShowMemory.self) { reply.output.describe(in: &$0) }
        }
    )

    static let brief = Command(
        BriefMemory.self,
        CommandSpecification(
            "brief",
            summary: "Tell what you should know, in so many bytes",
            discussion: """
                What is about your tasks comes first, then what is about their files, their lanes, \
                and then
                the newest. The text is never longer than the budget, and says what it leaves out. \
                A token is
                counted as three bytes, which is less than it mostly has.
                """,
            options: [budget, task, lane, file],
            examples: [
                CommandExample("worklead memory brief", "What should I know?"),
                CommandExample("worklead memory brief --budget 300t --task T-1", "In 300 tokens."),
            ],
            seeAlso: ["prime", "memory search"]
        ),
        input: { parsed, _ in
            try BriefMemory.Input { input in
                if let text = parsed.text(budget) { input.budget = try MemoryBudget(text).bytes }
                input.task = try parsed.optionalName(task)
                input.lane = try parsed.optionalName(lane)
                input.files = parsed.texts(file)
            }
        },
        output: { reply, _ in
            let report = reply.output
            var output = CommandOutput(reply, of: BriefMemory.self) { text in
                text.say("\(report.told.count) told, \(report.omitted) left out")
            }
            // Its size was asked for to the byte.
            output.raw = reply.output.text
            return output
        }
    )

    private static let budget = Option(
        "budget",
        value: "SIZE",
        help: "The most that it may have: 2400, or 800t for tokens"
    )

    static let timeline = Command(
        ShowTimeline.self,
        CommandSpecification(
            "timeline",
            summary: "Tell the turns that the work took, in order",
            options: [task, agent, .since, .limit],
            examples: [
                CommandExample("worklead memory timeline --task T-1", "How did it come to this?")
            ],
            seeAlso: ["event list"]
        ),
        input: { parsed, _ in
            try ShowTimeline.Input { input in
                input.task = try parsed.optionalName(task)
                input.agent = try parsed.optionalName(agent)
                (input.since, input.sinceTime) = try parsed.since()
                input.limit = try parsed.limit(20, max: 1000)
            }
        },
        output: { reply, _ in
            CommandOutput(reply, of: ShowTimeline.self) { text in
                text.list(
                    TextList(
                        "timeline",
                        columns: ["rev", "when", "by", "what", "about", "words"],
                        rows: reply.output.items.map {
                            [
                                .number($0.revision), .moment($0.time), .name($0.agent),
                                .literal($0.type), .text($0.subject), .text($0.text),
                            ]
                        },
                        qualifier: reply.output.isCut ? "the newest; there are older ones" : nil
                    )
                )
            }
        }
    )
}

extension MemoryLine {
    /// What it is about, the nearest first.
    fileprivate var about: Cell {
        if let task { return .name(task) }
        if let lane { return .text("lane \(lane)") }
        return .maybe(files.first, Cell.path)
    }
}

extension MemoryDetail {
    /// Says all of it, its words marked as words.
    fileprivate func describe(in text: inout TextDocument) {
        text.say("\(memory.memory)  \(memory.title)")
        text.field("kind", .text(memory.kind.rawValue))
        text.field("by", .name(memory.author))
        text.field("kept", .moment(memory.keptAt))
        if let task = memory.task { text.field("task", .name(task)) }
        if let lane = memory.lane { text.field("lane", .name(lane)) }
        if !memory.tags.isEmpty {
            text.field("tags", .text(memory.tags.map(\.text).joined(separator: ", ")))
        }
        for file in memory.files { text.field("file", .path(file)) }
        if let other = memory.supersededBy { text.field("superseded by", .name(other)) }
        if let reason = memory.retired { text.field("retired", .text(reason)) }
        if !supersedes.isEmpty {
            text.field("in place of", .text(supersedes.map(\.text).joined(separator: ", ")))
        }
        text.body("text", self.text, by: memory.author)
    }
}
