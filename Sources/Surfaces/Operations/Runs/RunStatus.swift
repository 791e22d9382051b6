import Model

/// How far a run is.
package struct RunStatus: Record {
    package static let name = "run.progress"
    package static let fields: [Field<Self>] = [
        Field("run", \.run, "The run."),
        Field("counts", \.counts, "How many slices stand where."),
        Field("total", \.total, "How many slices there are that were asked for."),
        Field("slices", \.slices, "The slices, in the order of the file, then what was added."),
        Field("path", \.path, "What decides when the run is done, the first to be done first."),
        Field("measure", \.measure, "What lengths are told in."),
        Field("length", \.length, "How long that way is."),
        Field("starts", \.starts, "What would be started next, and by whom."),
        Field("budget", \.budget, "What it has used, and what it may use."),
        Field("in_hand", \.inHand, "How many slices agents have in hand."),
        Field("max", \.max, "The most that may be in hand."),
        Field("readiness", \.readiness, "What its readiness slices say."),
    ]

    package var run: RunLine = .init()
    package var counts: [SliceCount] = []
    package var total: Int = 0
    package var slices: [SliceLine] = []
    package var path: [TaskKey] = []
    package var measure: CriticalPath.Measure = .tasks
    package var length: Int64 = 0
    package var starts: [SliceStart] = []
    package var budget: RunBudgetLine = .init()
    package var inHand: Int = 0
    package var max: Int64 = 1
    package var readiness: [RunReadinessLine] = []

    package init() {}
}

/// How many slices of a run stand somewhere.
package struct SliceCount: Record {
    package static let name = "run.count"
    package static let fields: [Field<Self>] = [
        Field("state", \.state, "Where they stand."),
        Field("count", \.count, "How many."),
    ]

    package var state: SliceState = .planned
    package var count: Int = 0

    package init() {}
}

/// A slice of a run.
package struct SliceLine: Record {
    package static let name = "run.slice"
    package static let fields: [Field<Self>] = [
        Field("task", \.task, "Its task."),
        Field("title", \.title, "What it is about."),
        Field("stage", \.stage, "Its stage."),
        Field("kind", \.kind, "What the stage is for."),
        Field("gates", \.gates, "What has to pass before it is accepted."),
        Field("state", \.state, "Where it stands."),
        Field("owner", \.owner, "Whose it is."),
        Field("holder", \.holder, "Who has it in hand."),
        Field("attempts", \.attempts, "How often it was taken up."),
        Field("critical", \.critical, "Whether it is on the way that decides."),
        Field("needs", \.needs, "What has to be accepted before it, accepted or not."),
        Field("waits_for", \.waitsFor, "What it waits for that is not accepted."),
        Field("round", \.round, "The round that a review slice is in."),
        Field("mends", \.mends, "The findings that it was added for."),
    ]

    package var task: TaskKey = .unset
    package var title: String = ""
    package var stage: StageName = .unset
    package var kind: StageKind = .work
    package var gates: [GateName] = []
    package var state: SliceState = .planned
    package var owner: AgentID = .unset
    package var holder: AgentID?
    package var attempts: Int64 = 0
    package var critical = false
    package var needs: [TaskKey] = []
    package var waitsFor: [SliceWait] = []
    package var round: SliceRound?
    package var mends: [FindingID] = []

    package init() {}
}

/// Something that a slice waits for.
package struct SliceWait: Record {
    package static let name = "run.wait"
    package static let fields: [Field<Self>] = [
        Field("task", \.task, "The task."),
        Field("agent", \.agent, "Who has it, or is to take it up; absent for one of no run."),
        Field("state", \.state, "Where it stands; absent for one beside the run."),
    ]

    package var task: TaskKey = .unset
    package var agent: AgentID?
    package var state: SliceState?

    package init() {}
}

/// A slice that would be started next.
package struct SliceStart: Record {
    package static let name = "run.next"
    package static let fields: [Field<Self>] = [
        Field("task", \.task, "Its task."),
        Field("agent", \.agent, "Who would take it up."),
        Field("reused", \.reused, "Whether the agent goes on with what it remembers; else fresh."),
        Field("action", \.action, "What is done with its session first."),
    ]

    package var task: TaskKey = .unset
    package var agent: AgentID = .unset
    package var reused = false
    package var action = Alignment.Action.start

    package init() {}
}

/// What a run has used, and what it may use.
package struct RunBudgetLine: Record {
    package static let name = "run.budget"
    package static let fields: [Field<Self>] = [
        Field("cost_usd", \.cost, "The cost in US dollars, as far as it was reported."),
        Field("cost_usd_max", \.costMax, "What it may cost; absent for no bound."),
        Field("tokens", \.tokens, "Tokens that models read anew and wrote."),
        Field("tokens_max", \.tokensMax, "The most of them; absent for no bound."),
        Field("spent", \.spent, "Whether a bound is reached, so that nothing more is claimed."),
    ]

    package var cost: Double = 0
    package var costMax: Double?
    package var tokens: Int64 = 0
    package var tokensMax: Int64?
    package var spent = false

    package init() {}
}
