import Digests
import Model

/// A task in one line.
package struct TaskLine: Record {
    package static let name = "task.line"
    package static let fields: [Field<Self>] = [
        Field("task", \.task, "Its key."),
        Field("title", \.title, "What is to be done."),
        Field("state", \.state, "Where it stands."),
        Field("repository", \.repository, "Its repository."),
        Field("lane", \.lane, "Its lane."),
        Field("phase", \.phase, "Its phase."),
        Field("risk", \.risk, "Its risk tier."),
        Field("priority", \.priority, "What is lower is done first."),
        Field("assignee", \.assignee, "Who is to do it."),
        Field("holder", \.holder, "Who holds it, or whose delivery or rework it is."),
        Field("until", \.until, "When the lease ends."),
        Field("waits_for", \.waitsFor, "How many tasks it waits for."),
        Field("changed_at", \.changedAt, "When it last changed."),
    ]

    package var task: TaskKey = .unset
    package var title: String = ""
    package var state: String = ""
    package var repository: RepositoryName?
    package var lane: LaneKey?
    package var phase: String?
    package var risk: String?
    package var priority: Int64 = 100
    package var assignee: AgentID?
    package var holder: AgentID?
    package var until: Timestamp?
    package var waitsFor: Int64 = 0
    package var changedAt: Timestamp = .unset

    package init() {}
}

/// A task with its history.
package struct TaskDetail: Record {
    package static let name = "task.detail"
    package static let fields: [Field<Self>] = [
        Field("task", \.task, "The task."),
        Field("fence", \.fence, "The last fence that was given out."),
        Field("reason", \.reason, "Why it is blocked, parked, paused or cancelled."),
        Field("acknowledged", \.acknowledged, "Whether the checkout was acknowledged."),
        Field("packet_revision", \.packetRevision, "The revision of its packet; 0 without one."),
        Field("packet_digest", \.packetDigest, "The digest of its packet."),
        Field("in_scope", \.inScope, "The paths that it may change."),
        Field("depends_on", \.dependsOn, "What it waits or waited for."),
        Field("cancelled", \.cancelled, "What of that was cancelled, so that it waits for ever."),
        Field("decisions", \.decisions, "What a person has to decide before it can be claimed."),
        Field("unlocks", \.unlocks, "What waits for it."),
        Field("claims", \.claims, "Who held it, oldest first."),
        Field("deliveries", \.deliveries, "What was handed in, oldest first."),
        Field("unresolved", \.unresolved, "The findings that stand against accepting it."),
        Field("worktrees", \.worktrees, "The worktrees made for it."),
        Field("packet", \.packet, "The text of its packet, if it was asked for."),
    ]

    package var task: TaskLine = .init()
    package var fence: Int64 = 0
    package var reason: String?
    package var acknowledged: Bool?
    package var packetRevision: Int64 = 0
    package var packetDigest: Digest?
    package var inScope: [String] = []
    package var dependsOn: [TaskKey] = []
    package var cancelled: [TaskKey] = []
    package var decisions: [DecisionID] = []
    package var unlocks: [TaskKey] = []
    package var claims: [ClaimLine] = []
    package var deliveries: [DeliveryLine] = []
    package var unresolved: [FindingID] = []
    package var worktrees: [WorktreeLine] = []
    package var packet: String?

    package init() {}
}

/// A claim, running or ended.
package struct ClaimLine: Record {
    package static let name = "task.claim.line"
    package static let fields: [Field<Self>] = [
        Field("fence", \.fence, "Its fence."),
        Field("agent", \.agent, "Who held it."),
        Field("session", \.session, "Under which session."),
        Field("claimed_at", \.claimedAt, "Since when."),
        Field("ended_at", \.endedAt, "Until when."),
        Field("ending", \.ending, "How it ended."),
    ]

    package var fence: Int64 = 0
    package var agent: AgentID = .unset
    package var session: SessionID = .unset
    package var claimedAt: Timestamp = .unset
    package var endedAt: Timestamp?
    package var ending: String?

    package init() {}
}

/// A delivery and what became of it.
package struct DeliveryLine: Record {
    package static let name = "task.delivery.line"
    package static let fields: [Field<Self>] = [
        Field("delivery", \.delivery, "Its id."),
        Field("agent", \.agent, "Who handed it in."),
        Field("commit", \.commit, "The delivered commit."),
        Field("branch", \.branch, "The branch it is on."),
        Field("delivered_at", \.deliveredAt, "When."),
        Field("outcome", \.outcome, "What was decided."),
        Field("judge", \.judge, "Who decided."),
        Field("replay", \.replay, "The newest replay."),
        Field("grade", \.grade, "What the newest replay came to."),
        Field("findings", \.findings, "The reasons of the decision."),
    ]

    package var delivery: DeliveryID = .unset
    package var agent: AgentID = .unset
    package var commit: String = ""
    package var branch: String?
    package var deliveredAt: Timestamp = .unset
    package var outcome: String?
    package var judge: AgentID?
    package var replay: ReplayID?
    package var grade: String?
    package var findings: [String] = []

    package init() {}
}

/// A task after a change.
package struct TaskChange: Record {
    package static let name = "task.change"
    package static let fields: [Field<Self>] = [
        Field("task", \.task, "The task."),
        Field("advice", \.advice, "What rules at level `advise` have to say, and what is to do."),
        Field("message", \.message, "What was sent about it."),
    ]

    package var task: TaskLine = .init()
    package var advice: [String] = []
    package var message: MessageID?

    package init() {}
}

/// Something that is wrong with a packet.
package struct FindingLine: Record {
    package static let name = "task.finding"
    package static let fields: [Field<Self>] = [
        Field("rule", \.rule, "The rule."),
        Field("severity", \.severity, "Whether it refuses or advises."),
        Field("field", \.field, "The field of the packet."),
        Field("line", \.line, "The line in the packet."),
        Field("reason", \.reason, "What is wrong."),
        Field("mend", \.mend, "What to do about it."),
    ]

    package var rule: String = ""
    package var severity: String = ""
    package var field: String = ""
    package var line: Int?
    package var reason: String = ""
    package var mend: String = ""

    package init() {}
}
