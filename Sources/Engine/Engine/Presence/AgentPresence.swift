import Model
import Store

/// An agent with how it stands.
package struct AgentPresence: Sendable {
    package let agent: Agent
    package let presence: Presence
    package let evidence: PresenceEvidence
    /// How long its role may be quiet.
    package let window: Duration?
    /// The last alert about it, whether or not it still stands so.
    package let alert: AgentStore.Alert?
}

extension View {
    /// How the active agents stand, the most urgent first; retired ones are left out.
    ///
    /// - Parameter present: Who is heard of this very moment, since it is the one who acts.
    package func presences(
        _ windows: PresenceWindows,
        present: AgentID? = nil
    ) throws -> [AgentPresence] {
        let found = try agents.agents().filter(\.isActive).map { agent in
            var evidence = try evidence(of: agent)
            if agent.id == present { evidence.seenAt = max(evidence.seenAt ?? now, now) }
            let window = windows[agent.role]
            return AgentPresence(
                agent: agent,
                presence: evidence.presence(at: now, within: window),
                evidence: evidence,
                window: window,
                alert: try agents.alert(about: agent.id)
            )
        }
        // Within a state the agents stay in the order of their ids, so that rows do not jump.
        return Presence.State.allCases.flatMap { state in
            found.filter { $0.presence.state == state }
        }
    }

    /// What the ledger says of an agent.
    func evidence(of agent: Agent) throws -> PresenceEvidence {
        let id = agent.id
        let live = try sessions.live(of: id)
        let last = try live.isEmpty ? sessions.last(of: id) : nil
        var evidence = PresenceEvidence(
            agent: id,
            role: agent.role,
            restingSince: try last?.endedAt ?? agents.registeredAt(id) ?? now
        )
        evidence.startedAt = live.map(\.startedAt).min()
        evidence.seenAt = try
            (live.map(\.seenAt) + [ledger.lastActivity(of: id)].compactMap(\.self))
            .max()
        evidence.workedAt = try ledger.lastWork(of: id)
        evidence.question = try messages.unanswered(by: id).map {
            PresenceEvidence.Pending(message: $0.id, at: $0.sentAt)
        }
        evidence.decision = try decisions.unanswered(by: id, at: now).map {
            PresenceEvidence.Undecided(decision: $0.id, at: $0.askedAt)
        }
        evidence.owed = try messages.unacknowledged(by: id, limit: 1).first.flatMap { entry in
            entry.acknowledgeBy.map {
                PresenceEvidence.Pending(message: entry.stored.message.id, at: $0)
            }
        }
        try readTasks(of: id, into: &evidence)
        return evidence
    }

    private func readTasks(of agent: AgentID, into evidence: inout PresenceEvidence) throws {
        evidence.holds = try tasks.holdings(of: agent)
        evidence.rework = try tasks.oldest(.rework, of: agent)?.key
        evidence.wait = try waitForVerdict(of: agent) ?? waitForTurn(of: agent)
    }

    private func waitForVerdict(of agent: AgentID) throws -> PresenceEvidence.Wait? {
        guard let stored = try tasks.oldest(.delivered, of: agent),
            case .delivered(let handover) = stored.task.state
        else { return nil }
        let since = try deliveries.delivery(handover.delivery)?.deliveredAt
        return .verdict(on: stored.key, since: since ?? stored.changedAt)
    }

    private func waitForTurn(of agent: AgentID) throws -> PresenceEvidence.Wait? {
        guard let waiter = try reservations.firstWait(of: agent, at: now) else { return nil }
        return .turn(for: waiter.task, since: try ledger.time(of: waiter.place) ?? now)
    }
}
