import CommandLineKit
import Digests
import Model
import Operations

/// The commands about what was decided, and what there is to show for it.
enum ConsensusCommands {
    static let all: [Command] = [record, evidence, ledger, dashboard, cadence]

    static let record = Command(
        RecordDecision.self,
        CommandSpecification(
            "record",
            summary: "Write down what was decided elsewhere",
            discussion: "Under the same reference it is written down once.",
            arguments: [question, outcome],
            options: [
                DecisionCommands.kind, decider, at, reference, about, DecisionCommands.thread, file,
                bundle,
            ],
            examples: [
                CommandExample(
                    "worklead decision record 'Which database?' 'SQLite' --decider 'the board' "
                        + "--reference DEC-2025-07",
                    "Write down what the board has decided."
                )
            ],
            seeAlso: ["decision ledger", "decision evidence"]
        ),
        input: { parsed, context in
            try RecordDecision.Input { input in
                input.text = parsed.required(question)
                input.outcome = parsed.required(outcome)
                input.kind = parsed.choice(DecisionCommands.kind) ?? .routine
                input.decider = parsed.text(decider)
                input.at = try parsed.moment(at)
                input.reference = parsed.text(reference)
                input.tasks = try parsed.names(about)
                input.thread = try parsed.optionalName(DecisionCommands.thread)
                input.files = try EvidenceFileInput.read(parsed.texts(file), context)
                input.bundles = try parsed.names(bundle)
            }
        },
        output: { reply, _ in
            CommandOutput(
                change: reply,
                of: RecordDecision.self,
                "\(reply.output.decision) written down"
            ).warning(reply.output.advice ?? [])
        }
    )

    private static let question = Argument("QUESTION", help: "What was to be decided")
    private static let outcome = Argument("OUTCOME", help: "What was decided")
    private static let decider = Option("decider", value: "TEXT", help: "Who decided")
    private static let at = Option("at", value: "TIME", help: "When it was decided")
    private static let reference = Option(
        "reference",
        value: "TEXT",
        help: "What it is called where it was decided"
    )
    private static let about = Option(
        "task",
        value: "TASK",
        help: "What it is about",
        count: .any,
        completion: .dynamic("task")
    )
    static let file = Option(
        "file",
        value: "FILE",
        help: "A file that shows it, whose digest is kept",
        count: .any
    )
    static let bundle = Option(
        "bundle",
        value: "BUNDLE",
        help: "A bundle of evidence that shows it",
        count: .any
    )

    static let evidence = Command(
        AttachDecisionEvidence.self,
        CommandSpecification(
            "evidence",
            summary: "Link what shows that a decision was taken, or what came of it",
            discussion: """
                Of a file its path and its digest are kept, not what is in it. A decision that has \
                none after a day is brought up by `decision sweep`.
                """,
            arguments: [DecisionCommands.decision, files],
            options: [bundle, note],
            examples: [
                CommandExample(
                    "worklead decision evidence D-1 docs/minutes.md --note 'the minutes'",
                    "Link the minutes."
                )
            ],
            seeAlso: ["evidence bundle", "decision dashboard"]
        ),
        input: { parsed, context in
            try AttachDecisionEvidence.Input { input in
                input.decision = try parsed.name(DecisionCommands.decision)
                input.files = try EvidenceFileInput.read(parsed.texts(files), context)
                input.bundles = try parsed.names(bundle)
                input.note = parsed.text(note)
            }
        },
        output: { reply, _ in
            let detail = reply.output
            return CommandOutput(
                change: reply,
                of: AttachDecisionEvidence.self,
                "\(detail.decision.decision) has \(detail.decision.evidence) links of evidence"
            ).warning(detail.advice ?? [])
        }
    )

    private static let files = Argument(
        "FILE",
        help: "Files that show it, whose digests are kept",
        count: .any
    )
    private static let note = Option("note", value: "TEXT", help: "What they show")

    static let ledger = Command(
        ListDecided.self,
        CommandSpecification(
            "ledger",
            summary: "List what was decided, by whomever and wherever",
            options: [since, agent, DecisionCommands.task, .limit],
            examples: [
                CommandExample("worklead decision ledger -n 5", "See the last five."),
                CommandExample(
                    "worklead decision ledger --agent lea --json",
                    "Give a program what lea asked or decided."
                ),
            ],
            seeAlso: ["decision dashboard", "decision cadence"]
        ),
        input: { parsed, _ in
            try ListDecided.Input { input in
                input.since = try parsed.moment(since)
                input.agent = try parsed.optionalName(agent)
                input.task = try parsed.optionalName(DecisionCommands.task)
                input.limit = try parsed.limit(50, max: 1000)
            }
        },
        output: { reply, _ in
            CommandOutput(reply, of: ListDecided.self) { text in
                let page = reply.output
                text.list(
                    TextList(
                        "decided",
                        columns: [
                            "decision", "settled", "by", "state", "evidence", "question", "outcome",
                        ],
                        rows: page.items.map {
                            [
                                .name($0.decision), .maybe($0.settledAt, Cell.moment),
                                .maybe($0.decider, Cell.text), .text($0.standing),
                                .number($0.evidence), .text($0.headline),
                                .maybe($0.outcome, Cell.text),
                            ]
                        },
                        total: page.total
                    )
                )
            }
        }
    )

    private static let since = Option(
        "since",
        value: "TIME",
        help: "Only what happened from this moment on"
    )
    private static let agent = Option(
        "agent",
        value: "AGENT",
        help: "Only what this agent asked, wrote down or decided",
        completion: .dynamic("agent")
    )

    static let dashboard = Command(
        ShowDecisionBoard.self,
        CommandSpecification(
            "dashboard",
            summary: "Show the decisions that are open or have no evidence",
            options: [since, DecisionCommands.task, .limit],
            examples: [CommandExample("worklead decision dashboard", "See what is unfinished.")],
            seeAlso: ["decision cadence", "decision sweep"]
        ),
        input: { parsed, _ in
            try ShowDecisionBoard.Input { input in
                input.since = try parsed.moment(since)
                input.task = try parsed.optionalName(DecisionCommands.task)
                input.limit = try parsed.limit(100, max: 1000)
            }
        },
        output: { reply, _ in
            CommandOutput(reply, of: ShowDecisionBoard.self) { text in
                let board = reply.output
                text.say(
                    "\(board.open) open, \(board.lacking) without evidence for more than a day"
                )
                text.list(.decisions("decisions", board.decisions, total: board.total))
                if let first = board.decisions.first(where: \.lacksEvidence) {
                    text.next("worklead decision evidence \(first.decision) FILE")
                }
            }
        }
    )

    static let cadence = Command(
        ReportDecisions.self,
        CommandSpecification(
            "cadence",
            summary: "Report what was asked and decided in a day or a week",
            arguments: [period],
            options: [until],
            examples: [
                CommandExample("worklead decision cadence daily", "Look at the last day."),
                CommandExample(
                    "worklead decision cadence weekly --format markdown",
                    "Write the week's report."
                ),
            ],
            seeAlso: ["decision dashboard", "decision sweep"]
        ),
        input: { parsed, _ in
            try ReportDecisions.Input { input in
                input.period = parsed.required(period)
                input.until = try parsed.moment(until)
            }
        },
        output: { reply, _ in
            CommandOutput(reply, of: ReportDecisions.self) { text in
                let report = reply.output
                let verdict: Phrase =
                    report.healthy
                    ? "nothing lacks evidence"
                    : "\(report.lacking.count, "decision lacks", "decisions lack") evidence"
                let head: Phrase = "\(report.period), as of revision \(reply.revision ?? 0): "
                text.say(head + verdict)
                text.field("from", .literal(report.from.text))
                text.field("until", .literal(report.until.text))
                text.list(.decisions("asked", report.asked))
                text.list(.decisions("settled", report.settled))
                text.list(.decisions("open", report.open))
                text.list(.decisions("without evidence", report.lacking))
                if !report.healthy { text.next("worklead decision sweep") }
            }
        }
    )

    private static let period = Argument(
        "PERIOD",
        help: "How far back",
        allowed: ["daily", "weekly"]
    )
    private static let until = Option(
        "until",
        value: "TIME",
        help: "Where the period ends; by default now"
    )
}

extension EvidenceFileInput {
    /// Reads files, and keeps what they are called and their digests.
    static func read(
        _ paths: [String],
        _ context: CommandContext
    ) throws -> [EvidenceFileInput] {
        try paths.map { path in
            let text = try context.files.text(of: path)
            return EvidenceFileInput {
                $0.path = path
                $0.digest = Digest(of: text)
            }
        }
    }
}
