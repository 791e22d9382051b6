import CommandLineKit
import Model
import Operations

/// The commands about tokens.
enum TokenCommands {
    static let all: [Command] = [create, list, revoke]

    private static let create = Command(
        CreateToken.self,
        CommandSpecification(
            "create",
            summary: "Make a token for an agent that comes over HTTP",
            discussion: """
                The token is shown once; the ledger keeps its digest. Whoever shows it may do what \
                the agent's role may.
                """,
            arguments: [agent],
            options: [note],
            examples: [
                CommandExample("worklead token create ada --print token", "Make a token for ada.")
            ],
            seeAlso: ["token revoke", "up"]
        ),
        input: { parsed, _ in
            try CreateToken.Input { input in
                input.agent = try parsed.name(agent)
                input.note = parsed.text(note)
            }
        },
        output: { reply, _ in
            CommandOutput(
                change: reply,
                of: CreateToken.self,
                "token of \(reply.output.agent), session \(reply.output.session)"
            ) { text in text.field("token", .text(reply.output.token)) }
        }
    )

    private static let list = Command(
        ListTokens.self,
        CommandSpecification(
            "list",
            summary: "List the tokens that are valid",
            examples: [CommandExample("worklead token list", "See who may come over HTTP.")]
        ),
        input: { _, _ in NoInput() },
        output: { reply, _ in
            CommandOutput(reply, of: ListTokens.self) { text in
                text.list(
                    TextList(
                        "tokens",
                        columns: ["session", "agent", "made", "seen"],
                        rows: reply.output.items.map {
                            [
                                .text($0.session.text), .text($0.agent.text),
                                .maybe($0.createdAt, Cell.moment), .maybe($0.seenAt, Cell.moment),
                            ]
                        }
                    )
                )
            }
        }
    )

    private static let revoke = Command(
        RevokeToken.self,
        CommandSpecification(
            "revoke",
            summary: "End a token at once",
            arguments: [session],
            options: [reason],
            examples: [CommandExample("worklead token revoke S-9", "End the token of S-9.")],
            seeAlso: ["token list"]
        ),
        input: { parsed, _ in
            try RevokeToken.Input { input in
                input.session = try parsed.name(session)
                input.reason = parsed.text(reason)
            }
        },
        output: { reply, _ in
            CommandOutput(
                change: reply,
                of: RevokeToken.self,
                "token \(reply.output.session) of \(reply.output.agent) revoked"
            )
        }
    )

    private static let agent = Argument(
        "AGENT",
        help: "Whose token it is",
        completion: .dynamic("agent")
    )
    private static let session = Argument("SESSION", help: "The token's session")
    private static let note = Option("note", value: "TEXT", help: "What it is for")
    private static let reason = Option("reason", value: "TEXT", help: "Why it is ended")
}
