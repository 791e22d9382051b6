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
        for stored in try tasks.inHand(of: agent) {
            switch stored.task.state {
            case .claimed(let hold):
                evidence.holds.append(
                    PresenceEvidence.Holding(
                        task: stored.key,
                        since: try claims.claimedAt(hold.fence, on: stored.key) ?? stored.changedAt,
                        leaseEnd: hold.expiry
                    )
                )
            case .paused:
                evidence.holds.append(
                    PresenceEvidence.Holding(
                        task: stored.key,
                        since: stored.changedAt,
                        leaseEnd: nil
                    )
                )
            case .delivered(let handover):
                guard evidence.wait == nil else { continue }
                let since = try deliveries.delivery(handover.delivery)?.deliveredAt
                evidence.wait = .verdict(on: stored.key, since: since ?? stored.changedAt)
            case .rework: evidence.rework = evidence.rework ?? stored.key
            case .draft, .ready, .blocked, .parked, .accepted, .cancelled, .superseded: continue
            }
        }
        evidence.holds.sort { ($0.since, $0.task.text) < ($1.since, $1.task.text) }
        if evidence.wait == nil, let waiter = try reservations.firstWait(of: agent, at: now) {
            let since = try ledger.time(of: waiter.place) ?? now
            evidence.wait = .turn(for: waiter.task, since: since)
        }
    }
}
