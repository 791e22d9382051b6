import Model
import Store

/// What happens to agents.
package struct AgentEngine {
    let change: Change

    /// Adds an agent.
    ///
    /// The same id with the same role again changes nothing.
    ///
    /// - Returns: Whether it is new.
    package func register(_ id: AgentID, as role: Role, capabilities: [String]) throws -> Bool {
        if let existing = try change.view.agents.agent(id) {
            guard existing.role == role, existing.isActive else { throw AgentError.taken(id) }
            return false
        }
        guard id.folded != AgentID.hub.folded else { throw AgentError.reserved(id) }
        if let twin = try change.view.agents.lookAlike(of: id) {
            throw AgentError.lookAlike(id, existing: twin)
        }
        try change.record(
            AgentEvent.registered(role: role, capabilities: capabilities).fact,
            on: Subject(.agent, id.text)
        )
        return true
    }

    /// Takes an agent out of service and ends its sessions; what it holds can be taken over when
    /// the leases end.
    package func retire(_ id: AgentID, because reason: String) throws {
        var agent = try agent(id)
        try change.record(try agent.retire(because: reason).fact, on: Subject(.agent, id.text))
        for session in try change.view.sessions.live(of: id) {
            try change.record(
                SessionEvent.ended(reason: "retired").fact,
                on: Subject(.session, session.id.text)
            )
        }
    }

    /// Brings a retired agent back; it starts a new session.
    package func revive(_ id: AgentID) throws {
        var agent = try agent(id)
        try change.record(try agent.revive().fact, on: Subject(.agent, id.text))
    }

    private func agent(_ id: AgentID) throws -> Agent {
        guard let agent = try change.view.agents.agent(id) else { throw AgentError.unknown(id) }
        return agent
    }
}
