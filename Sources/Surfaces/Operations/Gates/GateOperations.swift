import Model

/// Shows the gates, with their levels.
package enum ListGates: Operation {
    package typealias Input = NoInput
    package typealias Output = Page<GateLine>
    package static let name = "gate.list"
    package static let summary = "Shows the gates, with their levels."
    package static let effect = Effect.reads
    package static let errors: [String] = []
    package static let example = NoInput()
}

/// Shows one gate: what it refuses, what that is proven by, and what its runs came to.
package enum ShowGate: Operation {
    package typealias Output = GateDetail
    package static let name = "gate.show"
    package static let summary = "Shows a gate, its cases, and what its runs came to."
    package static let effect = Effect.reads
    package static let errors: [String] = ["gate.unknown"]
    package static let example = Input { $0.gate = GateName(trusted: "secrets") }

    /// What is asked of `gate.show`.
    package struct Input: Record {
        package static let name = "gate.show.input"
        package static let fields: [Field<Self>] = [Field("gate", \.gate, "The gate.")]

        package var gate: GateName = .unset

        package init() {}
    }
}

/// Gates that are run together.
package enum GateSetName: String, Sendable, CaseIterable, FieldValue {
    case bootstrap, lint, prework, closeout, preflight
}

/// Runs gates, and records what they say.
package enum RunGates: Operation {
    package typealias Output = GateRunReport
    package static let name = "gate.run"
    package static let summary = "Runs gates on a task or a working directory, and records it."
    package static let effect = Effect.changes
    package static let takesTime = true
    package static let errors: [String] = [
        "gate.unknown", "gate.nothing_to_judge", "task.unknown", "session.absent",
    ]
    package static let example = Input { input in
        input.set = .closeout
        input.task = TaskKey(trusted: "P07-B4")
    }

    /// What is asked of `gate.run`.
    package struct Input: Record {
        package static let name = "gate.run.input"
        package static let fields: [Field<Self>] = [
            Field("gates", \.gates, "The gates; all of the set where none is named.", .hasDefault),
            Field("set", \.set, "Gates that belong together; those that are off are left out."),
            Field("on", \.on, "What they are run on; by default what there is."),
            Field("task", \.task, "The task; by default what is in hand in the directory."),
            Field("phase", \.phase, "The phase that is looked at.", .line(80)),
            Field("path", \.path, "The working directory."),
        ]

        package var gates: [GateName] = []
        package var set: GateSetName?
        package var on: GateTarget?
        package var task: TaskKey?
        package var phase: String?
        package var path: String?

        package init() {}
    }
}

/// What gates said.
package struct GateRunReport: Record {
    package static let name = "gate.run.report"
    package static let fields: [Field<Self>] = [
        Field("run", \.run, "The id of the run."),
        Field("target", \.target, "What they were run on."),
        Field("task", \.task, "The task."),
        Field("phase", \.phase, "The phase."),
        Field("commit", \.commit, "The commit that was looked at."),
        Field("passes", \.passes, "Whether nothing refuses at level block."),
        Field("results", \.results, "What each gate said."),
    ]

    package var run: GateRunID = .unset
    package var target: GateTarget = .worktree
    package var task: TaskKey?
    package var phase: String?
    package var commit: String?
    package var passes = true
    package var results: [GateResultLine] = []

    package init() {}
}

/// Shows what a gate said, newest first.
package enum ShowGateHistory: Operation {
    package typealias Output = Page<GateHistoryLine>
    package static let name = "gate.history"
    package static let summary =
        "Shows what a gate said, what was said of a task, or what each gate said last."
    package static let effect = Effect.reads
    package static let errors: [String] = ["gate.unknown"]
    package static let example = Input { $0.gate = GateName(trusted: "scope") }

    /// What is asked of `gate.history`.
    package struct Input: Record {
        package static let name = "gate.history.input"
        package static let fields: [Field<Self>] = [
            Field(
                "gate",
                \.gate,
                "The gate; by default all that were asked about the task, else the last of each."
            ),
            Field("task", \.task, "The task."),
            Field(
                "limit",
                \.limit,
                "The most that are shown.",
                .hasDefault,
                .minimum(1),
                .maximum(1000)
            ),
        ]

        package var gate: GateName?
        package var task: TaskKey?
        package var limit = 20

        package init() {}
    }
}

/// What a gate said once.
package struct GateHistoryLine: Record {
    package static let name = "gate.history.line"
    package static let fields: [Field<Self>] = [
        Field("run", \.run, "The run."),
        Field("ran_at", \.ranAt, "When it was."),
        Field("actor", \.actor, "Who ran it, or was asked."),
        Field("moment", \.moment, "The moment at which it was asked by itself."),
        Field("target", \.target, "What it was run on."),
        Field("task", \.task, "The task."),
        Field("phase", \.phase, "The phase."),
        Field("commit", \.commit, "The commit."),
        Field("result", \.result, "What it said."),
    ]

    package var run: GateRunID = .unset
    package var ranAt: Timestamp = .unset
    package var actor: AgentID = .unset
    package var moment: GateMoment?
    package var target: GateTarget = .worktree
    package var task: TaskKey?
    package var phase: String?
    package var commit: String?
    package var result = GateResultLine()

    package init() {}
}

/// Shows what gates cost, and what they refused for it.
package enum ShowGateCost: Operation {
    package typealias Output = Page<GateCostLine>
    package static let name = "gate.cost"
    package static let summary = "Shows what gates cost in time, and what they refused for it."
    package static let effect = Effect.reads
    package static let errors: [String] = []
    package static let example = Input()

    /// What is asked of `gate.cost`.
    package struct Input: Record {
        package static let name = "gate.cost.input"
        package static let fields: [Field<Self>] = [
            Field("since", \.since, "From that moment on.")
        ]

        package var since: Timestamp?

        package init() {}
    }
}

/// Moments at which a hook asks, and refuses by itself.
package enum HookMoment: String, Sendable, CaseIterable, FieldValue {
    case edit, commit, stop
}

/// Records that a hook refused something.
package enum NoteRefusal: Operation {
    package typealias Output = RefusalNote
    package static let name = "gate.note"
    package static let summary = "Records that a hook has refused something by a gate."
    package static let effect = Effect.changes
    package static let isRepeatable = true
    package static let errors: [String] = ["gate.unknown", "session.absent"]
    package static let example = Input { input in
        input.gate = GateName(trusted: "edit")
        input.fault = "'docs/a.md': it is outside the scope of P07-B4."
    }

    /// What is asked of `gate.note`.
    package struct Input: Record {
        package static let name = "gate.note.input"
        package static let fields: [Field<Self>] = [
            Field("gate", \.gate, "The gate."),
            Field("moment", \.moment, "What was refused.", .hasDefault),
            Field("task", \.task, "The task that it was about."),
            Field("fault", \.fault, "Why, as a sentence.", .line(500)),
        ]

        package var gate: GateName = .unset
        package var moment: HookMoment = .edit
        package var task: TaskKey?
        package var fault: String = ""

        package init() {}
    }
}

/// Whether a refusal is in the ledger.
package struct RefusalNote: Record {
    package static let name = "gate.note.report"
    package static let fields: [Field<Self>] = [
        Field("noted", \.noted, "Whether it is recorded now; else it was told just before.")
    ]

    package var noted: Bool = false

    package init() {}
}
