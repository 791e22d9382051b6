extension WorktreeSetup {
    /// Where the worktree is on its way.
    enum Situation {
        case absent
        /// A `.git` file of ours that leads nowhere, and nothing else.
        case husk
        /// Registered, and its directory is gone or empty.
        case stale(WorktreeEntry)
        case unfinished(WorktreeEntry)
        case complete(WorktreeEntry)
    }

    func situation() throws(GitError) -> Situation {
        let entry = try registry.entry(at: path)
        if let entry, entry.isMain { throw .mainWorktree(path: path) }
        let names = try FileProbe.names(in: path)
        let isBare = names?.allSatisfy { $0 == ".git" } ?? (FileProbe.ownKind(of: path) == nil)
        guard let entry else {
            if names?.isEmpty ?? isBare { return .absent }
            guard isBare, try isHusk() else { throw .pathOccupied(path: path) }
            return .husk
        }
        switch entry.state {
        case .present:
            guard holdsRequest(entry) else {
                throw .worktreeDiffers(path: path, holds: entry.holds)
            }
            return .complete(entry)
        case .unfinished:
            if holdsRequest(entry) { return .unfinished(entry) }
            guard isBare else { throw .worktreeDiffers(path: path, holds: entry.holds) }
            return .stale(entry)
        case .missing, .foreign:
            guard isBare else { throw .pathOccupied(path: path) }
            if entry.isLockedByUser {
                throw .worktreeLocked(path: path, reason: entry.lockReason ?? "")
            }
            return .stale(entry)
        case .bare:
            throw .mainWorktree(path: path)
        }
    }

    private func holdsRequest(_ entry: WorktreeEntry) -> Bool {
        switch request.start {
        case .newBranch(let branch, _), .branch(let branch): entry.head == .branch(branch)
        case .detached(let commit): entry.head == .detached(commit)
        }
    }

    /// Whether the `.git` file leads to a registration of this repository that is not there, or is
    /// not whole.
    private func isHusk() throws(GitError) -> Bool {
        let marker = path.appending(path: ".git")
        let target: String?
        do {
            target = try RepositoryLocator.gitFileTarget(marker)
        } catch .gitFileMalformed {
            // git was cut off while it wrote the file.
            guard FileProbe.ownKind(of: marker) == .file else { return false }
            return try FileProbe.bytes(of: marker)?.isEmpty ?? false
        }
        guard let target else { return false }
        let canonical = try FileProbe.canonical(target)
        guard canonical.parentPath.isSameBytes(as: registry.directory) else { return false }
        return try registry.entry(named: canonical.lastPathName) == nil
    }
}
