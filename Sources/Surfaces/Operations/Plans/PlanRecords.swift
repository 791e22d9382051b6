import Digests
import Model

extension PlanName: FieldValue {}
extension StepID: FieldValue {}
extension LinkKind: FieldValue {}
extension PlanState: FieldValue {}
extension StepState: FieldValue {}
extension CheckpointState: FieldValue {}
extension PlanRule.Severity: FieldValue {}
extension GraphNotation: FieldValue {}
extension CriticalPath.Measure: FieldValue {}

/// Whether a plan is approved as it is.
package enum PlanApprovalState: String, Sendable, CaseIterable, FieldValue {
    case none
    case current
    /// It was changed since.
    case stale
}

/// A plan, on one line.
package struct PlanLine: Record {
    package static let name = "plan.line"
    package static let fields: [Field<Self>] = [
        Field("plan", \.plan, "Its name."),
        Field("summary", \.summary, "What it is for."),
        Field("author", \.author, "Who wrote it."),
        Field("repository", \.repository, "The repository that its receipts lie in."),
        Field("state", \.state, "Where it stands."),
        Field("note", \.note, "Why it is blocked or was rejected."),
        Field("steps", \.steps, "How many steps it has."),
        Field("finished", \.finished, "How many of them are done or cancelled."),
        Field("approval", \.approval, "Whether it is approved as it is."),
        Field("created_at", \.createdAt, "When it was written down."),
        Field("changed_at", \.changedAt, "When it was changed last."),
    ]

    package var plan: PlanName = .unset
    package var summary: String = ""
    package var author: AgentID = .unset
    package var repository: RepositoryName?
    package var state: PlanState = .queued
    package var note: String?
    package var steps: Int = 0
    package var finished: Int = 0
    package var approval: PlanApprovalState = .none
    package var createdAt: Timestamp = .unset
    package var changedAt: Timestamp = .unset

    package init() {}
}

/// A plan with all its parts.
package struct PlanDetail: Record {
    package static let name = "plan.detail"
    package static let fields: [Field<Self>] = [
        Field("plan", \.plan, "The plan."),
        Field("steps", \.steps, "Its steps, in their order."),
        Field("checkpoint", \.checkpoint, "What it is held against."),
        Field("links", \.links, "What it points to."),
        Field("receipts", \.receipts, "The files that show that it was done as a whole."),
        Field("digest", \.digest, "The digest of what somebody who approves says yes to."),
        Field("approver", \.approver, "Who approved it."),
        Field("approved_digest", \.approvedDigest, "The digest of what was approved."),
        Field("approved_at", \.approvedAt, "When it was approved."),
        Field("approved_note", \.approvedNote, "What was said then."),
    ]

    package var plan = PlanLine()
    package var steps: [StepLine] = []
    package var checkpoint: CheckpointLine?
    package var links: [PlanLinkLine] = []
    package var receipts: [String] = []
    package var digest: Digest = .unset
    package var approver: AgentID?
    package var approvedDigest: Digest?
    package var approvedAt: Timestamp?
    package var approvedNote: String?

    package init() {}
}

/// A step of a plan.
package struct StepLine: Record {
    package static let name = "plan.step"
    package static let fields: [Field<Self>] = [
        Field("step", \.step, "Its id in the plan."),
        Field("title", \.title, "What is to be done."),
        Field("state", \.state, "Where it stands."),
        Field("task", \.task, "The task that it follows."),
        Field("note", \.note, "What was said about it last."),
        Field("receipts", \.receipts, "The files that show that it was done."),
    ]

    package var step: StepID = .unset
    package var title: String = ""
    package var state: StepState = .queued
    package var task: TaskKey?
    package var note: String?
    package var receipts: [String] = []

    package init() {}
}

/// What a plan is held against.
package struct CheckpointLine: Record {
    package static let name = "plan.checkpoint.line"
    package static let fields: [Field<Self>] = [
        Field("text", \.text, "What has to hold."),
        Field("owner", \.owner, "Who says whether it does."),
        Field("state", \.state, "Whether it does."),
    ]

    package var text: String = ""
    package var owner: AgentID = .unset
    package var state: CheckpointState = .pending

    package init() {}
}

/// Something that a plan points to.
package struct PlanLinkLine: Record {
    package static let name = "plan.link.line"
    package static let fields: [Field<Self>] = [
        Field("kind", \.kind, "What kind of thing it is, such as task, review, bus or url."),
        Field("target", \.target, "Which one.", .line(300)),
    ]

    package var kind: LinkKind = .unset
    package var target: String = ""

    package init() {}
}
