import CommandLineKit
import Model
import Operations

/// The commands about what agents were asked to do beside their tasks.
enum FollowUpCommands {
    static let all: [Command] = [open, list, resolve, withdraw]

    private static let followUp = Argument("FOLLOWUP", help: "The follow-up's id")

    static let open = Command(
        OpenFollowUp.self,
        CommandSpecification(
            "open",
            summary: "Ask an agent to do something, until something shows that it was done",
            discussion: """
                The agent gets a message. It stays open in the agent's inbox, in `prime` and at \
                its stop until it is resolved with evidence.
                """,
            arguments: [.agent, text],
            options: [task, thread],
            examples: [
                CommandExample(
                    "worklead followup open ada 'Release T-7, or say what it waits for.' --task T-7",
                    "Ask for something, and do not lose sight of it."
                )
            ],
            seeAlso: ["followup list", "agent nudge"]
        ),
        input: { parsed, context in
            try OpenFollowUp.Input { input in
                input.agent = try parsed.name(Argument.agent)
                let given = parsed.required(text)
                input.text = given == "-" ? try context.files.text(of: "-") : given
                input.task = try parsed.optionalName(task)
                input.thread = try parsed.optionalName(thread)
            }
        },
        output: { reply, _ in
            let line = reply.output
            return CommandOutput(
                change: reply,
                of: OpenFollowUp.self,
                "\(line.followUp) open, \(line.agent) is asked in \(line.thread)"
            )
        }
    )

    private static let text = Argument("TEXT", help: "What is to be done; - reads standard input")
    private static let task = Option(
        "task",
        value: "TASK",
        help: "The task it is about",
        completion: .dynamic("task")
    )
    private static let thread = Option(
        "thread",
        value: "THREAD",
        help: "Where it is talked about; by default with the task"
    )

    static let list = Command(
        ListFollowUps.self,
        CommandSpecification(
            "list",
            summary: "List what agents were asked to do, oldest first",
            options: [only, agent, requester, thread, .limit],
            flags: [mine, everything],
            examples: [
                CommandExample("worklead followup list", "See what is open."),
                CommandExample("worklead followup list --mine", "See what you are to do."),
            ]
        ),
        input: { parsed, _ in
            try ListFollowUps.Input { input in
                input.followUp = try parsed.optionalName(only)
                input.mine = parsed.isSet(mine)
                input.agent = try parsed.optionalName(agent)
                input.requester = try parsed.optionalName(requester)
                input.thread = try parsed.optionalName(thread)
                input.all = parsed.isSet(everything)
                input.limit = try parsed.limit(100, max: 1000)
            }
        },
        output: { reply, _ in
            CommandOutput(reply, of: ListFollowUps.self) { text in
                let page = reply.output
                text.list(
                    TextList(
                        "follow-ups",
                        columns: ["follow-up", "state", "for", "by", "asked", "evidence", "text"],
                        rows: page.items.map {
                            [
                                .name($0.followUp), .text($0.state.rawValue), .name($0.agent),
                                .name($0.requester), .moment($0.openedAt),
                                .number($0.evidence.count), .text($0.headline),
                            ]
                        },
                        total: page.total
                    )
                )
            }
        }
    )

    private static let agent = Option(
        "agent",
        value: "AGENT",
        help: "Only what this agent is to do",
        completion: .dynamic("agent")
    )
    private static let only = Option("followup", value: "FOLLOWUP", help: "Only this one")
    private static let requester = Option(
        "by",
        value: "AGENT",
        help: "Only what this agent has asked for",
        completion: .dynamic("agent")
    )
    private static let mine = Flag("mine", help: "Only what you are to do")
    private static let everything = Flag("all", short: "a", help: "List what is closed too")

    static let resolve = Command(
        ResolveFollowUp.self,
        CommandSpecification(
            "resolve",
            summary: "Say that a follow-up was done, with what shows it",
            arguments: [followUp, files],
            options: [ConsensusCommands.bundle, note],
            examples: [
                CommandExample(
                    "worklead followup resolve FU-1 reports/sync.txt --note 'released'",
                    "Hand in the file that shows it."
                )
            ],
            seeAlso: ["evidence bundle"]
        ),
        input: { parsed, context in
            try ResolveFollowUp.Input { input in
                input.followUp = try parsed.name(followUp)
                input.files = try EvidenceFileInput.read(parsed.texts(files), context)
                input.bundles = try parsed.names(ConsensusCommands.bundle)
                input.note = parsed.text(note)
            }
        },
        output: { reply, _ in
            let line = reply.output
            return CommandOutput(
                change: reply,
                of: ResolveFollowUp.self,
                "\(line.followUp) resolved with \(line.evidence.count, "link") of evidence"
            )
        }
    )

    private static let files = Argument(
        "FILE",
        help: "Files that show it, whose digests are kept",
        count: .any
    )
    private static let note = Option("note", value: "TEXT", help: "What was done")

    static let withdraw = Command(
        WithdrawFollowUp.self,
        CommandSpecification(
            "withdraw",
            summary: "Take a request back",
            arguments: [followUp],
            options: [.requiredReason],
            examples: [
                CommandExample(
                    "worklead followup withdraw FU-1 --reason 'T-7 was delivered'",
                    "Nothing has to be done any more."
                )
            ]
        ),
        input: { parsed, _ in
            try WithdrawFollowUp.Input { input in
                input.followUp = try parsed.name(followUp)
                input.reason = parsed.required(Option.requiredReason)
            }
        },
        output: { reply, _ in
            CommandOutput(
                change: reply,
                of: WithdrawFollowUp.self,
                "\(reply.output.followUp) withdrawn"
            )
        }
    )
}

extension FollowUpLine {
    /// The first line of it.
    var headline: String { text.split(whereSeparator: \.isNewline).first.map(String.init) ?? "" }
}

extension TextList {
    /// What somebody is to do beside their tasks, without a moment.
    static func followUps(_ items: [FollowUpLine], total: Int) -> TextList {
        TextList(
            "follow-ups",
            columns: ["follow-up", "by", "thread", "text"],
            rows: items.map {
                [.name($0.followUp), .name($0.requester), .name($0.thread), .text($0.headline)]
            },
            total: total,
            rest: total > items.count ? "worklead followup list --mine" : nil
        )
    }

    /// What somebody asked of others and is open, without a moment.
    static func asked(_ items: [FollowUpLine], total: Int) -> TextList {
        TextList(
            "asked of others",
            columns: ["follow-up", "of", "thread", "text"],
            rows: items.map {
                [.name($0.followUp), .name($0.agent), .name($0.thread), .text($0.headline)]
            },
            total: total,
            rest: total > items.count ? "worklead followup list" : nil
        )
    }
}
