/// A worker with a stable id and a role: a person or a program.
package struct Agent: Hashable, Sendable {
    package let id: AgentID
    package let role: Role
    /// What it can do, as words that people choose (`swift`, `web`).
    package let capabilities: [String]
    /// Why it was retired; `nil` while it is active.
    package private(set) var retirement: String?

    package init(id: AgentID, role: Role, capabilities: [String] = [], retirement: String? = nil) {
        self.id = id
        self.role = role
        self.capabilities = capabilities
        self.retirement = retirement
    }

    /// Whether it may start sessions, claim and be written to.
    package var isActive: Bool { retirement == nil }

    /// Takes the agent out of service; it keeps its history and raises no alert.
    package mutating func retire(because reason: String) throws(AgentError) -> AgentEvent {
        guard isActive else { throw .alreadyRetired(id) }
        retirement = reason
        return .retired(reason: reason)
    }

    /// Brings a retired agent back.
    package mutating func revive() throws(AgentError) -> AgentEvent {
        guard !isActive else { throw .alreadyActive(id) }
        retirement = nil
        return .revived
    }
}
