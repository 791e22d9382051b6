/// A worktree that is wanted.
package struct WorktreeRequest: Hashable, Sendable {
    package enum Start: Hashable, Sendable {
        /// On a new branch. One of that name whose history comes from the commit is taken as it is:
        /// an earlier attempt made it, or its worktree was removed.
        case newBranch(BranchName, from: CommitID)
        /// On a branch that exists.
        case branch(BranchName)
        /// On a commit, with no branch.
        case detached(CommitID)
    }

    /// Absolute.
    ///
    /// What is above it is made when it is missing.
    package let path: String
    package let start: Start
    /// Where work is kept that is found in the way of finishing a half-made worktree.
    package let parking: ParkingPlace

    package init(path: String, start: Start, parking: ParkingPlace) {
        self.path = path
        self.start = start
        self.parking = parking
    }
}

/// A worktree that is there now.
package struct AddedWorktree: Hashable, Sendable {
    package enum Origin: String, Hashable, Sendable {
        case created
        /// An earlier attempt had begun it.
        case resumed
        /// It was there, complete.
        case present
    }

    package let location: RepositoryLocation
    package let origin: Origin
    /// What was found in the way and parked.
    package let parked: [ParkedWork]
}

/// What happens to work in a worktree that is to be removed.
package enum Leftovers: Hashable, Sendable {
    /// Nothing is removed as long as something would be lost.
    case refuse
    /// It is parked first.
    case park(ParkingPlace)
}
