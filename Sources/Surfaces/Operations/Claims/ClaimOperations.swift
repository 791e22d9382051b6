import Model

/// Shows the best tasks to take up, and why.
package enum NextTask: Operation {
    package typealias Output = NextPage
    package static let name = "task.next"
    package static let summary = "Shows the best tasks to take up, and why."
    package static let effect = Effect.reads
    package static let errors: [String] = ["session.absent"]
    package static let example = Input()

    /// What is asked of `task.next`.
    package struct Input: Record {
        package static let name = "task.next.input"
        package static let fields: [Field<Self>] = [
            Field("lane", \.lane, "Only tasks of this lane."),
            Field(
                "limit",
                \.limit,
                "The most that are shown.",
                .hasDefault,
                .minimum(1),
                .maximum(100)
            ),
        ]

        package var lane: LaneKey?
        package var limit: Int = 3

        package init() {}
    }
}

/// What could be taken up, and what never can be as it is.
package struct NextPage: Record {
    package static let name = "task.next.line.page"
    package static let fields: [Field<Self>] = [
        Field("items", \.items, "The items, in a stable order."),
        Field("total", \.total, "How many there are in all.", .minimum(0)),
        Field("next", \.next, "The cursor to ask for the rest with; absent at the end."),
        Field("stranded", \.stranded, "What waits for what was cancelled.", .hasDefault),
    ]

    package var items: [NextLine] = []
    package var total = 0
    package var next: String?
    package var stranded: [StrandedLine] = []

    package init() {}
}

/// A task that waits for one that was cancelled, and so for ever.
package struct StrandedLine: Record {
    package static let name = "task.stranded.line"
    package static let fields: [Field<Self>] = [
        Field("task", \.task, "What waits."),
        Field("waits_for", \.on, "What was cancelled."),
        Field("command", \.command, "What lets it go on, for who plans."),
    ]

    package var task: TaskKey = .unset
    package var on: TaskKey = .unset
    package var command = ""

    package init() {}
}

/// A task that could be taken up.
package struct NextLine: Record {
    package static let name = "task.next.line"
    package static let fields: [Field<Self>] = [
        Field("task", \.task, "The task."),
        Field("why", \.why, "Why it comes first."),
        Field("unlocks", \.unlocks, "How many tasks wait for it."),
    ]

    package var task: TaskLine = .init()
    package var why: [String] = []
    package var unlocks: Int = 0

    package init() {}
}

/// Claims the best task for the asker, in one step.
package enum ClaimNext: Operation {
    package typealias Output = ClaimReport
    package static let name = "task.claim_next"
    package static let summary = "Claims the best task for the asker, in one step."
    package static let effect = Effect.changes
    package static let takesTime = true
    package static let errors: [String] = [
        "session.absent",
        "agent.lacks_right",
        "task.nothing_ready",
    ]
    package static let example = Input()

    /// What is asked of `task.claim_next`.
    package struct Input: Record {
        package static let name = "task.claim_next.input"
        package static let fields: [Field<Self>] = [
            Field("lane", \.lane, "Only tasks of this lane."),
            Field(
                "lease_seconds",
                \.lease,
                "How long the lease lasts; by default the configured one.",
                .minimum(1),
                .maximum(604800)
            ),
            Field("worktree", \.worktree, "Whether to make a worktree for it.", .hasDefault),
        ]

        package var lane: LaneKey?
        package var lease: Duration?
        package var worktree: Bool = true

        package init() {}
    }
}

/// Takes the lease on a task, or renews it.
package enum ClaimTask: Operation {
    package typealias Output = ClaimReport
    package static let name = "task.claim"
    package static let summary = "Takes the lease on a task, or renews it."
    package static let effect = Effect.changes
    package static let takesTime = true
    package static let isRepeatable = true
    package static let errors: [String] = [
        "task.unknown",
        "task.held",
        "task.waiting",
        "task.not_ready",
        "task.assigned",
        "task.finished",
        "rule.overlap",
        "lane.parked",
        "session.absent",
        "agent.lacks_right",
    ]
    package static let example = Input { input in
        input.task = TaskKey(trusted: "P07-B4")
    }

    /// What is asked of `task.claim`.
    package struct Input: Record {
        package static let name = "task.claim.input"
        package static let fields: [Field<Self>] = [
            Field("task", \.task, "The task."),
            Field(
                "lease_seconds",
                \.lease,
                "How long the lease lasts; by default the configured one.",
                .minimum(1),
                .maximum(604800)
            ),
            Field(
                "wait_seconds",
                \.wait,
                "How long to stand in line for paths that others hold.",
                .hasDefault,
                .minimum(0),
                .maximum(86400)
            ),
            Field("worktree", \.worktree, "Whether to make a worktree for it.", .hasDefault),
        ]

        package var task: TaskKey = .unset
        package var lease: Duration?
        package var wait: Duration = .zero
        package var worktree: Bool = true

        package init() {}
    }
}

/// What a claim gave.
package struct ClaimReport: Record {
    package static let name = "task.claim.report"
    package static let fields: [Field<Self>] = [
        Field("task", \.task, "The task."),
        Field("fence", \.fence, "The fence that later writes carry."),
        Field("expires_at", \.expiresAt, "When the lease ends unless it is renewed."),
        Field("renewed", \.renewed, "Whether the asker held it before."),
        Field("worktree", \.worktree, "The worktree to work in."),
        Field("branch", \.branch, "The branch to work on."),
        Field("handoff", \.handoff, "What the one before left behind."),
        Field("advice", \.advice, "What rules at level `advise` have to say."),
    ]

    package var task: TaskLine = .init()
    package var fence: Int64 = 0
    package var expiresAt: Timestamp = .unset
    package var renewed: Bool = false
    package var worktree: String?
    package var branch: String?
    package var handoff: HandoffLine?
    package var advice: [String] = []

    package init() {}
}

/// What an earlier holder left behind.
package struct HandoffLine: Record {
    package static let name = "task.handoff"
    package static let fields: [Field<Self>] = [
        Field("agent", \.agent, "Who had the task before."),
        Field("ending", \.ending, "How that claim ended."),
        Field("worktree", \.worktree, "The worktree of then; it is kept."),
        Field("branch", \.branch, "The branch of then."),
        Field("commit", \.commit, "The last commit on it."),
        Field("parked", \.parked, "The commit that keeps what was uncommitted."),
    ]

    package var agent: AgentID = .unset
    package var ending: String?
    package var worktree: String?
    package var branch: String?
    package var commit: String?
    package var parked: String?

    package init() {}
}

/// Prolongs the lease on a task.
package enum RenewClaim: Operation {
    package typealias Output = ClaimReport
    package static let name = "task.renew"
    package static let summary = "Prolongs the lease on a task."
    package static let effect = Effect.changes
    package static let isRepeatable = true
    package static let errors: [String] = [
        "task.unknown",
        "task.stale_fence",
        "task.not_held",
        "task.held",
        "session.absent",
    ]
    package static let example = Input { input in
        input.task = TaskKey(trusted: "P07-B4")
    }

    /// What is asked of `task.renew`.
    package struct Input: Record {
        package static let name = "task.renew.input"
        package static let fields: [Field<Self>] = [
            Field("task", \.task, "The task."),
            Field("fence", \.fence, "The fence of the claim; by default the session's last one."),
            Field(
                "lease_seconds",
                \.lease,
                "How long the lease lasts from now; by default the configured one.",
                .minimum(1),
                .maximum(604800)
            ),
        ]

        package var task: TaskKey = .unset
        package var fence: Int64?
        package var lease: Duration?

        package init() {}
    }
}

/// Gives a task back.
package enum ReleaseClaim: Operation {
    package typealias Output = TaskChange
    package static let name = "task.release"
    package static let summary = "Gives a task back."
    package static let effect = Effect.changes
    package static let errors: [String] = [
        "task.unknown",
        "task.stale_fence",
        "task.not_held",
        "task.held",
    ]
    package static let example = Input { input in
        input.task = TaskKey(trusted: "P07-B4")
    }

    /// What is asked of `task.release`.
    package struct Input: Record {
        package static let name = "task.release.input"
        package static let fields: [Field<Self>] = [
            Field("task", \.task, "The task."),
            Field("fence", \.fence, "The fence of the claim; by default the session's last one."),
            Field("note", \.note, "What the next one should know."),
        ]

        package var task: TaskKey = .unset
        package var fence: Int64?
        package var note: String?

        package init() {}
    }
}

/// Stops the clock of a lease.
package enum PauseTask: Operation {
    package typealias Output = TaskChange
    package static let name = "task.pause"
    package static let summary = "Stops the clock of a lease."
    package static let effect = Effect.changes
    package static let errors: [String] = ["task.unknown", "task.stale_fence", "task.not_held"]
    package static let example = Input { input in
        input.task = TaskKey(trusted: "P07-B4")
        input.reason = "waits for an answer"
    }

    /// What is asked of `task.pause`.
    package struct Input: Record {
        package static let name = "task.pause.input"
        package static let fields: [Field<Self>] = [
            Field("task", \.task, "The task."),
            Field("fence", \.fence, "The fence of the claim; by default the session's last one."),
            Field("reason", \.reason, "Why.", .line(500)),
        ]

        package var task: TaskKey = .unset
        package var fence: Int64?
        package var reason: String = ""

        package init() {}
    }
}

/// Starts the clock of a paused lease again.
package enum ResumeTask: Operation {
    package typealias Output = TaskChange
    package static let name = "task.resume"
    package static let summary = "Starts the clock of a paused lease again."
    package static let effect = Effect.changes
    package static let errors: [String] = ["task.unknown", "task.stale_fence", "task.not_paused"]
    package static let example = Input { input in
        input.task = TaskKey(trusted: "P07-B4")
    }

    /// What is asked of `task.resume`.
    package struct Input: Record {
        package static let name = "task.resume.input"
        package static let fields: [Field<Self>] = [
            Field("task", \.task, "The task."),
            Field("fence", \.fence, "The fence of the claim; by default the session's last one."),
            Field(
                "lease_seconds",
                \.lease,
                "How long the lease lasts from now; by default the configured one.",
                .minimum(1),
                .maximum(604800)
            ),
        ]

        package var task: TaskKey = .unset
        package var fence: Int64?
        package var lease: Duration?

        package init() {}
    }
}

/// Acknowledges that a task was checked out; work may start.
package enum AcknowledgeCheckout: Operation {
    package typealias Output = TaskChange
    package static let name = "task.acknowledge"
    package static let summary = "Acknowledges that a task was checked out; work may start."
    package static let effect = Effect.changes
    package static let isRepeatable = true
    package static let errors: [String] = [
        "task.unknown",
        "task.not_held",
        "task.already_acknowledged",
        "task.own_work",
    ]
    package static let example = Input { input in
        input.task = TaskKey(trusted: "P07-B4")
    }

    /// What is asked of `task.acknowledge`.
    package struct Input: Record {
        package static let name = "task.acknowledge.input"
        package static let fields: [Field<Self>] = [
            Field("task", \.task, "The task.")
        ]

        package var task: TaskKey = .unset

        package init() {}
    }
}
