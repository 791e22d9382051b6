/// A git repository registered in the workspace.
package struct Repository: Hashable, Sendable {
    package let name: RepositoryName
    /// The absolute path of its main worktree, or of the bare repository.
    package let path: String
    /// The absolute path of the directory that all its worktrees share.
    package let commonDirectory: String
    package let defaultBranch: String

    package init(name: RepositoryName, path: String, commonDirectory: String, defaultBranch: String)
    {
        self.name = name
        self.path = path
        self.commonDirectory = commonDirectory
        self.defaultBranch = defaultBranch
    }
}

/// What can happen to a repository.
package enum RepositoryEvent: Hashable, Sendable {
    case registered(path: String, commonDirectory: String, defaultBranch: String)
    /// It is elsewhere now: in another folder, or on another machine.
    case moved(path: String, commonDirectory: String, defaultBranch: String)
    /// The committed replay profile was seen to have changed.
    case profileChanged(digest: String, commit: String)

    /// The event as it is written.
    package var fact: Fact {
        switch self {
        case .registered(let path, let commonDirectory, let defaultBranch):
            FactWriter().with("path", path).with("common_directory", commonDirectory)
                .with("default_branch", defaultBranch).fact("repository.registered")
        case .moved(let path, let commonDirectory, let defaultBranch):
            FactWriter().with("path", path).with("common_directory", commonDirectory)
                .with("default_branch", defaultBranch).fact("repository.moved")
        case .profileChanged(let digest, let commit):
            FactWriter().with("digest", digest).with("commit", commit)
                .fact("repository.profile_changed")
        }
    }

    /// Reads the fact back, or answers `nil` for a fact about something else.
    package init?(_ fact: Fact) throws(FactError) {
        let reader = try FactReader(fact)
        switch fact.type {
        case "repository.registered":
            self = .registered(
                path: try reader.text("path"),
                commonDirectory: try reader.text("common_directory"),
                defaultBranch: try reader.text("default_branch")
            )
        case "repository.moved":
            self = .moved(
                path: try reader.text("path"),
                commonDirectory: try reader.text("common_directory"),
                defaultBranch: try reader.text("default_branch")
            )
        case "repository.profile_changed":
            self = .profileChanged(
                digest: try reader.text("digest"),
                commit: try reader.text("commit")
            )
        default: return nil
        }
    }
}

/// What can be wrong with an act on a repository.
package enum RepositoryError: Reportable, Equatable {
    case unknown(RepositoryName)
    case taken(RepositoryName, path: String)
    case lookAlike(RepositoryName, existing: RepositoryName)
    case registered(path: String, as: RepositoryName)
    case ambiguous([RepositoryName])
    case none

    package var code: String {
        switch self {
        case .unknown: "repository.unknown"
        case .taken: "repository.taken"
        case .lookAlike: "repository.look_alike"
        case .registered: "repository.registered"
        case .ambiguous: "repository.ambiguous"
        case .none: "repository.none"
        }
    }

    package var category: ErrorCategory {
        switch self {
        case .unknown: .notFound
        case .taken, .lookAlike, .registered: .conflict
        case .ambiguous, .none: .usage
        }
    }

    package var message: String {
        switch self {
        case .unknown(let name): "There is no repository '\(name)'."
        case .taken(let name, let path):
            "There is already a repository '\(name)' at \(path.printable(limit: 200))."
        case .lookAlike(let name, let existing):
            "'\(name)' looks like the repository '\(existing)'."
        case .registered(let path, let name):
            "The repository at \(path.printable(limit: 200)) is registered already, as '\(name)'."
        case .ambiguous(let names):
            "It is not clear which repository is meant: "
                + "\(names.map(\.text).joined(separator: ", "))."
        case .none: "The task names no repository, and none is registered."
        }
    }

    package var hint: String? {
        switch self {
        case .unknown, .none: "`worklead repo list` shows them; `worklead repo add PATH` adds one."
        case .ambiguous: "Name it with `--repo`."
        case .taken(let name, _):
            "Choose another name with `--name`. Where it is the same one, "
                + "`worklead repo move \(name) PATH` says where it is now."
        case .lookAlike: "Choose another name with `--name`."
        case .registered: nil
        }
    }
}
