import CommandLineKit
import Model
import Operations

/// The commands about the workspace as a whole.
enum WorkspaceCommands {
    static let initialize = Command(
        InitWorkspace.self,
        CommandSpecification(
            "init",
            summary: "Make a workspace for this git repository",
            discussion: """
                Makes the store outside of the repository, the founder, and the founder's session \
                in this
                worktree. Two small files go into the repository's git directory; no file of yours \
                is
                touched. Done again it changes nothing.
                """,
            section: "Start",
            arguments: [path],
            options: [name, repository, founder],
            examples: [CommandExample("worklead init", "Make a workspace for this repository.")],
            seeAlso: ["repo add", "agent register", "task create"]
        ),
        input: { parsed, _ in
            try InitWorkspace.Input { input in
                input.path = parsed.text(path) ?? "."
                input.name = try parsed.optionalName(name)
                input.repository = try parsed.optionalName(repository)
                input.founder = try parsed.optionalName(founder)
            }
        },
        output: { reply, _ in
            let report = reply.output
            return CommandOutput(
                change: reply,
                of: InitWorkspace.self,
                "workspace \(report.workspace) for \(report.repository), founder \(report.founder)"
            ) { text in
                text.field("store", .path(report.store))
                for file in report.files { text.field("file", .path(file)) }
                text.next(
                    "worklead agent register ada --role worker",
                    "worklead task create TITLE --ready"
                )
            }
        }
    )

    private static let path = Argument(
        "PATH",
        help: "The repository",
        count: .atMostOne,
        default: ".",
        completion: .directory
    )
    private static let name = Option("name", value: "NAME", help: "The workspace's name")
    private static let repository = Option("repo", value: "NAME", help: "The repository's name")
    private static let founder = Option("founder", value: "AGENT", help: "The founder's id")

    static let status = Command(
        ShowStatus.self,
        CommandSpecification(
            "status",
            summary: "Show what stands where, and what needs you",
            section: "Start",
            examples: [
                CommandExample("worklead", "The same: status is what is shown without a command.")
            ]
        ),
        input: { _, _ in NoInput() },
        output: { reply, _ in
            CommandOutput(reply, of: ShowStatus.self) { text in reply.output.describe(in: &text) }
        }
    )

    static let prime = Command(
        PrimeAgent.self,
        CommandSpecification(
            "prime",
            summary: "Give an agent what it needs to go on, in few words",
            section: "Work",
            options: [role, .since],
            examples: [
                CommandExample("worklead prime --role worker", "What a hook puts before an agent.")
            ]
        ),
        input: { parsed, _ in
            try PrimeAgent.Input { input in
                input.role = parsed.choice(role)
                (input.since, input.sinceTime) = try parsed.since()
            }
        },
        output: { reply, _ in
            CommandOutput(reply, of: PrimeAgent.self) { text in
                reply.output.describe(in: &text, revision: reply.revision)
            }
        }
    )

    static let role = Option(
        "role",
        value: "ROLE",
        help: "The role",
        allowed: Role.allCases.map(\.rawValue)
    )
    static let rules: [Command] = [
        Command(
            ListRules.self,
            CommandSpecification(
                "list",
                summary: "Show the levels of the gates",
                examples: [
                    CommandExample("worklead rule list", "Show what is off, advised or blocked.")
                ]
            ),
            input: { _, _ in NoInput() },
            output: { reply, _ in
                CommandOutput(reply, of: ListRules.self) { text in
                    text.list(
                        TextList(
                            "rules",
                            columns: ["gate", "level", "about"],
                            rows: reply.output.items.map {
                                [
                                    .name($0.rule), .text($0.level.rawValue),
                                    .text($0.summary),
                                ]
                            }
                        )
                    )
                }
            }
        ),
        Command(
            SetRule.self,
            CommandSpecification(
                "set",
                summary: "Choose whether a gate is off, advises or blocks",
                arguments: [rule, level],
                examples: [
                    CommandExample(
                        "worklead rule set scope advise",
                        "Let scope be advice, not a refusal."
                    )
                ]
            ),
            input: { parsed, _ in
                try SetRule.Input { input in
                    input.rule = try parsed.name(rule)
                    input.level = parsed.choice(level) ?? input.level
                }
            },
            output: { reply, _ in
                CommandOutput(
                    change: reply,
                    of: SetRule.self,
                    "\(reply.output.rule) is at \(reply.output.level.rawValue)"
                )
            }
        ),
    ]

    private static let rule = Argument("GATE", help: "The gate", completion: .dynamic("gate"))
    private static let level = Argument(
        "LEVEL",
        help: "Its level",
        allowed: RuleLevel.allCases.map(\.rawValue)
    )
}
