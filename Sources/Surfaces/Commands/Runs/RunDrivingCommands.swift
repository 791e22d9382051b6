import CommandLineKit
import Digests
import Model
import Operations

/// The commands by which agents' programs are started for a run, and looked at.
enum RunDrivingCommands {
    static let all: [Command] = [drive, launches, log, launch, land]

    static let drive = Command(
        CommandSpecification(
            "drive",
            summary: "Start the agents of a run, judge what they hand in, go on until it is over",
            discussion: """
                Each agent gets a session, a worktree and a prompt, and its program is started as \
                the run's file says. What it hands in is checked again, put through the gates of \
                its slice, and accepted or sent back. What an agent asks and no rule of the file \
                answers becomes a decision.

                Killed at any moment, it is given once more and goes on: what still runs of its \
                agents is found by process number and start, ended and noted. Interrupted, it \
                ends its agents first. Only one process drives a run.
                """,
            arguments: [RunCommands.run],
            flags: [noWait],
            examples: [
                CommandExample("worklead run drive phase-a", "Until it is over."),
                CommandExample(
                    "worklead run drive phase-a --no-wait",
                    "End where a person has to decide."
                ),
            ],
            seeAlso: ["run start", "run status", "run launches"]
        ),
        calls: [
            ShowRun.name, ShowRunStatus.name, ListLaunches.name, LaunchSlice.name, LandLaunch.name,
            StartSession.name, ClaimTask.name, PromptTask.name, DeliverTask.name,
            AskDecision.name, ShowDecision.name, WithdrawDecision.name, AdvanceRun.name,
            ReplayDelivery.name, RunGates.name, AcceptDelivery.name, ReworkDelivery.name,
        ]
    ) { parsed, context in
        let report = try await context.driving.drive(
            try parsed.name(RunCommands.run),
            caller: context.caller,
            options: context.options,
            waits: !parsed.isSet(noWait)
        ) { news in
            context.emit(StreamItem(news.json, phrase(news)))
        }
        let output = CommandOutput(Envelope(schema: "run.drive/1", data: report.json)) { text in
            report.describe(in: &text)
        }
        guard let waits = report.waits else { return output }
        return output.failing(RunWaitsError(run: report.run, reason: waits))
    }

    private static let noWait = Flag(
        "no-wait",
        help: "End, with exit code 7, where nothing goes on without a person"
    )

    private static func phrase(_ news: DriveNews) -> Phrase {
        let task = news.task.map { "\($0.text) " } ?? ""
        let agent = news.agent.map { "(\($0.text)) " } ?? ""
        let text = news.text.isEmpty ? "" : ": \(news.text)"
        return Phrase([
            .literal("\(task)\(agent)\(news.kind.rawValue)\(text)".printable(limit: 500))
        ])
    }

    static let launches = Command(
        ListLaunches.self,
        CommandSpecification(
            "launches",
            summary: "List the starts of agents' programs for a run, newest first",
            discussion: """
                Each with how it ended: delivered, undelivered, refused, limited, interrupted, \
                failed, cancelled, wall, quiet, output, died, abandoned or unstarted.
                """,
            arguments: [RunCommands.run],
            options: [task, .limit],
            flags: [open],
            examples: [
                CommandExample("worklead run launches phase-a --open", "Who works now?")
            ],
            seeAlso: ["run log", "run status"]
        ),
        input: { parsed, _ in
            try ListLaunches.Input { input in
                input.run = try parsed.name(RunCommands.run)
                input.task = try parsed.optionalName(task)
                input.open = parsed.isSet(open)
                input.limit = try parsed.limit(input.limit, max: 1000)
            }
        },
        output: { reply, _ in
            CommandOutput(reply, of: ListLaunches.self) { text in
                text.list(
                    TextList(
                        "launches",
                        columns: [
                            "launch", "task", "agent", "driver", "started", "ended", "outcome",
                        ],
                        rows: reply.output.items.map { line in
                            [
                                .number(line.launch), .name(line.task), .name(line.agent),
                                .name(line.driver), .moment(line.startedAt),
                                .maybe(line.endedAt, Cell.moment),
                                .literal(line.outcome?.rawValue ?? "works"),
                            ]
                        },
                        total: reply.output.total
                    )
                )
            }
        }
    )

    private static let task = Option("task", value: "TASK", help: "Only those of that slice")
    private static let open = Flag("open", help: "Only those that are not over")

    static let log = Command(
        CommandSpecification(
            "log",
            summary: "Show what an agent's program said in one launch",
            discussion: """
                The end of what was kept, as the program wrote it. The streams lie on the machine \
                that drove the launch, whole.
                """,
            arguments: [RunCommands.run, number],
            options: [part],
            examples: [
                CommandExample("worklead run log phase-a 3", "Its output."),
                CommandExample("worklead run log phase-a 3 --part errors", "What went wrong?"),
            ],
            seeAlso: ["run launches"]
        ),
        calls: [ShowLaunchLog.name]
    ) { parsed, context in
        let input = try ShowLaunchLog.Input { input in
            input.run = try parsed.name(RunCommands.run)
            input.launch = Int64(try parsed.integer(number, in: 1...1_000_000) ?? 1)
            input.part = parsed.choice(part) ?? .output
        }
        let reply = try await context.caller.call(ShowLaunchLog.self, input, context.options)
        let text = reply.output.text
        var output = CommandOutput(reply, of: ShowLaunchLog.self) { document in
            document.say(Phrase([.literal(text)]))
        }
        output.raw = text.split(separator: "\n", omittingEmptySubsequences: false)
            .map { String($0).printable() }.joined(separator: "\n")
        return output
    }

    private static let number = Argument("LAUNCH", help: "Its number in the run")
    private static let part = Option(
        "part",
        value: "PART",
        help: "Which stream",
        allowed: LaunchPart.allCases.map(\.rawValue),
        default: LaunchPart.output.rawValue
    )

    static let launch = Command(
        LaunchSlice.self,
        CommandSpecification(
            "launch",
            summary: "Note that an agent's program is about to be started for a slice",
            discussion: """
                `worklead run drive` does so by itself. Who starts agents by other means notes \
                it with this, so that nobody else starts one for the same slice, and with \
                `worklead run land` what came of it.
                """,
            arguments: [RunCommands.run, slice],
            options: [agent, driver],
            examples: [
                CommandExample(
                    "worklead run launch phase-a A0 --agent codex-2 --driver codex",
                    "Before it starts."
                )
            ],
            seeAlso: ["run land", "run drive"]
        ),
        input: { parsed, _ in
            try LaunchSlice.Input { input in
                input.run = try parsed.name(RunCommands.run)
                input.task = try parsed.name(slice)
                input.agent = try parsed.name(agent)
                input.driver = try parsed.name(driver)
            }
        },
        output: { reply, _ in changed(reply, of: LaunchSlice.self) }
    )

    static let land = Command(
        LandLaunch.self,
        CommandSpecification(
            "land",
            summary: "Note what came of a launch",
            arguments: [RunCommands.run, number],
            options: [outcome, note],
            examples: [
                CommandExample("worklead run land phase-a 3 --outcome delivered", "It is over.")
            ],
            seeAlso: ["run launch"]
        ),
        input: { parsed, _ in
            try LandLaunch.Input { input in
                input.run = try parsed.name(RunCommands.run)
                input.launch = Int64(try parsed.integer(number, in: 1...1_000_000) ?? 1)
                input.outcome = parsed.choice(outcome) ?? .undelivered
                input.note = parsed.text(note)
            }
        },
        output: { reply, _ in changed(reply, of: LandLaunch.self) }
    )

    private static let slice = Argument("TASK", help: "The slice's task")
    private static let agent = Option(
        "agent",
        value: "AGENT",
        help: "Who is started",
        count: .exactlyOne
    )
    private static let driver = Option(
        "driver",
        value: "NAME",
        help: "How its program is driven",
        count: .exactlyOne
    )
    private static let outcome = Option(
        "outcome",
        value: "OUTCOME",
        help: "What came of it",
        count: .exactlyOne,
        allowed: LaunchOutcome.allCases.map(\.rawValue)
    )
    private static let note = Option("note", value: "TEXT", help: "What there is to say about it")

    private static func changed<O: Operation>(
        _ reply: Reply<O.Output>,
        of operation: O.Type
    ) -> CommandOutput where O.Output == RunLaunchLine {
        CommandOutput(reply, of: O.self) { text in
            let line = reply.output
            let state = line.outcome?.rawValue ?? "open"
            text.say(
                "launch \(line.launch) of \(line.run): \(line.task) by \(line.agent), \(state)"
            )
        }
    }
}

/// A run that goes on only when a person has done something.
struct RunWaitsError: Reportable {
    let run: RunName
    let reason: String

    var code: String { "run.waits" }
    var category: ErrorCategory { .needsDecision }
    var message: String { "\(run) does not go on by itself. \(reason)" }
    var hint: String? { "`worklead run status \(run)` and `worklead decision list` show more." }
}

extension DriveReport {
    func describe(in text: inout TextDocument) {
        text.say("\(run) is \(state.rawValue): \(accepted) of \(slices) slices accepted")
        if launches > 0 { text.say("\(launches.counted("program")) started") }
    }
}
