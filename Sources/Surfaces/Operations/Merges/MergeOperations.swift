import Model

/// Asks that an accepted task be merged.
package enum AddMerge: Operation {
    package typealias Output = MergeLine
    package static let name = "merge.add"
    package static let summary = "Puts an accepted task into the merge queue; merges nothing yet."
    package static let effect = Effect.changes
    package static let takesTime = true
    package static let errors: [String] = [
        "merge.off", "merge.not_accepted", "merge.queued_already", "merge.merged_already",
        "task.unknown", "agent.lacks_right",
    ]
    package static let example = Input { $0.task = TaskKey(trusted: "P07-B4") }

    /// What is asked of `merge.add`.
    package struct Input: Record {
        package static let name = "merge.add.input"
        package static let fields: [Field<Self>] = [Field("task", \.task, "The task.")]

        package var task: TaskKey = .unset

        package init() {}
    }
}

/// Takes a task out of the merge queue.
package enum DropMerge: Operation {
    package typealias Output = MergeLine
    package static let name = "merge.drop"
    package static let summary = "Takes a task out of the merge queue; nothing merged is undone."
    package static let effect = Effect.changes
    package static let errors: [String] = [
        "merge.not_queued", "merge.not_waiting", "merge.is_moving", "task.unknown",
        "rule.secrets", "agent.lacks_right",
    ]
    package static let example = Input { input in
        input.task = TaskKey(trusted: "P07-B4")
        input.reason = "It goes out with the next release."
    }

    /// What is asked of `merge.drop`.
    package struct Input: Record {
        package static let name = "merge.drop.input"
        package static let fields: [Field<Self>] = [
            Field("task", \.task, "The task."),
            Field("reason", \.reason, "Why.", .line(1000)),
        ]

        package var task: TaskKey = .unset
        package var reason: String = ""

        package init() {}
    }
}

/// Lists the merge queue.
package enum ListMerges: Operation {
    package typealias Output = Page<MergeLine>
    package static let name = "merge.list"
    package static let summary = "Lists what waits to be merged, as it was asked for."
    package static let effect = Effect.reads
    package static let errors: [String] = ["repository.unknown"]
    package static let example = Input()

    /// What is asked of `merge.list`.
    package struct Input: Record {
        package static let name = "merge.list.input"
        package static let fields: [Field<Self>] = [
            Field("repository", \.repository, "Only this repository's; by default all."),
            Field("task", \.task, "Only this task's."),
            Field(
                "all",
                \.all,
                "Whether to list what was merged, refused or dropped too.",
                .hasDefault
            ),
            Field(
                "limit",
                \.limit,
                "The most that are listed.",
                .hasDefault,
                .minimum(1),
                .maximum(1000)
            ),
        ]

        package var repository: RepositoryName?
        package var task: TaskKey?
        package var all: Bool = false
        package var limit: Int = 100

        package init() {}
    }
}

/// Merges what waits.
package enum RunMerges: Operation {
    package typealias Output = MergeRunReport
    package static let name = "merge.run"
    package static let summary =
        "Merges what waits, each after its checks have passed on the merged tree."
    package static let effect = Effect.changes
    package static let takesTime = true
    // What is merged already waits no more.
    package static let isRepeatable = true
    package static let errors: [String] = [
        "merge.off", "merge.is_running", "merge.no_branch", "merge.checkout_changed",
        "merge.branch_moved", "merge.no_checks", "replay.no_sandbox", "git.program_too_old",
        "repository.unknown", "repository.ambiguous", "agent.lacks_right",
    ]
    package static let example = Input()

    /// What is asked of `merge.run`.
    package struct Input: Record {
        package static let name = "merge.run.input"
        package static let fields: [Field<Self>] = [
            Field(
                "repository",
                \.repository,
                "The repository; by default the one around, or the only one."
            ),
            Field(
                "limit",
                \.limit,
                "The most tasks that are taken up.",
                .hasDefault,
                .minimum(1),
                .maximum(1000)
            ),
            Field(
                "unsandboxed",
                \.unsandboxed,
                "Whether to run checks without a sandbox where none can be had.",
                .hasDefault
            ),
        ]

        package var repository: RepositoryName?
        package var limit: Int = 100
        package var unsandboxed: Bool = false

        package init() {}
    }
}

/// Looks whether what was accepted is still in the branch.
package enum VerifyMerges: Operation {
    package typealias Output = MergeVerifyReport
    package static let name = "merge.verify"
    package static let summary =
        "Names the parts of accepted work that somebody's merge has dropped from the branch."
    package static let effect = Effect.reads
    package static let takesTime = true
    package static let errors: [String] = [
        "merge.no_branch", "merge.not_accepted", "task.unknown", "repository.unknown",
        "repository.ambiguous",
    ]
    package static let example = Input()

    /// What is asked of `merge.verify`.
    package struct Input: Record {
        package static let name = "merge.verify.input"
        package static let fields: [Field<Self>] = [
            Field("task", \.task, "The one task to look at; by default all that were accepted."),
            Field(
                "repository",
                \.repository,
                "The repository; by default the one around, or the only one."
            ),
            Field(
                "limit",
                \.limit,
                "The most tasks that are looked at, the newest first.",
                .hasDefault,
                .minimum(1),
                .maximum(10_000)
            ),
        ]

        package var task: TaskKey?
        package var repository: RepositoryName?
        package var limit: Int = 200

        package init() {}
    }
}
