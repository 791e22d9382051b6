import CommandLineKit
import Model
import Operations

/// The commands by which a fleet comes here from files of its own.
enum ImportCommands {
    static let all: [Command] = [parallel, mayor, list]

    static let parallel = command(
        .parallel,
        summary: "Take over a coordination bus: claims, events, messages, plans, a queue",
        discussion: """
            Read are AGENT_MANIFEST*.json and what lies in _bus, _plans, queue and _report \
            below the folder.
            """
    )

    static let mayor = command(
        .mayor,
        summary: "Take over a mayor's files: boundaries, work lists, prompts, check-ins, waves",
        discussion: """
            Read are AUTONOMY_BOUNDARY_*.md, *_WORKLIST.md, prompts, check-ins, wave TOML, \
            .taskmaster, flags and artifacts, wherever they lie below the folder.
            """
    )

    private static func command(
        _ layout: ImportLayout,
        summary: String,
        discussion: String
    ) -> Command {
        Command(
            ImportFiles.self,
            CommandSpecification(
                layout.rawValue,
                summary: summary,
                discussion: discussion + """
                     Everything odd is listed with what was done about it, and nothing is left \
                    out without a line. What is said to be done is parked until somebody has \
                    replayed it. Doing it again records only what has changed since.
                    """,
                arguments: [path],
                options: [report],
                examples: [
                    CommandExample(
                        "worklead import \(layout.rawValue) . --dry-run --report loss",
                        "See what would come of it, and write loss.md and loss.json."
                    )
                ],
                seeAlso: ["import list"]
            ),
            input: { parsed, _ in
                ImportFiles.Input { input in
                    input.layout = layout
                    input.path = parsed.required(path)
                    input.report = parsed.text(report)
                }
            },
            output: { reply, _ in output(reply) }
        )
    }

    private static let path = Argument("PATH", help: "The folder at whose top the layout begins")
    private static let report = Option(
        "report",
        value: "FILE",
        help: "Write the loss report under this name, as .md and as .json"
    )

    /// So many oddities are shown one by one.
    private static let shownMax = 20

    private static func output(_ reply: Reply<LossReport>) -> CommandOutput {
        let report = reply.output
        let sentence: Phrase =
            """
            \(report.files, "file") read, \(report.events, "event"), \
            \(report.anomalies.count, "oddity", "oddities")
            """
        return CommandOutput(
            change: reply,
            of: ImportFiles.self,
            sentence,
            outOf: report.events
        ) { text in
            text.list(
                TextList(
                    "read",
                    columns: ["kind", "read", "new", "changed", "same", "refused"],
                    rows: report.counts.map { count in
                        [
                            .text(count.kind.rawValue), .number(count.read), .number(count.new),
                            .number(count.changed), .number(count.same), .number(count.refused),
                        ]
                    }
                )
            )
            text.list(
                TextList(
                    "oddities",
                    columns: ["oddity", "kept", "mended", "refused", "meaning"],
                    rows: report.oddities.map { oddity in
                        [
                            .text(oddity.kind), .number(oddity.kept), .number(oddity.mended),
                            .number(oddity.refused), .text(oddity.meaning),
                        ]
                    }
                )
            )
            for path in report.reports { text.field("report", .path(path)) }
        }
    }

    static let list = Command(
        ListImports.self,
        CommandSpecification(
            "list",
            summary: "List what was taken over, as it was said there",
            options: [layout, kind, task, agent, .limit],
            examples: [
                CommandExample(
                    "worklead import list --task QUEUE-009",
                    "See what was said of a task before it came here."
                )
            ],
            seeAlso: ["import parallel", "import mayor"]
        ),
        input: { parsed, _ in
            try ListImports.Input { input in
                input.layout = parsed.choice(layout)
                input.kind = parsed.choice(kind)
                input.task = try parsed.optionalName(task)
                input.agent = try parsed.optionalName(agent)
                input.limit = try parsed.limit(input.limit, max: 10_000)
            }
        },
        output: { reply, _ in
            CommandOutput(reply, of: ListImports.self) { text in
                text.list(
                    TextList(
                        "records",
                        columns: ["kind", "said", "agent", "task", "summary", "place"],
                        rows: reply.output.items.map { line in
                            [
                                .text(line.kind.rawValue), .maybe(line.saidAt, Cell.moment),
                                .maybe(line.agent, Cell.name), .maybe(line.task, Cell.name),
                                .text(line.summary),
                                .path(line.line.map { "\(line.file):\($0)" } ?? line.file),
                            ]
                        },
                        total: reply.output.total
                    )
                )
            }
        }
    )

    private static let layout = Option(
        "layout",
        value: "LAYOUT",
        help: "Only what came from this layout",
        allowed: ImportLayout.allCases.map(\.rawValue)
    )
    private static let kind = Option(
        "kind",
        value: "KIND",
        help: "Only what is of this kind",
        allowed: ImportedRecord.Kind.allCases.map(\.rawValue)
    )
    private static let task = Option(
        "task",
        value: "TASK",
        help: "Only what is about this task",
        completion: .dynamic("task")
    )
    private static let agent = Option(
        "agent",
        value: "AGENT",
        help: "Only what this agent is said to have done",
        completion: .dynamic("agent")
    )
}
