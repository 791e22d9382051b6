import Model

/// Takes the review slices of a run on that were handed in.
package enum AdvanceRun: Operation {
    package typealias Output = RunAdvance
    package static let name = "run.advance"
    package static let summary =
        "Ends the rounds of review slices that were handed in with something left to mend."
    package static let effect = Effect.changes
    package static let isRepeatable = true
    package static let errors: [String] = ["run.unknown", "run.not_running"]
    package static let example = Input { $0.run = RunName(trusted: "phase-a") }

    /// What is asked of `run.advance`.
    package struct Input: Record {
        package static let name = "run.advance.input"
        package static let fields: [Field<Self>] = [Field("run", \.run, "The run.")]

        package var run: RunName = .unset

        package init() {}
    }
}

/// What a look at a run's review slices has done.
package struct RunAdvance: Record {
    package static let name = "run.advance.report"
    package static let fields: [Field<Self>] = [
        Field("run", \.run, "The run."),
        Field("rounds", \.rounds, "The rounds that have ended by it."),
        Field("asked", \.asked, "What a founder was asked by it."),
        Field("advice", \.advice, "What waits for somebody else, and why."),
    ]

    package var run: RunLine = .init()
    package var rounds: [RunRoundLine] = []
    package var asked: [DecisionID] = []
    package var advice: [String] = []

    package init() {}
}

/// A round of a review slice that has ended.
package struct RunRoundLine: Record {
    package static let name = "run.round"
    package static let fields: [Field<Self>] = [
        Field("slice", \.slice, "The review slice."),
        Field("round", \.round, "The round, from 1."),
        Field("fixes", \.fixes, "The slices that were added for what is to be mended."),
    ]

    package var slice: TaskKey = .unset
    package var round: Int64 = 1
    package var fixes: [RunFixLine] = []

    package init() {}
}

/// A slice that was added to mend findings.
package struct RunFixLine: Record {
    package static let name = "run.fix"
    package static let fields: [Field<Self>] = [
        Field("task", \.task, "Its task."),
        Field("owner", \.owner, "Who mends."),
        Field("findings", \.findings, "What is to be mended."),
    ]

    package var task: TaskKey = .unset
    package var owner: AgentID = .unset
    package var findings: [FindingID] = []

    package init() {}
}

/// The round that a review slice is in.
package struct SliceRound: Record {
    package static let name = "run.slice.round"
    package static let fields: [Field<Self>] = [
        Field("round", \.round, "The round, from 1."),
        Field("max", \.max, "The most rounds, what a founder has granted included."),
        Field("reviews", \.reviews, "The reviews that are parts of it."),
        Field("stopping", \.stopping, "The blocking and high findings that are open or disputed."),
        Field("decision", \.decision, "What a founder is asked about it."),
    ]

    package var round: Int64 = 1
    package var max: Int64 = 1
    package var reviews: [ReviewID] = []
    package var stopping: [FindingID] = []
    package var decision: DecisionID?

    package init() {}
}
