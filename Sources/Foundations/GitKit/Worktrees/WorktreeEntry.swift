/// A worktree as its repository keeps it.
package struct WorktreeEntry: Hashable, Sendable {
    package enum State: String, Hashable, Sendable {
        /// It is there and checked out.
        case present
        /// Its first checkout has not ended: it is being made, or the making was cut off.
        case unfinished
        /// Its directory is gone.
        case missing
        /// Its directory is there and belongs to something else, or to nothing.
        case foreign
        /// The repository itself, without a working directory.
        case bare
    }

    /// The name under which the repository keeps it; `nil` for the main worktree.
    package let name: String?
    /// Where it is, or was.
    package let path: String
    package let privateDirectory: String
    package let state: State
    /// Why it is locked; `nil` when it is not, empty when no reason was given.
    package let lockReason: String?
    /// `nil` where it can't be read: the making was cut off.
    package internal(set) var head: Head?
    /// What is checked out; `nil` before the first commit.
    ///
    /// Only ``GitRepository/worktrees()`` fills it.
    package internal(set) var commit: CommitID?

    package var isMain: Bool { name == nil }

    package var branch: BranchName? { head?.branch }

    /// Whether git itself would forget it, had it been gone for long enough.
    package var isPrunable: Bool {
        switch state {
        case .missing, .foreign: lockReason == nil
        case .present, .unfinished, .bare: false
        }
    }

    /// git's own lock while it makes a worktree; it stays when git is killed meanwhile.
    static let lockWhileMaking = "initializing"

    var isLockedByUser: Bool { lockReason != nil && lockReason != Self.lockWhileMaking }

    var pinned: PinnedWorktree {
        switch state {
        case .present, .unfinished:
            PinnedWorktree(root: path, privateDirectory: privateDirectory)
        case .missing, .foreign, .bare:
            PinnedWorktree(root: nil, privateDirectory: privateDirectory)
        }
    }

    /// What it holds, for messages.
    var holds: String {
        switch head {
        case .branch(let branch): "branch '\(branch)'"
        case .detached(let commit): "commit \(commit.short)"
        case .reference(let name): "'\(name)'"
        case .hidden, nil: "something else"
        }
    }
}
