/// Where a repository's parts lie, seen from one of its directories.
package struct RepositoryLocation: Hashable, Sendable {
    /// Which of a repository's working directories this is.
    package enum Kind: Hashable, Sendable {
        /// The one that came with the repository. A submodule's is its repository's main one.
        case main
        /// One that was added, with the name under which the repository keeps it.
        case linked(name: String)
        /// None: the repository has no working directory of its own.
        case bare
    }

    /// The top of the working directory; `nil` in a bare repository and inside a `.git` directory.
    package let root: String?
    /// What belongs to this worktree alone: HEAD, the index, its log.
    package let privateDirectory: String
    /// What all worktrees of the repository share: objects, branches, configuration.
    package let commonDirectory: String
    package let kind: Kind
    package let head: Head

    /// The branch that is checked out, also one without commits; `nil` when HEAD is detached.
    package var branch: BranchName? { head.branch }

    /// Whether HEAD names a commit and no branch.
    package var isDetached: Bool {
        switch head {
        case .detached: true
        case .branch, .reference, .hidden: false
        }
    }

    /// Whether this is a worktree whose first checkout has not ended: it is being made, or the
    /// making was cut off.
    ///
    /// ``GitRepository/addWorktree(_:)`` goes on with it.
    package var isUnfinished: Bool {
        switch kind {
        case .linked: FileProbe.kind(of: privateDirectory.appending(path: "index")) == nil
        case .main, .bare: false
        }
    }
}
