import CommandLineKit
import Model
import Operations

/// The commands by which phases are opened, looked at and closed.
enum PhaseCommands {
    static let all: [Command] = [open, list, show, check, close, report]

    private static let phase = Argument("PHASE", help: "The phase's name")

    static let open = Command(
        OpenPhase.self,
        CommandSpecification(
            "open",
            summary: "Open a phase",
            discussion: """
                Tasks belong to it by their --phase. The specs that it names were locked, and do \
                not change until it is closed.
                """,
            arguments: [phase],
            options: [title, spec],
            examples: [
                CommandExample("worklead phase open P07 --spec master", "Start on P07.")
            ],
            seeAlso: ["phase check", "spec lock"]
        ),
        input: { parsed, _ in
            try OpenPhase.Input { input in
                input.phase = try parsed.name(phase)
                input.title = parsed.text(title)
                input.specs = try parsed.names(spec)
            }
        },
        output: { reply, _ in
            CommandOutput(
                change: reply,
                of: OpenPhase.self,
                "phase \(reply.output.phase) is \(reply.output.state)"
            )
        }
    )

    private static let title = Option("title", value: "TEXT", help: "What it is about")
    private static let spec = Option(
        "spec",
        value: "SPEC",
        help: "A spec that it carries out",
        count: .any
    )

    static let list = Command(
        ListPhases.self,
        CommandSpecification(
            "list",
            summary: "List the phases, open and closed",
            examples: [CommandExample("worklead phase list", "See where the roadmap is.")]
        ),
        input: { _, _ in ListPhases.Input() },
        output: { reply, _ in
            CommandOutput(reply, of: ListPhases.self) { text in
                text.list(
                    TextList(
                        "phases",
                        columns: ["phase", "state", "specs", "opened", "closed", "title"],
                        rows: reply.output.items.map { line in
                            [
                                .name(line.phase), .text(line.state),
                                .text(line.specs.map(\.text).joined(separator: ", ")),
                                .moment(line.openedAt), .maybe(line.closedAt, Cell.moment),
                                .maybe(line.title, Cell.text),
                            ]
                        }
                    )
                )
            }
        }
    )

    static let show = Command(
        CheckPhase.self,
        CommandSpecification(
            "show",
            summary: "Show a phase with what keeps it from being closed",
            arguments: [phase],
            examples: [CommandExample("worklead phase show P07", "See where P07 stands.")]
        ),
        input: { parsed, _ in try CheckPhase.Input { $0.phase = try parsed.name(phase) } },
        output: { reply, _ in detail(reply, of: CheckPhase.self) }
    )

    static let check = Command(
        CommandSpecification(
            "check",
            summary: "List all that keeps a phase from being closed",
            discussion: """
                All its tasks have to be accepted and what they wait for too, its specs and their \
                evidence stand as they were locked, each MUST has evidence, and no waiver is live. \
                Fails with exit code 5 where something is missing.
                """,
            arguments: [phase],
            examples: [CommandExample("worklead phase check P07", "See what P07 lacks.")],
            seeAlso: ["phase close"]
        ),
        calls: [CheckPhase.name]
    ) { parsed, context in
        let reply = try await context.caller.call(
            CheckPhase.self,
            try CheckPhase.Input { $0.phase = try parsed.name(phase) },
            context.options
        )
        let output = detail(reply, of: CheckPhase.self)
        guard let first = reply.output.missing.first else { return output }
        return output.failing(
            CheckFindingsError(
                code: "phase.incomplete",
                count: reply.output.missing.count,
                first: first.text,
                hint: nil
            )
        )
    }

    static let close = Command(
        ClosePhase.self,
        CommandSpecification(
            "close",
            summary: "Close a phase from which nothing is missing",
            discussion: """
                For good: no task joins it any more, and the waivers that were granted in it \
                waive nothing from then on.
                """,
            arguments: [phase],
            examples: [CommandExample("worklead phase close P07", "Be done with P07.")],
            seeAlso: ["phase check"]
        ),
        input: { parsed, _ in try ClosePhase.Input { $0.phase = try parsed.name(phase) } },
        output: { reply, _ in
            let detail = reply.output
            return CommandOutput(
                change: reply,
                of: ClosePhase.self,
                "phase \(detail.phase.phase) closed, \(detail.accepted, "task") accepted"
            ) { text in
                for spec in detail.closedSpecs { text.field("spec", .text(spec)) }
            }
        }
    )

    private static func detail<O: Operation>(
        _ reply: Reply<PhaseDetail>,
        of operation: O.Type
    ) -> CommandOutput where O.Output == PhaseDetail {
        CommandOutput(reply, of: operation) { text in
            let detail = reply.output
            text.say(
                """
                phase \(detail.phase.phase) is \(detail.phase.state): \(detail.accepted) of \
                \(detail.tasks, "task") accepted
                """
            )
            for spec in detail.closedSpecs { text.field("spec", .text(spec)) }
            text.list(
                TextList(
                    "missing",
                    columns: ["kind", "subject", "text"],
                    rows: detail.missing.map { line in
                        [.text(line.kind), .text(line.subject), .text(line.text)]
                    }
                )
            )
        }
    }

    static let report = Command(
        ReportPhase.self,
        CommandSpecification(
            "report",
            summary: "Make a phase's check-ins: STATUS, GUIDANCE and BLOCKERS",
            discussion: """
                They are made from the ledger and name its revision. With --to they are written \
                into a folder as STATUS.md, GUIDANCE.md and BLOCKERS.md.
                """,
            arguments: [phase],
            options: [folder],
            examples: [
                CommandExample("worklead phase report P07 --to checkins", "Write the check-ins.")
            ]
        ),
        input: { parsed, _ in
            try ReportPhase.Input { input in
                input.phase = try parsed.name(phase)
                input.folder = parsed.text(folder)
            }
        },
        output: { reply, _ in
            CommandOutput(reply, of: ReportPhase.self) { text in
                let report = reply.output
                guard report.files.isEmpty else {
                    for file in report.files { text.field("file", .path(file)) }
                    return
                }
                text.body("status", report.status)
                text.body("guidance", report.guidance)
                text.body("blockers", report.blockers)
            }
        }
    )

    private static let folder = Option(
        "to",
        value: "FOLDER",
        help: "The folder that the files are written into",
        completion: .directory
    )
}
