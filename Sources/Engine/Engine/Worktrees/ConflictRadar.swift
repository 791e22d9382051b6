import Model
import Store

/// A path on which two agents are at work, or are about to be.
package struct PathConflict: Hashable, Sendable {
    /// Whether both have changed the path, or one only holds it.
    package enum Kind: String, Sendable {
        /// Both have changed it.
        case bothChange = "both_change"
        /// One has changed what another's claim holds.
        case changesReserved = "changes_reserved"
    }

    package let path: String
    package let repository: RepositoryName
    package let kind: Kind
    package let tasks: [TaskKey]
    package let agents: [AgentID]
}

/// Looks into the worktrees of running claims for paths that get in each other's way.
///
/// What counts is what the worktrees really hold, committed since their start or not, whatever the
/// packets say.
package struct ConflictRadar {
    private let view: View
    private let checkouts: any CheckoutAccess

    package init(view: View, checkouts: any CheckoutAccess) {
        self.view = view
        self.checkouts = checkouts
    }

    private struct Changed {
        let worktree: Worktree
        let task: TaskKey
        let paths: Set<String>
    }

    /// The conflicts, by repository and path.
    package func conflicts() throws -> [PathConflict] {
        let changed = try changes()
        var found: [PathConflict] = []
        for (index, one) in changed.enumerated() {
            for other in changed[(index + 1)...]
            where other.worktree.plan.repository == one.worktree.plan.repository
                && other.task != one.task
            {
                for path in one.paths.intersection(other.paths) {
                    found.append(
                        PathConflict(
                            path: path,
                            repository: one.worktree.plan.repository,
                            kind: .bothChange,
                            tasks: [one.task, other.task].sorted(),
                            agents: [one.worktree.plan.agent, other.worktree.plan.agent].sorted()
                        )
                    )
                }
            }
            found += try trespasses(of: one)
        }
        return found.sorted {
            ($0.repository.text, $0.path, $0.kind.rawValue) < (
                $1.repository.text, $1.path, $1.kind.rawValue
            )
        }
    }

    private func trespasses(of one: Changed) throws -> [PathConflict] {
        let reservations = try view.reservations.candidates(
            beside: one.task,
            in: one.worktree.plan.repository,
            anchors: [Anchor.any],
            at: view.now
        )
        return try reservations.filter { $0.agent != one.worktree.plan.agent }.flatMap {
            reservation in
            let pattern = try PathPattern(reservation.pattern)
            return one.paths.filter(pattern.matches).map { path in
                PathConflict(
                    path: path,
                    repository: one.worktree.plan.repository,
                    kind: .changesReserved,
                    tasks: [one.task, reservation.task].sorted(),
                    agents: [one.worktree.plan.agent, reservation.agent].sorted()
                )
            }
        }
    }

    private func changes() throws -> [Changed] {
        try view.worktrees.worktrees().compactMap { worktree in
            guard let key = worktree.plan.task, let stored = try view.tasks.task(key),
                let hold = stored.task.hold, hold.agent == worktree.plan.agent
            else { return nil }
            let repository = try view.repository(named: worktree.plan.repository)
            guard try checkouts.worktreeIsWhole(worktree.plan, of: repository) else { return nil }
            let head = try checkouts.commit("HEAD", in: worktree.plan.path)
            let committed = try checkouts.changedPaths(
                from: worktree.plan.start,
                to: head,
                in: worktree.plan.path
            )
            let open = try checkouts.uncommittedPaths(in: worktree.plan.path)
            return Changed(worktree: worktree, task: key, paths: Set(committed).union(open))
        }
    }
}
