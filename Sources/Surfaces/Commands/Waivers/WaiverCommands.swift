import CommandLineKit
import Model
import Operations

/// The commands by which leave is given to break a rule.
enum WaiverCommands {
    static let all: [Command] = [grant, list, revoke]

    static let grant = Command(
        GrantWaiver.self,
        CommandSpecification(
            "grant",
            summary: "Give leave to break a rule, for a task or in a phase",
            discussion: """
                It ends with the phase, and at --until if that is sooner. Who works on the task \
                can't give it. A phase is not closed while one is live: take it back when what it \
                was for is mended.
                """,
            arguments: [rule],
            options: [task, .phase, until, .requiredReason],
            examples: [
                CommandExample(
                    "worklead waiver grant scope --task T-1 --phase P07 --reason 'generated file'",
                    "Let T-1 change a file out of its scope."
                )
            ],
            seeAlso: ["rule list", "phase check"]
        ),
        input: { parsed, _ in
            try GrantWaiver.Input { input in
                input.rule = try parsed.name(rule)
                input.task = try parsed.optionalName(task)
                input.phase = try parsed.optionalName(Option.phase)
                input.until = try parsed.moment(until)
                input.reason = parsed.required(Option.requiredReason)
            }
        },
        output: { reply, _ in
            let line = reply.output
            return CommandOutput(
                change: reply,
                of: GrantWaiver.self,
                "\(line.waiver) waives '\(line.rule)' for \(line.task?.text ?? "the phase")"
            ) { text in
                if let phase = line.phase { text.field("ends with", .name(phase)) }
                if let until = line.until { text.field("until", .moment(until)) }
            }
        }
    )

    private static let rule = Argument("GATE", help: "The gate that is not to block")
    private static let task = Option(
        "task",
        value: "TASK",
        help: "The one task that it is for",
        completion: .dynamic("task")
    )
    private static let until = Option("until", value: "TIME", help: "When it ends at the latest")

    static let list = Command(
        ListWaivers.self,
        CommandSpecification(
            "list",
            summary: "List the waivers that waive something now",
            flags: [past],
            examples: [CommandExample("worklead waiver list --all", "See past ones too.")]
        ),
        input: { parsed, _ in ListWaivers.Input { $0.all = parsed.isSet(past) } },
        output: { reply, _ in
            CommandOutput(reply, of: ListWaivers.self) { text in
                text.list(
                    TextList(
                        "waivers",
                        columns: [
                            "waiver", "state", "rule", "task", "phase", "approver", "reason",
                        ],
                        rows: reply.output.items.map { line in
                            [
                                .name(line.waiver), .text(line.state), .name(line.rule),
                                .maybe(line.task, Cell.name), .maybe(line.phase, Cell.name),
                                .name(line.approver), .text(line.reason),
                            ]
                        }
                    )
                )
            }
        }
    )

    private static let past = Flag("all", help: "List expired and revoked ones too")

    static let revoke = Command(
        RevokeWaiver.self,
        CommandSpecification(
            "revoke",
            summary: "Take a waiver back",
            arguments: [waiver],
            options: [.requiredReason],
            examples: [
                CommandExample(
                    "worklead waiver revoke W-1 --reason 'the file has a task of its own'",
                    "Let the rule block again."
                )
            ]
        ),
        input: { parsed, _ in
            try RevokeWaiver.Input { input in
                input.waiver = try parsed.name(waiver)
                input.reason = parsed.required(Option.requiredReason)
            }
        },
        output: { reply, _ in
            CommandOutput(
                change: reply,
                of: RevokeWaiver.self,
                "\(reply.output.waiver) is \(reply.output.state)"
            )
        }
    )

    private static let waiver = Argument("WAIVER", help: "The waiver's id")
}
