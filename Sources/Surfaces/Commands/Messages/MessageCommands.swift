import CommandLineKit
import Model
import Operations

/// The commands about messages.
enum MessageCommands {
    static let all: [Command] = [send, reply, show, ack, hub, threadCommand, search, sweep]

    static let send = Command(
        SendMessage.self,
        CommandSpecification(
            "send",
            summary: "Send a message to agents",
            discussion: """
                The same message sent again in the same session is sent once; another key sends it \
                again.
                A recipient that does not exist is an error; `hub` stands for all agents. The \
                first directive of a thread is pointed to from the hub, in the same transaction.
                """,
            arguments: [recipients, text],
            options: [kind, subject, thread, aboutTask, acknowledge],
            flags: [],
            examples: [
                CommandExample(
                    "worklead message send ada 'P07-B4 can start.'",
                    "Write to an agent."
                ),
                CommandExample(
                    "worklead message send ada,bea 'Stop.' --kind guidance --ack 15m",
                    "Ask two agents to acknowledge within a quarter of an hour."
                ),
                CommandExample("worklead message send hub 'Back at noon.'", "Tell everybody."),
                CommandExample(
                    "worklead message send ada 'Freeze the schema.' --kind directive",
                    "Direct an agent, and let all know where that stands."
                ),
            ]
        ),
        input: { parsed, context in
            try SendMessage.Input { input in
                input.to = try parsed.required(recipients) { text throws(IdentifierError) in
                    try AgentID.list(text)
                }
                input.body = try body(parsed, context)
                try fill(&input, parsed)
                input.thread = try parsed.optionalName(MessageCommands.thread)
                input.task = try parsed.optionalName(aboutTask)
            }
        },
        output: { reply, _ in CommandOutput(message: reply, of: SendMessage.self) }
    )

    static let reply = Command(
        SendMessage.self,
        CommandSpecification(
            "reply",
            summary: "Reply to a message in its thread",
            arguments: [.message, text],
            options: [kind, subject, acknowledge],
            examples: [CommandExample("worklead message reply M-17 'Done.'", "Answer a message.")]
        ),
        input: { parsed, context in
            try SendMessage.Input { input in
                input.replyTo = try parsed.name(Argument.message)
                input.body = try body(parsed, context)
                try fill(&input, parsed)
            }
        },
        output: { reply, _ in CommandOutput(message: reply, of: SendMessage.self) }
    )

    private static let recipients = Argument(
        "AGENTS",
        help: "The recipients, with commas between them",
        completion: .dynamic("agent")
    )
    private static let text = Argument("TEXT", help: "The text; - reads it from standard input")
    private static let kind = Option(
        "kind",
        value: "KIND",
        help: "What the message is for",
        allowed: MessageKind.sendable.map(\.rawValue),
        default: "note"
    )
    private static let subject = Option("subject", value: "TEXT", help: "The subject")
    private static let thread = Option("thread", value: "THREAD", help: "The thread it belongs to")
    private static let aboutTask = Option(
        "task",
        value: "TASK",
        help: "The task it is about",
        completion: .dynamic("task")
    )
    private static let acknowledge = Option(
        "ack",
        value: "DURATION",
        help: "Ask for an acknowledgement within this time"
    )

    private static func body(_ parsed: ParsedCommand, _ context: CommandContext) throws -> String {
        let given = parsed.required(text)
        return given == "-" ? try context.files.text(of: "-") : given
    }

    private static func fill(_ input: inout SendMessage.Input, _ parsed: ParsedCommand) throws {
        input.kind = parsed.choice(kind) ?? .note
        input.subject = parsed.text(subject) ?? ""
        input.acknowledge = try parsed.duration(acknowledge)
    }

    static let inbox = Command(
        CommandSpecification(
            "inbox",
            summary: "Show your unread messages, oldest first",
            discussion: """
                Showing does not count as reading; --read moves the cursor past what was shown. \
                What a window holds is not unread: it comes in one message when the window is \
                closed, and --held shows it before. Before the messages stands what waits for you \
                to decide, and what you were asked to do.
                """,
            section: "Work",
            options: [.limit, .key],
            flags: [allFlag, heldFlag, readFlag, .dryRun],
            examples: [CommandExample("worklead inbox --read", "Read what is new.")],
            seeAlso: ["message ack", "message reply"]
        ),
        calls: [ListInbox.name, MarkRead.name, ListDecisions.name, ListFollowUps.name]
    ) { parsed, context in
        let input = try ListInbox.Input { input in
            input.all = parsed.isSet(allFlag)
            input.held = parsed.isSet(heldFlag)
            input.limit = try parsed.limit(20, max: 1000)
        }
        let reply = try await context.caller.call(ListInbox.self, input, context.options)
        var marked: ReadReport?
        if parsed.isSet(readFlag), !input.held, let last = reply.output.items.last {
            var options = context.options
            options.dryRun = parsed.isSet(.dryRun) || context.isDryRun
            options.idempotencyKey = parsed.text(Option.key)
            let through = MarkRead.Input { $0.through = last.message.message }
            marked = try await context.caller.call(MarkRead.self, through, options).output
        }
        let mine = ListDecisions.Input { input in
            input.mine = true
            input.limit = 5
        }
        let waiting = try await context.caller.call(ListDecisions.self, mine, context.options)
            .output
        let held = try await held(beside: input, marked, context)
        let asked = ListFollowUps.Input { input in
            input.mine = true
            input.limit = 5
        }
        let open = try await context.caller.call(ListFollowUps.self, asked, context.options).output
        return CommandOutput(reply, of: ListInbox.self) { text in
            if waiting.total > 0 { text.list(.toDecide(waiting.items, total: waiting.total)) }
            if open.total > 0 { text.list(.followUps(open.items, total: open.total)) }
            text.list(.inbox(reply.output.items, total: reply.output.total))
            if held > 0 { text.field("held until their window ends", .number(held)) }
            for item in reply.output.items where !item.message.body.isEmpty {
                text.body("\(item.message.message)", item.message.body, by: item.message.from)
            }
            if let due = reply.output.items.first(where: {
                $0.acknowledgeBy != nil && $0.acknowledgedAt == nil
            }) {
                text.next("worklead message ack \(due.message.message)")
            }
        }
    }

    /// How many messages windows hold, where they are not what is shown.
    private static func held(
        beside input: ListInbox.Input,
        _ marked: ReadReport?,
        _ context: CommandContext
    ) async throws -> Int {
        if input.held { return 0 }
        if let marked { return marked.held }
        let later = ListInbox.Input { input in
            input.held = true
            input.limit = 1
        }
        return try await context.caller.call(ListInbox.self, later, context.options).output.total
    }

    private static let heldFlag = Flag("held", help: "Show what windows hold for you")
    private static let allFlag = Flag("all", short: "a", help: "Show what is read too")
    private static let readFlag = Flag("read", help: "Count what is shown as read")

    static let show = Command(
        ShowMessage.self,
        CommandSpecification(
            "show",
            summary: "Show a message and who acknowledged it",
            arguments: [.message],
            examples: [CommandExample("worklead message show M-17", "See who acknowledged it.")]
        ),
        input: { parsed, _ in
            try ShowMessage.Input { $0.message = try parsed.name(Argument.message) }
        },
        output: { reply, _ in
            CommandOutput(reply, of: ShowMessage.self) { text in reply.output.describe(in: &text) }
        }
    )

    static let ack = Command(
        AcknowledgeMessage.self,
        CommandSpecification(
            "ack",
            summary: "Acknowledge a message",
            arguments: [.message],
            options: [ackNote],
            examples: [CommandExample("worklead message ack M-17", "Say that you have seen it.")]
        ),
        input: { parsed, _ in
            try AcknowledgeMessage.Input { input in
                input.message = try parsed.name(Argument.message)
                input.note = parsed.text(ackNote)
            }
        },
        output: { reply, _ in
            CommandOutput(
                change: reply,
                of: AcknowledgeMessage.self,
                "\(reply.output.message.message) acknowledged"
            )
        }
    )

    private static let ackNote = Option("note", value: "TEXT", help: "A word to the sender")

    static let threadCommand = Command(
        ShowThread.self,
        CommandSpecification(
            "thread",
            summary: "Show a conversation in order",
            arguments: [threadArgument],
            options: [.limit],
            examples: [
                CommandExample("worklead message thread P07-B4", "Read what was said about a task.")
            ]
        ),
        input: { parsed, _ in
            try ShowThread.Input { input in
                input.thread = try parsed.name(threadArgument)
                input.limit = try parsed.limit(50, max: 1000)
            }
        },
        output: { reply, _ in
            CommandOutput(reply, of: ShowThread.self) { text in
                text.list(.messages("messages", reply.output.items))
                for message in reply.output.items where !message.body.isEmpty {
                    text.body("\(message.message)", message.body, by: message.from)
                }
            }
        }
    )

    static let hub = Command(
        ShowThread.self,
        CommandSpecification(
            "hub",
            summary: "Show what was said to all agents",
            options: [.limit],
            examples: [
                CommandExample("worklead message hub -n 20", "Read the last of it."),
                CommandExample("worklead message send hub 'Back at noon.'", "Write to all."),
            ],
            seeAlso: ["message send", "event watch"]
        ),
        input: { parsed, _ in
            try ShowThread.Input { input in
                input.thread = .hub
                input.limit = try parsed.limit(50, max: 1000)
            }
        },
        output: { reply, _ in
            CommandOutput(reply, of: ShowThread.self) { text in
                let page = reply.output
                text.list(.messages("messages", page.items, total: page.total))
                for message in page.items where !message.body.isEmpty {
                    text.body("\(message.message)", message.body, by: message.from)
                }
            }
        }
    )

    private static let threadArgument = Argument(
        "THREAD",
        help: "The thread: a task's key or a message's id"
    )

    static let search = Command(
        SearchMessages.self,
        CommandSpecification(
            "search",
            summary: "Find messages by a text, or by the task that they are about",
            arguments: [searchText],
            options: [about, .limit],
            examples: [
                CommandExample("worklead message search schema", "Find what was said."),
                CommandExample("worklead message search --task T-1", "Find what was said of it."),
            ]
        ),
        input: { parsed, _ in
            try SearchMessages.Input { input in
                input.text = parsed.text(searchText) ?? ""
                input.task = try parsed.optionalName(about)
                input.limit = try parsed.limit(20, max: 1000)
            }
        },
        output: { reply, _ in
            CommandOutput(reply, of: SearchMessages.self) { text in
                text.list(.messages("messages", reply.output.items))
            }
        }
    )

    private static let searchText = Argument("TEXT", help: "The text to find", count: .atMostOne)
    private static let about = Option(
        "task",
        value: "TASK",
        help: "Only those about this task, in whichever thread",
        completion: .dynamic("task")
    )

    static let sweep = Command(
        SweepMessages.self,
        CommandSpecification(
            "sweep",
            summary: "Put overdue messages before their recipients again, and escalate",
            options: [extra],
            examples: [CommandExample("worklead message sweep", "See to overdue acknowledgements.")]
        ),
        input: { parsed, _ in
            try SweepMessages.Input { $0.extra = try parsed.duration(extra) ?? $0.extra }
        },
        output: { reply, _ in
            let report = reply.output
            return CommandOutput(
                change: reply,
                of: SweepMessages.self,
                "\(report.resent.count) put forward again, \(report.escalated.count) escalated"
            ) { text in
                for line in report.resent { text.say("again: \(line)") }
                for line in report.escalated { text.say("escalated: \(line)") }
            }
        }
    )

    private static let extra = Option(
        "extra",
        value: "DURATION",
        help: "How much time a repetition gives",
        default: "15m"
    )
}

extension AgentID {
    /// Agents from a text with commas between them.
    fileprivate static func list(_ text: String) throws(IdentifierError) -> [AgentID] {
        var agents: [AgentID] = []
        for part in text.split(separator: ",", omittingEmptySubsequences: false) {
            agents.append(try AgentID(String(part)))
        }
        return agents
    }
}
