import Documents
import Engine
import Glibc
import Model
import Operations
import Store

extension LocalCaller {
    func providePresence(_ provider: inout OperationProvider) {
        provider.provide(ListPresence.self) { [unowned self] input, context in
            let windows = try presenceWindows()
            return try read(ListPresence.self, context) { view in
                let matching = try view.presences(windows, of: input.agent).filter { standing in
                    (input.role ?? standing.agent.role) == standing.agent.role
                        && (input.state ?? standing.presence.state) == standing.presence.state
                }
                return Page(
                    matching.prefix(input.limit).map(PresenceLine.init),
                    total: matching.count
                )
            }
        }
        provider.provide(SweepAgents.self) { [unowned self] input, context in
            let windows = try presenceWindows().narrowed(input)
            // Who holds whatever role may look: where only leads could, nobody would see that the
            // lead is silent.
            return try await change(SweepAgents.self, input, context, right: .speak) { change in
                let (raised, standings) = try change.presence.sweep(windows)
                return AgentSweepReport {
                    $0.raised = raised.map { PresenceLine($0.standing) }
                    $0.messages = raised.compactMap(\.message)
                    $0.standing = standings.count { $0.presence.state.raisesAlert }
                    guard input.detail else { return }
                    $0.at = change.now
                    $0.agents = standings.map(PresenceLine.init)
                }
            }
        }
        provider.change(NudgeAgent.self, self, right: .speak) { change, input in
            let nudge = try change.presence.nudge(input.agent, because: input.reason)
            var line = MessageLine(nudge.message, sentAt: change.now)
            line.advice = nudge.advice.first
            return line
        }
    }

    /// How long agents may be quiet, as the repository around has it; outside of any, as the only
    /// repository of the workspace has it.
    func presenceWindows() throws -> PresenceWindows {
        try guidingRepository().map(configuration(of:))?.presence ?? .standard
    }

    /// The repository whose configuration guides the asker: the one around, else the only one.
    func guidingRepository() throws -> Repository? {
        let workspace = try open()
        guard workspace.found.location == nil else { return try repository(of: nil) }
        let repositories = try workspace.engine.read { try $0.repositories.repositories() }
        return repositories.count == 1 ? repositories.first : nil
    }

    /// The configuration that guides the asker, and which documents of its reading order are not
    /// there.
    func orientation() throws -> (WorkspaceConfiguration, missing: [String]) {
        guard let repository = try guidingRepository() else {
            return (WorkspaceConfiguration(), [])
        }
        let configuration = try configuration(of: repository)
        let missing = configuration.readingOrder.filter { document in
            access("\(repository.path)/\(document)", F_OK) != 0
        }
        return (configuration, missing)
    }
}

extension PresenceWindows {
    /// The windows with those that were asked for in their place; none where zero was.
    fileprivate func narrowed(_ input: SweepAgents.Input) -> PresenceWindows {
        var windows = self
        if let lead = input.leadWindow { windows[.lead] = lead == .zero ? nil : lead }
        for role in [Role.worker, .validator] {
            if let agent = input.agentWindow { windows[role] = agent == .zero ? nil : agent }
        }
        return windows
    }
}

extension PresenceLine {
    init(_ standing: AgentPresence) {
        self.init()
        agent = standing.agent.id
        role = standing.agent.role
        state = standing.presence.state
        reason = standing.presence.reason
        since = standing.presence.since
        remedy = standing.presence.remedy
        holds = standing.evidence.holds.map(\.task)
        workedAt = standing.evidence.workedAt
        seenAt = standing.evidence.seenAt
        window = standing.window
        alertedAt = standing.alert?.raisedAt
    }
}

extension Presence.State {
    /// Whether somebody should look at an agent that stands so.
    var needsAttention: Bool { raisesAlert || self == .needsFounder }
}
