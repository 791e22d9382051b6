import Model

/// Shows how the agents stand, the most urgent first.
package enum ListPresence: Operation {
    package typealias Output = Page<PresenceLine>
    package static let name = "agent.presence"
    package static let summary =
        "Shows how the agents stand and what helps, the most urgent first."
    package static let effect = Effect.reads
    package static let errors: [String] = []
    package static let example = Input()

    /// What is asked of `agent.presence`.
    package struct Input: Record {
        package static let name = "agent.presence.input"
        package static let fields: [Field<Self>] = [
            Field("agent", \.agent, "Only this one; a retired one is none."),
            Field("role", \.role, "Only agents of this role."),
            Field("state", \.state, "Only agents that stand so."),
            Field(
                "limit",
                \.limit,
                "The most that are answered.",
                .hasDefault,
                .minimum(1),
                .maximum(1000)
            ),
        ]

        package var agent: AgentID?
        package var role: Role?
        package var state: Presence.State?
        package var limit: Int = 100

        package init() {}
    }
}

/// How an agent stands.
///
/// It has two clocks: when it was last heard of, and when it last worked.
package struct PresenceLine: Record {
    package static let name = "agent.presence.line"
    package static let fields: [Field<Self>] = [
        Field("agent", \.agent, "Its id."),
        Field("role", \.role, "Its role."),
        Field("state", \.state, "How it stands."),
        Field("reason", \.reason, "Why it is said to stand so."),
        Field("since", \.since, "Since when it stands so."),
        Field("remedy", \.remedy, "A command that helps."),
        Field("holds", \.holds, "What it holds."),
        Field("worked_at", \.workedAt, "When it last did work that stands in the ledger."),
        Field("seen_at", \.seenAt, "When it was last heard of, be it by a beat alone."),
        Field("window_seconds", \.window, "How long its role may be quiet, if that matters."),
        Field("alerted_at", \.alertedAt, "When an alert about it was last raised."),
    ]

    package var agent: AgentID = .unset
    package var role: Role = .worker
    package var state: Presence.State = .idle
    package var reason: String = ""
    package var since: Timestamp = .unset
    package var remedy: String?
    package var holds: [TaskKey] = []
    package var workedAt: Timestamp?
    package var seenAt: Timestamp?
    package var window: Duration?
    package var alertedAt: Timestamp?

    package init() {}
}

/// Raises an alert about each agent that is stuck or silent, and tells who plans.
package enum SweepAgents: Operation {
    package typealias Output = AgentSweepReport
    package static let name = "agent.sweep"
    package static let summary =
        "Raises an alert about each agent that became stuck or silent, and tells who plans."
    package static let effect = Effect.changes
    package static let errors: [String] = ["session.absent"]
    package static let example = Input()

    /// What is asked of `agent.sweep`.
    package struct Input: Record {
        package static let name = "agent.sweep.input"
        package static let fields: [Field<Self>] = [
            Field(
                "lead_window_seconds",
                \.leadWindow,
                "How long a lead may be quiet, 0 for ever; by default as configured.",
                .minimum(0)
            ),
            Field(
                "agent_window_seconds",
                \.agentWindow,
                "How long workers and validators may be quiet, 0 for ever; by default as configured.",
                .minimum(0)
            ),
            Field(
                "detail",
                \.detail,
                "Whether to answer how each agent stood, raised or not.",
                .hasDefault
            ),
        ]

        package var leadWindow: Duration?
        package var agentWindow: Duration?
        package var detail: Bool = false

        package init() {}
    }
}

/// What looking after the agents came to.
package struct AgentSweepReport: Record {
    package static let name = "agent.sweep.report"
    package static let fields: [Field<Self>] = [
        Field("raised", \.raised, "The agents about which an alert was raised now."),
        Field("messages", \.messages, "What was sent about them."),
        Field("standing", \.standing, "How many agents are stuck or silent in all."),
        Field("at", \.at, "When it was looked, if detail was asked for."),
        Field("agents", \.agents, "How each active agent stood, if detail was asked for."),
    ]

    package var raised: [PresenceLine] = []
    package var messages: [MessageID] = []
    package var standing: Int = 0
    package var at: Timestamp?
    package var agents: [PresenceLine] = []

    package init() {}
}
