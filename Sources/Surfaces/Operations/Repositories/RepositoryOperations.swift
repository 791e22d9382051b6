import Model

/// Registers a git repository in the workspace.
package enum AddRepository: Operation {
    package typealias Output = RepositoryLine
    package static let name = "repo.add"
    package static let summary = "Registers a git repository in the workspace."
    package static let effect = Effect.changesOncePerKey
    package static let needsPlace = true
    package static let takesTime = true
    package static let errors: [String] = [
        "repository.taken",
        "repository.look_alike",
        "repository.registered",
        "git.not_a_repository",
    ]
    package static let example = Input { input in
        input.path = "../web"
    }

    /// What is asked of `repo.add`.
    package struct Input: Record {
        package static let name = "repo.add.input"
        package static let fields: [Field<Self>] = [
            Field("path", \.path, "The path of the repository or of one of its worktrees."),
            Field("name", \.name, "Its name; by default that of the directory."),
        ]

        package var path: String = ""
        package var name: RepositoryName?

        package init() {}
    }
}

/// Says where a registered repository is now.
package enum MoveRepository: Operation {
    package typealias Output = RepositoryLine
    package static let name = "repo.move"
    package static let summary =
        "Says where a registered repository is now: in another folder, or on another machine."
    package static let effect = Effect.changesOncePerKey
    package static let needsPlace = true
    package static let takesTime = true
    package static let errors: [String] = [
        "repository.unknown",
        "repository.registered",
        "git.not_a_repository",
    ]
    package static let example = Input { input in
        input.name = RepositoryName(trusted: "web")
        input.path = "../web"
    }

    /// What is asked of `repo.move`.
    package struct Input: Record {
        package static let name = "repo.move.input"
        package static let fields: [Field<Self>] = [
            Field("name", \.name, "The repository."),
            Field("path", \.path, "Where it is now: its path or that of one of its worktrees."),
        ]

        package var name: RepositoryName = .unset
        package var path: String = ""

        package init() {}
    }
}

/// Lists the registered repositories.
package enum ListRepositories: Operation {
    package typealias Output = Page<RepositoryLine>
    package static let name = "repo.list"
    package static let summary = "Lists the registered repositories."
    package static let effect = Effect.reads
    package static let errors: [String] = []
    package typealias Input = NoInput
    package static let example = NoInput()
}

/// A registered repository.
package struct RepositoryLine: Record {
    package static let name = "repo.line"
    package static let fields: [Field<Self>] = [
        Field("name", \.name, "Its name."),
        Field("path", \.path, "The path of its main worktree."),
        Field("default_branch", \.defaultBranch, "The branch that work starts from."),
        Field("profile", \.profile, "The digest of its replay profile, once it was seen."),
    ]

    package var name: RepositoryName = .unset
    package var path: String = ""
    package var defaultBranch: String = ""
    package var profile: String?

    package init() {}
}
