import Model

extension LeftState: FieldValue {}
extension LeftArtifact.Kind: FieldValue {}

/// What a file is that somebody has to leave.
package typealias ArtifactKind = LeftArtifact.Kind

/// Lists what agents left of what a run asks for.
package enum ListRunArtifacts: Operation {
    package typealias Output = RunArtifacts
    package static let name = "run.artifacts"
    package static let summary =
        "Lists what a run's agents are to leave: what is there, missing, faulty or still due."
    package static let effect = Effect.reads
    package static let takesTime = true
    package static let errors: [String] = ["run.unknown", "run.not_of_run"]
    package static let example = Input { $0.run = RunName(trusted: "phase-a") }

    /// What is asked of `run.artifacts`.
    package struct Input: Record {
        package static let name = "run.artifacts.input"
        package static let fields: [Field<Self>] = [
            Field("run", \.run, "The run."),
            Field("agent", \.agent, "Only what that agent leaves."),
            Field("slice", \.slice, "Only what is left with that slice."),
            Field("state", \.state, "Only the files that stand so."),
            Field(
                "limit",
                \.limit,
                "The most files that are shown.",
                .hasDefault,
                .minimum(1),
                .maximum(10_000)
            ),
        ]

        package var run: RunName = .unset
        package var agent: AgentID?
        package var slice: TaskKey?
        package var state: LeftState?
        package var limit = 200

        package init() {}
    }
}

/// Makes the documents that an agent of a run is to leave.
package enum ScaffoldRun: Operation {
    package typealias Output = RunScaffold
    package static let name = "run.scaffold"
    package static let summary =
        "Makes the documents that an agent of a run is to leave, with their headings alone."
    package static let effect = Effect.changes
    package static let needsPlace = true
    package static let takesTime = true
    package static let isRepeatable = true
    package static let errors: [String] = ["run.unknown", "run.not_of_run", "run.outside"]
    package static let example = Input { input in
        input.run = RunName(trusted: "phase-a")
        input.agent = AgentID(trusted: "ada")
    }

    /// What is asked of `run.scaffold`.
    package struct Input: Record {
        package static let name = "run.scaffold.input"
        package static let fields: [Field<Self>] = [
            Field("run", \.run, "The run."),
            Field("agent", \.agent, "Who is to fill them."),
        ]

        package var run: RunName = .unset
        package var agent: AgentID = .unset

        package init() {}
    }
}

/// Says what a clean-up by a manifest would do, and what is wrong with it.
package enum CheckRunCleanup: Operation {
    package typealias Output = RunCleanupReport
    package static let name = "run.check_cleanup"
    package static let summary =
        "Says what a run's clean-up is to archive and delete, and what is gone and not named."
    package static let effect = Effect.reads
    package static let needsPlace = true
    package static let takesTime = true
    package static let errors: [String] = ["run.unknown", "run.no_manifest"]
    package static let example = Input { $0.run = RunName(trusted: "phase-a") }

    /// What is asked of `run.check_cleanup`.
    package struct Input: Record {
        package static let name = "run.check_cleanup.input"
        package static let fields: [Field<Self>] = [
            Field("run", \.run, "The run."),
            Field(
                "manifest",
                \.manifest,
                "Its file; the one that the run's file names if left out.",
                .line(500)
            ),
        ]

        package var run: RunName = .unset
        package var manifest: String?

        package init() {}
    }
}

/// Archives and deletes what a manifest names.
package enum CleanRun: Operation {
    package typealias Output = RunCleanupReport
    package static let name = "run.clean"
    package static let summary =
        "Archives and deletes what a run's manifest names, in the working directory here."
    package static let effect = Effect.changes
    package static let needsPlace = true
    package static let takesTime = true
    package static let errors: [String] = [
        "run.unknown", "run.no_manifest", "run.outside", "run.cleanup_refused",
        "run.uncommitted", "run.not_running",
    ]
    package static let example = Input { $0.run = RunName(trusted: "phase-a") }

    /// What is asked of `run.clean`.
    package struct Input: Record {
        package static let name = "run.clean.input"
        package static let fields: [Field<Self>] = [
            Field("run", \.run, "The run."),
            Field(
                "manifest",
                \.manifest,
                "Its file; the one that the run's file names if left out.",
                .line(500)
            ),
        ]

        package var run: RunName = .unset
        package var manifest: String?

        package init() {}
    }
}
