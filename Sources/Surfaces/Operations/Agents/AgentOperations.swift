import Model

/// Adds an agent with a role.
package enum RegisterAgent: Operation {
    package typealias Output = AgentLine
    package static let name = "agent.register"
    package static let summary = "Adds an agent with a role."
    package static let effect = Effect.changesOncePerKey
    package static let errors: [String] = [
        "agent.taken", "agent.look_alike", "agent.lacks_right", "agent.reserved",
    ]
    package static let example = Input { input in
        input.agent = AgentID(trusted: "codex-2")
    }

    /// What is asked of `agent.register`.
    package struct Input: Record {
        package static let name = "agent.register.input"
        package static let fields: [Field<Self>] = [
            Field("agent", \.agent, "The agent's id."),
            Field("role", \.role, "Its role.", .hasDefault),
            Field("capabilities", \.capabilities, "What it can do.", .hasDefault),
        ]

        package var agent: AgentID = .unset
        package var role: Role = .worker
        package var capabilities: [String] = []

        package init() {}
    }
}

/// Lists the agents with what they hold and when they last worked.
package enum ListAgents: Operation {
    package typealias Output = Page<AgentLine>
    package static let name = "agent.list"
    package static let summary = "Lists the agents with what they hold and when they last worked."
    package static let effect = Effect.reads
    package static let errors: [String] = []
    package static let example = Input()

    /// What is asked of `agent.list`.
    package struct Input: Record {
        package static let name = "agent.list.input"
        package static let fields: [Field<Self>] = [
            Field("retired", \.retired, "Whether to list retired agents too.", .hasDefault)
        ]

        package var retired: Bool = false

        package init() {}
    }
}

/// Takes an agent out of service.
package enum RetireAgent: Operation {
    package typealias Output = AgentLine
    package static let name = "agent.retire"
    package static let summary = "Takes an agent out of service."
    package static let effect = Effect.changes
    package static let errors: [String] = [
        "agent.unknown",
        "agent.already_retired",
        "agent.lacks_right",
    ]
    package static let example = Input { input in
        input.agent = AgentID(trusted: "codex-2")
        input.reason = "replaced by codex-3"
    }

    /// What is asked of `agent.retire`.
    package struct Input: Record {
        package static let name = "agent.retire.input"
        package static let fields: [Field<Self>] = [
            Field("agent", \.agent, "The agent."),
            Field("reason", \.reason, "Why.", .line(500)),
        ]

        package var agent: AgentID = .unset
        package var reason: String = ""

        package init() {}
    }
}

/// Brings a retired agent back.
package enum ReviveAgent: Operation {
    package typealias Output = AgentLine
    package static let name = "agent.revive"
    package static let summary = "Brings a retired agent back."
    package static let effect = Effect.changes
    package static let errors: [String] = [
        "agent.unknown",
        "agent.already_active",
        "agent.lacks_right",
    ]
    package static let example = Input { input in
        input.agent = AgentID(trusted: "codex-2")
    }

    /// What is asked of `agent.revive`.
    package struct Input: Record {
        package static let name = "agent.revive.input"
        package static let fields: [Field<Self>] = [
            Field("agent", \.agent, "The agent.")
        ]

        package var agent: AgentID = .unset

        package init() {}
    }
}

/// An agent.
package struct AgentLine: Record {
    package static let name = "agent.line"
    package static let fields: [Field<Self>] = [
        Field("agent", \.agent, "Its id."),
        Field("role", \.role, "Its role."),
        Field("capabilities", \.capabilities, "What it can do."),
        Field("retired", \.retired, "Why it is retired, if it is."),
        Field("sessions", \.sessions, "Its live sessions."),
        Field("holds", \.holds, "What it holds."),
        Field("worked_at", \.workedAt, "When it last did work that stands in the ledger."),
        Field("seen_at", \.seenAt, "When it was last heard of, be it by a beat alone."),
        Field("said", \.said, "What it said last with a beat."),
        Field("meta", \.meta, "The names with values that it said with that: shift=mid."),
    ]

    package var agent: AgentID = .unset
    package var role: Role = .worker
    package var capabilities: [String] = []
    package var retired: String?
    package var sessions: [SessionID] = []
    package var holds: [TaskKey] = []
    package var workedAt: Timestamp?
    package var seenAt: Timestamp?
    package var said: String?
    package var meta: [String] = []

    package init() {}
}
