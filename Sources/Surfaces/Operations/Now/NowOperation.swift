import Model

/// Shows what only a person can resolve, and beside it how the work goes.
package enum ShowNow: Operation {
    package typealias Output = NowReport
    package static let name = "now.show"
    package static let summary =
        "Shows what only a person can resolve, the most urgent first, and how the work goes."
    package static let effect = Effect.reads
    package static let errors: [String] = []
    package static let example = Input()

    /// What is asked of `now.show`.
    package struct Input: Record {
        package static let name = "now.show.input"
        package static let fields: [Field<Self>] = [
            Field(
                "since",
                \.since,
                "The ledger's revision that the asker knows already.",
                .minimum(0)
            ),
            Field("since_time", \.sinceTime, "The moment up to which the asker knows all."),
            Field(
                "limit",
                \.limit,
                "The most items that are answered.",
                .hasDefault,
                .minimum(1),
                .maximum(500)
            ),
        ]

        package var since: Int64?
        package var sinceTime: Timestamp?
        package var limit: Int = 50

        package init() {}
    }
}

/// What needs the asker now.
package struct NowReport: Record {
    package static let name = "now.report"
    package static let fields: [Field<Self>] = [
        Field("workspace", \.workspace, "The workspace."),
        Field("agent", \.agent, "For whom it is: the asker, else the first founder."),
        Field("role", \.role, "Their role."),
        Field("at", \.at, "The moment at which it is so."),
        Field("verdict", \.verdict, "All of it in a sentence or two."),
        Field("items", \.items, "What waits, the most urgent first, then the longest waiting."),
        Field("items_total", \.itemsTotal, "How many items there are in all."),
        Field("waiting_since", \.waitingSince, "Since when the longest waiting of them waits."),
        Field(
            "agent_states",
            \.agentStates,
            "How many agents stand in each way, founders left out."
        ),
        Field("agents", \.agents, "The first hundred agents but founders, by their ids."),
        Field("agents_total", \.agentsTotal, "How many agents but founders there are in all."),
        Field("gates_failing", \.gatesFailing, "How many gates refused when last asked."),
        Field("unread", \.unread, "How many messages the asker has not read."),
        Field("undecided", \.undecided, "How many decisions wait for the asker."),
        Field("lately", \.lately, "What was decided last, the newest first."),
        Field("accepted_today", \.acceptedToday, "How many deliveries were accepted today, UTC."),
        Field("sent_back_today", \.sentBackToday, "How many were sent back or rejected today."),
        Field("work", \.work, "The waves, phases and runs that are open, and how far they are."),
        Field("cost_today", \.costToday, "What models cost today in dollars, where it is known."),
        Field("cost_today_max", \.costTodayMax, "What they may cost in a day, if that was said."),
        Field(
            "activity",
            \.activity,
            "How many events each of the last ten minutes had, the oldest first."
        ),
        Field("since", \.since, "What happened after the revision that was named."),
    ]

    package var workspace: WorkspaceName = .unset
    package var agent: AgentID?
    package var role: Role?
    package var at: Timestamp = .unset
    package var verdict: String = ""
    package var items: [QueueItem] = []
    package var itemsTotal: Int = 0
    package var waitingSince: Timestamp?
    package var agentStates: [StateCount] = []
    package var agents: [PresenceLine] = []
    package var agentsTotal: Int = 0
    package var gatesFailing: Int = 0
    package var unread: Int = 0
    package var undecided: Int = 0
    package var lately: [VerdictLine] = []
    package var acceptedToday: Int = 0
    package var sentBackToday: Int = 0
    package var work: [WorkLine] = []
    package var costToday: Double?
    package var costTodayMax: Double?
    package var activity: [Int] = []
    package var since: SinceLine?

    package init() {}
}

/// Something that waits for a person.
package struct QueueItem: Record {
    package static let name = "now.item"
    package static let fields: [Field<Self>] = [
        Field("kind", \.kind, "What has to be done, or what is wrong."),
        Field("subject", \.subject, "What it is about: a task, a decision, an agent, a gate."),
        Field("title", \.title, "What it is called, or what is asked."),
        Field("reason", \.reason, "Why it is here."),
        Field("severity", \.severity, "How much it matters that it is soon."),
        Field("since", \.since, "Since when it waits."),
        Field("who", \.who, "Who asks, works or is stuck."),
        Field("task", \.task, "The task that it is about."),
        Field("lane", \.lane, "The lane of the task."),
        Field("repository", \.repository, "The repository."),
        Field("blocks", \.blocks, "How many tasks wait for it."),
        Field("options", \.options, "What can be chosen."),
        Field("default", \.fallback, "What is taken if nobody answers."),
        Field("deadline", \.deadline, "When the default is taken."),
        Field("remedy", \.remedy, "A command that helps."),
        Field("key", \.key, "The same as long as it waits for the same, and never again after."),
    ]

    package var kind: NeedKind = .decision
    package var subject: String = ""
    package var title: String = ""
    package var reason: String = ""
    package var severity: NeedUrgency = .routine
    package var since: Timestamp = .unset
    package var who: AgentID?
    package var task: TaskKey?
    package var lane: LaneKey?
    package var repository: RepositoryName?
    package var blocks: Int = 0
    package var options: [OptionLine] = []
    package var fallback: OptionName?
    package var deadline: Timestamp?
    package var remedy: String = ""
    package var key: String = ""

    package init() {}
}

/// A verdict on a delivery, or what became of a decision.
package struct VerdictLine: Record {
    package static let name = "now.verdict"
    package static let fields: [Field<Self>] = [
        Field("revision", \.revision, "Its revision of the ledger."),
        Field("kind", \.kind, "What was decided on."),
        Field("subject", \.subject, "The task or the decision."),
        Field("outcome", \.outcome, "What it came to."),
        Field("agent", \.agent, "Who decided, or wrote down that nobody had."),
        Field("at", \.at, "When."),
    ]

    package var revision: Int64 = 0
    package var kind: VerdictKind = .delivery
    package var subject: String = ""
    package var outcome: String = ""
    package var agent: AgentID = .unset
    package var at: Timestamp = .unset

    package init() {}
}

extension LedgerVerdict.Kind: FieldValue {}

/// What was decided on.
package typealias VerdictKind = LedgerVerdict.Kind

/// How far a wave, a phase or a run is.
package struct WorkLine: Record {
    package static let name = "now.work"
    package static let fields: [Field<Self>] = [
        Field("kind", \.kind, "What it is.", .oneOf(["wave", "phase", "run"])),
        Field("name", \.name, "Its name."),
        Field("title", \.title, "Its title, if it has one."),
        Field("state", \.state, "Where it stands, if it has a state."),
        Field("done", \.done, "How many of its tasks are accepted."),
        Field("total", \.total, "How many it has, without those given up."),
        Field("cost", \.cost, "What its models cost in dollars, where it has a budget."),
        Field("cost_max", \.costMax, "What they may cost."),
    ]

    package var kind: String = "phase"
    package var name: String = ""
    package var title: String?
    package var state: String?
    package var done: Int = 0
    package var total: Int = 0
    package var cost: Double?
    package var costMax: Double?

    package init() {}
}

/// What happened after a revision.
package struct SinceLine: Record {
    package static let name = "now.since"
    package static let fields: [Field<Self>] = [
        Field("revision", \.revision, "The revision that was named."),
        Field("at", \.at, "When the ledger was there."),
        Field("accepted", \.accepted, "How many deliveries were accepted."),
        Field("sent_back", \.sentBack, "How many were sent back or rejected."),
        Field("answered", \.answered, "How many decisions were answered."),
    ]

    package var revision: Int64 = 0
    package var at: Timestamp?
    package var accepted: Int = 0
    package var sentBack: Int = 0
    package var answered: Int = 0

    package init() {}
}

extension Need.Kind: FieldValue {}
extension Need.Urgency: FieldValue {}

/// What has to be done, or what is wrong.
package typealias NeedKind = Need.Kind
/// How much it matters that something is soon.
package typealias NeedUrgency = Need.Urgency
