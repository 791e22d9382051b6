/// A registration without a usable worktree.
package struct PruneCandidate: Hashable, Sendable {
    /// The name under which the repository keeps it.
    package let name: String
    /// Where the worktree was; `nil` where that was never written, or is removed already.
    package let path: String?
}

/// What became of a candidate that was to be forgotten.
package struct PrunedWorktree: Hashable, Sendable {
    package enum Outcome: Hashable, Sendable {
        case forgotten
        case keptBecauseLocked(reason: String)
        case keptBecauseOf(WorktreeLosses)
    }

    package let candidate: PruneCandidate
    package let outcome: Outcome
}

/// Forgets registrations whose worktree is gone.
struct WorktreePruning {
    private let repository: GitRepository
    private let registry: WorktreeRegistry

    init(in repository: GitRepository) throws(GitError) {
        self.repository = repository
        registry = WorktreeRegistry(location: try repository.location())
    }

    func run(where names: (PruneCandidate) -> Bool) throws(GitError) -> [PrunedWorktree] {
        var pruned: [PrunedWorktree] = []
        for entry in try registry.entries() {
            guard let name = entry.name, entry.state == .missing || entry.state == .foreign else {
                continue
            }
            let candidate = PruneCandidate(name: name, path: entry.path)
            guard names(candidate) else { continue }
            pruned.append(PrunedWorktree(candidate: candidate, outcome: try forget(entry)))
        }
        for name in try registry.nameless() {
            let candidate = PruneCandidate(name: name, path: nil)
            guard names(candidate) else { continue }
            pruned.append(PrunedWorktree(candidate: candidate, outcome: try forget(named: name)))
        }
        return pruned
    }

    private func forget(_ entry: WorktreeEntry) throws(GitError) -> PrunedWorktree.Outcome {
        if entry.isLockedByUser { return .keptBecauseLocked(reason: entry.lockReason ?? "") }
        do {
            _ = try WorktreeForgetting(entry, in: repository).run(leftovers: .refuse)
            return .forgotten
        } catch .wouldLose(_, let losses) {
            return .keptBecauseOf(losses)
        }
    }

    private func forget(named name: String) throws(GitError) -> PrunedWorktree.Outcome {
        let kept = registry.privateDirectory(of: name)
        let reason = try FileProbe.line(of: kept.appending(path: "locked"))
        if let reason, reason != WorktreeEntry.lockWhileMaking {
            return .keptBecauseLocked(reason: reason)
        }
        let entry = WorktreeEntry(
            name: name,
            path: kept,
            privateDirectory: kept,
            state: .missing,
            lockReason: reason,
            head: try RepositoryLocator.head(of: kept)
        )
        return try forget(entry)
    }
}
