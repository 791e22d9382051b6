import Model

extension TurnKind: FieldValue {}

/// Shows who held what and what happened, agent by agent.
package enum ReportTimeline: Operation {
    package typealias Output = WorkTimelineReport
    package static let name = "report.timeline"
    package static let summary = "Shows who held what and what happened, agent by agent."
    package static let effect = Effect.reads
    package static let errors: [String] = ["agent.unknown"]
    package static let example = Input { $0.agent = AgentID(trusted: "codex-2") }

    /// What is asked of `report.timeline`.
    package struct Input: Record {
        package static let name = "report.timeline.input"
        package static let fields: [Field<Self>] = [
            Field("from", \.from, "From that moment on; by default eight hours before the end."),
            Field("to", \.to, "Up to that moment; by default now."),
            Field("agent", \.agent, "Only what this agent did."),
            Field("kinds", \.kinds, "Only turns of these kinds; by default all.", .hasDefault),
            Field(
                "limit",
                \.limit,
                "The most claims, and the most other turns, that are told: the newest.",
                .hasDefault,
                .minimum(1),
                .maximum(5000)
            ),
        ]

        package var from: Timestamp?
        package var to: Timestamp?
        package var agent: AgentID?
        package var kinds: [TurnKind] = []
        package var limit: Int = 1000

        package init() {}
    }
}

/// The days of agents beside each other.
package struct WorkTimelineReport: Record {
    package static let name = "report.timeline.report"
    package static let fields: [Field<Self>] = [
        Field("from", \.from, "From when it tells."),
        Field("to", \.to, "Up to when, without that moment."),
        Field("tracks", \.tracks, "The agents of whom there is something, by name."),
        Field("is_cut", \.isCut, "Whether there is more, all of it older."),
    ]

    package var from: Timestamp = .unset
    package var to: Timestamp = .unset
    package var tracks: [TimelineTrack] = []
    package var isCut: Bool = false

    package init() {}
}

/// What an agent held, and what it did.
package struct TimelineTrack: Record {
    package static let name = "report.timeline.track"
    package static let fields: [Field<Self>] = [
        Field("agent", \.agent, "The agent."),
        Field("claims", \.claims, "What it held, oldest first."),
        Field("turns", \.turns, "What else it did, oldest first."),
    ]

    package var agent: AgentID = .unset
    package var claims: [HeldClaimLine] = []
    package var turns: [TurnLine] = []

    package init() {}
}

/// A claim with its task.
package struct HeldClaimLine: Record {
    package static let name = "task.held_claim"
    package static let fields: [Field<Self>] = [
        Field("task", \.task, "The task."),
        Field("title", \.title, "What is to be done."),
        Field("fence", \.fence, "The claim's fence."),
        Field("claimed_at", \.claimedAt, "Since when."),
        Field("ended_at", \.endedAt, "Until when; left out while it goes on."),
        Field("ending", \.ending, "How it ended."),
    ]

    package var task: TaskKey = .unset
    package var title: String = ""
    package var fence: Int64 = 0
    package var claimedAt: Timestamp = .unset
    package var endedAt: Timestamp?
    package var ending: String?

    package init() {}
}

/// Something that happened at one moment.
package struct TurnLine: Record {
    package static let name = "report.timeline.turn"
    package static let fields: [Field<Self>] = [
        Field("revision", \.revision, "The sequence of its event."),
        Field("time", \.time, "When it was."),
        Field("kind", \.kind, "What it was."),
        Field("subject", \.subject, "What it was about."),
        Field("outcome", \.outcome, "What it came to, as a word."),
        Field("text", \.text, "More of it, in a few words."),
    ]

    package var revision: Int64 = 0
    package var time: Timestamp = .unset
    package var kind: TurnKind = .message
    package var subject: String = ""
    package var outcome: String?
    package var text: String = ""

    package init() {}
}
