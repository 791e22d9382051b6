import Model

/// Makes a workspace for a git repository, or registers the repository in one.
package enum InitWorkspace: Operation {
    package typealias Output = InitReport
    package static let name = "workspace.init"
    package static let summary =
        "Makes a workspace for a git repository, or registers the repository in one."
    package static let effect = Effect.changesOncePerKey
    package static let needsPlace = true
    package static let errors: [String] = ["workspace.exists", "repository.look_alike"]
    package static let example = Input { input in
        input.path = "."
    }

    /// What is asked of `workspace.init`.
    package struct Input: Record {
        package static let name = "workspace.init.input"
        package static let fields: [Field<Self>] = [
            Field("path", \.path, "The path of the repository."),
            Field("name", \.name, "The name of the workspace; by default that of the directory."),
            Field("repository", \.repository, "The name of the repository in the workspace."),
            Field("founder", \.founder, "The id of the founder; by default the user's name."),
        ]

        package var path: String = ""
        package var name: WorkspaceName?
        package var repository: RepositoryName?
        package var founder: AgentID?

        package init() {}
    }
}

/// What making a workspace gave.
package struct InitReport: Record {
    package static let name = "workspace.init.report"
    package static let fields: [Field<Self>] = [
        Field("workspace", \.workspace, "The workspace."),
        Field("repository", \.repository, "The repository."),
        Field("founder", \.founder, "The founder."),
        Field("session", \.session, "The session that the founder has in this worktree."),
        Field("store", \.store, "The path of the store."),
        Field("files", \.files, "The files that were written beside the store."),
        Field("created", \.created, "Whether the workspace is new."),
    ]

    package var workspace: WorkspaceName = .unset
    package var repository: RepositoryName = .unset
    package var founder: AgentID = .unset
    package var session: SessionID = .unset
    package var store: String = ""
    package var files: [String] = []
    package var created: Bool = false

    package init() {}
}

/// Shows what stands where, and what needs the asker.
package enum ShowStatus: Operation {
    package typealias Output = StatusReport
    package static let name = "workspace.status"
    package static let summary = "Shows what stands where, and what needs the asker."
    package static let effect = Effect.reads
    package static let errors: [String] = []
    package typealias Input = NoInput
    package static let example = NoInput()
}

/// What stands where.
package struct StatusReport: Record {
    package static let name = "workspace.status.report"
    package static let fields: [Field<Self>] = [
        Field("workspace", \.workspace, "The workspace."),
        Field("agent", \.agent, "Who asks."),
        Field("role", \.role, "The asker's role."),
        Field("decisions", \.decisions, "What waits for the asker to decide, the first five."),
        Field("undecided", \.undecided, "How many decisions wait for the asker."),
        Field("tasks", \.tasks, "How many tasks stand in each state that has some."),
        Field("ready", \.ready, "How many tasks can be claimed now."),
        Field("waiting", \.waiting, "How many ready tasks wait for others."),
        Field("held", \.held, "What the asker holds."),
        Field(
            "delivered",
            \.delivered,
            "Deliveries that wait for a replay or a verdict, the first ten."
        ),
        Field("overdue", \.overdue, "Claims whose lease has ended, the first ten."),
        Field("unread", \.unread, "How many messages the asker has not read."),
        Field("held_messages", \.heldMessages, "How many messages windows hold for the asker."),
        Field(
            "unacknowledged",
            \.unacknowledged,
            "How many messages the asker still has to acknowledge."
        ),
        Field("parked_lanes", \.parkedLanes, "Lanes that stand still."),
        Field("agents", \.agents, "How many agents stand in each way that some stand in."),
        Field(
            "attention",
            \.attention,
            "Agents that need the founder, are stuck or silent, the first five."
        ),
        Field("events", \.events, "How many events the ledger has."),
    ]

    package var workspace: WorkspaceName = .unset
    package var agent: AgentID?
    package var role: Role?
    package var decisions: [DecisionLine] = []
    package var undecided: Int = 0
    package var tasks: [StateCount] = []
    package var ready: Int = 0
    package var waiting: Int = 0
    package var held: [TaskLine] = []
    package var delivered: [TaskLine] = []
    package var overdue: [TaskLine] = []
    package var unread: Int = 0
    package var heldMessages: Int = 0
    package var unacknowledged: Int = 0
    package var parkedLanes: [LaneLine] = []
    package var agents: [StateCount] = []
    package var attention: [PresenceLine] = []
    package var events: Int64 = 0

    package init() {}
}

/// How many tasks or agents stand in a state.
package struct StateCount: Record {
    package static let name = "workspace.state_count"
    package static let fields: [Field<Self>] = [
        Field("state", \.state, "The state."),
        Field("count", \.count, "How many."),
    ]

    package var state: String = ""
    package var count: Int = 0

    package init() {}
}

/// Shows the levels of the gates.
package enum ListRules: Operation {
    package typealias Output = Page<RuleLine>
    package static let name = "rule.list"
    package static let summary = "Shows the levels of the gates."
    package static let effect = Effect.reads
    package static let errors: [String] = []
    package typealias Input = NoInput
    package static let example = NoInput()
}

/// A gate and its level.
package struct RuleLine: Record {
    package static let name = "rule.line"
    package static let fields: [Field<Self>] = [
        Field("rule", \.rule, "The gate."),
        Field("level", \.level, "Its level."),
        Field("is_default", \.isDefault, "Whether nobody chose the level."),
        Field("summary", \.summary, "What is so where the gate passes."),
    ]

    package var rule: GateName = .unset
    package var level: RuleLevel = .block
    package var isDefault: Bool = true
    package var summary: String = ""

    package init() {}
}

/// Chooses whether a gate is off, advises or blocks.
package enum SetRule: Operation {
    package typealias Output = RuleLine
    package static let name = "rule.set"
    package static let summary = "Chooses whether a gate is off, advises or blocks."
    package static let effect = Effect.changes
    package static let isRepeatable = true
    package static let errors: [String] = ["agent.lacks_right", "gate.unknown"]
    package static let example = Input { $0.rule = GateName(trusted: "scope") }

    /// What is asked of `rule.set`.
    package struct Input: Record {
        package static let name = "rule.set.input"
        package static let fields: [Field<Self>] = [
            Field("rule", \.rule, "The gate."),
            Field("level", \.level, "The level."),
        ]

        package var rule: GateName = .unset
        package var level: RuleLevel = .block

        package init() {}
    }
}
