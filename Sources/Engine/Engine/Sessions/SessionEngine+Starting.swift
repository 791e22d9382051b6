import Digests
import Model
import Store

extension SessionEngine {
    /// What a start of a session came to.
    package struct Opened: Sendable {
        package let started: Started
        /// What rules have to say.
        package let advice: [String]
        /// Another agent's uncommitted work that lies there, and what was sent about it.
        package let leftover: (Leftover, MessageID?)?
    }

    /// Starts a session with all that belongs to it: the branch is looked at, and what another
    /// agent left uncommitted is written down and announced, never touched.
    ///
    /// - Parameter agent: Whose session it is; by default the asking agent's.
    /// - Throws: ``SessionError/bound(worktree:to:_:)``, and ``RuleError`` for a branch that is
    ///   another's, unless the order overrides it.
    package func start(_ order: SessionOrder, for agent: Agent? = nil) throws -> Opened {
        let agent = agent ?? change.actor.agent
        let fault = branchFault(of: order, for: agent)
        let advice = try branchAdvice(fault, order, agent)
        let leftover = try leftover(in: order, for: agent)
        let started = try start(
            agent.id,
            in: order.worktree,
            of: order.repository?.name,
            focus: order.focus
        )
        if order.isAnnounced { _ = try announce(agent.id, focus: order.focus) }
        let subject = Subject(.session, started.id.text)
        if order.overridesBranchRule, case .anothers(let sentence)? = fault,
            try change.view.workspace.level(of: .branch) == .block
        {
            try change.record(
                SessionEvent.ruleOverridden(GateDescription.branch.name, fault: sentence).fact,
                on: subject
            )
        }
        guard let leftover else { return Opened(started: started, advice: advice, leftover: nil) }
        try change.record(SessionEvent.leftoverFound(leftover).fact, on: subject)
        let message = try announce(leftover, foundBy: agent.id)
        return Opened(started: started, advice: advice, leftover: (leftover, message))
    }

    /// Ends the asking session and starts one of another agent in its place, heard of at once.
    ///
    /// - Throws: ``SessionHoldsError`` when it holds something that is not to be given back.
    package func handOver(
        to id: AgentID,
        _ order: SessionOrder,
        releasing: Bool
    ) throws -> (opened: Opened, released: [TaskKey]) {
        guard let agent = try change.view.agents.agent(id) else { throw AgentError.unknown(id) }
        if let reason = agent.retirement { throw AgentError.retired(id, reason: reason) }
        let released = try end(releasing: releasing, because: "switched to \(id)")
        let opened = try start(order, for: agent)
        try change.record(
            SessionEvent.beaten(note: "went on from \(change.actor.id)").fact,
            on: Subject(.session, opened.started.id.text)
        )
        return (opened, released)
    }

    /// What is to be said against a branch.
    private enum BranchFault {
        /// It is where everybody's work starts from.
        case common(String)
        case anothers(String)

        var sentence: String {
            switch self {
            case .common(let sentence), .anothers(let sentence): sentence
            }
        }
    }

    /// Only who delivers has branches of its own.
    private func branchFault(of order: SessionOrder, for agent: Agent) -> BranchFault? {
        guard agent.role == .worker, let branch = order.branch,
            !order.branches.matches(branch, agent: agent.id)
        else { return nil }
        let sentence =
            "The branch '\(branch.printable(limit: 200))' is not one of \(agent.id)'s: "
            + "\(order.branches.shown(for: agent.id))."
        return branch == order.repository?.defaultBranch ? .common(sentence) : .anothers(sentence)
    }

    private func branchAdvice(
        _ fault: BranchFault?,
        _ order: SessionOrder,
        _ agent: Agent
    ) throws -> [String] {
        guard let fault else { return [] }
        switch (try change.view.workspace.level(of: .branch), fault) {
        case (.off, _): return []
        case (.block, .anothers(let sentence)) where !order.overridesBranchRule:
            throw RuleError(
                rule: .branch,
                fault: sentence,
                remedy: "`worklead --as \(agent.id) session start --worktree` makes a worktree of "
                    + "its own; `--allow-branch` starts here all the same, and is recorded."
            )
        case (.advise, _), (.block, _):
            return [fault.sentence + " A claim makes a worktree with its own."]
        }
    }

    /// What another agent left uncommitted.
    private func leftover(in order: SessionOrder, for agent: Agent) throws -> Leftover? {
        guard let worktree = order.worktree, !order.uncommitted.isEmpty else { return nil }
        // Who was there last has been told already, or has made it.
        let last = try change.view.sessions.sessions(in: worktree, limit: 1).first
        guard last?.agent != agent.id,
            let owner = try owner(of: order.uncommitted, in: worktree, at: order.head),
            owner != agent.id
        else { return nil }
        return Leftover(
            owner: owner,
            worktree: worktree,
            branch: order.branch,
            head: order.head,
            paths: order.uncommitted
        )
    }

    /// Who left it: the agent who was there last, unless that one had found it there and added
    /// nothing; where nobody had a session, the agent for whom the worktree was made.
    private func owner(
        of uncommitted: [String],
        in worktree: String,
        at head: String?
    ) throws -> AgentID? {
        let sessions = try change.view.sessions.sessions(in: worktree, limit: Self.lookedBackMax)
        guard let last = sessions.first else {
            return try change.view.worktrees.worktree(at: worktree)?.plan.agent
        }
        for session in sessions.prefix(while: { $0.agent == last.agent }) {
            let found = try change.view.ledger.events(
                EventFilter(subject: session.id.text, type: "session.leftover_found"),
                limit: 1
            ).first
            if let found, case .leftoverFound(let earlier)? = try SessionEvent(found.fact),
                earlier.head == head, earlier.count == Int64(uncommitted.count),
                earlier.paths == Array(uncommitted.prefix(Leftover.pathsMax))
            {
                return earlier.owner
            }
        }
        return last.agent
    }

    /// How many sessions of the agent who was there last are looked at.
    private static let lookedBackMax = 20

    /// The most paths that a message names.
    private static let announcedPathsMax = 20

    private func announce(_ leftover: Leftover, foundBy agent: AgentID) throws -> MessageID? {
        var recipients = try change.view.planners(except: agent).filter { $0 != leftover.owner }
        if let owner = try change.view.agents.agent(leftover.owner), owner.isActive {
            recipients.insert(owner.id, at: 0)
        }
        guard !recipients.isEmpty else { return nil }
        let shown = leftover.paths.prefix(Self.announcedPathsMax)
        var lines = [
            "\(agent) starts in \(leftover.worktree), where "
                + leftover.count.counted(
                    "path with work of \(leftover.owner) is not committed. It is left as it is.",
                    "paths with work of \(leftover.owner) are not committed. "
                        + "They are left as they are."
                ),
            "branch: \(leftover.branch ?? "none")", "head: \(leftover.head ?? "none")",
        ]
        lines += shown.map { $0.printable(limit: 200) }
        let rest = Int(leftover.count) - shown.count
        if rest > 0 { lines.append("and \(rest) more") }
        return try change.messages.announce(
            MessageDraft(
                recipients: recipients,
                kind: .handoff,
                subject: "Uncommitted work of \(leftover.owner)",
                body: lines.joined(separator: "\n")
            )
        ).id
    }
}
