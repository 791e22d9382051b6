/// Removes a worktree in steps, each of which can be the last one that happens.
///
/// 1. Look for what would be lost.
/// 2. Rename the directory: in one step it is out of everybody's way. A partial removal is never
///    seen at the worktree's path, where it could not be told from files that an agent has deleted.
/// 3. Tell the registration where the directory is now.
/// 4. Look again, for what was written meanwhile; then it is put back, or parked.
/// 5. Let git delete it, files first and the registration last.
struct WorktreeRemoval {
    let repository: GitRepository
    let path: String
    let leftovers: Leftovers
    let registry: WorktreeRegistry

    init(of path: String, in repository: GitRepository, leftovers: Leftovers) throws(GitError) {
        self.repository = repository
        self.leftovers = leftovers
        self.path = try FileProbe.canonical(path)
        registry = WorktreeRegistry(location: try repository.location())
    }

    func run() throws(GitError) -> [ParkedWork] {
        let finished = try finishInterrupted()
        guard let entry = try registry.entry(at: path) else {
            guard let finished else { throw .notAWorktree(path: path) }
            return finished
        }
        return (finished ?? []) + (try remove(entry))
    }

    private func remove(_ entry: WorktreeEntry) throws(GitError) -> [ParkedWork] {
        if entry.isMain { throw .mainWorktree(path: path) }
        if entry.isLockedByUser {
            throw .worktreeLocked(path: path, reason: entry.lockReason ?? "")
        }
        switch entry.state {
        case .missing, .foreign:
            return try WorktreeForgetting(entry, in: repository).run(leftovers: leftovers)
        case .present, .unfinished:
            let parked = try keeper(of: entry).keep()
            let later = try delete(setAside(entry))
            // What was parked before is found again afterwards, at the same place.
            return parked + later.filter { !parked.contains($0) }
        case .bare:
            throw .mainWorktree(path: path)
        }
    }

    private func keeper(of entry: WorktreeEntry) throws(GitError) -> LeftoverKeeper {
        LeftoverKeeper(
            inspection: try WorktreeInspection(of: entry, in: repository),
            leftovers: leftovers
        )
    }

    // MARK: - Setting aside

    /// Where a worktree waits for its deletion: beside its place, so that renaming is one step.
    static func places(beside path: String) -> [String] {
        // A file's name has at most 255 bytes.
        let name = String(decoding: path.lastPathName.utf8.prefix(200), as: UTF8.self)
        let first = path.parentPath.appending(path: ".\(name).removed")
        return [first] + (2...9).map { "\(first).\($0)" }
    }

    func setAside(_ entry: WorktreeEntry) throws(GitError) -> WorktreeEntry {
        guard
            let place = Self.places(beside: path).first(where: { FileProbe.ownKind(of: $0) == nil })
        else { throw .pathOccupied(path: Self.places(beside: path)[0]) }
        try FileChange.move(path, to: place)
        return try register(entry, at: place)
    }

    /// Tells the registration where the directory is; what `git worktree repair` does, which stops
    /// at every other worktree whose directory is gone.
    func register(
        _ entry: WorktreeEntry,
        at place: String
    ) throws(GitError) -> WorktreeEntry {
        let file = entry.privateDirectory.appending(path: "gitdir")
        try FileChange.write(place.appending(path: ".git") + "\n", to: file)
        guard let moved = try registry.entry(at: place) else { throw .notAWorktree(path: place) }
        return moved
    }

    // MARK: - Deleting

    /// Looks again and deletes a worktree that was set aside.
    func delete(_ moved: WorktreeEntry) throws(GitError) -> [ParkedWork] {
        let parked: [ParkedWork]
        do {
            parked = try keeper(of: moved).keep(ignoringMissing: moved.state == .present)
        } catch .wouldLose(_, let losses) {
            if FileProbe.ownKind(of: path) == nil {
                try FileChange.move(moved.path, to: path)
                _ = try register(moved, at: path)
            }
            throw .wouldLose(path: path, losses: losses)
        }
        // git's own check would refuse what was just looked at: files already deleted, and
        // submodules that were never fetched. Twice for the lock of a making that was cut off.
        try repository.run(
            .writing(["worktree", "remove", "--force", "--force", "--", moved.path])
        )
        return parked
    }

    // MARK: - Going on

    /// Goes on with a removal that was cut off; `nil` where there was none.
    func finishInterrupted() throws(GitError) -> [ParkedWork]? {
        var finished: [ParkedWork]?
        let registered = try registry.entries()
        for place in Self.places(beside: path) {
            var entry = registered.first { $0.path.isSameBytes(as: place) }
            if entry == nil { entry = try entryNotTold(of: place) }
            guard let entry else { continue }
            finished = (finished ?? []) + (try finish(entry, at: place))
        }
        return finished
    }

    /// The registration of what waits at a place, where it was not told yet.
    private func entryNotTold(of place: String) throws(GitError) -> WorktreeEntry? {
        guard FileProbe.ownKind(of: place) == .directory,
            let entry = try registry.entry(at: path), !entry.isMain, entry.state == .missing,
            try WorktreeRegistry.points(place, to: entry.privateDirectory)
        else { return nil }
        return try register(entry, at: place)
    }

    private func finish(
        _ entry: WorktreeEntry,
        at place: String
    ) throws(GitError) -> [ParkedWork] {
        switch entry.state {
        case .present, .unfinished:
            return try delete(entry)
        case .foreign where FileProbe.ownKind(of: place.appending(path: ".git")) == nil:
            // git was deleting, and had come to the file that leads to the registration.
            try FileChange.write(
                "gitdir: \(entry.privateDirectory)\n",
                to: place.appending(path: ".git")
            )
            guard let entry = try registry.entry(at: place) else { return [] }
            return try delete(entry)
        case .missing:
            return try WorktreeForgetting(entry, in: repository).run(leftovers: leftovers)
        case .foreign, .bare:
            throw .pathOccupied(path: place)
        }
    }
}
