import CommandLineKit
import Model
import Operations

/// The commands about plans.
enum PlanCommands {
    static let all: [Command] =
        [create, list, show, set, checkpoint, receipt, link, approve]
        + PlanCheckCommands.all + PlanGraphCommands.all

    static let plan = Argument("PLAN", help: "The plan's name")
    static let note = Option("note", value: "TEXT", help: "A word about it")

    static let create = Command(
        CommandSpecification(
            "new",
            summary: "Write a plan down",
            discussion: """
                Steps with a title come first, then one for each task. A step that is a task has \
                no state of its own: it is done when the task is accepted. With --scaffold the \
                folder for the plan's receipts is made in the working directory, \
                docs/receipts/PLAN unless [plans] in .worklead/gates.toml says otherwise, and \
                nothing in it is overwritten.
                """,
            arguments: [plan],
            options: [
                summary, task, step, checkpointText, owner, links, .repository, folder, .key,
            ],
            flags: [scaffold, .dryRun],
            examples: [
                CommandExample(
                    "worklead plan new retention --summary 'Old rows go' --task P07-B4",
                    "A plan of one task."
                )
            ],
            seeAlso: ["plan step add", "plan validate", "plan approve"]
        ),
        calls: [CreatePlan.name, ScaffoldPlan.name]
    ) { parsed, context in
        let input = try CreatePlan.Input { input in
            input.plan = try parsed.name(plan)
            input.summary = parsed.required(summary)
            input.tasks = try parsed.names(task)
            input.steps = parsed.texts(step)
            input.checkpoint = parsed.text(checkpointText)
            input.owner = try parsed.optionalName(owner)
            input.repository = try parsed.optionalName(Option.repository)
            input.links = try parsed.values(links) { text throws(LinkFault) in
                try PlanLinkLine(words: text)
            }
        }
        var options = context.options
        options.dryRun = parsed.isSet(.dryRun) || context.isDryRun
        options.idempotencyKey = parsed.text(Option.key)
        let reply = try await context.caller.call(CreatePlan.self, input, options)
        var made: PlanScaffold?
        if parsed.isSet(scaffold) || parsed.text(folder) != nil, !reply.isDryRun {
            made = try await context.caller.call(
                ScaffoldPlan.self,
                ScaffoldPlan.Input { order in
                    order.plan = input.plan
                    order.folder = parsed.text(folder)
                },
                context.options
            ).output
        }
        let detail = reply.output
        return CommandOutput(
            change: reply,
            of: CreatePlan.self,
            """
            plan \(detail.plan.plan) is \(detail.plan.state.rawValue), \
            \(detail.steps.count, "step")
            """
        ) { text in
            if let made { text.field("receipts", .path(made.folder)) }
            if detail.steps.isEmpty {
                text.next("worklead plan step add \(detail.plan.plan) --title TEXT")
            }
        }
    }

    private static let summary = Option(
        "summary",
        value: "TEXT",
        help: "What it is for",
        count: .exactlyOne
    )
    static let task = Option(
        "task",
        value: "TASK",
        help: "A task that is a step",
        count: .any,
        completion: .dynamic("task")
    )
    private static let step = Option(
        "step",
        value: "TITLE",
        help: "A step with a title of its own",
        count: .any
    )
    private static let checkpointText = Option(
        "checkpoint",
        value: "TEXT",
        help: "What has to hold at its end"
    )
    private static let owner = Option(
        "owner",
        value: "AGENT",
        help: "Who says whether it does; by default who asks",
        completion: .dynamic("agent")
    )
    private static let links = Option(
        "link",
        value: "KIND:TARGET",
        help: "Something that it points to",
        count: .any
    )
    private static let folder = Option(
        "receipts",
        value: "FOLDER",
        help: "Another folder for receipts, from the repository's top on; makes it",
        completion: .directory
    )
    private static let scaffold = Flag("scaffold", help: "Make the folder for receipts")

    static let list = Command(
        ListPlans.self,
        CommandSpecification(
            "list",
            summary: "List the plans, newest first",
            options: [inState, ofTask, .limit],
            flags: [open],
            examples: [CommandExample("worklead plan list --open", "What is planned?")]
        ),
        input: { parsed, _ in
            try ListPlans.Input { input in
                input.state = parsed.choice(inState)
                input.open = parsed.isSet(open)
                input.task = try parsed.optionalName(ofTask)
                input.limit = try parsed.limit(50, max: 1000)
            }
        },
        output: { reply, _ in
            CommandOutput(reply, of: ListPlans.self) { text in
                text.list(
                    TextList(
                        "plans",
                        columns: ["plan", "state", "done", "of", "approval", "author", "summary"],
                        rows: reply.output.items.map { line in
                            [
                                .name(line.plan), line.state.cell, .number(line.finished),
                                .number(line.steps), line.approval.cell, .name(line.author),
                                .text(line.summary),
                            ]
                        },
                        total: reply.output.total
                    )
                )
            }
        }
    )

    private static let inState = Option(
        "state",
        value: "STATE",
        help: "Only those that stand there",
        allowed: PlanState.allCases.map(\.rawValue)
    )
    private static let ofTask = Option(
        "task",
        value: "TASK",
        help: "Only those that a task is a step of",
        completion: .dynamic("task")
    )
    private static let open = Flag("open", help: "Without those that are done or rejected")

    static let show = Command(
        ShowPlan.self,
        CommandSpecification(
            "show",
            summary: "Show a plan with its steps",
            arguments: [plan],
            examples: [CommandExample("worklead plan show retention", "See how far it is.")]
        ),
        input: { parsed, _ in try ShowPlan.Input { $0.plan = try parsed.name(plan) } },
        output: { reply, _ in
            CommandOutput(reply, of: ShowPlan.self) { reply.output.describe(in: &$0) }
        }
    )

    static let set = Command(
        MovePlan.self,
        CommandSpecification(
            "set",
            summary: "Say where a plan stands",
            discussion: """
                Done takes finished steps, of which one at least is done, and a checkpoint that \
                does not pend. To block or reject takes a note. A plan that is done or rejected \
                is taken up again by setting it to in_progress.
                """,
            arguments: [plan, stateArgument],
            options: [note],
            examples: [CommandExample("worklead plan set retention done", "All of it is done.")]
        ),
        input: { parsed, _ in
            try MovePlan.Input { input in
                input.plan = try parsed.name(plan)
                input.state = parsed.choice(stateArgument) ?? .inProgress
                input.note = parsed.text(note)
            }
        },
        output: { reply, _ in
            let line = reply.output.plan
            return CommandOutput(
                change: reply,
                of: MovePlan.self,
                "plan \(line.plan) is \(line.state.rawValue)"
            )
        }
    )

    private static let stateArgument = Argument(
        "STATE",
        help: "Where it stands",
        allowed: PlanState.allCases.map(\.rawValue)
    )

    static let checkpoint = Command(
        SetCheckpoint.self,
        CommandSpecification(
            "checkpoint",
            summary: "Say what a plan is held against, or whether it holds",
            arguments: [plan],
            options: [holdText, owner, holdState],
            examples: [
                CommandExample(
                    "worklead plan checkpoint retention --state satisfied",
                    "It holds."
                )
            ]
        ),
        input: { parsed, _ in
            try SetCheckpoint.Input { input in
                input.plan = try parsed.name(plan)
                input.text = parsed.text(holdText)
                input.owner = try parsed.optionalName(owner)
                input.state = parsed.choice(holdState)
            }
        },
        output: { reply, _ in
            let state = reply.output.checkpoint?.state.rawValue ?? ""
            return CommandOutput(
                change: reply,
                of: SetCheckpoint.self,
                "the checkpoint of \(reply.output.plan.plan) is \(Cell.literal(state))"
            )
        }
    )

    private static let holdText = Option("text", value: "TEXT", help: "What has to hold")
    private static let holdState = Option(
        "state",
        value: "STATE",
        help: "Whether it does",
        allowed: CheckpointState.allCases.map(\.rawValue)
    )

    static let receipt = Command(
        AddPlanReceipts.self,
        CommandSpecification(
            "receipt",
            summary: "Name files that show that a step was done, or the whole plan",
            discussion: """
                They are told from the repository's top on. That they are there, tracked by git \
                and readable is what `plan validate --strict` asks.
                """,
            arguments: [plan, paths],
            options: [ofStep],
            examples: [
                CommandExample(
                    "worklead plan receipt retention docs/receipts/retention/tests.json --step S1",
                    "What shows that S1 was done."
                )
            ],
            seeAlso: ["plan validate"]
        ),
        input: { parsed, _ in
            try AddPlanReceipts.Input { input in
                input.plan = try parsed.name(plan)
                input.step = try parsed.optionalName(ofStep)
                input.paths = parsed.texts(paths)
            }
        },
        output: { reply, _ in
            let detail = reply.output
            let count = detail.receipts.count + detail.steps.reduce(0) { $0 + $1.receipts.count }
            return CommandOutput(
                change: reply,
                of: AddPlanReceipts.self,
                "plan \(detail.plan.plan) has \(count, "receipt")"
            )
        }
    )

    private static let paths = Argument(
        "PATH",
        help: "A file",
        count: .atLeastOne,
        completion: .file
    )
    private static let ofStep = Option("step", value: "STEP", help: "The step that they belong to")

    static let link = Command(
        LinkPlan.self,
        CommandSpecification(
            "link",
            summary: "Point a plan to something else",
            discussion: """
                Kinds are words such as task, review, plan, decision, bus, queue and url; tasks, \
                reviews and plans have to be there.
                """,
            arguments: [plan, kind, target],
            examples: [
                CommandExample("worklead plan link retention task P07-B5", "It belongs to it.")
            ]
        ),
        input: { parsed, _ in
            try LinkPlan.Input { input in
                input.plan = try parsed.name(plan)
                input.kind = try parsed.name(kind)
                input.target = parsed.required(target)
            }
        },
        output: { reply, _ in
            CommandOutput(
                change: reply,
                of: LinkPlan.self,
                "plan \(reply.output.plan.plan) has \(reply.output.links.count, "link")"
            )
        }
    )

    private static let kind = Argument("KIND", help: "What kind of thing it is")
    private static let target = Argument("TARGET", help: "Which one")

    static let approve = Command(
        ApprovePlan.self,
        CommandSpecification(
            "approve",
            summary: "Say yes to a plan as it is now",
            discussion: """
                A founder may, and a lead who has not written it. What is approved is its \
                summary, steps, checkpoint and links, by their digest, and not how far it is: \
                when one of those changes, the approval is stale, and the plan says so until \
                somebody approves it again.
                """,
            arguments: [plan],
            options: [note],
            examples: [CommandExample("worklead plan approve retention", "Go ahead.")]
        ),
        input: { parsed, _ in
            try ApprovePlan.Input { input in
                input.plan = try parsed.name(plan)
                input.note = parsed.text(note)
            }
        },
        output: { reply, _ in
            CommandOutput(
                change: reply,
                of: ApprovePlan.self,
                "plan \(reply.output.plan.plan) is approved as \(reply.output.digest)"
            )
        }
    )
}

extension PlanLinkLine {
    /// Reads `KIND:TARGET`.
    fileprivate init(words: String) throws(LinkFault) {
        self.init()
        guard let colon = words.firstIndex(of: ":") else { throw LinkFault(words: words) }
        do throws(IdentifierError) {
            kind = try LinkKind(String(words[..<colon]))
        } catch {
            throw LinkFault(words: words)
        }
        target = String(words[words.index(after: colon)...])
    }
}

/// Words that name no kind and target.
struct LinkFault: ValueFault {
    let words: String

    var code: String { "usage.not_a_link" }
    var message: String {
        "'\(words.printable(limit: 80))' is no kind and target, as task:P07-B4 is."
    }
    var hint: String? { nil }
}
