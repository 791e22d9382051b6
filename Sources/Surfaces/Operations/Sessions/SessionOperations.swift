import Model

/// Starts a session of an agent, bound to a worktree, and tells it what it needs to know.
package enum StartSession: Operation {
    package typealias Output = SessionReport
    package static let name = "session.start"
    package static let summary =
        "Starts a session of an agent, bound to a worktree, and tells it what it needs to know."
    package static let effect = Effect.changes
    package static let needsPlace = true
    package static let takesTime = true
    package static let errors: [String] = [
        "agent.unknown", "agent.retired", "session.bound", "session.no_place", "rule.branch",
    ]
    package static let example = Input { input in
        input.agent = AgentID(trusted: "codex-2")
    }

    /// What is asked of `session.start`.
    package struct Input: Record {
        package static let name = "session.start.input"
        package static let fields: [Field<Self>] = [
            Field("agent", \.agent, "The agent."),
            Field(
                "path",
                \.path,
                "The worktree to bind; by default the one that the command is run in."
            ),
            Field("worktree", \.worktree, "Whether to make a worktree of its own.", .hasDefault),
            Field("focus", \.focus, "What the agent means to do.", .line(200)),
            Field(
                "sync",
                \.sync,
                "Whether to fetch what the remote has; the working tree stays as it is.",
                .hasDefault
            ),
            Field(
                "allow_branch",
                \.allowBranch,
                "Whether to start on a branch that is another's; that is recorded.",
                .hasDefault
            ),
            Field(
                "announce",
                \.announce,
                "Whether to tell those who plan that the agent is there.",
                .hasDefault
            ),
        ]

        package var agent: AgentID = .unset
        package var path: String?
        package var worktree: Bool = false
        package var focus: String?
        package var sync: Bool = true
        package var allowBranch: Bool = false
        package var announce: Bool = false

        package init() {}
    }
}

/// Shows whose session this is.
package enum ShowSession: Operation {
    package typealias Output = SessionReport
    package static let name = "session.show"
    package static let summary = "Shows whose session this is."
    package static let effect = Effect.reads
    package static let errors: [String] = ["session.absent"]
    package typealias Input = NoInput
    package static let example = NoInput()
}

/// Ends the asking session.
package enum EndSession: Operation {
    package typealias Output = SessionReport
    package static let name = "session.end"
    package static let summary = "Ends the asking session."
    package static let effect = Effect.changes
    package static let errors: [String] = [
        "session.absent", "session.holds_tasks", "memory.empty", "memory.too_long", "rule.secrets",
    ]
    package static let example = Input()

    /// What is asked of `session.end`.
    package struct Input: Record {
        package static let name = "session.end.input"
        package static let fields: [Field<Self>] = [
            Field("release", \.release, "Whether to give back what it holds.", .hasDefault),
            Field("reason", \.reason, "Why.", .line(500)),
            Field("reflect", \.reflect, "What is to be learnt, kept as a reflection."),
        ]

        package var release: Bool = false
        package var reason: String?
        package var reflect: String?

        package init() {}
    }
}

/// Keeps where the asking agent stands, for whoever goes on from there.
package enum SaveSession: Operation {
    package typealias Output = SessionNoteLine
    package static let name = "session.save"
    package static let summary =
        "Keeps where the asking agent stands, for whoever goes on from there."
    package static let effect = Effect.changes
    package static let mayQueue = true
    package static let errors: [String] = [
        "session.absent", "session.note_empty", "session.note_too_long", "session.bad_meta",
    ]
    package static let example = Input { input in
        input.done = "The endpoint answers; its tests are missing."
        input.next = "Write the tests."
    }

    /// What is asked of `session.save`.
    package struct Input: Record {
        package static let name = "session.save.input"
        package static let fields: [Field<Self>] = [
            Field("done", \.done, "What was done."),
            Field("next", \.next, "What comes next."),
            Field("label", \.label, "A few words to find it by.", .line(80)),
            Field(
                "meta",
                \.meta,
                "Names with values that are said with the beat: shift=mid.",
                .hasDefault,
                .line(201)
            ),
            Field(
                "heartbeat",
                \.heartbeat,
                "Whether to beat too, which says the same and renews leases.",
                .hasDefault
            ),
        ]

        package var done: String = ""
        package var next: String?
        package var label: String?
        package var meta: [String] = []
        package var heartbeat: Bool = true

        package init() {}
    }
}

/// Ends the asking session and starts one of another agent in the same worktree.
package enum SwitchSession: Operation {
    package typealias Output = SessionReport
    package static let name = "session.switch"
    package static let summary =
        "Ends the asking session and starts one of another agent in the same worktree."
    package static let effect = Effect.changes
    package static let takesTime = true
    package static let errors: [String] = [
        "session.absent", "session.holds_tasks", "agent.unknown", "agent.retired", "rule.branch",
    ]
    package static let example = Input { input in
        input.agent = AgentID(trusted: "codex-3")
    }

    /// What is asked of `session.switch`.
    package struct Input: Record {
        package static let name = "session.switch.input"
        package static let fields: [Field<Self>] = [
            Field("agent", \.agent, "The agent that goes on."),
            Field("release", \.release, "Whether to give back what is held.", .hasDefault),
            Field("focus", \.focus, "What the agent means to do.", .line(200)),
            Field(
                "allow_branch",
                \.allowBranch,
                "Whether to start on a branch that is another's; that is recorded.",
                .hasDefault
            ),
        ]

        package var agent: AgentID = .unset
        package var release: Bool = false
        package var focus: String?
        package var allowBranch: Bool = false

        package init() {}
    }
}

/// Tells the asker what it needs to know after a while.
package enum BriefSession: Operation {
    package typealias Output = BriefReport
    package static let name = "session.brief"
    package static let summary = "Tells the asker what it needs to know after a while."
    package static let effect = Effect.reads
    package static let errors: [String] = ["session.absent"]
    package static let example = Input()

    /// What is asked of `session.brief`.
    package struct Input: Record {
        package static let name = "session.brief.input"
        package static let fields: [Field<Self>] = [
            Field(
                "since",
                \.since,
                "The revision that is known already; by default that of the last note.",
                .minimum(0)
            ),
            Field("since_time", \.sinceTime, "The moment up to which all is known already."),
        ]

        package var since: Int64?
        package var sinceTime: Timestamp?

        package init() {}
    }
}

/// Says that the session lives, and renews its leases.
package enum BeatSession: Operation {
    package typealias Output = BeatReport
    package static let name = "session.beat"
    package static let summary = "Says that the session lives, and renews its leases."
    package static let effect = Effect.changes
    package static let isRepeatable = true
    package static let mayQueue = true
    package static let errors: [String] = ["session.absent", "session.bad_meta"]
    package static let example = Input()

    /// What is asked of `session.beat`.
    package struct Input: Record {
        package static let name = "session.beat.input"
        package static let fields: [Field<Self>] = [
            Field("note", \.note, "What the agent is at."),
            Field(
                "meta",
                \.meta,
                "Names with values that are said with it: shift=mid.",
                .hasDefault,
                .line(201)
            ),
            Field(
                "lease_seconds",
                \.lease,
                "How long the renewed leases last; by default the configured one.",
                .minimum(1),
                .maximum(604800)
            ),
        ]

        package var note: String?
        package var meta: [String] = []
        package var lease: Duration?

        package init() {}
    }
}

/// A session.
package struct SessionReport: Record {
    package static let name = "session.report"
    package static let fields: [Field<Self>] = [
        Field("session", \.session, "Its id."),
        Field("agent", \.agent, "Whose it is."),
        Field("role", \.role, "The agent's role."),
        Field("worktree", \.worktree, "The worktree it is bound to."),
        Field("repository", \.repository, "The repository of the worktree."),
        Field("branch", \.branch, "The branch that is checked out there."),
        Field("started_at", \.startedAt, "When it started."),
        Field("holds", \.holds, "What it holds, or held at its end."),
        Field("unread", \.unread, "How many messages its agent has not read."),
        Field("advice", \.advice, "What rules and the remote have to say."),
        Field("released", \.released, "What was given back."),
        Field("leftover", \.leftover, "Another agent's uncommitted work in the worktree."),
        Field("brief", \.brief, "What the agent needs to know, when it starts."),
    ]

    package var session: SessionID = .unset
    package var agent: AgentID = .unset
    package var role: Role = .worker
    package var worktree: String?
    package var repository: RepositoryName?
    package var branch: String?
    package var startedAt: Timestamp = .unset
    package var holds: [TaskKey] = []
    package var unread: Int = 0
    package var advice: [String] = []
    package var released: [TaskKey] = []
    package var leftover: LeftoverLine?
    package var brief: BriefReport?

    package init() {}
}

/// What a heartbeat did.
package struct BeatReport: Record {
    package static let name = "session.beat.report"
    package static let fields: [Field<Self>] = [
        Field("session", \.session, "The session."),
        Field("renewed", \.renewed, "The tasks whose leases were renewed."),
        Field("unread", \.unread, "How many messages the agent has not read."),
    ]

    package var session: SessionID = .unset
    package var renewed: [TaskKey] = []
    package var unread: Int = 0

    package init() {}
}
