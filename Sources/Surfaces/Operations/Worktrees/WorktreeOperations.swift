import Model

/// Makes the worktree of a held task, or finishes one whose making was interrupted.
package enum AddWorktree: Operation {
    package typealias Output = WorktreeLine
    package static let name = "worktree.add"
    package static let summary =
        "Makes the worktree of a held task, or finishes one whose making was interrupted."
    package static let effect = Effect.changes
    package static let takesTime = true
    package static let isRepeatable = true
    package static let errors: [String] = ["task.unknown", "task.not_held", "task.held"]
    package static let example = Input { input in
        input.task = TaskKey(trusted: "P07-B4")
    }

    /// What is asked of `worktree.add`.
    package struct Input: Record {
        package static let name = "worktree.add.input"
        package static let fields: [Field<Self>] = [
            Field("task", \.task, "The task.")
        ]

        package var task: TaskKey = .unset

        package init() {}
    }
}

/// Lists the worktrees that Worklead made, with their state.
package enum ListWorktrees: Operation {
    package typealias Output = Page<WorktreeLine>
    package static let name = "worktree.list"
    package static let summary = "Lists the worktrees that Worklead made, with their state."
    package static let effect = Effect.reads
    package static let errors: [String] = []
    package typealias Input = NoInput
    package static let example = NoInput()
}

/// Removes worktrees that nobody needs; uncommitted work is parked first.
package enum CleanWorktrees: Operation {
    package typealias Output = Page<WorktreeLine>
    package static let name = "worktree.clean"
    package static let summary =
        "Removes worktrees that nobody needs; uncommitted work is parked first."
    package static let effect = Effect.changes
    package static let takesTime = true
    package static let isRepeatable = true
    package static let errors: [String] = []
    package static let example = Input()

    /// What is asked of `worktree.clean`.
    package struct Input: Record {
        package static let name = "worktree.clean.input"
        package static let fields: [Field<Self>] = [
            Field("task", \.task, "Only the worktrees of this task.")
        ]

        package var task: TaskKey?

        package init() {}
    }
}

/// A worktree that Worklead made.
package struct WorktreeLine: Record {
    package static let name = "worktree.line"
    package static let fields: [Field<Self>] = [
        Field("name", \.name, "Its name."),
        Field("path", \.path, "Where it is."),
        Field("repository", \.repository, "Its repository."),
        Field("branch", \.branch, "Its branch."),
        Field("task", \.task, "The task it is for."),
        Field("agent", \.agent, "The agent it was made for."),
        Field("state", \.state, "How far its making or clearing away has come."),
        Field("uncommitted", \.uncommitted, "How many paths are not committed, where it is there."),
        Field("parked", \.parked, "The commit that keeps what was uncommitted."),
        Field("kept", \.kept, "Why it was not cleaned."),
    ]

    package var name: String = ""
    package var path: String = ""
    package var repository: RepositoryName = .unset
    package var branch: String?
    package var task: TaskKey?
    package var agent: AgentID = .unset
    package var state: String = ""
    package var uncommitted: Int?
    package var parked: String?
    package var kept: String?

    package init() {}
}

/// Shows which worktrees change the same paths, and which reservations overlap.
package enum ListConflicts: Operation {
    package typealias Output = Page<ConflictLine>
    package static let name = "worktree.conflicts"
    package static let summary =
        "Shows which worktrees change the same paths, and which reservations overlap."
    package static let effect = Effect.reads
    package static let takesTime = true
    package static let errors: [String] = []
    package typealias Input = NoInput
    package static let example = NoInput()
}

/// A path that two agents change or hold.
package struct ConflictLine: Record {
    package static let name = "worktree.conflict"
    package static let fields: [Field<Self>] = [
        Field("path", \.path, "The path."),
        Field("repository", \.repository, "The repository."),
        Field(
            "kind",
            \.kind,
            "Whether both change it, or one changes what the other has reserved."
        ),
        Field("tasks", \.tasks, "The tasks."),
        Field("agents", \.agents, "The agents."),
    ]

    package var path: String = ""
    package var repository: RepositoryName = .unset
    package var kind: String = ""
    package var tasks: [TaskKey] = []
    package var agents: [AgentID] = []

    package init() {}
}
