import Model

extension RunName: FieldValue {}
extension StageName: FieldValue {}
extension DocumentName: FieldValue {}
extension Run.State.Name: FieldValue {}
extension SliceState: FieldValue {}
extension Freshness: FieldValue {}
extension RunSpec.Stage.Kind: FieldValue {}

/// How far a run is.
package typealias RunState = Run.State.Name
/// What a stage of a run is for.
package typealias StageKind = RunSpec.Stage.Kind

/// Writes a run down.
package enum DraftRun: Operation {
    package typealias Output = RunChange
    package static let name = "run.draft"
    package static let summary =
        "Writes a run down from its file; what was asked or approved of another text is void."
    package static let effect = Effect.changes
    package static let isRepeatable = true
    package static let errors: [String] = ["run.refused", "run.begun", "rule.secrets"]
    package static let example = Input { input in
        input.text = "[run]\nname = \"phase-a\"\n"
        input.file = "phase-a.toml"
    }

    /// What is asked of `run.draft`.
    package struct Input: Record {
        package static let name = "run.draft.input"
        package static let fields: [Field<Self>] = [
            Field("text", \.text, "The text of the file, in TOML."),
            Field("file", \.file, "Its name, for what is said about it.", .hasDefault, .line(500)),
        ]

        package var text: String = ""
        package var file: String = "the file"

        package init() {}
    }
}

/// Lists what is wrong with the file of a run.
package enum LintRun: Operation {
    package typealias Output = RunLintReport
    package static let name = "run.lint"
    package static let summary =
        "Lists all that is wrong with the file of a run, by line, and keeps nothing."
    package static let effect = Effect.reads
    package static let needsPlace = true
    package static let errors: [String] = []
    package static let example = Input { $0.text = "[run]\nname = \"phase-a\"\n" }

    /// What is asked of `run.lint`.
    package struct Input: Record {
        package static let name = "run.lint.input"
        package static let fields: [Field<Self>] = [
            Field("text", \.text, "The text of the file, in TOML.")
        ]

        package var text: String = ""

        package init() {}
    }
}

/// Asks a founder whether a run may start.
package enum ApproveRun: Operation {
    package typealias Output = RunChange
    package static let name = "run.approve"
    package static let summary =
        "Asks a founder whether a run may start; a founder who asks says go by that."
    package static let effect = Effect.changes
    package static let errors: [String] = [
        "run.unknown", "run.refused", "run.asked", "run.already", "run.begun",
    ]
    package static let example = Input { $0.run = RunName(trusted: "phase-a") }

    /// What is asked of `run.approve`.
    package struct Input: Record {
        package static let name = "run.approve.input"
        package static let fields: [Field<Self>] = [Field("run", \.run, "The run.")]

        package var run: RunName = .unset

        package init() {}
    }
}

/// Starts a run.
package enum StartRun: Operation {
    package typealias Output = RunChange
    package static let name = "run.start"
    package static let summary =
        "Starts a run that a founder has said go to: makes its tasks and tells their owners."
    package static let effect = Effect.changes
    package static let errors: [String] = [
        "run.unknown", "run.not_approved", "run.begun", "run.refused", "rule.lint",
        "rule.secrets",
    ]
    package static let example = Input { $0.run = RunName(trusted: "phase-a") }

    /// What is asked of `run.start`.
    package struct Input: Record {
        package static let name = "run.start.input"
        package static let fields: [Field<Self>] = [Field("run", \.run, "The run.")]

        package var run: RunName = .unset

        package init() {}
    }
}

/// Stops new claims of a run's slices.
package enum PauseRun: Operation {
    package typealias Output = RunChange
    package static let name = "run.pause"
    package static let summary = "Stops new claims of a run's slices; what is in hand goes on."
    package static let effect = Effect.changes
    package static let errors: [String] = [
        "run.unknown", "run.not_running", "run.already", "run.no_reason", "run.reason_too_long",
        "rule.secrets",
    ]
    package static let example = Input { input in
        input.run = RunName(trusted: "phase-a")
        input.reason = "the schema is not decided"
    }

    /// What is asked of `run.pause`.
    package struct Input: Record {
        package static let name = "run.pause.input"
        package static let fields: [Field<Self>] = [
            Field("run", \.run, "The run."), Field("reason", \.reason, "Why."),
        ]

        package var run: RunName = .unset
        package var reason: String = ""

        package init() {}
    }
}

/// Lets a paused run go on.
package enum ResumeRun: Operation {
    package typealias Output = RunChange
    package static let name = "run.resume"
    package static let summary = "Lets a paused run go on."
    package static let effect = Effect.changes
    package static let errors: [String] = ["run.unknown", "run.not_running", "run.already"]
    package static let example = Input { $0.run = RunName(trusted: "phase-a") }

    /// What is asked of `run.resume`.
    package struct Input: Record {
        package static let name = "run.resume.input"
        package static let fields: [Field<Self>] = [Field("run", \.run, "The run.")]

        package var run: RunName = .unset

        package init() {}
    }
}

/// Gives a run up for good.
package enum CancelRun: Operation {
    package typealias Output = RunChange
    package static let name = "run.cancel"
    package static let summary =
        "Gives a run up: tasks that nobody has in hand are cancelled, the others left."
    package static let effect = Effect.changes
    package static let errors: [String] = [
        "run.unknown", "run.begun", "run.no_reason", "run.reason_too_long", "rule.secrets",
    ]
    package static let example = Input { input in
        input.run = RunName(trusted: "phase-a")
        input.reason = "no longer wanted"
    }

    /// What is asked of `run.cancel`.
    package struct Input: Record {
        package static let name = "run.cancel.input"
        package static let fields: [Field<Self>] = [
            Field("run", \.run, "The run."), Field("reason", \.reason, "Why."),
        ]

        package var run: RunName = .unset
        package var reason: String = ""

        package init() {}
    }
}
