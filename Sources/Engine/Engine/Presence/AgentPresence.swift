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
    /// - Parameters:
    ///   - only: The one that is looked at; `nil` for all.
    ///   - present: Who is heard of this very moment, since it is the one who acts.
    package func presences(
        _ windows: PresenceWindows,
        of only: AgentID? = nil,
        present: AgentID? = nil
    ) throws -> [AgentPresence] {
        let active = try presence.standings(of: only, at: now).filter(\.agent.isActive)
        let found = active.map { standing in
            let agent = standing.agent
            var evidence = standing.evidence
            if agent.id == present { evidence.seenAt = max(evidence.seenAt ?? now, now) }
            let window = windows[agent.role]
            return AgentPresence(
                agent: agent,
                presence: evidence.presence(at: now, within: window),
                evidence: evidence,
                window: window,
                alert: standing.alert
            )
        }
        // Within a state the agents stay in the order of their ids, so that rows do not jump.
        return Presence.State.allCases.flatMap { state in
            found.filter { $0.presence.state == state }
        }
    }
}
