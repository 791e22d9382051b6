import CommandLineKit
import Model

/// All commands, in the order in which help lists them.
package enum CommandTree {
    /// A group and its members, which are made only when the group is entered or listed.
    private struct Group: Sendable {
        let specification: CommandSpecification
        let members: @Sendable () -> [Command]
        var groups: [Group] = []

        /// Its commands with their paths, in the order in which help lists them.
        var all: [(path: [String], command: Command)] {
            let own = members().map { ([specification.name, $0.specification.name], $0) }
            let inner = groups.flatMap(\.all).map { ([specification.name] + $0.path, $0.command) }
            return own + inner
        }

        /// The command at the rest of a path.
        func command(at path: ArraySlice<String>) -> Command? {
            if path.count > 1,
                let group = groups.first(where: { $0.specification.name == path.first })
            {
                return group.command(at: path.dropFirst())
            }
            return members().first { $0.specification.name == path.last }
        }
    }

    /// Commands that are called by one word.
    private static var topLevel: [Command] {
        [
            WorkspaceCommands.initialize, WorkspaceCommands.status, NowCommand.now,
            TopCommand.top, StatuslineCommand.statusline,
            DemoCommand.demo,
            DoctorCommand.doctor, GatewayCommands.up, GatewayCommands.down, GatewayCommands.restart,
            GatewayCommands.open,
            WorkspaceCommands.prime, ClaimCommands.next, shortcutToClaim,
            SessionCommands.beat, DeliveryCommands.deliver, MessageCommands.inbox,
            DeliveryCommands.replay, DeliveryCommands.accept, DeliveryCommands.rework,
            DeliveryCommands.reject, GateCommands.preflight, UsageCommand.usage,
            TrendCommand.trends, MCPCommand.mcp, SetupCommand.setup, HookCommand.hook,
            ToolCommands.completion, ToolCommands.manual, ToolCommands.help,
            ToolCommands.version,
        ]
    }

    /// `claim` stands on its own too, since agents call it all day.
    private static var shortcutToClaim: Command {
        let claim = ClaimCommands.claim
        let specification = CommandSpecification(
            "claim",
            summary: claim.specification.summary,
            discussion: claim.specification.discussion,
            section: "Work",
            arguments: claim.specification.arguments,
            options: claim.specification.options,
            flags: claim.specification.flags,
            examples: claim.specification.examples,
            seeAlso: claim.specification.seeAlso
        )
        return Command(specification, calls: claim.operations, run: claim.run)
    }

    private static var groups: [Group] {
        [
            group(
                "task",
                "Plan",
                "Plan tasks and see to their claims",
                TaskCommands.all + ClaimCommands.all + PromptCommands.all
                    + TaskProofCommands.all
            ),
            group("packet", "Plan", "What a task asks, locked", PacketCommands.all),
            group("spec", "Plan", "What the work is held against", SpecCommands.all),
            group("phase", "Plan", "Stages of the roadmap", PhaseCommands.all),
            group(
                "plan",
                "Plan",
                "What is done in which steps, and what shows it",
                PlanCommands.all,
                [group("step", "Plan", "The steps of plans", StepCommands.all)]
            ),
            group("wave", "Plan", "Tasks that are opened together", WaveCommands.all),
            group("run", "Plan", "Many slices for many agents, in order", RunCommands.all),
            group("window", "Plan", "Work without interruption", WindowCommands.all),
            group("waiver", "Plan", "Leave to break a rule", WaiverCommands.all),
            group("supply", "Plan", "What others have made", SupplyCommands.all),
            group("lane", "Plan", "Streams of work", LaneCommands.all),
            group("repo", "Plan", "Registered repositories", RepositoryCommands.all),
            group("agent", "Plan", "Who works here", AgentCommands.all),
            group("rule", "Plan", "The levels of gates", WorkspaceCommands.rules),
            group("token", "Plan", "Who may come over HTTP", TokenCommands.all),
            group("session", "Work", "Presence of an agent in a worktree", SessionCommands.all),
            group("path", "Work", "Who may change what", PathCommands.all),
            group("worktree", "Work", "Worktrees of claims", WorktreeCommands.all),
            group("message", "Work", "Messages between agents", MessageCommands.all),
            group("followup", "Work", "What agents were asked to do", FollowUpCommands.all),
            group("decision", "Work", "What only a person decides", DecisionCommands.all),
            group("memory", "Work", "What is remembered, for all", MemoryCommands.all),
            group("outbox", "Work", "Calls that wait for a gateway", OutboxCommands.all),
            group("remote", "Work", "A workspace elsewhere", RemoteCommands.all),
            group("gate", "Judge", "Checks that can refuse", GateCommands.all),
            group(
                "review",
                "Judge",
                "Reviews in rounds, and their findings",
                ReviewCommands.all,
                [group("finding", "Judge", "What reviews found", FindingCommands.all)]
            ),
            group("merge", "Judge", "Merging what was accepted", MergeCommands.all),
            group("report", "Look", "What the ledger tells", ReportCommands.all),
            group("links", "Look", "The documents that matter", LinkCommands.all),
            group(
                "evidence",
                "Judge",
                "Sealed sets of what the work rests on",
                EvidenceCommands.all
            ),
            group("notify", "Look", "Being told of what needs you", NotifyCommands.all),
            group("event", "Look", "What happened", EventCommands.all),
            group("import", "Plan", "Coming here from files", ImportCommands.all),
            group("export", "Look", "Staying in step with files", ExportCommands.all),
            group("ledger", "Look", "The ledger as a whole", LedgerCommands.all),
            group("gateway", "Look", "The workspace's server", GatewayCommands.all),
        ]
    }

    private static func group(
        _ name: String,
        _ section: String,
        _ summary: String,
        _ members: @autoclosure @escaping @Sendable () -> [Command],
        _ groups: [Group] = []
    ) -> Group {
        Group(
            specification: CommandSpecification(
                name,
                summary: summary,
                section: section,
                subcommands: members().map(\.specification) + groups.map(\.specification)
            ),
            members: members,
            groups: groups
        )
    }

    /// The program as it is declared.
    package static func program(version: String) -> Program {
        Program(
            root: CommandSpecification(
                "worklead",
                summary: "The lead for a fleet of coding agents",
                discussion: """
                    Hands out tasks so that no two agents collide, carries their messages so that \
                    none is
                    lost, and accepts work only after it has run the task's checks again itself.

                    Without a command it shows the status.
                    """,
                options: [
                    GlobalOptions.workspace, GlobalOptions.agent, GlobalOptions.format,
                    GlobalOptions.color, GlobalOptions.field,
                ],
                flags: [GlobalOptions.json, GlobalOptions.full, GlobalOptions.verbose],
                runsAlone: true,
                subcommands: topLevel.map(\.specification) + groups.map(\.specification)
            ),
            version: version,
            exitCodes: ErrorCategory.allCases.map(\.documented) + [
                ExitCode(0, "success", meaning: "it is done, or was so already")
            ],
            environment: GlobalOptions.environment
        )
    }

    /// All commands with their paths, in the order in which help lists them.
    package static var all: [(path: [String], command: Command)] {
        topLevel.map { ([$0.specification.name], $0) }
            + groups.flatMap(\.all)
    }

    /// The command at a path of names; the status for the empty path.
    static func command(at path: [String]) -> Command {
        guard let first = path.first else { return WorkspaceCommands.status }
        if path.count == 1, let command = topLevel.first(where: { $0.specification.name == first })
        {
            return command
        }
        let group = groups.first { $0.specification.name == first }
        guard let command = group?.command(at: path.dropFirst()) else {
            preconditionFailure(
                "The command '\(path.joined(separator: " "))' is declared and not made."
            )
        }
        return command
    }
}

/// The options that are valid everywhere.
package enum GlobalOptions {
    package static let workspace = Option(
        "workspace",
        value: "NAME",
        help: "The workspace; by default the one of the repository around"
    )
    package static let agent = Option(
        "as",
        value: "AGENT",
        help: "Who asks; must agree with the session of the worktree",
        completion: .dynamic("agent")
    )
    package static let format = Option(
        "format",
        value: "FORMAT",
        help: "How the answer is written",
        allowed: OutputFormat.names
    )
    package static let color = Option(
        "color",
        value: "WHEN",
        help: "Whether to use colour",
        allowed: ["auto", "always", "never"]
    )
    package static let field = Option(
        "print",
        value: "FIELD",
        help: "Write just this field of the answer's data, such as worktree or task.task"
    )
    package static let json = Flag("json", help: "Write one JSON document, whatever happens")
    package static let full = Flag("full", help: "Cut nothing")
    package static let verbose = Flag(
        "verbose",
        help: "Say on standard error who carries out each call: a gateway, or this process"
    )

    static let environment: [EnvironmentVariable] = [
        EnvironmentVariable("WORKLEAD_WORKSPACE", meaning: "The workspace, as for --workspace"),
        EnvironmentVariable(
            "WORKLEAD_ACTOR",
            meaning: "Who is expected to ask; another session is refused"
        ),
        EnvironmentVariable(
            "WORKLEAD_TOKEN_FILE",
            meaning: "The file of a session's credential, or of a token"
        ),
        EnvironmentVariable(
            "WORKLEAD_GATEWAY",
            meaning: "The gateway of a workspace elsewhere, such as http://127.0.0.1:37888; after "
                + "a comma, the one to ask where that can't be reached"
        ),
        EnvironmentVariable(
            "WORKLEAD_TOKEN",
            meaning: "The token that a gateway elsewhere is shown"
        ),
        EnvironmentVariable("WORKLEAD_FORMAT", meaning: "How answers are written, as for --format"),
        EnvironmentVariable("WORKLEAD_DRY_RUN", meaning: "1 writes nothing, as --dry-run does"),
        EnvironmentVariable(
            "WORKLEAD_AGENT",
            meaning: "1 or 0 says whether an agent reads the answers"
        ),
        EnvironmentVariable("WORKLEAD_LEASE", meaning: "How long claims last, as for --lease"),
        EnvironmentVariable(
            "WORKLEAD_LOCK_WAIT",
            meaning: "How long to wait while another process writes, such as 5s; by default 30s"
        ),
        EnvironmentVariable("NO_COLOR", meaning: "No colour, whatever its value"),
        EnvironmentVariable("XDG_STATE_HOME", meaning: "Under which the stores are kept"),
    ]
}

extension ErrorCategory {
    fileprivate var documented: ExitCode {
        switch self {
        case .failure:
            ExitCode(1, "failure", meaning: "something went wrong that is not said below")
        case .usage: ExitCode(2, "usage", meaning: "the command line is not right")
        case .notFound: ExitCode(3, "not found", meaning: "what is named is not there")
        case .conflict:
            ExitCode(4, "conflict", meaning: "held, changed meanwhile, or there already")
        case .checkFailed:
            ExitCode(5, "check failed", meaning: "lint, a rule, a replay or a verification")
        case .notAllowed: ExitCode(6, "not allowed", meaning: "identity, role or rule")
        case .needsDecision: ExitCode(7, "needs decision", meaning: "a person has to decide")
        case .unreachable: ExitCode(8, "unreachable", meaning: "the gateway does not answer")
        case .timedOut: ExitCode(9, "timed out", meaning: "the wait is over")
        case .wouldChange:
            ExitCode(10, "would change", meaning: "a trial that would change something")
        case .interrupted: ExitCode(130, "interrupted", meaning: "ended by a signal")
        }
    }
}
