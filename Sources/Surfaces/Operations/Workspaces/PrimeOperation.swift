import Model

/// Gives an agent what it needs to go on, in few words.
package enum PrimeAgent: Operation {
    package typealias Output = PrimeReport
    package static let name = "workspace.prime"
    package static let summary = "Gives an agent what it needs to go on, in few words."
    package static let effect = Effect.reads
    package static let errors: [String] = ["session.absent"]
    package static let example = Input()

    /// What is asked of `workspace.prime`.
    package struct Input: Record {
        package static let name = "workspace.prime.input"
        package static let fields: [Field<Self>] = [
            Field("role", \.role, "The role to speak to; by default the asker's."),
            Field(
                "since",
                \.since,
                "The ledger's revision that the agent knows already.",
                .minimum(0)
            ),
            Field("since_time", \.sinceTime, "The moment up to which the agent knows all."),
        ]

        package var role: Role?
        package var since: Int64?
        package var sinceTime: Timestamp?

        package init() {}
    }
}

/// What an agent needs to go on.
package struct PrimeReport: Record {
    package static let name = "workspace.prime.report"
    package static let fields: [Field<Self>] = [
        Field("agent", \.agent, "Who is spoken to."),
        Field("role", \.role, "The role that is spoken to."),
        Field("workspace", \.workspace, "The workspace."),
        Field("gateway", \.gateway, "The state of the gateway, in a word or two."),
        Field("decisions", \.decisions, "What waits for the agent to decide, the first five."),
        Field("undecided", \.undecided, "How many decisions wait for the agent."),
        Field("held", \.held, "What the agent holds, has delivered or is to mend."),
        Field("next", \.next, "What it could take up."),
        Field("delivered", \.delivered, "What waits for a verdict."),
        Field("messages", \.messages, "Its oldest unread messages."),
        Field("unread", \.unread, "How many messages it has not read."),
        Field("held_messages", \.heldMessages, "How many messages windows hold for it."),
        Field("unacknowledged", \.unacknowledged, "How many it is still to acknowledge."),
        Field("to_acknowledge", \.toAcknowledge, "The most urgent of these."),
        Field("followups", \.followUps, "What the agent was asked to do, the first five."),
        Field("followups_total", \.followUpsTotal, "How much it was asked to do."),
        Field("asked", \.asked, "What the agent asked of others and is open, the first five."),
        Field("asked_total", \.askedTotal, "How much it asked of others."),
        Field("blocked", \.blocked, "What is blocked, for those who plan."),
        Field(
            "attention",
            \.attention,
            "Agents that need the founder, are stuck or silent, for those who plan."
        ),
        Field("phases", \.phases, "Phases with open tasks, for those who plan."),
        Field("lanes", \.lanes, "Lanes with open tasks and parked ones, for those who plan."),
        Field("note", \.note, "Where the agent stood, in its own words."),
        Field("documents", \.documents, "What is to be read before any work, in this order."),
        Field("missing", \.missing, "Those of the documents that are not there."),
        Field("launch", \.launch, "What could be launched next, for those who plan."),
        Field("memory", \.memory, "What the agent should know of what is remembered."),
        Field("remembered", \.remembered, "How much is remembered in all."),
        Field("changes", \.changes, "How many events there were since what the agent knows."),
        Field("commands", \.commands, "The commands of the role."),
    ]

    package var agent: AgentID?
    package var role: Role = .worker
    package var workspace: WorkspaceName = .unset
    package var gateway: String = ""
    package var decisions: [DecisionLine] = []
    package var undecided: Int = 0
    package var held: [TaskLine] = []
    package var next: [NextLine] = []
    package var delivered: [TaskLine] = []
    package var messages: [MessageLine] = []
    package var unread: Int = 0
    package var heldMessages: Int = 0
    package var unacknowledged: Int = 0
    package var toAcknowledge: [MessageLine] = []
    package var followUps: [FollowUpLine] = []
    package var followUpsTotal: Int = 0
    package var asked: [FollowUpLine] = []
    package var askedTotal: Int = 0
    package var blocked: [TaskLine] = []
    package var attention: [PresenceLine] = []
    package var phases: [PhaseStanding] = []
    package var lanes: [LaneStanding] = []
    package var note: SessionNoteLine?
    package var documents: [String] = []
    package var missing: [String] = []
    package var launch: [LaunchLine] = []
    package var memory: [MemoryLine] = []
    package var remembered: Int = 0
    package var changes: Int64 = 0
    package var commands: [String] = []

    package init() {}
}

/// How far a phase is.
package struct PhaseStanding: Record {
    package static let name = "workspace.phase"
    package static let fields: [Field<Self>] = [
        Field("phase", \.phase, "The phase."),
        Field("accepted", \.accepted, "How many of its tasks are accepted."),
        Field("total", \.total, "How many tasks it has, without those given up."),
        Field("claimed", \.claimed, "How many are worked on."),
        Field("blocked", \.blocked, "How many are blocked."),
    ]

    package var phase: String = ""
    package var accepted: Int = 0
    package var total: Int = 0
    package var claimed: Int = 0
    package var blocked: Int = 0

    package init() {}
}

/// What goes on in a lane.
package struct LaneStanding: Record {
    package static let name = "workspace.lane"
    package static let fields: [Field<Self>] = [
        Field("lane", \.lane, "The lane."),
        Field("open", \.open, "How many of its tasks are open."),
        Field("claimed", \.claimed, "How many are worked on."),
        Field("parked", \.parked, "Why it is parked, if it is."),
        Field("blocker", \.blocker, "What it waits for, if it is parked."),
    ]

    package var lane: LaneKey = .unset
    package var open: Int = 0
    package var claimed: Int = 0
    package var parked: String?
    package var blocker: String?

    package init() {}
}

/// A lane in which nobody works, and what could be launched there.
package struct LaunchLine: Record {
    package static let name = "workspace.launch"
    package static let fields: [Field<Self>] = [
        Field("lane", \.lane, "The lane; none for tasks of no lane."),
        Field("task", \.task, "The task that could be taken up next."),
        Field("title", \.title, "Its title."),
        Field("agent", \.agent, "Whom it is for: its assignee, or the lane's owner."),
    ]

    package var lane: LaneKey?
    package var task: TaskKey = .unset
    package var title: String = ""
    package var agent: AgentID?

    package init() {}
}
