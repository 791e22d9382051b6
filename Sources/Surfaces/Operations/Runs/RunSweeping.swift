import Model

extension Alignment.Action: FieldValue {}
extension Alignment.Standing: FieldValue {}

/// Looks at the agents of a run before it goes on.
package enum SweepRun: Operation {
    package typealias Output = RunSweepReport
    package static let name = "run.sweep"
    package static let summary =
        "Shows which agents of a run go on with what they remember, and which start afresh."
    package static let effect = Effect.reads
    package static let errors: [String] = ["run.unknown"]
    package static let example = Input { $0.run = RunName(trusted: "phase-a") }

    /// What is asked of `run.sweep`.
    package struct Input: Record {
        package static let name = "run.sweep.input"
        package static let fields: [Field<Self>] = [Field("run", \.run, "The run.")]

        package var run: RunName = .unset

        package init() {}
    }
}

/// The agents of a run, with what is to be done with each one's session.
package struct RunSweepReport: Record {
    package static let name = "run.swept"
    package static let fields: [Field<Self>] = [
        Field("run", \.run, "The run."),
        Field("freshness", \.freshness, "Whether an agent may go on with its next slice."),
        Field("target", \.target, "How many agents are started for whatever is ready."),
        Field("max", \.max, "The most agents at once."),
        Field("in_hand", \.inHand, "How many slices agents have in hand."),
        Field("agents", \.agents, "Its agents, by their ids."),
    ]

    package var run: RunLine = .init()
    package var freshness: Freshness = .aligned
    package var target: Int64 = 1
    package var max: Int64 = 1
    package var inHand: Int = 0
    package var agents: [SweptAgentLine] = []

    package init() {}
}

/// An agent of a run, with what is to be done with its session.
package struct SweptAgentLine: Record {
    package static let name = "run.swept.agent"
    package static let fields: [Field<Self>] = [
        Field("agent", \.agent, "Who it is."),
        Field("standing", \.standing, "Whether what it remembers is about its next slice."),
        Field("why", \.why, "Why, as a word."),
        Field("action", \.action, "What is to be done with its session."),
        Field("reason", \.reason, "Why, as a sentence."),
        Field("next", \.next, "What it has in hand, or would take up next."),
        Field("last", \.last, "What it worked on last for the run."),
        Field("launch", \.launch, "The launch in which it did."),
        Field("sessions", \.sessions, "Its sessions that go on."),
        Field("dialect", \.dialect, "How its program talks; absent where somebody else starts it."),
    ]

    package var agent: AgentID = .unset
    package var standing = Alignment.Standing.fresh
    package var why: String?
    package var action = Alignment.Action.start
    package var reason: String = ""
    package var next: TaskKey?
    package var last: TaskKey?
    package var launch: Int64?
    package var sessions: [SessionID] = []
    package var dialect: String?

    package init() {}
}
