import CommandLineKit
import Model
import Operations

/// The commands by which windows are opened, taken in and closed.
enum WindowCommands {
    static let all: [Command] = [open, list, show, bundle, intake, close]

    private static let window = Argument("WINDOW", help: "The window's name")
    private static let lane = Option(
        "lane",
        value: "LANE",
        help: "A lane that it covers; by default all",
        count: .any
    )

    static let open = Command(
        OpenWindow.self,
        CommandSpecification(
            "open",
            summary: "Open a window: what can wait is held until it is closed",
            discussion: """
                Messages to who opens it, to the owners of its lanes and to who works in them are \
                held, unless they are blockers, or about safety or the law. A reply to one of \
                those is not held either. Nothing is lost: `inbox --held` shows them, and the \
                digest at the end has each.
                """,
            arguments: [window],
            options: [lane, wave],
            examples: [
                CommandExample(
                    "worklead window open WAVE-4 --lane core --lane web",
                    "Let two lanes work undisturbed."
                )
            ],
            seeAlso: ["window close", "message send"]
        ),
        input: { parsed, _ in
            try OpenWindow.Input { input in
                input.window = try parsed.name(window)
                input.lanes = try parsed.names(lane)
                input.wave = try parsed.optionalName(wave)
            }
        },
        output: { reply, _ in
            let line = reply.output
            let lanes = line.lanes.map(\.text).joined(separator: ", ")
            return CommandOutput(
                change: reply,
                of: OpenWindow.self,
                "\(line.window) is open for \(lanes.isEmpty ? "all lanes" : lanes)"
            )
        }
    )

    private static let wave = Option("wave", value: "WAVE", help: "The wave that it is for")

    static let list = Command(
        ListWindows.self,
        CommandSpecification(
            "list",
            summary: "List the windows, open and closed",
            examples: [CommandExample("worklead window list", "See what holds messages.")]
        ),
        input: { _, _ in ListWindows.Input() },
        output: { reply, _ in
            CommandOutput(reply, of: ListWindows.self) { text in
                text.list(
                    TextList(
                        "windows",
                        columns: ["window", "state", "lead", "lanes", "held", "opened", "closed"],
                        rows: reply.output.items.map { line in
                            [
                                .name(line.window), .text(line.state), .name(line.lead),
                                .text(
                                    line.lanes.isEmpty
                                        ? "all"
                                        : line.lanes.map(\.text).joined(separator: ", ")
                                ),
                                .number(line.held), .moment(line.openedAt),
                                .maybe(line.closedAt, Cell.moment),
                            ]
                        }
                    )
                )
            }
        }
    )

    static let show = Command(
        ShowWindow.self,
        CommandSpecification(
            "show",
            summary: "Show a window with its lanes, their bundles, and what it holds",
            arguments: [window],
            examples: [CommandExample("worklead window show WAVE-4", "See what is missing.")]
        ),
        input: { parsed, _ in try ShowWindow.Input { $0.window = try parsed.name(window) } },
        output: { reply, _ in
            CommandOutput(reply, of: ShowWindow.self) { text in describe(reply.output, in: &text) }
        }
    )

    private static func describe(_ detail: WindowDetail, in text: inout TextDocument) {
        text.say("\(detail.window.window) is \(detail.window.state)")
        text.list(
            TextList(
                "lanes",
                columns: ["lane", "tasks", "bundle", "gaps"],
                rows: detail.lanes.map { line in
                    [
                        .name(line.lane),
                        .text(line.tasks.map(\.text).joined(separator: ", ")),
                        .maybe(line.bundledAt, Cell.moment), .number(line.gaps.count),
                    ]
                }
            )
        )
        for gap in detail.lanes.flatMap(\.gaps) { text.field("missing", .text(gap)) }
        if !detail.held.isEmpty {
            text.list(
                TextList(
                    "held",
                    columns: ["reader", "messages", "digest"],
                    rows: detail.held.map { line in
                        [
                            .name(line.reader), .number(line.messages),
                            .maybe(line.digest, Cell.name),
                        ]
                    }
                )
            )
        }
        if !detail.without.isEmpty {
            text.field("closed without", .text(detail.without.map(\.text).joined(separator: ", ")))
        }
        if let reason = detail.reason { text.field("reason", .text(reason)) }
    }

    static let bundle = Command(
        BundleLane.self,
        CommandSpecification(
            "bundle",
            summary: "Hand in a lane's bundle at the end of a window",
            discussion: """
                It is made of what the ledger has of the lane's tasks: deliveries, artifacts, what \
                was run and what it gave, pass counts, and what the closing gates said. What is \
                missing is listed; the rule window_bundle decides whether it is refused.
                """,
            arguments: [bundledLane],
            options: [ofWindow, memory, risks],
            examples: [
                CommandExample(
                    "worklead window bundle core --window WAVE-4 --risks none",
                    "Hand in what the lane has."
                )
            ],
            seeAlso: ["window show", "window intake"]
        ),
        input: { parsed, _ in
            try BundleLane.Input { input in
                input.lane = try parsed.name(bundledLane)
                input.window = try parsed.name(ofWindow)
                input.memory = parsed.texts(memory)
                input.risks = parsed.text(risks)
            }
        },
        output: { reply, _ in
            let report = reply.output
            var output = CommandOutput(
                change: reply,
                of: BundleLane.self,
                """
                bundle of \(report.lane) for \(report.window): \(report.tasks.count, "task"), \
                \(report.passed) passed, \(report.gaps.count, "gap")
                """
            ) { text in
                text.list(
                    TextList(
                        "tasks",
                        columns: ["task", "state", "delivery", "artifacts", "passed", "closeout"],
                        rows: report.tasks.map { line in
                            [
                                .name(line.task), .text(line.state),
                                .maybe(line.delivery, Cell.name), .number(line.artifacts.count),
                                .maybe(line.passed, Cell.number), .maybe(line.closeout, Cell.text),
                            ]
                        }
                    )
                )
                for gap in report.gaps { text.field("missing", .text(gap)) }
            }
            output.envelope.warnings += report.advice
            return output
        }
    )

    private static let bundledLane = Argument("LANE", help: "The lane's key")
    private static let ofWindow = Option(
        "window",
        value: "WINDOW",
        help: "The window",
        count: .exactlyOne
    )
    private static let memory = Option(
        "memory",
        value: "ID",
        help: "The id of a note or an observation",
        count: .any
    )
    private static let risks = Option("risks", value: "TEXT", help: "What is still to be feared")

    static let intake = Command(
        TakeInWindow.self,
        CommandSpecification(
            "intake",
            summary: "Replay all deliveries of a window, and list what is to be mended",
            discussion: """
                What was replayed before is not replayed again. Nothing is decided, unless \
                --accept-verified says that what was verified without a gap is accepted.
                """,
            arguments: [window],
            flags: [acceptVerified, unsandboxed],
            examples: [
                CommandExample("worklead window intake WAVE-4", "Judge all lanes at once.")
            ],
            seeAlso: ["replay", "rework"]
        ),
        input: { parsed, _ in
            try TakeInWindow.Input { input in
                input.window = try parsed.name(window)
                input.acceptVerified = parsed.isSet(acceptVerified)
                input.unsandboxed = parsed.isSet(unsandboxed)
            }
        },
        output: { reply, _ in
            let report = reply.output
            return CommandOutput(
                change: reply,
                of: TakeInWindow.self,
                """
                \(report.window): \(report.tasks.count, "task"), \(report.accepted) accepted, \
                \(report.rework) to mend
                """
            ) { text in
                text.body("rework list", report.markdown)
            }
        }
    )

    private static let acceptVerified = Flag(
        "accept-verified",
        help: "Accept what was verified without a gap"
    )
    private static let unsandboxed = Flag(
        "unsandboxed",
        help: "Let replays run without a sandbox where none can be built"
    )

    static let close = Command(
        CloseWindow.self,
        CommandSpecification(
            "close",
            summary: "Close a window; its readers are told of all that was held",
            discussion: """
                Each lane that was at work has handed in its bundle, or is named with --without, \
                for a reason that is kept. Each reader gets one message with all that was held, \
                and has as long to acknowledge it as if it came now.
                """,
            arguments: [window],
            options: [without, reason],
            examples: [
                CommandExample("worklead window close WAVE-4", "Be done with it."),
                CommandExample(
                    "worklead window close WAVE-4 --without web --reason 'stopped'",
                    "Close it although a lane handed in nothing."
                ),
            ]
        ),
        input: { parsed, _ in
            try CloseWindow.Input { input in
                input.window = try parsed.name(window)
                input.without = try parsed.names(without)
                input.reason = parsed.text(reason)
            }
        },
        output: { reply, _ in
            let detail = reply.output
            let held = detail.held.reduce(0) { $0 + $1.messages }
            return CommandOutput(
                change: reply,
                of: CloseWindow.self,
                "\(detail.window.window) closed, \(held) held for \(detail.held.count, "reader")"
            ) { text in
                describe(detail, in: &text)
            }
        }
    )

    private static let without = Option(
        "without",
        value: "LANE",
        help: "A lane that hands in no bundle",
        count: .any
    )
    private static let reason = Option("reason", value: "TEXT", help: "Why")
}
