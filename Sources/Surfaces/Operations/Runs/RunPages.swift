import Model
import ReportKit

/// Shows what a run has done.
package enum ReportRun: Operation {
    package typealias Output = ReportPage
    package static let name = "run.report"
    package static let summary =
        "Shows what a run has done: slices, reviews, decisions, cost, and what is unresolved."
    package static let effect = Effect.reads
    package static let takesTime = true
    package static let errors: [String] = ["run.unknown"]
    package static let example = Input { $0.run = RunName(trusted: "phase-a") }

    /// What is asked of `run.report`.
    package struct Input: Record {
        package static let name = "run.report.input"
        package static let fields: [Field<Self>] = [Field("run", \.run, "The run.")]

        package var run: RunName = .unset

        package init() {}
    }
}

/// Shows how a run leaves worktrees and branches, and what comes next.
package enum HandRunOff: Operation {
    package typealias Output = ReportPage
    package static let name = "run.handoff"
    package static let summary =
        "Shows how a run leaves worktrees and branches, what is open, and what comes next."
    package static let effect = Effect.reads
    package static let takesTime = true
    package static let errors: [String] = ["run.unknown"]
    package static let example = Input { $0.run = RunName(trusted: "phase-a") }

    /// What is asked of `run.handoff`.
    package struct Input: Record {
        package static let name = "run.handoff.input"
        package static let fields: [Field<Self>] = [Field("run", \.run, "The run.")]

        package var run: RunName = .unset

        package init() {}
    }
}

/// What a readiness slice says.
package struct RunReadinessLine: Record {
    package static let name = "run.readiness"
    package static let fields: [Field<Self>] = [
        Field("slice", \.slice, "The slice."),
        Field("path", \.path, "Its document; absent where the file of the run names none."),
        Field("commit", \.commit, "The commit that was delivered."),
        Field(
            "verdict",
            \.verdict,
            "What it says; absent where that can't be read.",
            .oneOf(["ready", "not-ready"])
        ),
        Field("blockers", \.blockers, "What is in the way, in the order in which to see to it."),
        Field("faults", \.faults, "What is wrong with the document."),
    ]

    package var slice: TaskKey = .unset
    package var path: String?
    package var commit: String = ""
    package var verdict: String?
    package var blockers: [RunBlockerLine] = []
    package var faults: [String] = []

    package init() {}
}

/// Something that is in the way of what comes next.
package struct RunBlockerLine: Record {
    package static let name = "run.blocker"
    package static let fields: [Field<Self>] = [
        Field("owner", \.owner, "Whose it is."),
        Field("text", \.text, "What is in the way."),
    ]

    package var owner: AgentID = .unset
    package var text: String = ""

    package init() {}
}
