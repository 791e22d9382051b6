import CommandLineKit
import Model
import Operations

/// The commands by which people are asked to decide, and do.
enum DecisionCommands {
    static let all: [Command] =
        [ask, list, show, answer, delegate, withdraw, sweep] + ConsensusCommands.all

    static let decision = Argument("DECISION", help: "The decision's id")

    static let ask = Command(
        AskDecision.self,
        CommandSpecification(
            "ask",
            summary: "Ask a person to decide",
            discussion: """
                Only strategy, blockers, safety and law come before the founder at once; a routine \
                question is a lead's, or waits until the founder looks. The default is taken at \
                the deadline, whether or not anybody is there to write it down.
                """,
            arguments: [question],
            options: [kind, option, fallback, deadline, blocks, thread],
            examples: [
                CommandExample(
                    "worklead decision ask 'Which database?' --class strategy --option a='SQLite' "
                        + "--option b='PostgreSQL' --default a --deadline 2h --blocks T-7",
                    "Ask the founder, go on with a after two hours, and hold T-7 until then."
                )
            ],
            seeAlso: ["decision answer", "decision list"]
        ),
        input: { parsed, context in
            try AskDecision.Input { input in
                let text = parsed.required(question)
                input.text = text == "-" ? try context.files.text(of: "-") : text
                input.kind = parsed.choice(kind) ?? .routine
                input.options = try parsed.values(option) { text throws(AnswerError) in
                    try OptionLine(assigned: text)
                }
                input.fallback = try parsed.optionalName(fallback)
                input.deadline = try parsed.duration(deadline)
                input.tasks = try parsed.names(blocks)
                input.thread = try parsed.optionalName(thread)
            }
        },
        output: { reply, _ in
            let change = reply.output
            let line = change.decision
            return CommandOutput(
                change: reply,
                of: AskDecision.self,
                "\(line.decision) asked, on the desk of \(line.desk.words)"
            ) { text in
                if let deadline = line.deadline, let option = line.fallback {
                    text.field("default", .name(option))
                    text.field("deadline", .moment(deadline))
                }
            }.warning(change.advice)
        }
    )

    private static let question = Argument(
        "QUESTION",
        help: "What is asked; - reads it from standard input"
    )
    static let kind = Option(
        "class",
        value: "WORD",
        help: "What it is about",
        allowed: DecisionKind.allCases.map(\.rawValue),
        default: "routine"
    )
    private static let option = Option(
        "option",
        value: "NAME=TEXT",
        help: "What can be chosen, such as a='wait a week'; two at least",
        count: .any
    )
    private static let fallback = Option(
        "default",
        value: "NAME",
        help: "What is taken if nobody answers before the deadline"
    )
    private static let deadline = Option(
        "deadline",
        value: "DURATION",
        help: "How long there is time to answer"
    )
    private static let blocks = Option(
        "blocks",
        value: "TASK",
        help: "What nobody can claim until it is settled",
        count: .any,
        completion: .dynamic("task")
    )
    static let thread = Option(
        "thread",
        value: "THREAD",
        help: "Where it is talked about; by default in a new one"
    )

    static let list = Command(
        ListDecisions.self,
        CommandSpecification(
            "list",
            summary: "List decisions, the newest first",
            options: [state, optionalKind, task, .limit],
            flags: [mine],
            examples: [
                CommandExample("worklead decision list --mine", "See what waits for you."),
                CommandExample("worklead decision list --state open", "See all that is open."),
            ]
        ),
        input: { parsed, _ in
            try ListDecisions.Input { input in
                input.mine = parsed.isSet(mine)
                input.state = parsed.choice(state)
                input.kind = parsed.choice(optionalKind)
                input.task = try parsed.optionalName(task)
                input.limit = try parsed.limit(50, max: 1000)
            }
        },
        output: { reply, _ in
            CommandOutput(reply, of: ListDecisions.self) { text in
                text.list(.decisions("decisions", reply.output.items, total: reply.output.total))
            }
        }
    )

    private static let mine = Flag("mine", help: "Only what waits for your answer")
    private static let state = Option(
        "state",
        value: "STATE",
        help: "Only those that stand so",
        allowed: DecisionStateName.allCases.map(\.rawValue)
    )
    private static let optionalKind = Option(
        "class",
        value: "WORD",
        help: "Only those about this",
        allowed: DecisionKind.allCases.map(\.rawValue)
    )
    static let task = Option(
        "task",
        value: "TASK",
        help: "Only those about this task",
        completion: .dynamic("task")
    )

    static let show = Command(
        ShowDecision.self,
        CommandSpecification(
            "show",
            summary: "Show a decision with its options and its evidence",
            arguments: [decision],
            examples: [CommandExample("worklead decision show D-1", "See what is asked.")]
        ),
        input: { parsed, _ in
            try ShowDecision.Input { $0.decision = try parsed.name(decision) }
        },
        output: { reply, _ in
            CommandOutput(reply, of: ShowDecision.self) { reply.output.describe(in: &$0) }
        }
    )

    static let answer = Command(
        AnswerDecisions.self,
        CommandSpecification(
            "answer",
            summary: "Answer decisions, all or none",
            discussion: """
                A founder answers, or whom a founder lets. Who asked is told, and tasks that \
                waited can be claimed at once. After the deadline the default stands.
                """,
            arguments: [answers],
            options: [note],
            flags: [policy],
            examples: [
                CommandExample("worklead decision answer D-1=a", "Choose a."),
                CommandExample("worklead decision answer D-1=a D-2=b", "Answer two at once."),
                CommandExample("worklead decision answer D-1=a --policy", "Choose a for good."),
            ],
            seeAlso: ["decision delegate", "decision list"]
        ),
        input: { parsed, _ in
            try AnswerDecisions.Input { input in
                input.answers = try parsed.values(answers) { text throws(AnswerError) in
                    try AnswerInput(assigned: text)
                }
                input.note = parsed.text(note)
                input.isPolicy = parsed.isSet(policy)
            }
        },
        output: { reply, _ in
            let answered = reply.output.answered
            let all = answered.map { change in
                "\(change.decision.decision): \(change.decision.option?.text ?? "")"
            }.joined(separator: ", ")
            return CommandOutput(change: reply, of: AnswerDecisions.self, "answered \(all)") {
                let unlocked = answered.flatMap(\.unlocked)
                if !unlocked.isEmpty { $0.field("can be claimed now", .text(unlocked.listed)) }
                if let policies = reply.output.policies, !policies.isEmpty {
                    $0.field("kept as policy", .text(policies.listed))
                }
            }.warning(answered.flatMap(\.advice))
        }
    )

    private static let answers = Argument(
        "DECISION=OPTION",
        help: "What is chosen, for each decision",
        count: .atLeastOne
    )
    private static let note = Option("note", value: "TEXT", help: "A word with it")

    private static let policy = Flag(
        "policy",
        help: "Keep the answer in the shared memory, for all questions like it"
    )

    static let delegate = Command(
        DelegateDecision.self,
        CommandSpecification(
            "delegate",
            summary: "Let another agent answer a decision",
            arguments: [decision, .agent],
            options: [note],
            examples: [CommandExample("worklead decision delegate D-1 lea", "Let lea decide.")]
        ),
        input: { parsed, _ in
            try DelegateDecision.Input { input in
                input.decision = try parsed.name(decision)
                input.agent = try parsed.name(Argument.agent)
                input.note = parsed.text(note)
            }
        },
        output: { reply, _ in
            let line = reply.output.decision
            return CommandOutput(
                change: reply,
                of: DelegateDecision.self,
                "\(line.decision) is for \(line.delegate?.text ?? "") to answer"
            ).warning(reply.output.advice)
        }
    )

    static let withdraw = Command(
        WithdrawDecision.self,
        CommandSpecification(
            "withdraw",
            summary: "Take a question back",
            discussion: "What waited for it waits no more.",
            arguments: [decision],
            options: [.requiredReason],
            examples: [
                CommandExample(
                    "worklead decision withdraw D-1 --reason 'the job is not built'",
                    "Take a question back."
                )
            ]
        ),
        input: { parsed, _ in
            try WithdrawDecision.Input { input in
                input.decision = try parsed.name(decision)
                input.reason = parsed.required(Option.requiredReason)
            }
        },
        output: { reply, _ in
            CommandOutput(
                change: reply,
                of: WithdrawDecision.self,
                "\(reply.output.decision.decision) withdrawn"
            ).warning(reply.output.advice)
        }
    )

    static let sweep = Command(
        SweepDecisions.self,
        CommandSpecification(
            "sweep",
            summary: "Write down defaults that are due, and bring up what has no evidence",
            discussion: """
                Each once, however often it runs and however late. A default is taken at its \
                deadline also when nobody writes it down.
                """,
            examples: [
                CommandExample("worklead decision sweep --dry-run", "See what is due."),
                CommandExample("worklead decision sweep", "Write it down."),
            ],
            seeAlso: ["agent sweep", "message sweep"]
        ),
        input: { _, _ in NoInput() },
        output: { reply, _ in
            let report = reply.output
            return CommandOutput(
                change: reply,
                of: SweepDecisions.self,
                "\(report.taken.count, "default") taken, \(report.escalated.count) brought up"
            ) { text in
                if !report.taken.isEmpty {
                    text.list(.decisions("defaults taken", report.taken))
                }
                if !report.escalated.isEmpty {
                    text.list(.decisions("without evidence", report.escalated))
                }
            }
        }
    )
}
