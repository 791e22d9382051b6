import CommandLineKit
import Model
import Operations

/// The commands by which waves are made, sent and looked at.
enum WaveCommands {
    static let all: [Command] = [render, restore, list, show, next]

    static let render = Command(
        CommandSpecification(
            "render",
            summary: "Make all files of a wave from its spec",
            discussion: """
                For each lane a packet, a boundary, a launch and a resume prompt and a to-do; for \
                the wave a launch pack, snippets for guidance and status, and the commands that \
                unlock it and start its window. The same spec makes the same bytes.

                Nothing is written where a <placeholder> is left, where a line of the spec has a \
                fault, or where a file was changed by hand since it was made. With --send the \
                tasks are made and the agents told; again changes nothing.
                """,
            options: [spec, folder, acknowledge, .key],
            flags: [send, replaceEdited, .dryRun],
            examples: [
                CommandExample("worklead wave render --spec wave-4.toml", "Make the files here."),
                CommandExample(
                    "worklead wave render --spec wave-4.toml --send",
                    "Make the tasks too, and tell the agents."
                ),
            ],
            seeAlso: ["wave next", "wave restore", "window open"]
        ),
        calls: [RenderWave.name, SendWave.name]
    ) { parsed, context in
        var options = context.options
        options.dryRun = parsed.isSet(.dryRun) || context.isDryRun
        options.idempotencyKey = parsed.text(Option.key)
        let file = parsed.required(spec)
        let input = try RenderWave.Input { input in
            input.spec = try context.files.text(of: file)
            input.file = file == "-" ? "standard input" : file
            input.folder = parsed.text(folder) ?? "."
            input.replaceEdited = parsed.isSet(replaceEdited)
        }
        let reply = try await context.caller.call(RenderWave.self, input, options)
        guard parsed.isSet(send) else { return rendered(reply) }
        // A trial has kept no wave that could be sent.
        guard !options.dryRun else {
            return rendered(reply).warning("What --send would do is not tried in a dry run.")
        }
        options.idempotencyKey = nil
        let asked = try SendWave.Input { input in
            input.wave = reply.output.wave
            input.acknowledge = try parsed.duration(acknowledge) ?? input.acknowledge
        }
        let sent = try await context.caller.call(SendWave.self, asked, options)
        var output = CommandOutput(
            change: sent,
            of: SendWave.self,
            """
            \(reply.output.wave): \(reply.output.written, "file") written, \
            \(sent.output.lanes.count, "task"), \(sent.output.messages.count, "message")
            """
        ) { text in
            describe(sent.output, in: &text)
        }
        output.envelope.warnings += reply.output.advice + sent.output.advice
        return output
    }

    private static let spec = Option(
        "spec",
        value: "FILE",
        help: "The spec, in TOML; - reads it from standard input",
        count: .exactlyOne,
        completion: .file
    )
    static let folder = Option(
        "out",
        value: "FOLDER",
        help: "The folder that the files are written under; by default this one",
        completion: .directory
    )
    private static let acknowledge = Option(
        "ack",
        value: "DURATION",
        help: "How long the agents have to acknowledge the launch",
        default: "1d"
    )
    private static let send = Flag("send", help: "Make the tasks and send the launch messages")
    static let replaceEdited = Flag(
        "replace-edited",
        help: "Write over files that were changed by hand"
    )

    static func rendered(_ reply: Reply<WaveRender>) -> CommandOutput {
        let report = reply.output
        var output = CommandOutput(
            change: reply,
            of: RenderWave.self,
            "\(report.wave): \(report.files.count, "file"), \(report.written) written"
        ) { text in
            let shown = report.files.filter { $0.state != "unchanged" }
            text.list(
                TextList(
                    "files",
                    columns: ["path", "purpose", "task", "state"],
                    rows: shown.map { line in
                        [
                            .path(line.path), .text(line.purpose), .maybe(line.task, Cell.name),
                            .text(line.state),
                        ]
                    }
                )
            )
        }
        output.envelope.warnings += report.advice
        output.envelope.warnings += report.replaced.map { "It was changed by hand: \($0)" }
        return output
    }

    static let list = Command(
        ListWaves.self,
        CommandSpecification(
            "list",
            summary: "List the waves, rendered and sent",
            examples: [CommandExample("worklead wave list", "See what was opened together.")]
        ),
        input: { _, _ in ListWaves.Input() },
        output: { reply, _ in
            CommandOutput(reply, of: ListWaves.self) { text in
                text.list(
                    TextList(
                        "waves",
                        columns: ["wave", "phase", "state", "accepted", "rendered", "sent"],
                        rows: reply.output.items.map { line in
                            [
                                .name(line.wave), .name(line.phase), .text(line.state),
                                .text("\(line.accepted) of \(line.lanes)"),
                                .moment(line.renderedAt), .maybe(line.sentAt, Cell.moment),
                            ]
                        }
                    )
                )
            }
        }
    )

    static let show = Command(
        ShowWave.self,
        CommandSpecification(
            "show",
            summary: "Show a wave with its lanes, and what it lacks",
            arguments: [wave],
            examples: [CommandExample("worklead wave show Wave-4", "See where its tasks stand.")]
        ),
        input: { parsed, _ in try ShowWave.Input { $0.wave = try parsed.name(wave) } },
        output: { reply, _ in
            CommandOutput(reply, of: ShowWave.self) { text in
                describe(reply.output, in: &text)
            }
        }
    )

    static let wave = Argument("WAVE", help: "The wave's name")

    private static func describe(_ detail: WaveDetail, in text: inout TextDocument) {
        let line = detail.wave
        text.say(
            "\(line.wave) of \(line.phase) is \(line.state): \(line.accepted) of \(line.lanes) accepted"
        )
        text.field("window", .name(line.window))
        if let follows = line.follows { text.field("follows", .name(follows)) }
        text.list(
            TextList(
                "lanes",
                columns: ["lane", "agent", "task", "state", "canonical"],
                rows: detail.lanes.map { lane in
                    [
                        .name(lane.lane), .name(lane.agent), .name(lane.task),
                        .maybe(lane.state, Cell.text), .literal(lane.canonical ? "yes" : "no"),
                    ]
                }
            )
        )
        describe(detail.missing, in: &text)
    }

    /// Each on a line of its own, since it says what to do.
    static func describe(_ lacks: [WaveLackLine], in text: inout TextDocument) {
        for lack in lacks { text.field("missing", .text(lack.text)) }
    }
}
