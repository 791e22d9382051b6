/// Fills the directory of a worktree that is registered.
///
/// Not by `git reset --hard`: killed at its end, that leaves locks on HEAD and on the branch, and
/// nobody could commit. Here git writes an index of our own beside the files, and one renaming
/// makes it the worktree's.
struct WorktreeCheckout {
    private let entry: WorktreeEntry
    private let inspection: WorktreeInspection
    private let parking: ParkingPlace

    init(
        of entry: WorktreeEntry,
        in repository: GitRepository,
        parking: ParkingPlace
    ) throws(GitError) {
        self.entry = entry
        self.parking = parking
        inspection = try WorktreeInspection(of: entry, in: repository)
    }

    /// Parks what differs, and lets git write the rest.
    ///
    /// - Returns: What was in the directory and differed from the commit, parked. It is overwritten
    ///   where the commit has a file of that name, and stays otherwise.
    func run() throws(GitError) -> [ParkedWork] {
        let hasFiles = try FileProbe.names(in: entry.path)?.contains { $0 != ".git" } ?? false
        var parked: [ParkedWork] = []
        if hasFiles {
            let parking = Parking(inspection: inspection, place: parking)
            parked += [try parking.parkChanges()].compactMap(\.self)
        }
        try removeLeftLocks()
        try TemporaryIndex.with(of: entry.privateDirectory) { index throws(GitError) in
            // "When used with -u, updates leading to loss of working tree changes or untracked files
            // or directories will not abort the operation." (git-read-tree, `--reset`.)
            var call = GitCall.writing(["read-tree", "--reset", "-u", "HEAD"])
            call.environment = index.environment
            try inspection.repository.run(call)
            try index.replaceIndex(of: entry.privateDirectory)
        }
        return parked
    }

    /// Nobody works in an unfinished worktree: a lock without a holder is what a killed git left.
    private func removeLeftLocks() throws(GitError) {
        for name in ["index.lock", "HEAD.lock", "ORIG_HEAD.lock"] {
            let lock = LockFile(entry.privateDirectory.appending(path: name))
            if lock.exists, lock.holder() == nil { try FileChange.removeFile(lock.path) }
        }
    }
}
