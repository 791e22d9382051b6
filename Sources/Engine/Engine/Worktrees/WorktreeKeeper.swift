import Digests
import Model
import Store

/// Makes and clears away the worktrees of claims.
///
/// Each is a sequence of steps, and a crash between any two leaves a state from which the same call
/// goes on: the plan is in the ledger before git is asked, and git's answer is noted after.
package struct WorktreeKeeper: Sendable {
    private let engine: WorkspaceEngine
    private let request: ChangeRequest
    private let places: WorktreePlaces

    package init(engine: WorkspaceEngine, request: ChangeRequest, places: WorktreePlaces) {
        self.engine = engine
        self.request = request
        self.places = places
    }

    /// A worktree that stands, and what an earlier holder left.
    package struct Prepared: Sendable {
        package let worktree: Worktree
        package let handoff: Handoff?
    }

    /// What an earlier holder of a task left behind.
    package struct Handoff: Sendable {
        package let claim: ClaimStore.Record
        package let worktree: Worktree?
        package let commit: String?
        package let parkedCommit: String?
    }

    /// Makes the worktree of a claim, or finishes it, or finds it whole.
    ///
    /// - Returns: `nil` for a task without a repository.
    package func prepare(_ key: TaskKey) async throws -> Prepared? {
        let known = try engine.read { view in
            let stored = try view.task(key)
            return (
                task: stored.task,
                repository: try stored.task.repository.map { try view.repository(named: $0) },
                worktrees: try view.worktrees.worktrees(of: key),
                claims: try view.claims.claims(on: key),
                run: try view.runs.slice(of: key)?.run
            )
        }
        guard let repository = known.repository, let hold = known.task.hold else { return nil }
        let handoff = try await handOff(
            before: hold.fence,
            claims: known.claims,
            worktrees: known.worktrees,
            repository: repository
        )
        if let mine = try reusable(known.worktrees, hold, repository) {
            return Prepared(worktree: try await make(mine, repository), handoff: handoff)
        }
        let base = try known.run.map { try RunBranch(of: $0, engine).bring(in: repository) }
        let plan = try plan(known.task, hold, repository, handoff, base)
        let name = "\(key.text).\(hold.fence)"
        _ = try await engine.change(request, encode: { _ in .null }) { change in
            try change.worktrees.plan(plan, named: name)
        }
        let planned = Worktree(
            name: name,
            plan: plan,
            state: .planned,
            parkedRef: nil,
            parkedCommit: nil
        )
        return Prepared(worktree: try await make(planned, repository), handoff: handoff)
    }

    /// Keeps what the holder of a task has not committed, and finds where the work stands.
    ///
    /// - Returns: `nil` for a task without a repository.
    package func keep(_ claim: StaleClaim) async throws -> Handoff? {
        let known = try engine.read { view in
            (
                repository: try view.task(claim.task).task.repository.map {
                    try view.repository(named: $0)
                },
                worktrees: try view.worktrees.worktrees(of: claim.task),
                claims: try view.claims.claims(on: claim.task)
            )
        }
        guard let repository = known.repository else { return nil }
        return try await handOff(
            before: claim.hold.fence.next,
            claims: known.claims,
            worktrees: known.worktrees,
            repository: repository
        )
    }

    /// The worktree of this very claim, or the agent's own of an earlier one that still stands.
    private func reusable(
        _ worktrees: [Worktree],
        _ hold: Hold,
        _ repository: Repository
    ) throws -> Worktree? {
        for worktree in worktrees where worktree.plan.agent == hold.agent {
            if worktree.plan.fence == hold.fence, worktree.state != .removed { return worktree }
            if worktree.state == .made || worktree.state == .parked,
                try engine.checkouts.worktreeIsWhole(worktree.plan, of: repository)
            {
                return worktree
            }
        }
        return nil
    }

    private func make(_ worktree: Worktree, _ repository: Repository) async throws -> Worktree {
        // A planned one may be half-made; making goes on where it was cut off.
        if try worktree.state == .planned
            || !engine.checkouts.worktreeIsWhole(worktree.plan, of: repository)
        {
            try engine.checkouts.makeWorktree(worktree.plan, of: repository)
        }
        if worktree.state == .planned {
            _ = try await engine.change(request, encode: { _ in .null }) { change in
                try change.worktrees.noteMade(worktree.name)
            }
        }
        return worktree
    }

    private func plan(
        _ task: WorkTask,
        _ hold: Hold,
        _ repository: Repository,
        _ handoff: Handoff?,
        _ base: String?
    ) throws -> WorktreePlan {
        let slug = task.key.text.lowercased()
        var branch = places.branches.branch(for: hold.agent, slug: slug)
        if try engine.checkouts.exists("refs/heads/\(branch)", in: repository.path) {
            branch = places.branches.branch(for: hold.agent, slug: "\(slug)-\(hold.fence)")
        }
        let start =
            try handoff?.commit ?? base
            ?? engine.checkouts.commit(repository.defaultBranch, in: repository.path)
        return WorktreePlan(
            repository: repository.name,
            path: places.path(of: task.key, hold.fence, in: repository.name),
            branch: branch,
            start: start,
            task: task.key,
            agent: hold.agent,
            fence: hold.fence
        )
    }

    /// Keeps what the one before had not committed, and finds where that work stands.
    private func handOff(
        before fence: Fence,
        claims: [ClaimStore.Record],
        worktrees: [Worktree],
        repository: Repository
    ) async throws -> Handoff? {
        guard let earlier = claims.last(where: { $0.fence < fence }) else { return nil }
        guard let worktree = worktrees.first(where: { ($0.plan.fence ?? .none) < fence }) else {
            return Handoff(claim: earlier, worktree: nil, commit: nil, parkedCommit: nil)
        }
        var commit: String?
        if let branch = worktree.plan.branch,
            try engine.checkouts.exists("refs/heads/\(branch)", in: repository.path)
        {
            commit = try engine.checkouts.commit("refs/heads/\(branch)", in: repository.path)
        }
        var parked = worktree.parkedCommit
        if try engine.checkouts.worktreeIsWhole(worktree.plan, of: repository) {
            parked = try await park(worktree) ?? parked
        }
        return Handoff(claim: earlier, worktree: worktree, commit: commit, parkedCommit: parked)
    }

    /// Keeps what is uncommitted under a ref, and leaves the worktree as it is.
    private func park(_ worktree: Worktree) async throws -> String? {
        let ref = places.parkedRef(of: worktree)
        guard let commit = try engine.checkouts.park(worktree.plan.path, as: ref) else {
            return nil
        }
        _ = try await engine.change(request, encode: { _ in .null }) { change in
            try change.worktrees.noteParked(worktree.name, ref: ref, commit: commit)
        }
        return commit
    }

    /// A worktree after a clean-up, with why it was kept if it was.
    package struct Cleaned: Sendable {
        package let worktree: Worktree
        package let keptBecause: String?
    }

    /// Removes the worktrees of tasks that are final, once what is uncommitted is kept under a ref.
    ///
    /// - Parameter key: Only those of this task; `nil` for all.
    package func clean(_ key: TaskKey?) async throws -> [Cleaned] {
        let all = try engine.read { view in
            try view.worktrees.worktrees().filter { key == nil || $0.plan.task == key }.map {
                (
                    worktree: $0,
                    repository: try view.repository(named: $0.plan.repository),
                    state: try $0.plan.task.flatMap { try view.tasks.task($0)?.task }
                )
            }
        }
        var cleaned: [Cleaned] = []
        for (worktree, repository, task) in all {
            cleaned.append(
                Cleaned(
                    worktree: worktree,
                    keptBecause: try await remove(worktree, of: repository, for: task)
                )
            )
        }
        return cleaned
    }

    private func remove(
        _ worktree: Worktree,
        of repository: Repository,
        for task: WorkTask?
    ) async throws -> String? {
        guard let task else { return "it is \(worktree.plan.agent)'s own" }
        guard task.state.name.isFinal else { return "\(task.key) is \(task.state.name.words)" }
        if request.isDryRun { return nil }
        if try engine.checkouts.worktreeIsWhole(worktree.plan, of: repository) {
            _ = try await park(worktree)
        }
        try engine.checkouts.removeWorktree(worktree.plan, of: repository)
        _ = try await engine.change(request, encode: { _ in .null }) { change in
            try change.worktrees.noteRemoved(worktree.name)
        }
        return nil
    }
}

/// Where worktrees, their branches and what was uncommitted in them go.
package struct WorktreePlaces: Sendable {
    /// The absolute path of the directory under which worktrees are made.
    package let root: String
    package let branches: BranchPattern

    package init(root: String, branches: BranchPattern = BranchPattern()) {
        self.root = root
        self.branches = branches
    }

    /// Where the worktree of a claim goes.
    package func path(of key: TaskKey, _ fence: Fence, in repository: RepositoryName) -> String {
        "\(root)/\(repository.text)/\(key.text).\(fence)"
    }

    /// The ref that keeps what was uncommitted in a worktree.
    package func parkedRef(of worktree: Worktree) -> String {
        "refs/worklead/parked/\(worktree.name)"
    }
}
