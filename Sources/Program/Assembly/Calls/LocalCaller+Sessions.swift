import Digests
import Engine
import GitKit
import Model
import Operations
import Store

extension LocalCaller {
    func provideSessions(_ provider: inout OperationProvider) {
        provider.provide(StartSession.self) { [unowned self] input, context in
            try await start(input, context)
        }
        provider.provide(ShowSession.self) { [unowned self] _, context in
            try read(ShowSession.self, context) { view in
                guard let session = try view.requireAsker().session else {
                    throw SessionError.absent
                }
                return try report(session.id, view)
            }
        }
        provider.provide(EndSession.self) { [unowned self] input, context in
            let reply = try await change(EndSession.self, input, context, right: nil) { change in
                guard let session = change.actor.session else { throw SessionError.absent }
                let holds = try change.sessions.end(releasing: input.release, because: input.reason)
                var report = try self.report(session.id, change.view)
                report.holds = holds
                return report
            }
            if !reply.isDryRun, let location = try open().found.location {
                CredentialFile.remove(from: location)
            }
            return reply
        }
        provider.provide(BeatSession.self) { [unowned self] input, context in
            let lease = try lease(input.lease)
            return try await change(BeatSession.self, input, context, right: .speak) { change in
                let renewed = try change.sessions.beat(note: input.note, lease: lease)
                let unread = try change.view.messages.unreadCount(of: change.actor.id)
                return BeatReport {
                    $0.session = change.actor.session?.id ?? .unset
                    $0.renewed = renewed
                    $0.unread = unread
                }
            }
        }
    }

    /// A place that a session can be bound to.
    private struct Seat {
        let location: RepositoryLocation
        let root: String
        let repository: Repository
    }

    private func start(
        _ input: StartSession.Input,
        _ context: CallContext
    ) async throws -> Reply<SessionReport> {
        let workspace = try open()
        let joining = try request(
            StartSession.self,
            input,
            context,
            right: nil,
            caller: .joining(input.agent)
        )
        let seat =
            input.worktree
            ? try await ownWorktree(of: input.agent, input.path, joining, workspace)
            : try seat(input.path, workspace)
        if let seat, let kept = try CredentialFile(at: CredentialFile.path(in: seat.location)),
            kept.agent == input.agent, kept.workspace == workspace.found.stateDirectory,
            let report = try liveReport(kept, workspace)
        {
            return Reply(report, revision: nil, already: true)
        }
        guard
            let place = seat.map({ CredentialFile.path(in: $0.location) })
                ?? surroundings.variable("WORKLEAD_TOKEN_FILE")
        else { throw NoPlaceForCredentialError() }
        let places = try places()
        let changed = try await workspace.engine.change(joining, encode: { _ in .null }) { change in
            let started = try change.sessions.start(
                in: seat?.root,
                of: seat?.repository.name,
                focus: input.focus
            )
            var report = try self.report(started.id, change.view)
            report.advice = try self.advice(for: report, branches: places.branches, change.view)
            return (started, report)
        }
        if case .made((let started, _), _) = changed {
            try CredentialFile(
                workspace: workspace.found.stateDirectory,
                session: started.id,
                agent: input.agent,
                secret: started.credential
            ).write(to: place)
        }
        return try reply(changed) { $0.1 }
    }

    /// Whether a worker's session starts on somebody else's branch.
    private func advice(
        for report: SessionReport,
        branches: BranchPattern,
        _ view: View
    ) throws -> [String] {
        guard report.role == .worker, let branch = report.branch,
            try view.workspace.level(of: .branch) != .off,
            !branches.matches(branch, agent: report.agent)
        else { return [] }
        return [
            "The branch '\(branch)' is not one of \(report.agent)'s: "
                + "\(branches.shown(for: report.agent)). A claim makes a worktree with its own."
        ]
    }

    /// The session of a kept credential, while it lives.
    private func liveReport(
        _ kept: CredentialFile,
        _ workspace: OpenWorkspace
    ) throws -> SessionReport? {
        try workspace.engine.read { view in
            guard let session = try view.sessions.session(kept.session), session.isLive,
                session.credential == Digest(of: kept.secret)
            else { return nil }
            return try report(session.id, view)
        }
    }

    private func seat(_ path: String?, _ workspace: OpenWorkspace) throws -> Seat? {
        let location =
            try path.map { try RepositoryLocator.locate(from: surroundings.absolute($0)) }
            ?? workspace.found.location
        guard let location, let root = location.root else { return nil }
        let repository = try workspace.engine.read {
            try $0.repositories.repository(commonDirectory: location.commonDirectory)
        }
        guard let repository else { return nil }
        return Seat(location: location, root: root, repository: repository)
    }

    /// A detached worktree of the agent's own, made once.
    private func ownWorktree(
        of agent: AgentID,
        _ path: String?,
        _ request: ChangeRequest,
        _ workspace: OpenWorkspace
    ) async throws -> Seat? {
        let around = try seat(path, workspace)?.repository.name
        let repository = try workspace.engine.read { try $0.repository(named: around) }
        let name = "agent-\(agent.text).\(repository.name.text)"
        let known = try workspace.engine.read { try $0.worktrees.worktree(name) }
        let plan =
            try known?.plan
            ?? WorktreePlan(
                repository: repository.name,
                path:
                    "\(places().root)/\(repository.name.text)/agent-\(agent.text)",
                branch: nil,
                start: workspace.engine.checkouts.commit(
                    repository.defaultBranch,
                    in: repository.path
                ),
                task: nil,
                agent: agent,
                fence: nil
            )
        guard !request.isDryRun else { return nil }
        _ = try await workspace.engine.change(request, encode: { (_: Bool) in .null }) { change in
            try change.worktrees.plan(plan, named: name)
            return true
        }
        try workspace.engine.checkouts.makeWorktree(plan, of: repository)
        _ = try await workspace.engine.change(request, encode: { (_: Bool) in .null }) { change in
            try change.worktrees.noteMade(name)
            return true
        }
        let location = try RepositoryLocator.locate(from: plan.path)
        return location.root.map { Seat(location: location, root: $0, repository: repository) }
    }

    private func report(_ id: SessionID, _ view: View) throws -> SessionReport {
        guard let session = try view.sessions.session(id) else { throw SessionError.unknown(id) }
        let role = try view.agents.agent(session.agent)?.role ?? .worker
        let holds = try view.tasks.held(by: session.agent).filter { $0.task.hold?.session == id }
        let unread = try view.messages.unreadCount(of: session.agent)
        var report = SessionReport()
        report.session = id
        report.agent = session.agent
        report.role = role
        report.worktree = session.worktree
        report.repository = session.repository
        report.branch = session.worktree.flatMap(branch)
        report.startedAt = session.startedAt
        report.holds = holds.map(\.key)
        report.unread = unread
        return report
    }

    private func branch(of worktree: String) -> String? {
        do {
            return try RepositoryLocator.location(at: worktree)?.branch?.text
        } catch {
            // The worktree may be gone; the session is still to be shown.
            return nil
        }
    }
}

/// A session that is to start where its credential can't be kept.
struct NoPlaceForCredentialError: Reportable {
    var code: String { "session.no_place" }
    var category: ErrorCategory { .usage }
    var message: String { "There is no worktree here to keep the session's credential in." }
    var hint: String? {
        """
        Start it in a worktree of a registered repository, add `--worktree`, or set \
        WORKLEAD_TOKEN_FILE.
        """
    }
}
