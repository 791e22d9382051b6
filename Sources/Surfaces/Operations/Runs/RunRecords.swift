import Digests
import Model

/// A run in one line.
package struct RunLine: Record {
    package static let name = "run.line"
    package static let fields: [Field<Self>] = [
        Field("run", \.run, "Its name."),
        Field("title", \.title, "What it is about."),
        Field("state", \.state, "How far it is."),
        Field("reason", \.reason, "Why it is paused or was cancelled."),
        Field("decision", \.decision, "The founder's decision, or the question that is open."),
        Field("slices", \.slices, "How many slices it has."),
        Field("accepted", \.accepted, "How many of them are accepted."),
        Field("digest", \.digest, "The digest of its file."),
        Field("drafted_at", \.draftedAt, "When its file was last written down."),
        Field("started_at", \.startedAt, "When it was started."),
        Field("ended_at", \.endedAt, "When it was finished or cancelled."),
    ]

    package var run: RunName = .unset
    package var title: String = ""
    package var state: RunState = .drafted
    package var reason: String?
    package var decision: DecisionID?
    package var slices: Int = 0
    package var accepted: Int = 0
    package var digest: Digest = .unset
    package var draftedAt: Timestamp = .unset
    package var startedAt: Timestamp?
    package var endedAt: Timestamp?

    package init() {}
}

/// A run after a change.
package struct RunChange: Record {
    package static let name = "run.change"
    package static let fields: [Field<Self>] = [
        Field("run", \.run, "The run."),
        Field("left", \.left, "Tasks of a cancelled run that agents still have in hand."),
        Field("advice", \.advice, "What is worth mending."),
    ]

    package var run: RunLine = .init()
    package var left: [TaskKey] = []
    package var advice: [String] = []

    package init() {}
}

/// Something that is wrong with the file of a run.
package struct RunFindingLine: Record {
    package static let name = "run.finding"
    package static let fields: [Field<Self>] = [
        Field("rule", \.rule, "A stable name for it."),
        Field("severity", \.severity, "Whether it refuses the file.", .oneOf(["error", "advice"])),
        Field("line", \.line, "The line of the file."),
        Field("key", \.key, "The key in the file."),
        Field("text", \.text, "What is wrong, as a sentence."),
    ]

    package var rule: String = ""
    package var severity: String = "error"
    package var line: Int = 0
    package var key: String = ""
    package var text: String = ""

    package init() {}
}

/// What is wrong with the file of a run.
package struct RunLintReport: Record {
    package static let name = "run.lint.report"
    package static let fields: [Field<Self>] = [
        Field("run", \.run, "The run, where the file names it."),
        Field("digest", \.digest, "The digest of the file."),
        Field("slices", \.slices, "How many slices it has."),
        Field("errors", \.errors, "How much refuses it."),
        Field("findings", \.findings, "All that is wrong or worth mending, by line."),
    ]

    package var run: RunName?
    package var digest: Digest = .unset
    package var slices: Int = 0
    package var errors: Int = 0
    package var findings: [RunFindingLine] = []

    package init() {}
}

/// What the file of a run says.
package struct RunDetail: Record {
    package static let name = "run.detail"
    package static let fields: [Field<Self>] = [
        Field("run", \.run, "The run."),
        Field("repository", \.repository, "Where its slices are worked on."),
        Field("phase", \.phase, "Their phase."),
        Field("acceptance", \.acceptance, "When it is done."),
        Field("target", \.target, "How many agents are started for whatever is ready."),
        Field("max", \.max, "The most agents at once."),
        Field("freshness", \.freshness, "Whether an agent may go on with its next slice."),
        Field("rounds", \.rounds, "The most rounds of a review."),
        Field("attempts", \.attempts, "The most attempts at a slice."),
        Field("slice_seconds", \.sliceTime, "How long one attempt may take."),
        Field("budget", \.budget, "What it may use."),
        Field("documents", \.documents, "What is to be read."),
        Field("agents", \.agents, "Who works on it."),
        Field("stages", \.stages, "Its stages, in their order."),
        Field("artifacts", \.artifacts, "What it leaves, below its root."),
        Field("text", \.text, "The file, where it was asked for."),
    ]

    package var run: RunLine = .init()
    package var repository: RepositoryName?
    package var phase: PhaseName?
    package var acceptance: [String] = []
    package var target: Int64 = 1
    package var max: Int64 = 1
    package var freshness: Freshness = .aligned
    package var rounds: Int64 = 0
    package var attempts: Int64 = 0
    package var sliceTime: Duration?
    package var budget: RunBudgetLine = .init()
    package var documents: [RunDocumentLine] = []
    package var agents: [RunAgentLine] = []
    package var stages: [RunStageLine] = []
    package var artifacts: [String] = []
    package var text: String?

    package init() {}
}

/// A document that is to be read before work on a run.
package struct RunDocumentLine: Record {
    package static let name = "run.document"
    package static let fields: [Field<Self>] = [
        Field("document", \.document, "What the run calls it."),
        Field("path", \.path, "Where it is, in the repository."),
    ]

    package var document: DocumentName = .unset
    package var path: String = ""

    package init() {}
}

/// An agent of a run.
package struct RunAgentLine: Record {
    package static let name = "run.agent"
    package static let fields: [Field<Self>] = [
        Field("agent", \.agent, "Who it is."),
        Field("scope", \.scope, "What it is for in the run."),
        Field("reads", \.reads, "What it reads first."),
        Field("slices", \.slices, "The slices that it owns."),
    ]

    package var agent: AgentID = .unset
    package var scope: String = ""
    package var reads: [DocumentName] = []
    package var slices: [TaskKey] = []

    package init() {}
}

/// A stage of a run.
package struct RunStageLine: Record {
    package static let name = "run.stage"
    package static let fields: [Field<Self>] = [
        Field("stage", \.stage, "Its name."),
        Field("title", \.title, "What it is about."),
        Field("kind", \.kind, "What it is for."),
        Field("slices", \.slices, "Its slices, in the order of the file."),
    ]

    package var stage: StageName = .unset
    package var title: String = ""
    package var kind: StageKind = .work
    package var slices: [TaskKey] = []

    package init() {}
}
