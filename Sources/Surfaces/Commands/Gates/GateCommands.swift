import CommandLineKit
import Model
import Operations

/// The commands about gates.
enum GateCommands {
    static let all: [Command] = [list, show, run, history, cost, selftest, GateDefining.define]

    static let list = Command(
        ListGates.self,
        CommandSpecification(
            "list",
            summary: "Show the gates, with their levels",
            examples: [CommandExample("worklead gate list", "See what is checked here.")],
            seeAlso: ["rule set", "gate show", "preflight"]
        ),
        input: { _, _ in NoInput() },
        output: { reply, _ in
            CommandOutput(reply, of: ListGates.self) { text in
                text.list(
                    TextList(
                        "gates",
                        columns: ["gate", "level", "asked at", "passes where"],
                        rows: reply.output.items.map { line in
                            [
                                .name(line.gate), .literal(line.level.rawValue),
                                .text(line.moments.map(\.rawValue).joined(separator: ", ")),
                                .text(line.summary),
                            ]
                        }
                    )
                )
            }
        }
    )

    static let show = Command(
        ShowGate.self,
        CommandSpecification(
            "show",
            summary: "Show a gate, its cases, and what its runs came to",
            arguments: [gate],
            examples: [CommandExample("worklead gate show secrets", "What does it refuse?")],
            seeAlso: ["gate selftest", "gate history"]
        ),
        input: { parsed, _ in try ShowGate.Input { $0.gate = try parsed.name(gate) } },
        output: { reply, _ in
            CommandOutput(reply, of: ShowGate.self) { reply.output.describe(in: &$0) }
        }
    )

    static let run = Command(
        CommandSpecification(
            "run",
            summary: "Run gates on a task or a worktree, and record what they say",
            discussion: """
                Without a name all gates of the set are run that are not off and have something \
                to say there; all failures are shown at once. What a gate at level block refuses \
                makes the command fail with exit code 5. A gate that is named is run at any level.

                With a task that was delivered the delivery is looked at; else the commit of the \
                worktree around, as it would be handed in; and where that is of another \
                repository than the task, its packet.
                """,
            arguments: [gates],
            options: [set, task, .phase, target, directory, .key],
            flags: [.dryRun],
            examples: [
                CommandExample(
                    "worklead gate run --set closeout --task T-1",
                    "Before a delivery is accepted."
                ),
                CommandExample("worklead gate run secrets", "One gate, on what is committed here."),
            ],
            seeAlso: ["preflight", "gate history"]
        ),
        calls: [RunGates.name]
    ) { parsed, context in
        let input = try RunGates.Input { input in
            input.gates = try parsed.texts(gates).map { try GateName($0) }
            input.set = parsed.choice(set)
            input.on = parsed.choice(target)
            input.task = try parsed.optionalName(task)
            input.phase = parsed.text(Option.phase)
            input.path = parsed.text(directory) ?? "."
        }
        return try await run(input, parsed, context)
    }

    static let preflight = Command(
        CommandSpecification(
            "preflight",
            summary: "Run every gate that has something to say, before you hand in",
            discussion: """
                Looks at the commit of the worktree around as it would be handed in, and at the \
                packet of the task in hand, and shows all failures at once. The exit code is 5 \
                where a gate at level block refuses.
                """,
            section: "Work",
            arguments: [taskArgument],
            options: [directory, .key],
            flags: [.dryRun],
            examples: [
                CommandExample("worklead preflight", "Would this commit be taken?")
            ],
            seeAlso: ["deliver", "gate run"]
        ),
        calls: [RunGates.name]
    ) { parsed, context in
        let input = try RunGates.Input { input in
            input.set = .preflight
            input.on = .worktree
            input.task = try parsed.optionalName(taskArgument)
            input.path = parsed.text(directory) ?? "."
        }
        return try await run(input, parsed, context)
    }

    private static func run(
        _ input: RunGates.Input,
        _ parsed: ParsedCommand,
        _ context: CommandContext
    ) async throws -> CommandOutput {
        var options = context.options
        options.dryRun = parsed.isSet(.dryRun) || context.isDryRun
        options.idempotencyKey = parsed.text(Option.key)
        let reply = try await context.caller.call(RunGates.self, input, options)
        let report = reply.output
        var output = CommandOutput(reply, of: RunGates.self) { report.describe(in: &$0) }
        for result in report.results {
            guard let usual = result.usualUs else { continue }
            output = output.warning(
                "\(result.gate) took far less than its usual "
                    + "\(Duration.microseconds(usual).brief): look whether it did its work."
            )
        }
        guard !report.passes else { return output }
        return output.failing(GateRefusedError(report))
    }

    static let history = Command(
        ShowGateHistory.self,
        CommandSpecification(
            "history",
            summary: "Show what a gate said, what was said of a task, or what each said last",
            arguments: [optionalGate],
            options: [task, .limit],
            examples: [
                CommandExample("worklead gate history scope", "When did it refuse, and what?"),
                CommandExample("worklead gate history --task T-1", "All that was said of a task."),
                CommandExample("worklead gate history", "What each gate said last."),
            ],
            seeAlso: ["gate cost"]
        ),
        input: { parsed, _ in
            try ShowGateHistory.Input { input in
                input.gate = try parsed.optionalName(optionalGate)
                input.task = try parsed.optionalName(task)
                input.limit = try parsed.limit(20, max: 1000)
            }
        },
        output: { reply, _ in
            CommandOutput(reply, of: ShowGateHistory.self) { text in
                text.list(
                    TextList(
                        "answers",
                        columns: ["run", "when", "gate", "verdict", "task", "by", "what"],
                        rows: reply.output.items.map { line in
                            [
                                .name(line.run), .moment(line.ranAt), .name(line.result.gate),
                                line.result.cell, .maybe(line.task, Cell.name), .name(line.actor),
                                line.result.summary,
                            ]
                        }
                    )
                )
            }
        }
    )

    static let cost = Command(
        ShowGateCost.self,
        CommandSpecification(
            "cost",
            summary: "Show what gates cost in time, and what they refused for it",
            options: [since],
            examples: [CommandExample("worklead gate cost", "Which gate is worth its time?")],
            seeAlso: ["report audit", "rule set"]
        ),
        input: { parsed, _ in
            try ShowGateCost.Input { $0.since = try parsed.moment(since) }
        },
        output: { reply, _ in
            CommandOutput(reply, of: ShowGateCost.self) { text in
                text.list(TextList(costsOf: reply.output.items))
            }
        }
    )

    static let selftest = Command(
        CommandSpecification(
            "selftest",
            summary: "Run gates on their own cases: one that can't fail is a fault",
            discussion: """
                Each gate is shipped with what it must refuse and what it must pass. The commands \
                of the repository are run under their cases too, in the sandbox. The exit code is \
                5 where a gate was not seen to refuse.
                """,
            arguments: [gates],
            examples: [CommandExample("worklead gate selftest", "Can every gate still fail?")],
            seeAlso: ["gate define"]
        ),
        calls: [SelftestGates.name]
    ) { parsed, context in
        let input = try SelftestGates.Input { input in
            input.gates = try parsed.texts(gates).map { try GateName($0) }
        }
        let reply = try await context.caller.call(SelftestGates.self, input, context.options)
        let report = reply.output
        let output = CommandOutput(reply, of: SelftestGates.self) { report.describe(in: &$0) }
        guard !report.passes else { return output }
        return output.failing(GateUnprovenError(report))
    }

    static let gate = Argument("GATE", help: "The gate", completion: .dynamic("gate"))
    private static let optionalGate = Argument(
        "GATE",
        help: "The gate",
        count: .atMostOne,
        completion: .dynamic("gate")
    )
    private static let gates = Argument(
        "GATE",
        help: "The gates; by default all of the set",
        count: .any,
        completion: .dynamic("gate")
    )
    private static let taskArgument = Argument(
        "TASK",
        help: "The task; by default the one in hand",
        count: .atMostOne,
        completion: .dynamic("task")
    )
    private static let task = Option(
        "task",
        value: "TASK",
        help: "The task; by default the one in hand",
        completion: .dynamic("task")
    )
    private static let set = Option(
        "set",
        value: "SET",
        help: "Gates that belong together",
        allowed: GateSetName.allCases.map(\.rawValue)
    )
    private static let target = Option(
        "on",
        value: "TARGET",
        help: "What they are run on; by default what there is",
        allowed: GateTarget.allCases.map(\.rawValue)
    )
    private static let directory = Option(
        "directory",
        short: "C",
        value: "PATH",
        help: "The worktree; by default the one around",
        completion: .directory
    )
    private static let since = Option("since", value: "TIME", help: "From that moment on")
}

/// What gates at level `block` refuse.
struct GateRefusedError: Reportable {
    private let refusals: [GateResultLine]

    init(_ report: GateRunReport) {
        refusals = report.results.filter {
            $0.level == .block && ($0.verdict == .fail || $0.verdict == .error)
        }
    }

    var code: String { "gate.refused" }
    var category: ErrorCategory { .checkFailed }
    var message: String {
        let names = refusals.map(\.gate.text).joined(separator: ", ")
        return refusals.count.counted("of the gates refuses it", "of the gates refuse it")
            + ": \(names)."
    }
    var hint: String? { refusals.first?.hint }
}

/// Gates that were not seen to refuse what they must.
struct GateUnprovenError: Reportable {
    private let names: [String]

    init(_ report: SelftestReport) {
        names = report.gates.filter { !$0.faults.isEmpty }.map(\.gate.text)
    }

    var code: String { "gate.unproven" }
    var category: ErrorCategory { .checkFailed }
    var message: String {
        names.count.counted(
            "of the gates does not hold by its own cases: ",
            "of the gates do not hold by their own cases: "
        )
            + "\(names.joined(separator: ", "))."
    }
    var hint: String? { "Mend the gate or its case: a gate that can't fail holds nothing." }
}
