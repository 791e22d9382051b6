import Model

/// Says of each path whether the asker may change it, and who or what speaks against it.
package enum CheckPaths: Operation {
    package typealias Output = PathCheckReport
    package static let name = "path.check"
    package static let summary =
        "Says of each path whether the asker may change it, and what speaks against it."
    package static let effect = Effect.reads
    package static let errors: [String] = ["session.absent"]
    package static let example = Input { input in
        input.paths = ["src/login.swift"]
    }

    /// What is asked of `path.check`.
    package struct Input: Record {
        package static let name = "path.check.input"
        package static let fields: [Field<Self>] = [
            Field(
                "paths",
                \.paths,
                "The paths: absolute, or from the directory on.",
                .example("src/login.swift")
            ),
            Field(
                "directory",
                \.directory,
                "Where relative paths are meant from; by default the top of the repository."
            ),
        ]

        package var paths: [String] = []
        package var directory: String?

        package init() {}
    }
}

/// What was found about paths.
package struct PathCheckReport: Record {
    package static let name = "path.check.report"
    package static let fields: [Field<Self>] = [
        Field("agent", \.agent, "Who asked."),
        Field("level", \.level, "The strictest level of what was found."),
        Field("paths", \.paths, "Each path, in the order asked."),
    ]

    package var agent: AgentID = .unset
    package var level: RuleLevel = .off
    package var paths: [PathLine] = []

    package init() {}
}

/// A path, and what speaks against changing it.
package struct PathLine: Record {
    package static let name = "path.line"
    package static let fields: [Field<Self>] = [
        Field("asked", \.asked, "The path as it was asked about."),
        Field("path", \.path, "The path from the top of its repository on."),
        Field("repository", \.repository, "Its repository."),
        Field(
            "standing",
            \.standing,
            "How it stands to the asker.",
            .oneOf([
                "in_scope", "free", "elsewhere", "out_of_scope", "held", "out_of_role",
                "other_worktree",
            ])
        ),
        Field("level", \.level, "What the rule does: off where nothing speaks against it."),
        Field("rule", \.rule, "The gate that speaks against it."),
        Field("task", \.task, "The task that has it in scope, or that it is outside of."),
        Field("holder", \.holder, "Whose it is, if it is another's."),
        Field("reason", \.reason, "What speaks against it."),
    ]

    package var asked: String = ""
    package var path: String?
    package var repository: RepositoryName?
    package var standing: String = "free"
    package var level: RuleLevel = .off
    package var rule: GateName?
    package var task: TaskKey?
    package var holder: AgentID?
    package var reason: String?

    package init() {}
}
