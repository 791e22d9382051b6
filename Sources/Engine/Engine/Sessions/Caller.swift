import Digests
import Model
import Store

/// Who asks, before anybody has checked it.
package enum Caller: Sendable {
    /// Nobody in particular: reading only.
    case nobody
    /// The bearer of a session's credential.
    case bearer(SessionID, credential: String)
    /// Somebody who starts a session as an agent, and has no credential yet.
    case joining(AgentID)
    /// The founder of a workspace that does not exist yet.
    case founding(AgentID)
}

/// Who asks, checked.
package struct Actor: Hashable, Sendable {
    package let agent: Agent
    /// `nil` for who joins or founds.
    package let session: Session?

    package var id: AgentID { agent.id }

    package init(agent: Agent, session: Session?) {
        self.agent = agent
        self.session = session
    }

    /// Requires that the agent's role may do what the right names.
    package func require(_ right: Right) throws(AgentError) {
        guard agent.role.has(right) else { throw .lacksRight(agent.id, agent.role, right) }
    }
}

/// Checks who asks.
struct Identification {
    let sessions: SessionStore
    let agents: AgentStore

    /// - Parameter expected: Whom the option `--as` or the environment names; a contradiction to
    ///   the session is refused.
    func actor(_ caller: Caller, expected: String?) throws -> Actor? {
        switch caller {
        case .nobody:
            if let expected { throw SessionError.unproven(AgentID(trusted: expected)) }
            return nil
        case .bearer(let id, let credential):
            guard let session = try sessions.session(id) else { throw SessionError.unknown(id) }
            guard session.credential == Digest(of: credential) else {
                throw SessionError.forged(id)
            }
            guard session.isLive else { throw SessionError.ended(id, session.agent) }
            if let expected, expected != session.agent.text {
                throw SessionError.contradiction(session: session.agent, environment: expected)
            }
            return Actor(agent: try activeAgent(session.agent), session: session)
        case .joining(let id):
            if let expected, expected != id.text {
                throw SessionError.contradiction(session: id, environment: expected)
            }
            return Actor(agent: try activeAgent(id), session: nil)
        case .founding(let id):
            return Actor(agent: Agent(id: id, role: .founder), session: nil)
        }
    }

    private func activeAgent(_ id: AgentID) throws -> Agent {
        guard let agent = try agents.agent(id) else { throw AgentError.unknown(id) }
        if let reason = agent.retirement { throw AgentError.retired(id, reason: reason) }
        return agent
    }
}
