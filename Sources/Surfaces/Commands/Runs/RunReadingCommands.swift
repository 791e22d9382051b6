import CommandLineKit
import Model
import Operations

/// The commands by which runs are looked at.
enum RunReadingCommands {
    static let all: [Command] = [list, show, status, sweep]

    static let list = Command(
        ListRuns.self,
        CommandSpecification(
            "list",
            summary: "List the runs, newest first",
            options: [.limit],
            flags: [open],
            examples: [CommandExample("worklead run list --open", "What is going on?")]
        ),
        input: { parsed, _ in
            try ListRuns.Input { input in
                input.open = parsed.isSet(open)
                input.limit = try parsed.limit(input.limit, max: 1000)
            }
        },
        output: { reply, _ in
            CommandOutput(reply, of: ListRuns.self) { text in
                text.list(
                    TextList(
                        "runs",
                        columns: ["run", "state", "accepted", "started", "ended", "title"],
                        rows: reply.output.items.map { line in
                            [
                                .name(line.run), line.stateCell,
                                .literal("\(line.accepted) of \(line.slices)"),
                                .maybe(line.startedAt, Cell.moment),
                                .maybe(line.endedAt, Cell.moment), .text(line.title),
                            ]
                        },
                        total: reply.output.total
                    )
                )
            }
        }
    )

    private static let open = Flag("open", help: "Without those that are finished or cancelled")

    static let show = Command(
        CommandSpecification(
            "show",
            summary: "Show what the file of a run says",
            arguments: [RunCommands.run],
            flags: [text],
            examples: [
                CommandExample("worklead run show phase-a", "Who does what?"),
                CommandExample("worklead run show phase-a --text", "The file, byte for byte."),
            ],
            seeAlso: ["run status"]
        ),
        calls: [ShowRun.name]
    ) { parsed, context in
        let input = try ShowRun.Input { input in
            input.run = try parsed.name(RunCommands.run)
            input.text = parsed.isSet(text)
        }
        let reply = try await context.caller.call(ShowRun.self, input, context.options)
        var output = CommandOutput(reply, of: ShowRun.self) { text in
            reply.output.describe(in: &text)
        }
        output.raw = reply.output.text
        return output
    }

    private static let text = Flag("text", help: "The file itself")

    static let status = Command(
        CommandSpecification(
            "status",
            summary: "Show how far a run is, and what waits for whom",
            discussion: """
                Where slices stand is read off their tasks. The critical path is the longest way \
                through what is open, by the packets' estimates where each has one. The cost is \
                what agents' programs have reported for the run's tasks. With --follow each \
                change is a line of its own until the run is over, and the whole comes last.
                """,
            arguments: [RunCommands.run],
            options: [state, stage, .limit],
            flags: [follow],
            examples: [
                CommandExample("worklead run status phase-a", "How far is it?"),
                CommandExample("worklead run status phase-a --state blocked", "What is stuck?"),
                CommandExample("worklead run status phase-a --follow", "Look on."),
            ],
            seeAlso: ["run show", "plan critical-path"]
        ),
        calls: [ShowRunStatus.name]
    ) { parsed, context in
        let input = try ShowRunStatus.Input { input in
            input.run = try parsed.name(RunCommands.run)
            input.state = parsed.choice(state)
            input.stage = try parsed.optionalName(stage)
            input.limit = try parsed.limit(input.limit, max: 10_000)
        }
        var reply = try await context.caller.call(ShowRunStatus.self, input, context.options)
        if parsed.isSet(follow) { try await look(on: &reply, input, context) }
        let last = reply
        return CommandOutput(last, of: ShowRunStatus.self) { text in
            last.output.describe(in: &text)
        }
    }

    static let sweep = Command(
        SweepRun.self,
        CommandSpecification(
            "sweep",
            summary: "Show which agents go on with what they remember, and which start afresh",
            discussion: """
                An agent is aligned where its next slice is the one that it worked on, one of the \
                same stage, or one that waits for it, and where neither the rules nor the packet \
                were changed since. It keeps its session then, and compacts before another \
                slice. It is stale else, and its session is closed: the slice gets a fresh one. \
                The launch of a slice decides by the same rule.
                """,
            arguments: [RunCommands.run],
            examples: [
                CommandExample("worklead run sweep phase-a", "Whose session is to be closed?")
            ],
            seeAlso: ["run status", "run launches", "agent presence"]
        ),
        input: { parsed, _ in try SweepRun.Input { $0.run = try parsed.name(RunCommands.run) } },
        output: { reply, _ in
            CommandOutput(reply, of: SweepRun.self) { text in
                reply.output.describe(in: &text)
            }
        }
    )

    /// Writes each change of a slice until the run is over.
    private static func look(
        on reply: inout Reply<RunStatus>,
        _ input: ShowRunStatus.Input,
        _ context: CommandContext
    ) async throws {
        while true {
            let before = Dictionary(
                reply.output.slices.map { ($0.task, $0.state) },
                uniquingKeysWith: { first, _ in first }
            )
            if reply.output.run.state.isFinal { return }
            try await context.pause(.milliseconds(250))
            reply = try await context.caller.call(ShowRunStatus.self, input, context.options)
            for slice in reply.output.slices where before[slice.task] != slice.state {
                let holder = slice.holder.map { " (\($0))" } ?? ""
                context.emit(
                    StreamItem(
                        slice.json,
                        Phrase([.literal("\(slice.task)\(holder) \(slice.state.rawValue)")])
                    )
                )
            }
        }
    }

    private static let follow = Flag("follow", short: "f", help: "Go on until the run is over")

    private static let state = Option(
        "state",
        value: "STATE",
        help: "Only the slices that stand there",
        allowed: SliceState.allCases.map(\.rawValue)
    )
    private static let stage = Option(
        "stage",
        value: "STAGE",
        help: "Only the slices of that stage"
    )
}
