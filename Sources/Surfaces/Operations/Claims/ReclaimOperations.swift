import Model

/// Gives back tasks whose holders let their leases end, and keeps the work.
package enum ReclaimTasks: Operation {
    package typealias Output = ReclaimReport
    package static let name = "task.reclaim"
    package static let summary =
        "Gives back tasks whose holders let their leases end, and keeps the work."
    package static let effect = Effect.changes
    package static let takesTime = true
    package static let errors: [String] = [
        "task.unknown", "task.held", "task.not_held", "agent.lacks_right",
    ]
    package static let example = Input { $0.task = TaskKey(trusted: "P07-B4") }

    /// What is asked of `task.reclaim`.
    package struct Input: Record {
        package static let name = "task.reclaim.input"
        package static let fields: [Field<Self>] = [
            Field("task", \.task, "The task; by default all whose leases ended long ago."),
            Field(
                "after_seconds",
                \.after,
                "How long ago a lease has to have ended, where no task is named.",
                .hasDefault,
                .minimum(0),
                .maximum(31_536_000)
            ),
        ]

        package var task: TaskKey?
        package var after: Duration = .seconds(3600)

        package init() {}
    }
}

/// What was given back.
package struct ReclaimReport: Record {
    package static let name = "task.reclaim.report"
    package static let fields: [Field<Self>] = [
        Field("level", \.level, "What the rule `stale_claim` says where no task is named."),
        Field("reclaimed", \.reclaimed, "What was given back, with the work that was kept."),
        Field("stale", \.stale, "Tasks whose leases have ended, and that were left as they are."),
    ]

    package var level: RuleLevel = .off
    package var reclaimed: [ReclaimedLine] = []
    package var stale: [TaskKey] = []

    package init() {}
}

/// A task that was given back.
package struct ReclaimedLine: Record {
    package static let name = "task.reclaimed"
    package static let fields: [Field<Self>] = [
        Field("task", \.task, "The task."),
        Field("agent", \.agent, "Who had it."),
        Field("ended_at", \.endedAt, "When the lease had ended."),
        Field("handoff", \.handoff, "What was left behind, and where it is kept."),
        Field("message", \.message, "What was sent about it."),
    ]

    package var task: TaskKey = .unset
    package var agent: AgentID = .unset
    package var endedAt: Timestamp = .unset
    package var handoff: HandoffLine?
    package var message: MessageID?

    package init() {}
}
