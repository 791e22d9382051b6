import Model

/// Keeps where the asker stands while its context is compacted.
package enum CheckpointSession: Operation {
    package typealias Output = SessionNoteLine
    package static let name = "session.checkpoint"
    package static let summary = "Keeps where the asker stands while its context is compacted."
    package static let effect = Effect.changes
    package static let errors: [String] = ["session.absent"]
    package static let example = Input()

    /// What is asked of `session.checkpoint`.
    package struct Input: Record {
        package static let name = "session.checkpoint.input"
        package static let fields: [Field<Self>] = [
            Field("trigger", \.trigger, "What made the agent's program compact.", .line(40))
        ]

        package var trigger: String?

        package init() {}
    }
}

/// Says what the asking session would leave undone if its agent stopped now.
package enum CheckSession: Operation {
    package typealias Output = SessionCheckReport
    package static let name = "session.check"
    package static let summary =
        "Says what the asking session would leave undone if its agent stopped now."
    package static let effect = Effect.reads
    package static let errors: [String] = ["session.absent"]
    package typealias Input = NoInput
    package static let example = NoInput()
}

/// What a session would leave undone.
package struct SessionCheckReport: Record {
    package static let name = "session.check.report"
    package static let fields: [Field<Self>] = [
        Field("session", \.session, "The session."),
        Field("agent", \.agent, "Whose it is."),
        Field("undelivered", \.undelivered, "What it holds and has not delivered."),
        Field("followups", \.followUps, "What its agent was asked to do, the first five."),
        Field("level", \.level, "What the rule `stop` does about that."),
    ]

    package var session: SessionID = .unset
    package var agent: AgentID = .unset
    package var undelivered: [TaskKey] = []
    package var followUps: [FollowUpID] = []
    package var level: RuleLevel = .off

    package init() {}
}
