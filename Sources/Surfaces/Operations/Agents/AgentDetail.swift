import Model

/// Shows an agent with its sessions, what it held and how its program was started.
package enum ShowAgent: Operation {
    package typealias Output = AgentDetail
    package static let name = "agent.show"
    package static let summary =
        "Shows an agent with its sessions, what it held and how its program was started."
    package static let effect = Effect.reads
    package static let errors: [String] = ["agent.unknown"]
    package static let example = Input { $0.agent = AgentID(trusted: "codex-2") }

    /// What is asked of `agent.show`.
    package struct Input: Record {
        package static let name = "agent.show.input"
        package static let fields: [Field<Self>] = [
            Field("agent", \.agent, "The agent."),
            Field(
                "limit",
                \.limit,
                "The most that are listed of each, the newest first.",
                .hasDefault,
                .minimum(1),
                .maximum(1000)
            ),
        ]

        package var agent: AgentID = .unset
        package var limit: Int = 20

        package init() {}
    }
}

/// An agent and its days.
package struct AgentDetail: Record {
    package static let name = "agent.detail"
    package static let fields: [Field<Self>] = [
        Field("agent", \.agent, "The agent."),
        Field("sessions", \.sessions, "Its sessions, the newest first."),
        Field("session_count", \.sessionCount, "How many it had in all."),
        Field("claims", \.claims, "What it held, the newest first."),
        Field("claim_count", \.claimCount, "How many claims it had in all."),
        Field("launches", \.launches, "How runs started its program, the newest first."),
    ]

    package var agent: AgentLine = .init()
    package var sessions: [SessionLine] = []
    package var sessionCount: Int = 0
    package var claims: [HeldClaimLine] = []
    package var claimCount: Int = 0
    package var launches: [RunLaunchLine] = []

    package init() {}
}

/// A session, live or ended.
package struct SessionLine: Record {
    package static let name = "session.line"
    package static let fields: [Field<Self>] = [
        Field("session", \.session, "Its id."),
        Field("worktree", \.worktree, "The worktree that it is bound to."),
        Field("repository", \.repository, "The repository of that."),
        Field("started_at", \.startedAt, "When it started."),
        Field("seen_at", \.seenAt, "When it was last heard of."),
        Field("ended_at", \.endedAt, "When it ended."),
    ]

    package var session: SessionID = .unset
    package var worktree: String?
    package var repository: RepositoryName?
    package var startedAt: Timestamp = .unset
    package var seenAt: Timestamp = .unset
    package var endedAt: Timestamp?

    package init() {}
}
