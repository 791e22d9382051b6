import Model

/// Lists the runs.
package enum ListRuns: Operation {
    package typealias Output = Page<RunLine>
    package static let name = "run.list"
    package static let summary = "Lists the runs, newest first."
    package static let effect = Effect.reads
    package static let errors: [String] = []
    package static let example = Input { $0.open = true }

    /// What is asked of `run.list`.
    package struct Input: Record {
        package static let name = "run.list.input"
        package static let fields: [Field<Self>] = [
            Field("open", \.open, "Without those that are finished or cancelled.", .hasDefault),
            Field("limit", \.limit, "The most of them.", .hasDefault, .minimum(1), .maximum(1000)),
        ]

        package var open = false
        package var limit = 50

        package init() {}
    }
}

/// Shows what the file of a run says.
package enum ShowRun: Operation {
    package typealias Output = RunDetail
    package static let name = "run.show"
    package static let summary = "Shows what the file of a run says, and the file itself."
    package static let effect = Effect.reads
    package static let errors: [String] = ["run.unknown"]
    package static let example = Input { $0.run = RunName(trusted: "phase-a") }

    /// What is asked of `run.show`.
    package struct Input: Record {
        package static let name = "run.show.input"
        package static let fields: [Field<Self>] = [
            Field("run", \.run, "The run."),
            Field("text", \.text, "Whether to give the file too.", .hasDefault),
        ]

        package var run: RunName = .unset
        package var text = false

        package init() {}
    }
}

/// Shows how far a run is.
package enum ShowRunStatus: Operation {
    package typealias Output = RunStatus
    package static let name = "run.status"
    package static let summary =
        "Shows how far a run is: its slices, what waits for whom, what decides, and the cost."
    package static let effect = Effect.reads
    package static let errors: [String] = ["run.unknown"]
    package static let example = Input { $0.run = RunName(trusted: "phase-a") }

    /// What is asked of `run.status`.
    package struct Input: Record {
        package static let name = "run.status.input"
        package static let fields: [Field<Self>] = [
            Field("run", \.run, "The run."),
            Field("state", \.state, "Only the slices that stand there."),
            Field("stage", \.stage, "Only the slices of that stage."),
            Field(
                "limit",
                \.limit,
                "The most slices that are shown.",
                .hasDefault,
                .minimum(1),
                .maximum(10_000)
            ),
        ]

        package var run: RunName = .unset
        package var state: SliceState?
        package var stage: StageName?
        package var limit = 100

        package init() {}
    }
}
