import CommandLineKit
import Model
import Operations

extension SessionCommands {
    static let handoffs = Command(
        ListHandoffs.self,
        CommandSpecification(
            "handoffs",
            summary: "List what was found uncommitted and is still to be seen to",
            flags: [settled],
            examples: [
                CommandExample("worklead session handoffs", "Whose work lies around?")
            ],
            seeAlso: ["session settle", "session start"]
        ),
        input: { parsed, _ in ListHandoffs.Input { $0.all = parsed.isSet(settled) } },
        output: { reply, _ in
            CommandOutput(reply, of: ListHandoffs.self) { text in
                text.list(
                    TextList(
                        "handoffs",
                        columns: [
                            "session", "owner", "found by", "found", "paths", "in", "seen to",
                        ],
                        rows: reply.output.items.map {
                            [
                                .name($0.session), .name($0.owner), .name($0.finder),
                                .moment($0.foundAt), .number($0.count), .path($0.worktree),
                                .maybe($0.settledBy, Cell.name),
                            ]
                        }
                    )
                )
            }
        }
    )

    private static let settled = Flag("all", help: "List what was seen to as well")

    static let settle = Command(
        SettleHandoff.self,
        CommandSpecification(
            "settle",
            summary: "Say that what a session found uncommitted was seen to",
            arguments: [session],
            options: [note],
            examples: [
                CommandExample(
                    "worklead session settle S-12 --note 'committed on my branch'",
                    "Take it off the list."
                )
            ],
            seeAlso: ["session handoffs"]
        ),
        input: { parsed, _ in
            try SettleHandoff.Input { input in
                input.session = try parsed.name(session)
                input.note = parsed.text(note)
            }
        },
        output: { reply, _ in
            CommandOutput(
                change: reply,
                of: SettleHandoff.self,
                "what \(reply.output.session) found of \(reply.output.owner) is seen to"
            )
        }
    )

    private static let session = Argument("SESSION", help: "The session that found it")
    private static let note = Option("note", value: "TEXT", help: "What was done about it")
}
