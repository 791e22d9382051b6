import Model

/// A window.
package struct WindowLine: Record {
    package static let name = "window.line"
    package static let fields: [Field<Self>] = [
        Field("window", \.window, "Its name."),
        Field("state", \.state, "Whether it is open or closed."),
        Field("lead", \.lead, "Who opened it."),
        Field("wave", \.wave, "The wave that it is for."),
        Field("lanes", \.lanes, "The lanes that it covers; none for all."),
        Field("held", \.held, "How many messages it holds for readers."),
        Field("opened_at", \.openedAt, "When it was opened."),
        Field("closed_at", \.closedAt, "When it was closed."),
    ]

    package var window: WindowName = .unset
    package var state: String = ""
    package var lead: AgentID = .unset
    package var wave: WaveName?
    package var lanes: [LaneKey] = []
    package var held: Int = 0
    package var openedAt: Timestamp = .unset
    package var closedAt: Timestamp?

    package init() {}
}

/// A lane in a window.
package struct WindowLaneLine: Record {
    package static let name = "window.lane"
    package static let fields: [Field<Self>] = [
        Field("lane", \.lane, "The lane."),
        Field("tasks", \.tasks, "Its tasks in the window."),
        Field("bundled_at", \.bundledAt, "When its bundle was handed in."),
        Field("bundled_by", \.bundledBy, "By whom."),
        Field("gaps", \.gaps, "What is missing: of the bundle, or of one that is still to come."),
    ]

    package var lane: LaneKey = .unset
    package var tasks: [TaskKey] = []
    package var bundledAt: Timestamp?
    package var bundledBy: AgentID?
    package var gaps: [String] = []

    package init() {}
}

/// What was held for somebody, or is.
package struct HeldLine: Record {
    package static let name = "window.held"
    package static let fields: [Field<Self>] = [
        Field("reader", \.reader, "For whom."),
        Field("messages", \.messages, "How many messages."),
        Field("digest", \.digest, "The message that told of them; absent while they are held."),
    ]

    package var reader: AgentID = .unset
    package var messages: Int = 0
    package var digest: MessageID?

    package init() {}
}

/// A window with its lanes, and what it holds.
package struct WindowDetail: Record {
    package static let name = "window.detail"
    package static let fields: [Field<Self>] = [
        Field("window", \.window, "The window."),
        Field("lanes", \.lanes, "Its lanes with their bundles."),
        Field("held", \.held, "What it holds or held, by reader."),
        Field("verified", \.verified, "The tasks that the last intake verified."),
        Field("rework", \.rework, "The tasks in which the last intake found something to mend."),
        Field("without", \.without, "The lanes that it was closed without."),
        Field("reason", \.reason, "Why."),
    ]

    package var window: WindowLine = .init()
    package var lanes: [WindowLaneLine] = []
    package var held: [HeldLine] = []
    package var verified: [TaskKey] = []
    package var rework: [TaskKey] = []
    package var without: [LaneKey] = []
    package var reason: String?

    package init() {}
}

/// A task in a bundle.
package struct BundledTaskLine: Record {
    package static let name = "window.bundle.task"
    package static let fields: [Field<Self>] = [
        Field("task", \.task, "The task."),
        Field("state", \.state, "Where it stands."),
        Field("delivery", \.delivery, "Its delivery."),
        Field("commit", \.commit, "The delivered commit."),
        Field("artifacts", \.artifacts, "The artifacts that were handed in."),
        Field("transcript", \.transcript, "What was run and what it gave."),
        Field("passed", \.passed, "How many tests passed."),
        Field("closeout", \.closeout, "What the closing gates said."),
    ]

    package var task: TaskKey = .unset
    package var state: String = ""
    package var delivery: DeliveryID?
    package var commit: String?
    package var artifacts: [String] = []
    package var transcript: [String] = []
    package var passed: Int64?
    package var closeout: String?

    package init() {}
}

/// The bundle of a lane.
package struct LaneBundleReport: Record {
    package static let name = "window.bundle.report"
    package static let fields: [Field<Self>] = [
        Field("window", \.window, "The window."),
        Field("lane", \.lane, "The lane."),
        Field("tasks", \.tasks, "Its tasks."),
        Field("passed", \.passed, "How many tests passed in all."),
        Field("memory", \.memory, "The ids of notes and observations."),
        Field("risks", \.risks, "What is still to be feared."),
        Field("gaps", \.gaps, "What is missing."),
        Field("advice", \.advice, "What the rule at level advise has to say."),
    ]

    package var window: WindowName = .unset
    package var lane: LaneKey = .unset
    package var tasks: [BundledTaskLine] = []
    package var passed: Int64 = 0
    package var memory: [String] = []
    package var risks: String?
    package var gaps: [String] = []
    package var advice: [String] = []

    package init() {}
}

/// A task of a window after its intake.
package struct ReworkLine: Record {
    package static let name = "window.rework.task"
    package static let fields: [Field<Self>] = [
        Field("task", \.task, "The task."),
        Field("lane", \.lane, "Its lane."),
        Field("title", \.title, "What is to be done."),
        Field("state", \.state, "Where it stands."),
        Field("agent", \.agent, "Whose it is."),
        Field("delivery", \.delivery, "Its delivery."),
        Field("replay", \.replay, "The newest replay."),
        Field("grade", \.grade, "What that came to."),
        Field("points", \.points, "What is to be mended or decided."),
    ]

    package var task: TaskKey = .unset
    package var lane: LaneKey = .unset
    package var title: String = ""
    package var state: String = ""
    package var agent: AgentID?
    package var delivery: DeliveryID?
    package var replay: ReplayID?
    package var grade: String?
    package var points: [String] = []

    package init() {}
}

/// One list of all that is to be mended in a window.
package struct ReworkReport: Record {
    package static let name = "window.rework"
    package static let fields: [Field<Self>] = [
        Field("window", \.window, "The window."),
        Field("as_of", \.asOf, "The ledger's revision that it is told from."),
        Field("tasks", \.tasks, "All tasks of the window, by lane."),
        Field("rework", \.rework, "How many have something to mend."),
        Field("accepted", \.accepted, "How many are accepted."),
        Field("markdown", \.markdown, "The list as Markdown."),
    ]

    package var window: WindowName = .unset
    package var asOf: Int64 = 0
    package var tasks: [ReworkLine] = []
    package var rework: Int = 0
    package var accepted: Int = 0
    package var markdown: String = ""

    package init() {}
}
