/// Makes a worktree in steps, each of which can be the last one that happens.
///
/// The state of the files says where to go on; nothing is remembered elsewhere:
///
/// 1. the branch, made in one step;
/// 2. git's registration with the directory and its `.git` file, but no content. It is cleared and
///    made anew when it is not whole: no work can be in it;
/// 3. the content; see ``WorktreeCheckout``. The index comes last and in one step, so a worktree
///    without one is not finished.
struct WorktreeSetup {
    let repository: GitRepository
    let request: WorktreeRequest
    let path: String
    let registry: WorktreeRegistry

    /// Each round of an undisturbed run takes one step; more than this means that somebody undoes
    /// them.
    private static let roundsMax = 12

    init(_ request: WorktreeRequest, in repository: GitRepository) throws(GitError) {
        guard request.path.isAbsolutePath, !request.path.utf8.contains(0), request.path != "/"
        else {
            throw .refusedName(
                kind: "a worktree's directory",
                text: request.path,
                fault: "it must be absolute and have no NUL"
            )
        }
        self.repository = repository
        self.request = request
        path = try FileProbe.canonical(request.path)
        registry = WorktreeRegistry(location: try repository.location())
    }

    func run() throws(GitError) -> AddedWorktree {
        var parked: [ParkedWork] = []
        var isBegun = try finishInterruptedRemoval(&parked)
        var isRegistered = false
        for _ in 1...Self.roundsMax {
            switch try situation() {
            case .absent:
                try prepareBranch()
                try register()
                isRegistered = true
            case .husk:
                isBegun = true
                try clearDirectory()
            case .stale(let entry):
                isBegun = true
                parked += try forget(entry)
            case .unfinished(let entry):
                isBegun = isBegun || !isRegistered
                isRegistered = true
                parked += try checkOut(entry)
            case .complete(let entry):
                try unlock(entry)
                return try added(
                    origin: isBegun ? .resumed : isRegistered ? .created : .present,
                    parked: parked
                )
            }
        }
        throw .worktreeDiffers(path: path, holds: "what another process changes meanwhile")
    }

    // MARK: - Steps

    func prepareBranch() throws(GitError) {
        switch request.start {
        case .detached:
            return
        case .branch(let branch):
            guard try repository.tip(of: branch) != nil else { throw .unknownBranch(branch) }
        case .newBranch(let branch, let start):
            if try isTaken(branch, from: start) { return }
            do {
                try createBranch(branch, at: start)
            } catch .branchExists(let branch, let tip) {
                // Somebody else made it at this moment.
                guard try isTaken(branch, from: start) else {
                    throw .branchExists(branch, at: tip)
                }
            }
        }
    }

    /// Makes the branch, also where a git that was killed in making it has left its lock.
    private func createBranch(
        _ branch: BranchName,
        at start: CommitID
    ) throws(GitError) {
        do {
            try repository.createBranch(branch, at: start)
        } catch .lockHeld(let lock, nil) {
            // Nobody else makes a branch of that name, and a branch that is not there is not worked
            // on.
            let left = registry.location.commonDirectory.appending(path: branch.reference + ".lock")
            guard try FileProbe.canonical(lock).isSameBytes(as: left) else {
                throw .lockHeld(lock: lock, holder: nil)
            }
            try FileChange.removeFile(left)
            try repository.createBranch(branch, at: start)
        }
    }

    /// Whether the branch is there and grew from the start.
    ///
    /// It is not moved.
    private func isTaken(
        _ branch: BranchName,
        from start: CommitID
    ) throws(GitError) -> Bool {
        guard let tip = try repository.tip(of: branch) else { return false }
        if tip == start { return true }
        guard try repository.isAncestor(start, of: tip) else {
            throw .branchExists(branch, at: tip)
        }
        return true
    }

    /// Lets git make the directory and register it, without content and without `--track`: that
    /// writes the configuration, whose lock turns most of many parallel calls away.
    func register() throws(GitError) {
        let words = ["worktree", "add", "--quiet", "--no-checkout"]
        do {
            switch request.start {
            case .newBranch(let branch, _), .branch(let branch):
                try repository.run(.writing(words + ["--", path, branch.text]))
            case .detached(let commit):
                try repository.run(.writing(words + ["--detach", "--", path, commit.text]))
            }
        } catch .commandFailed(let command, let exitCode, let complaint) {
            // "'<branch>' is already checked out at '<path>'", since 2.42 "already used by worktree
            // at".
            if let other = complaint.between("already checked out at '", "'")
                ?? complaint.between("already used by worktree at '", "'"),
                let branch = request.start.branch
            {
                throw .branchInUse(branch, path: other)
            }
            throw .commandFailed(command: command, exitCode: exitCode, complaint: complaint)
        }
    }

    func checkOut(_ entry: WorktreeEntry) throws(GitError) -> [ParkedWork] {
        try WorktreeCheckout(of: entry, in: repository, parking: request.parking).run()
    }

    func unlock(_ entry: WorktreeEntry) throws(GitError) {
        guard entry.lockReason == WorktreeEntry.lockWhileMaking else { return }
        try repository.run(.writing(["worktree", "unlock", "--", entry.path]))
    }

    // MARK: - Clearing

    /// Forgets a registration whose directory is gone, keeping what it still held.
    private func forget(_ entry: WorktreeEntry) throws(GitError) -> [ParkedWork] {
        let parked = try WorktreeForgetting(entry, in: repository)
            .run(leftovers: .park(request.parking))
        try clearDirectory()
        return parked
    }

    /// Removes the directory, in which there is a `.git` file at most.
    private func clearDirectory() throws(GitError) {
        try FileChange.removeFile(path.appending(path: ".git"))
        try FileChange.removeEmptyDirectory(path)
    }

    private func finishInterruptedRemoval(_ parked: inout [ParkedWork]) throws(GitError) -> Bool {
        let removal = try WorktreeRemoval(
            of: path,
            in: repository,
            leftovers: .park(request.parking)
        )
        guard let finished = try removal.finishInterrupted() else { return false }
        parked += finished
        return true
    }

    private func added(
        origin: AddedWorktree.Origin,
        parked: [ParkedWork]
    ) throws(GitError) -> AddedWorktree {
        guard let location = try RepositoryLocator.location(at: path) else {
            throw .notAWorktree(path: path)
        }
        return AddedWorktree(location: location, origin: origin, parked: parked)
    }
}

extension WorktreeRequest.Start {
    var branch: BranchName? {
        switch self {
        case .newBranch(let branch, _), .branch(let branch): branch
        case .detached: nil
        }
    }
}
