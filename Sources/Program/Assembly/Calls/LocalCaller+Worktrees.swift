import Engine
import Model
import Operations
import Store

extension LocalCaller {
    func provideWorktrees(_ provider: inout OperationProvider) {
        provider.provide(ListWorktrees.self) { [unowned self] _, context in
            let engine = try open().engine
            return try read(ListWorktrees.self, context) { view in
                let lines = try view.worktrees.worktrees().map { worktree in
                    try engine.described(
                        worktree,
                        try view.repository(named: worktree.plan.repository)
                    )
                }
                return Page(lines, total: lines.count)
            }
        }
        provider.provide(AddWorktree.self) { [unowned self] input, context in
            let request = try request(AddWorktree.self, input, context, right: .work)
            let workspace = try open()
            try workspace.engine.read(as: request.caller, expecting: request.expected) { view in
                let stored = try view.task(input.task)
                guard let hold = stored.task.hold else {
                    throw TaskError.notHeld(input.task, stored.task.state.name)
                }
                guard hold.agent == (try view.requireAsker().id) else {
                    throw TaskError.held(input.task, by: hold.agent, until: hold.expiry)
                }
            }
            let keeper = try WorktreeKeeper(
                engine: workspace.engine,
                request: request,
                places: places(for: input.task)
            )
            guard let prepared = try await keeper.prepare(input.task) else {
                throw RepositoryError.none
            }
            try keepCredential(in: prepared.worktree.plan.path, request)
            return Reply(
                WorktreeLine(prepared.worktree),
                revision: try workspace.engine.read { try $0.ledger.head() }
            )
        }
        provider.provide(CleanWorktrees.self) { [unowned self] input, context in
            let request = try request(CleanWorktrees.self, input, context, right: .work)
            let workspace = try open()
            let keeper = try WorktreeKeeper(
                engine: workspace.engine,
                request: request,
                places: places(for: input.task)
            )
            let cleaned = try await keeper.clean(input.task)
            let lines = cleaned.map { cleaned in
                var line = WorktreeLine(cleaned.worktree)
                line.kept = cleaned.keptBecause
                if cleaned.keptBecause == nil, !request.isDryRun { line.state = "removed" }
                return line
            }
            return Reply(
                Page(lines, total: lines.count),
                revision: try workspace.engine.read { try $0.ledger.head() },
                isDryRun: request.isDryRun
            )
        }
        provider.provide(ListConflicts.self) { [unowned self] _, context in
            let engine = try open().engine
            return try read(ListConflicts.self, context) { view in
                let lines = try ConflictRadar(view: view, checkouts: engine.checkouts).conflicts()
                return Page(lines.map(ConflictLine.init), total: lines.count)
            }
        }
    }
}

extension WorkspaceEngine {
    /// A worktree with what git says about it now.
    fileprivate func described(
        _ worktree: Worktree,
        _ repository: Repository
    ) throws -> WorktreeLine {
        var line = WorktreeLine(worktree)
        if try checkouts.worktreeIsWhole(worktree.plan, of: repository) {
            line.uncommitted = try checkouts.uncommittedPaths(in: worktree.plan.path).count
        } else if worktree.state != .planned {
            line.state = "missing"
        }
        return line
    }
}

extension ConflictLine {
    init(_ conflict: PathConflict) {
        self.init()
        path = conflict.path
        repository = conflict.repository
        kind = conflict.kind.rawValue
        tasks = conflict.tasks
        agents = conflict.agents
    }
}
