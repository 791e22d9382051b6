import CommandLineKit
import Model
import Operations

/// The command that shows one agent.
enum AgentShowCommand {
    static let show = Command(
        ShowAgent.self,
        CommandSpecification(
            "show",
            summary: "Show an agent with its sessions, what it held and its program's starts",
            arguments: [agent],
            options: [.limit],
            examples: [CommandExample("worklead agent show ada", "What did ada do?")],
            seeAlso: ["agent presence", "report timeline", "run log"]
        ),
        input: { parsed, _ in
            try ShowAgent.Input { input in
                input.agent = try parsed.name(agent)
                input.limit = try parsed.limit(20, max: 1000)
            }
        },
        output: { reply, _ in
            CommandOutput(reply, of: ShowAgent.self) { text in reply.output.describe(in: &text) }
        }
    )

    private static let agent = Argument("AGENT", help: "The agent", completion: .dynamic("agent"))
}

extension AgentDetail {
    fileprivate func describe(in text: inout TextDocument) {
        text.say("\(agent.agent)")
        text.field("role", .text(agent.role.rawValue))
        if let retired = agent.retired { text.field("retired", .text(retired)) }
        if !agent.holds.isEmpty { text.field("holds", .text(agent.holds.listed)) }
        if let worked = agent.workedAt { text.field("worked", .moment(worked)) }
        if let seen = agent.seenAt { text.field("seen", .moment(seen)) }
        text.list(
            TextList(
                "sessions",
                columns: ["session", "started", "seen", "ended", "worktree"],
                rows: sessions.map {
                    [
                        .name($0.session), .moment($0.startedAt), .moment($0.seenAt),
                        .maybe($0.endedAt, Cell.moment), .maybe($0.worktree, Cell.path),
                    ]
                },
                total: sessionCount
            )
        )
        text.list(
            TextList(
                "claims",
                columns: ["task", "since", "ended", "how", "title"],
                rows: claims.map {
                    [
                        .name($0.task), .moment($0.claimedAt), .maybe($0.endedAt, Cell.moment),
                        .maybe($0.ending, Cell.text), .text($0.title),
                    ]
                },
                total: claimCount
            )
        )
        guard !launches.isEmpty else { return }
        text.list(
            TextList(
                "launches",
                columns: ["run", "launch", "task", "started", "outcome"],
                rows: launches.map {
                    [
                        .name($0.run), .number($0.launch), .name($0.task), .moment($0.startedAt),
                        .maybe($0.outcome) { .text($0.rawValue) },
                    ]
                }
            )
        )
    }
}
