import CommandLineKit
import Model
import Operations

/// The commands about agents.
enum AgentCommands {
    static let all: [Command] =
        [register, importManifest, list, AgentShowCommand.show, presence, retire, revive]
        + SweepCommands.all

    static let register = Command(
        RegisterAgent.self,
        CommandSpecification(
            "register",
            summary: "Add an agent with a role",
            aliases: ["add"],
            arguments: [Argument("AGENT", help: "The new agent's id")],
            options: [role, capability],
            examples: [
                CommandExample("worklead agent register ada --role worker", "Let a worker join.")
            ]
        ),
        input: { parsed, _ in
            try RegisterAgent.Input { input in
                input.agent = try parsed.name(Argument("AGENT", help: "The new agent's id"))
                input.role = parsed.choice(role) ?? .worker
                input.capabilities = parsed.texts(capability)
            }
        },
        output: { reply, _ in
            let line = reply.output
            return CommandOutput(
                change: reply,
                of: RegisterAgent.self,
                "\(line.agent) registered as \(line.role.rawValue)"
            )
        }
    )

    private static let role = Option(
        "role",
        value: "ROLE",
        help: "Its role",
        allowed: Role.allCases.map(\.rawValue),
        default: "worker"
    )
    private static let capability = Option(
        "can",
        value: "WORD",
        help: "What it can do",
        count: .any
    )

    static let list = Command(
        ListAgents.self,
        CommandSpecification(
            "list",
            summary: "List the agents, what they hold and when they last worked",
            flags: [retired],
            examples: [CommandExample("worklead agent list", "See who holds what.")]
        ),
        input: { parsed, _ in ListAgents.Input { $0.retired = parsed.isSet(retired) } },
        output: { reply, _ in
            CommandOutput(reply, of: ListAgents.self) { text in
                text.list(
                    TextList(
                        "agents",
                        columns: ["agent", "role", "holds", "worked", "seen"],
                        rows: reply.output.items.map {
                            [
                                .name($0.agent),
                                .text(
                                    $0.retired == nil
                                        ? $0.role.rawValue : "\($0.role.rawValue), retired"
                                ),
                                .text($0.holds.listed), .maybe($0.workedAt, Cell.moment),
                                .maybe($0.seenAt, Cell.moment),
                            ]
                        }
                    )
                )
            }
        }
    )

    private static let retired = Flag("retired", help: "List retired agents too")

    static let presence = Command(
        ListPresence.self,
        CommandSpecification(
            "presence",
            summary: "Show how the agents stand and what helps",
            discussion: """
                Two clocks decide: when an agent was last heard of, and when it last worked. A \
                beat alone
                makes nobody look busy. How long each role may be quiet stands in the table
                `presence` of `.worklead/config.toml`.
                """,
            options: [onlyAgent, WorkspaceCommands.role, state, .limit],
            examples: [
                CommandExample("worklead agent presence", "See who works, waits or is stuck."),
                CommandExample("worklead agent presence --state silent", "Who was not heard of?"),
            ],
            seeAlso: ["agent sweep", "beat"]
        ),
        input: { parsed, _ in
            try ListPresence.Input { input in
                input.agent = try parsed.optionalName(onlyAgent)
                input.role = parsed.choice(WorkspaceCommands.role)
                input.state = parsed.choice(state)
                input.limit = try parsed.limit(100, max: 1000)
            }
        },
        output: { reply, _ in
            CommandOutput(reply, of: ListPresence.self) { text in
                text.list(.presence(reply.output.items, total: reply.output.total))
                for line in reply.output.items.prefix(3) where line.isAlarming {
                    if let remedy = line.remedy { text.next(remedy) }
                }
            }
        }
    )

    private static let onlyAgent = Option(
        "agent",
        value: "AGENT",
        help: "Only this one",
        completion: .dynamic("agent")
    )
    private static let state = Option(
        "state",
        value: "STATE",
        help: "Only agents that stand so",
        allowed: Presence.State.allCases.map(\.rawValue)
    )

    static let retire = Command(
        RetireAgent.self,
        CommandSpecification(
            "retire",
            summary: "Take an agent out of service",
            arguments: [.agent],
            options: [.requiredReason],
            examples: [
                CommandExample(
                    "worklead agent retire ada --reason 'replaced by bea'",
                    "Retire an agent."
                )
            ]
        ),
        input: { parsed, _ in
            try RetireAgent.Input { input in
                input.agent = try parsed.name(Argument.agent)
                input.reason = parsed.required(Option.requiredReason)
            }
        },
        output: { reply, _ in
            CommandOutput(change: reply, of: RetireAgent.self, "\(reply.output.agent) is retired")
        }
    )

    static let revive = Command(
        ReviveAgent.self,
        CommandSpecification(
            "revive",
            summary: "Bring a retired agent back",
            arguments: [.agent],
            examples: [CommandExample("worklead agent revive ada", "Bring an agent back.")]
        ),
        input: { parsed, _ in try ReviveAgent.Input { $0.agent = try parsed.name(Argument.agent) }
        },
        output: { reply, _ in
            CommandOutput(change: reply, of: ReviveAgent.self, "\(reply.output.agent) is active")
        }
    )
}
