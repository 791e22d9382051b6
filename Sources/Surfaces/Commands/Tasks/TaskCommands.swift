import CommandLineKit
import Model
import Operations

/// The commands about tasks as they are planned.
enum TaskCommands {
    static let all: [Command] = [
        create, list, show, edit, lint, ready, draft, assign, block, unblock, park, unpark, cancel,
        supersede, depend, undepend,
    ]

    static let create = Command(
        CreateTask.self,
        CommandSpecification(
            "create",
            summary: "Make a task, from a packet or from a title",
            discussion: """
                The key is the one given, else the one that the packet names, else the next \
                number. It is
                reserved as the task is made; a key that looks like another is refused.

                The repository is the one given, else that of the lane, else the one around.
                """,
            arguments: [title],
            options: [
                taskKey, packetFile, .packetFormat, .repository, .laneOption, .phase, .priority,
                after,
                assignee, .lease, within,
            ],
            flags: [readyFlag, staged],
            examples: [
                CommandExample(
                    "worklead task create --packet docs/packets/P07-B4.md --ready",
                    "Make a task from a packet and open it for claims."
                ),
                CommandExample(
                    "worklead task create 'Cancel endpoint' --after T-1",
                    "Make a draft that waits for another task."
                ),
                CommandExample(
                    "worklead task create 'Cancel endpoint' --ready --assign ada",
                    "Make it and hand it out, as `worklead task assign` does."
                ),
            ],
            seeAlso: ["task lint", "task ready", "task assign"]
        ),
        input: { parsed, context in
            try CreateTask.Input { input in
                input.key = try parsed.optionalName(taskKey)
                input.title = parsed.text(title)
                if let file = parsed.text(packetFile) {
                    input.packet = try context.files.text(of: file)
                    input.file = file == "-" ? nil : file
                    input.format = parsed.packetFormat(of: file)
                }
                input.repository = try parsed.optionalName(Option.repository)
                input.lane = try parsed.optionalName(Option.laneOption)
                input.phase = parsed.text(Option.phase)
                input.priority = Int64(
                    try parsed.integer(Option.priority, in: 0...1_000_000) ?? 100
                )
                input.dependsOn = try parsed.names(after)
                input.ready = parsed.isSet(readyFlag)
                input.assignee = try parsed.optionalName(assignee)
                input.staged = parsed.isSet(staged)
                input.lease = try parsed.duration(Option.lease)
                input.acknowledge = try parsed.duration(within) ?? input.acknowledge
            }
        },
        output: { reply, _ in
            let line = reply.output.task
            var output = CommandOutput(
                change: reply,
                of: CreateTask.self,
                line.assignee.map {
                    "\(line.task) made, \(Phrase([line.stateCell])), assigned to \($0)"
                } ?? "\(line.task) made, \(Phrase([line.stateCell]))"
            )
            output.envelope.warnings += reply.output.advice
            return output
        }
    )

    private static let title = Argument("TITLE", help: "What is to be done", count: .atMostOne)
    private static let taskKey = Option("task", value: "TASK", help: "The key of the new task")
    private static let packetFile = Option(
        "packet",
        value: "FILE",
        help: "The file of the packet; - reads it from standard input",
        completion: .file
    )
    private static let after = Option(
        "after",
        value: "TASK",
        help: "A task that it waits for",
        count: .any,
        completion: .dynamic("task")
    )
    private static let assignee = Option(
        "assign",
        value: "AGENT",
        help: "Who is to do it",
        completion: .dynamic("agent")
    )
    private static let readyFlag = Flag("ready", help: "Open it for claims at once")

    static let list = Command(
        ListTasks.self,
        CommandSpecification(
            "list",
            summary: "List tasks",
            discussion: """
                Words have to stand in the key or the title. Words with a colon narrow the list as \
                the options do: state:, lane:, repository:, phase: and agent:.
                """,
            arguments: [query],
            options: [stateOption, .laneOption, .repository, .phase, agentOption, .limit, offset],
            flags: [allFlag],
            examples: [
                CommandExample(
                    "worklead task list --state delivered",
                    "List what awaits a verdict."
                ),
                CommandExample("worklead task list lane:core login", "Find tasks by words."),
            ]
        ),
        input: { parsed, _ in
            try ListTasks.Input { input in
                try TaskQuery(parsed.texts(query).joined(separator: " ")).narrow(&input)
                input.state = parsed.text(stateOption) ?? input.state
                input.lane = try parsed.optionalName(Option.laneOption) ?? input.lane
                input.repository = try parsed.optionalName(Option.repository) ?? input.repository
                input.phase = parsed.text(Option.phase) ?? input.phase
                input.agent = try parsed.optionalName(agentOption) ?? input.agent
                input.all = parsed.isSet(allFlag)
                input.limit = try parsed.limit(50, max: 10_000)
                input.offset = try parsed.integer(offset, in: 0...Int.max) ?? 0
            }
        },
        output: { reply, _ in
            CommandOutput(reply, of: ListTasks.self) { text in
                text.list(
                    .tasks(
                        "tasks",
                        reply.output.items,
                        total: reply.output.total,
                        rest: reply.output.next.map { "worklead task list --offset \($0)" }
                    )
                )
            }
        }
    )

    private static let query = Argument(
        "WORDS",
        help: "Words, and key:value pairs",
        count: .any
    )
    private static let stateOption = Option(
        "state",
        value: "STATE",
        help: "Only those in this state",
        allowed: TaskState.Name.allCases.map(\.rawValue)
    )
    private static let agentOption = Option(
        "agent",
        value: "AGENT",
        help: "Only those that this agent has or is to take",
        completion: .dynamic("agent")
    )
    private static let offset = Option("offset", value: "NUMBER", help: "How many to leave out")
    private static let allFlag = Flag("all", short: "a", help: "List final ones too")

    static let show = Command(
        ShowTask.self,
        CommandSpecification(
            "show",
            summary: "Show a task with its history",
            arguments: [.task],
            flags: [packetFlag],
            examples: [
                CommandExample("worklead task show T-1 --packet", "Show a task and its packet.")
            ]
        ),
        input: { parsed, _ in
            try ShowTask.Input { input in
                input.task = try parsed.name(Argument.task)
                input.packet = parsed.isSet(packetFlag)
            }
        },
        output: { reply, _ in
            CommandOutput(reply, of: ShowTask.self) { text in reply.output.describe(in: &text) }
        }
    )

    private static let packetFlag = Flag("packet", help: "Show the text of its packet")

    static let edit = Command(
        EditTask.self,
        CommandSpecification(
            "edit",
            summary: "Change a task's title, lane, phase, priority or packet",
            arguments: [.task],
            options: [titleOption, packetFile, .packetFormat, .laneOption, .phase, .priority],
            examples: [
                CommandExample(
                    "worklead task edit T-1 --priority 10",
                    "Let a task be done earlier."
                )
            ]
        ),
        input: { parsed, context in
            try EditTask.Input { input in
                input.task = try parsed.name(Argument.task)
                input.title = parsed.text(titleOption)
                if let file = parsed.text(packetFile) {
                    input.packet = try context.files.text(of: file)
                    input.format = parsed.packetFormat(of: file)
                }
                input.lane = try parsed.optionalName(Option.laneOption)
                input.phase = parsed.text(Option.phase)
                input.priority = try parsed.integer(Option.priority, in: 0...1_000_000).map(
                    Int64.init
                )
            }
        },
        output: { reply, _ in CommandOutput(task: reply, of: EditTask.self) }
    )

    private static let titleOption = Option("title", value: "TEXT", help: "The new title")

    static let lint = Command(
        CommandSpecification(
            "lint",
            summary: "Say what is wrong with a packet before anybody works from it",
            discussion: """
                Looks at the packet of a task, or at a file that no task has yet. Findings that \
                refuse make
                the command fail with exit code 5.
                """,
            arguments: [lintTask],
            options: [packetFile, .packetFormat],
            examples: [
                CommandExample("worklead task lint --packet packet.md", "Look at a packet's file.")
            ]
        ),
        calls: [LintPacket.name]
    ) { parsed, context in
        let input = try LintPacket.Input { input in
            input.task = try parsed.optionalName(lintTask)
            if let file = parsed.text(packetFile) {
                input.packet = try context.files.text(of: file)
                input.file = file == "-" ? nil : file
                input.format = parsed.packetFormat(of: file)
            }
        }
        let reply = try await context.caller.call(LintPacket.self, input, context.options)
        let output = CommandOutput(reply, of: LintPacket.self) { text in
            text.list(
                TextList(
                    "findings",
                    columns: ["severity", "field", "line", "reason", "mend"],
                    rows: reply.output.items.map { finding in
                        [
                            .text(finding.severity), .text(finding.field),
                            .maybe(finding.line, Cell.number), .text(finding.reason),
                            .text(finding.mend),
                        ]
                    }
                )
            )
        }
        let refusing = reply.output.items.count { $0.severity == "error" }
        return refusing == 0 ? output : output.failing(PacketFindingsError(count: refusing))
    }

    private static let lintTask = Argument(
        "TASK",
        help: "The task's key",
        count: .atMostOne,
        completion: .dynamic("task")
    )

    static let ready = plain(ReadyTask.self, "ready", "Open a draft for claims") { input, task in
        input.task = task
    }
    static let draft = plain(DraftTask.self, "draft", "Take a ready task back into planning") {
        $0.task = $1
    }
    static let unblock = plain(UnblockTask.self, "unblock", "Let a blocked task go on") {
        $0.task = $1
    }
    static let unpark = plain(UnparkTask.self, "unpark", "Take a parked task up again") {
        $0.task = $1
    }

    static let assign = Command(
        AssignTask.self,
        CommandSpecification(
            "assign",
            summary: "Choose who is to do a task, or open it to all",
            discussion: """
                The agent alone may claim it then. It is told in the task's thread and asked to \
                acknowledge
                that, which its claim does too. Where it has a session, the task is claimed for it \
                at once,
                unless --staged leaves that to it.
                """,
            arguments: [.task, assignedAgent],
            options: [.lease, within],
            flags: [staged],
            examples: [
                CommandExample("worklead task assign T-1 ada", "It is ada's, and claimed for her."),
                CommandExample("worklead task assign T-1 ada --staged", "She takes it up herself."),
            ],
            seeAlso: ["next", "task reclaim"]
        ),
        input: { parsed, _ in
            try AssignTask.Input { input in
                input.task = try parsed.name(Argument.task)
                input.agent = try parsed.optionalName(assignedAgent)
                input.staged = parsed.isSet(staged)
                input.lease = try parsed.duration(Option.lease)
                input.acknowledge = try parsed.duration(within) ?? input.acknowledge
            }
        },
        output: { reply, _ in
            let line = reply.output.task
            let claimed = line.holder != nil && line.holder == line.assignee
            var output = CommandOutput(
                change: reply,
                of: AssignTask.self,
                line.assignee.map {
                    claimed
                        ? "\(line.task) assigned to \($0) and claimed"
                        : "\(line.task) assigned to \($0)"
                } ?? "\(line.task) open to all"
            )
            output.envelope.warnings += reply.output.advice
            return output
        }
    )

    private static let staged = Flag("staged", help: "Leave the claim to the agent")
    private static let within = Option(
        "ack",
        value: "DURATION",
        help: "How long the agent has to acknowledge it; 0s asks for nothing",
        default: "1h"
    )

    private static let assignedAgent = Argument(
        "AGENT",
        help: "Who is to do it; nobody opens it to all",
        count: .atMostOne,
        completion: .dynamic("agent")
    )

    static let block = reasoned(
        BlockTask.self,
        "block",
        "Stop a task until what the reason says is gone",
        example: "worklead task block T-1 --reason 'the schema is not decided'"
    ) { input, task, reason in
        input.task = task
        input.reason = reason
    }

    static let cancel = reasoned(
        CancelTask.self,
        "cancel",
        "Give a task up for good",
        example: "worklead task cancel T-1 --reason 'no longer wanted'"
    ) { input, task, reason in
        input.task = task
        input.reason = reason
    }

    static let park = Command(
        ParkTask.self,
        CommandSpecification(
            "park",
            summary: "Put a task aside, with a reason",
            arguments: [.task],
            options: [.requiredReason, blocker],
            examples: [
                CommandExample("worklead task park T-1 --reason 'next phase'", "Put a task aside.")
            ]
        ),
        input: { parsed, _ in
            try ParkTask.Input { input in
                input.task = try parsed.name(Argument.task)
                input.reason = parsed.required(Option.requiredReason)
                input.blocker = parsed.text(blocker)
            }
        },
        output: { reply, _ in CommandOutput(task: reply, of: ParkTask.self) }
    )

    static let blocker = Option(
        "blocker",
        value: "ID",
        help: "The task or decision that it waits for"
    )

    static let supersede = pair(
        SupersedeTask.self,
        "supersede",
        "Put another task in a task's place for good",
        other: Argument("BY", help: "The task that takes its place", completion: .dynamic("task"))
    ) { input, task, other in
        input.task = task
        input.by = other
    }

    static let depend = pair(
        AddDependency.self,
        "depend",
        "Make a task wait for another",
        other: Argument("ON", help: "What it waits for", completion: .dynamic("task"))
    ) { input, task, other in
        input.task = task
        input.on = other
    }

    static let undepend = pair(
        RemoveDependency.self,
        "undepend",
        "Let a task no longer wait for another",
        other: Argument("ON", help: "What it no longer waits for", completion: .dynamic("task"))
    ) { input, task, other in
        input.task = task
        input.on = other
    }

    /// A command that takes a task and nothing else.
    private static func plain<O: Operation>(
        _ operation: O.Type,
        _ name: String,
        _ summary: String,
        _ fill: @escaping @Sendable (inout O.Input, TaskKey) -> Void
    ) -> Command where O.Output == TaskChange {
        Command(
            operation,
            CommandSpecification(
                name,
                summary: summary,
                arguments: [.task],
                examples: [CommandExample("worklead task \(name) T-1", "\(summary).")]
            ),
            input: { parsed, _ in
                var input = O.Input()
                fill(&input, try parsed.name(Argument.task))
                return input
            },
            output: { reply, _ in CommandOutput(task: reply, of: operation) }
        )
    }

    /// A command that takes a task and a reason.
    private static func reasoned<O: Operation>(
        _ operation: O.Type,
        _ name: String,
        _ summary: String,
        example: String,
        _ fill: @escaping @Sendable (inout O.Input, TaskKey, String) -> Void
    ) -> Command where O.Output == TaskChange {
        Command(
            operation,
            CommandSpecification(
                name,
                summary: summary,
                arguments: [.task],
                options: [.requiredReason],
                examples: [CommandExample(example, "\(summary).")]
            ),
            input: { parsed, _ in
                var input = O.Input()
                fill(&input, try parsed.name(Argument.task), parsed.required(Option.requiredReason))
                return input
            },
            output: { reply, _ in CommandOutput(task: reply, of: operation) }
        )
    }

    /// A command that takes two tasks.
    private static func pair<O: Operation>(
        _ operation: O.Type,
        _ name: String,
        _ summary: String,
        other: Argument,
        _ fill: @escaping @Sendable (inout O.Input, TaskKey, TaskKey) -> Void
    ) -> Command where O.Output == TaskChange {
        Command(
            operation,
            CommandSpecification(
                name,
                summary: summary,
                arguments: [.task, other],
                examples: [CommandExample("worklead task \(name) T-2 T-1", "\(summary).")]
            ),
            input: { parsed, _ in
                var input = O.Input()
                fill(&input, try parsed.name(Argument.task), try parsed.name(other))
                return input
            },
            output: { reply, _ in CommandOutput(task: reply, of: operation) }
        )
    }
}

/// Findings of lint that refuse a packet.
struct PacketFindingsError: Reportable {
    let count: Int

    var code: String { "packet.findings" }
    var category: ErrorCategory { .checkFailed }
    var message: String {
        count.counted("finding refuses", "findings refuse") + " the packet."
    }
    var hint: String? { "Mend what the findings name." }
}
