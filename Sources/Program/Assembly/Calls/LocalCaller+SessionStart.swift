import Digests
import Engine
import GitKit
import Model
import Operations
import Store

// How a session starts, and how one agent goes on in another's place.
extension LocalCaller {
    /// A place that a session can be bound to.
    struct SessionPlace {
        let location: RepositoryLocation
        let root: String
        let repository: Repository
    }

    func start(
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
        let place =
            input.worktree
            ? try await ownWorktree(of: input.agent, input.path, joining, workspace)
            : try place(input.path, workspace)
        if let place, let kept = try CredentialFile(at: CredentialFile.path(in: place.location)),
            kept.workspace == workspace.found.stateDirectory,
            let report = try liveReport(kept, workspace)
        {
            // The worktree of a claim is its holder's, though their session may be bound elsewhere.
            guard kept.agent == input.agent else {
                throw SessionError.bound(worktree: place.root, to: kept.agent, kept.session)
            }
            return Reply(report, revision: nil, already: true)
        }
        let credentialFile =
            place.map { CredentialFile.path(in: $0.location) }
            ?? surroundings.variable("WORKLEAD_TOKEN_FILE")
        guard credentialFile != nil || joining.isDryRun else { throw NoPlaceForCredentialError() }
        let news = input.sync && !joining.isDryRun ? place.map(fetchNews) ?? [] : []
        var order = try order(
            for: place,
            focus: input.focus,
            overridesBranchRule: input.allowBranch
        )
        order.isAnnounced = input.announce
        let opening = order
        let changed = try await workspace.engine.change(joining, encode: { $0.1.json }) { change in
            let agent = change.actor.agent
            let since = try change.view.ledger.lastSequence(of: agent.id)
            let opened = try change.sessions.start(opening)
            var report = try self.report(opened, of: agent, since: since, change.view)
            report.advice = news + report.advice
            return (opened.started, report)
        }
        if case .made((let started, _), _) = changed, let credentialFile {
            try keep(started, of: input.agent, in: credentialFile)
        }
        return try reply(changed) { $0.1 }
    }

    /// Ends the asking session and starts one of another agent where it was.
    func switchSession(
        _ input: SwitchSession.Input,
        _ context: CallContext
    ) async throws -> Reply<SessionReport> {
        let workspace = try open()
        let request = try request(SwitchSession.self, input, context, right: nil)
        let here = try workspace.engine.read(
            as: request.caller,
            expecting: request.expected
        ) { view in
            guard let session = try view.requireAsker().session else { throw SessionError.absent }
            return (
                session: session, report: try self.report(session.id, view),
                revision: try view.ledger.head()
            )
        }
        if here.session.agent == input.agent {
            return Reply(here.report, revision: here.revision, already: true)
        }
        let place = try here.session.worktree.flatMap { try self.place($0, workspace) }
        guard let credentialFile = try credentialFile(of: here.session.id, place) else {
            throw NoPlaceForCredentialError()
        }
        let order = try order(
            for: place,
            focus: input.focus,
            overridesBranchRule: input.allowBranch
        )
        let changed = try await workspace.engine.change(request, encode: { $0.1.json }) { change in
            let since = try change.view.ledger.lastSequence(of: input.agent)
            let (opened, released) = try change.sessions.handOver(
                to: input.agent,
                order,
                releasing: input.release
            )
            guard let agent = try change.view.agents.agent(input.agent) else {
                throw AgentError.unknown(input.agent)
            }
            var report = try self.report(opened, of: agent, since: since, change.view)
            report.released = released
            return (opened.started, report)
        }
        if case .made((let started, _), _) = changed {
            try keep(started, of: input.agent, in: credentialFile)
        }
        return try reply(changed) { $0.1 }
    }

    /// Where the credential of a live session is kept: the next one goes there too.
    private func credentialFile(of session: SessionID, _ place: SessionPlace?) throws -> String? {
        if let named = surroundings.variable("WORKLEAD_TOKEN_FILE"),
            try CredentialFile(at: named)?.session == session
        {
            return named
        }
        return place.map { CredentialFile.path(in: $0.location) }
    }

    private func keep(
        _ started: SessionEngine.Started,
        of agent: AgentID,
        in path: String
    ) throws {
        try CredentialFile(
            workspace: try open().found.stateDirectory,
            session: started.id,
            agent: agent,
            secret: started.credential
        ).write(to: path)
    }

    private func report(
        _ opened: SessionEngine.Opened,
        of agent: Agent,
        since: Int64,
        _ view: View
    ) throws -> SessionReport {
        var report = try report(opened.started.id, view)
        report.advice = opened.advice
        report.leftover = opened.leftover.map { LeftoverLine($0.0, $0.1) }
        report.brief = try BriefReport(view.brief(for: agent, since: since))
        return report
    }

    /// The session of a kept credential, while it lives.
    private func liveReport(
        _ kept: CredentialFile,
        _ workspace: OpenWorkspace
    ) throws -> SessionReport? {
        try workspace.engine.read { view in
            guard let session = try view.sessions.session(kept.session), session.isLive,
                session.credential == Digest(of: kept.secret),
                let agent = try view.agents.agent(session.agent)
            else { return nil }
            var report = try report(session.id, view)
            report.brief = try BriefReport(view.brief(for: agent, since: nil))
            return report
        }
    }

    /// What git says of the place where a session is to start.
    private func order(
        for place: SessionPlace?,
        focus: String?,
        overridesBranchRule: Bool
    ) throws -> SessionOrder {
        var order = SessionOrder(focus: focus, overridesBranchRule: overridesBranchRule)
        order.branches = try places().branches
        guard let place else { return order }
        let checkouts = try open().engine.checkouts
        order.worktree = place.root
        order.repository = place.repository
        order.branch = try checkouts.branch(in: place.root)
        order.uncommitted = try checkouts.uncommittedPaths(in: place.root)
        if try checkouts.exists("HEAD", in: place.root) {
            order.head = try checkouts.commit("HEAD", in: place.root)
        }
        return order
    }

    private func place(_ path: String?, _ workspace: OpenWorkspace) throws -> SessionPlace? {
        let location =
            try path.map { try RepositoryLocator.locate(from: surroundings.absolute($0)) }
            ?? workspace.found.location
        guard let location, let root = location.root else { return nil }
        let repository = try workspace.engine.read {
            try $0.repositories.repository(commonDirectory: location.commonDirectory)
        }
        guard let repository else { return nil }
        return SessionPlace(location: location, root: root, repository: repository)
    }

    /// A detached worktree of the agent's own, made once.
    private func ownWorktree(
        of agent: AgentID,
        _ path: String?,
        _ request: ChangeRequest,
        _ workspace: OpenWorkspace
    ) async throws -> SessionPlace? {
        let around = try place(path, workspace)?.repository.name
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
        var making = request
        making.key = nil
        _ = try await workspace.engine.change(making, encode: { (_: Bool) in .null }) { change in
            try change.worktrees.plan(plan, named: name)
            return true
        }
        try workspace.engine.checkouts.makeWorktree(plan, of: repository)
        _ = try await workspace.engine.change(making, encode: { (_: Bool) in .null }) { change in
            try change.worktrees.noteMade(name)
            return true
        }
        let location = try RepositoryLocator.locate(from: plan.path)
        return location.root.map {
            SessionPlace(location: location, root: $0, repository: repository)
        }
    }
}

extension LocalCaller {
    /// How long a start waits for the remote.
    private static let fetchLimit = Duration.seconds(15)

    /// Fetches from the repository's remote.
    ///
    /// A remote that is away is something to say, not a reason not to start.
    ///
    /// - Returns: What there is to say about it.
    private func fetchNews(_ place: SessionPlace) -> [String] {
        let git = GitRepository(at: place.repository.path, program: git)
        do {
            let remotes = try git.remotes()
            guard let remote = remotes.contains("origin") ? "origin" : remotes.only else {
                return []
            }
            try git.fetch(from: remote, within: Self.fetchLimit)
            let branch = try BranchName(place.repository.defaultBranch)
            guard let behind = try git.commitsBehind(branch, of: remote), behind > 0 else {
                return []
            }
            let commits = behind == 1 ? "commit" : "commits"
            return ["\(branch) is behind \(remote)/\(branch) by \(behind) \(commits)."]
        } catch {
            return ["The remote was not asked: \(error.message.printable(limit: 200))"]
        }
    }
}

extension [String] {
    /// The element of a list of one.
    fileprivate var only: String? { count == 1 ? first : nil }
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
