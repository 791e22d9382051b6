/// Removes the registration of a worktree whose directory is gone.
struct WorktreeForgetting {
    private let entry: WorktreeEntry
    private let repository: GitRepository

    init(_ entry: WorktreeEntry, in repository: GitRepository) {
        self.entry = entry
        self.repository = repository
    }

    /// - Throws: ``GitError/wouldLose(path:losses:)`` when it still holds something that is not to
    ///   be parked, or can't be.
    func run(leftovers: Leftovers) throws(GitError) -> [ParkedWork] {
        let inspection = try WorktreeInspection(of: entry, in: repository)
        let parked = try LeftoverKeeper(inspection: inspection, leftovers: leftovers).keep()
        try Self.removeRegistration(entry.privateDirectory)
        return parked
    }

    /// First what makes git see it, so that one that is half removed is none.
    static func removeRegistration(_ privateDirectory: String) throws(GitError) {
        try FileChange.removeFile(privateDirectory.appending(path: "gitdir"))
        try FileChange.removeTree(privateDirectory)
    }
}

/// Decides about work that would be lost, and parks it where that is wanted.
struct LeftoverKeeper {
    let inspection: WorktreeInspection
    let leftovers: Leftovers

    /// - Parameter ignoringMissing: For a directory that is being deleted: files that are missing
    ///   from it and unchanged otherwise are no loss.
    func keep(ignoringMissing: Bool = false) throws(GitError) -> [ParkedWork] {
        var losses = try inspection.losses()
        if ignoringMissing { losses.changes.removeAll(where: \.isOnlyMissing) }
        if losses.isEmpty { return [] }
        switch leftovers {
        case .refuse:
            throw .wouldLose(path: inspection.entry.path, losses: losses)
        case .park(let place):
            return try park(losses, at: place)
        }
    }

    private func park(
        _ losses: WorktreeLosses,
        at place: ParkingPlace
    ) throws(GitError) -> [ParkedWork] {
        let parking = Parking(inspection: inspection, place: place)
        var parked: [ParkedWork] = []
        if !losses.changes.isEmpty || !losses.hiddenChanges.isEmpty {
            parked += [try parking.parkChanges()].compactMap(\.self)
        }
        // The parked commit has what is checked out as its parent; the rest needs references.
        var remaining = try inspection.lostCommits()
        while let commit = remaining.first {
            parked.append(try parking.keep(commit))
            remaining = try inspection.lostCommits()
        }
        let notKept = parked.flatMap(\.notKept)
        guard notKept.isEmpty, !losses.hasSubmoduleRepositories else {
            var left = WorktreeLosses()
            left.changes = losses.changes.filter { notKept.contains($0.path) }
            left.hasSubmoduleRepositories = losses.hasSubmoduleRepositories
            throw .wouldLose(path: inspection.entry.path, losses: left)
        }
        return parked
    }
}
