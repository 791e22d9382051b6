import CommandLineKit
import Digests
import Model
import Operations

/// The command by which a program that runs an agent reaches a workspace.
enum MCPCommand {
    static let mcp = Command(
        CommandSpecification(
            "mcp",
            summary: "Speak the Model Context Protocol on standard input and output",
            discussion: """
                For programs that run agents: they start it and send it messages. It offers the \
                tools of a role,
                and tasks, packets and threads as resources; docs/mcp.md says how to connect it.
                """,
            section: "Program",
            options: [role],
            examples: [
                CommandExample("worklead mcp", "Offer the tools of the session's agent."),
                CommandExample("worklead mcp --role lead", "Offer the lead's tools."),
            ],
            seeAlso: ["session start"]
        )
    ) { parsed, context in
        await context.mcp.serve(
            as: parsed.choice(role, as: Role.self),
            context.options,
            in: parsed.text(GlobalOptions.workspace)
        )
        // The messages were the output.
        return CommandOutput(Envelope(schema: "mcp/1", data: .null)) { _ in }
    }

    private static let role = Option(
        "role",
        value: "ROLE",
        help: "Whose tools are offered; by default those of the session's agent",
        allowed: Role.allCases.map(\.rawValue)
    )
}
