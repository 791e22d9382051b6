extension GitRepository {
    /// All worktrees of the repository with their state, the main one first.
    ///
    /// One question to git, for the commits; the rest is read from files, so a worktree whose
    /// making was cut off is listed too.
    package func worktrees() throws(GitError) -> [WorktreeEntry] {
        let tips = Dictionary(
            try branches().map { ($0.name, $0.commit) },
            uniquingKeysWith: { first, _ in first }
        )
        var entries = try WorktreeRegistry(location: location()).entries()
        for index in entries.indices {
            if entries[index].head == .hidden {
                let asked = pinned(to: entries[index].pinned)
                entries[index].head = try asked.hiddenHead()
            }
            switch entries[index].head {
            case .branch(let name): entries[index].commit = tips[name]
            case .detached(let commit): entries[index].commit = commit
            case .reference(let name): entries[index].commit = try target(of: name)
            case .hidden, nil: break
            }
        }
        return entries
    }

    /// Adds a worktree, or goes on where an earlier attempt with the same request was cut off.
    ///
    /// Where the worktree is there already, it is left as it is, changes and all. What an earlier
    /// attempt left half-made is finished; what stands there beside that is parked first. No more
    /// than one process at a time may ask for the same path; any number may ask for different ones.
    ///
    /// - Throws: ``GitError/branchExists(_:at:)``, ``GitError/branchInUse(_:path:)``,
    ///   ``GitError/branchInTheWay(_:existing:)``, ``GitError/unknownBranch(_:)``,
    ///   ``GitError/worktreeDiffers(path:holds:)``, ``GitError/pathOccupied(path:)``,
    ///   ``GitError/lockHeld(lock:holder:)``.
    @discardableResult
    package func addWorktree(_ request: WorktreeRequest) throws(GitError) -> AddedWorktree {
        try WorktreeSetup(request, in: self).run()
    }

    /// Removes a worktree, or goes on where an earlier removal was cut off.
    ///
    /// Ignored files go with it; everything else is looked for first, and again when the directory
    /// is out of everybody's way. Where the directory is gone already, or belongs to something else
    /// by now, the worktree is only forgotten.
    ///
    /// - Returns: What was parked; always empty with ``Leftovers/refuse``.
    /// - Throws: ``GitError/wouldLose(path:losses:)``, ``GitError/notAWorktree(path:)``,
    ///   ``GitError/mainWorktree(path:)``, ``GitError/worktreeLocked(path:reason:)``.
    @discardableResult
    package func removeWorktree(
        at path: String,
        leftovers: Leftovers
    ) throws(GitError) -> [ParkedWork] {
        try WorktreeRemoval(of: path, in: self, leftovers: leftovers).run()
    }

    /// What removing the worktree would lose; empty when nothing.
    package func losses(ofRemoving path: String) throws(GitError) -> WorktreeLosses {
        let canonical = try FileProbe.canonical(path)
        guard let entry = try WorktreeRegistry(location: location()).entry(at: canonical) else {
            throw .notAWorktree(path: path)
        }
        return try WorktreeInspection(of: entry, in: self).losses()
    }

    /// Forgets worktrees whose directory is gone, and remains of ones that were never finished.
    ///
    /// No file of a working directory is touched. One that holds staged work or commits that no
    /// branch has is kept, whatever the predicate says; so is one that somebody locked.
    ///
    /// - Parameter names: Says which candidates to forget. It must know that nobody is making the
    ///   candidate at this moment: a half-made worktree looks the same.
    package func pruneWorktrees(
        where names: (PruneCandidate) -> Bool
    ) throws(GitError) -> [PrunedWorktree] {
        try WorktreePruning(in: self).run(where: names)
    }
}
