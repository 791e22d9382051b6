import Model

extension QueuedMerge.State.Name: FieldValue {}
extension MergeRefusal.Reason: FieldValue {}

/// A task in the merge queue.
package struct MergeLine: Record {
    package static let name = "merge.line"
    package static let fields: [Field<Self>] = [
        Field("task", \.task, "The task."),
        Field("state", \.state, "Where it stands."),
        Field("repository", \.repository, "Its repository."),
        Field("delivery", \.delivery, "The delivery that was accepted."),
        Field("commit", \.commit, "The full id of the commit that was accepted."),
        Field("asker", \.asker, "Who asked for it."),
        Field("branch", \.branch, "The branch that it is merged into."),
        Field("old", \.old, "Where the branch was."),
        Field("new", \.new, "Where the branch is with it."),
        Field("grade", \.grade, "What the checks on the merged tree came to."),
        Field("refusal", \.refusal, "Why it was refused."),
        Field("findings", \.findings, "What is in the way."),
        Field("reason", \.reason, "Why it was dropped."),
        Field("queued_at", \.queuedAt, "When it was asked for."),
        Field("changed_at", \.changedAt, "When something became of it last."),
    ]

    package var task: TaskKey = .unset
    package var state: QueuedMerge.State.Name = .queued
    package var repository: RepositoryName = .unset
    package var delivery: DeliveryID = .unset
    package var commit: String = ""
    package var asker: AgentID = .unset
    package var branch: String?
    package var old: String?
    package var new: String?
    package var grade: ReplayGrade?
    package var refusal: MergeRefusal.Reason?
    package var findings: [MergeFindingLine] = []
    package var reason: String?
    package var queuedAt: Timestamp = .unset
    package var changedAt: Timestamp = .unset

    package init() {}
}

/// One thing that is in the way of a merge, or that a merge has lost.
package struct MergeFindingLine: Record {
    package static let name = "merge.finding"
    package static let fields: [Field<Self>] = [
        Field("path", \.path, "The file, as the task left it."),
        Field("line", \.line, "The line of the file, from 1."),
        Field("text", \.text, "What is the matter."),
    ]

    package var path: String?
    package var line: Int?
    package var text: String = ""

    package init() {}

    /// The whole of it in one line.
    package var sentence: String { MergeFinding(text, path: path, line: line).sentence }
}

/// What became of a task in one run.
package struct MergeOutcomeLine: Record {
    package static let name = "merge.outcome"
    package static let fields: [Field<Self>] = [
        Field("task", \.task, "The task."),
        Field("outcome", \.outcome, "`merged`, `refused`, or `waits`."),
        Field("commit", \.commit, "Where the branch is with it."),
        Field("grade", \.grade, "What the checks on the merged tree came to."),
        Field("refusal", \.refusal, "Why it was refused."),
        Field("findings", \.findings, "What is in the way."),
        Field("waits_for", \.waitsFor, "What it depends on that the branch has not."),
    ]

    package var task: TaskKey = .unset
    package var outcome: String = ""
    package var commit: String?
    package var grade: ReplayGrade?
    package var refusal: MergeRefusal.Reason?
    package var findings: [MergeFindingLine] = []
    package var waitsFor: [TaskKey] = []

    package init() {}
}

/// What a run of the merge queue came to.
package struct MergeRunReport: Record {
    package static let name = "merge.run.report"
    package static let fields: [Field<Self>] = [
        Field("repository", \.repository, "The repository."),
        Field("branch", \.branch, "The branch that was merged into."),
        Field("tasks", \.tasks, "What became of each task, in the order of the run."),
        Field("merged", \.merged, "How many were merged."),
        Field("refused", \.refused, "How many were refused."),
        Field("waiting", \.waiting, "How many wait still."),
        Field("stopped", \.stopped, "What ended the run early."),
    ]

    package var repository: RepositoryName = .unset
    package var branch: String = ""
    package var tasks: [MergeOutcomeLine] = []
    package var merged: Int = 0
    package var refused: Int = 0
    package var waiting: Int = 0
    package var stopped: ErrorReport?

    package init() {}
}

/// What was accepted and is not in the branch.
package struct MergeVerifyReport: Record {
    package static let name = "merge.verify.report"
    package static let fields: [Field<Self>] = [
        Field("repository", \.repository, "The repository."),
        Field("branch", \.branch, "The branch that was looked at."),
        Field("looked_at", \.lookedAt, "How many accepted tasks were looked at."),
        Field("merged", \.merged, "How many of them the branch has."),
        Field("lost", \.lost, "The tasks of which something is missing, with what it is."),
    ]

    package var repository: RepositoryName = .unset
    package var branch: String = ""
    package var lookedAt: Int = 0
    package var merged: Int = 0
    package var lost: [LostMergeLine] = []

    package init() {}
}

/// A task of which the branch has lost something.
package struct LostMergeLine: Record {
    package static let name = "merge.lost"
    package static let fields: [Field<Self>] = [
        Field("task", \.task, "The task."),
        Field("commit", \.commit, "The full id of the commit that was accepted."),
        Field("findings", \.findings, "What is missing, or back."),
    ]

    package var task: TaskKey = .unset
    package var commit: String = ""
    package var findings: [MergeFindingLine] = []

    package init() {}
}
