/// The id of a follow-up: `FU-3`.
package struct FollowUpID: Identifier {
    package static let kind = "a follow-up id"
    package static let rule = IdentifierRule(lengthMax: 24)
    package let text: String
    package init(trusted text: String) { self.text = text }
}

/// What somebody who plans has asked an agent to do, open until something shows that it was done.
package struct FollowUp: Hashable, Sendable {
    /// Where it stands.
    package enum State: Hashable, Sendable {
        case open
        case resolved(by: AgentID, note: String?)
        case withdrawn(reason: String)

        /// The state without its data: what the database stores and people filter by.
        package enum Name: String, Sendable, CaseIterable {
            case open, resolved, withdrawn
        }

        /// The state's word, for the database, filters and messages.
        package var name: Name {
            switch self {
            case .open: .open
            case .resolved: .resolved
            case .withdrawn: .withdrawn
            }
        }
    }

    package let id: FollowUpID
    package let requester: AgentID
    /// Who is to do it.
    package let agent: AgentID
    package let text: String
    package let thread: ThreadID
    /// The message by which the agent was asked.
    package let message: MessageID
    package let task: TaskKey?
    package private(set) var state: State

    package init(
        id: FollowUpID,
        requester: AgentID,
        agent: AgentID,
        text: String,
        thread: ThreadID,
        message: MessageID,
        task: TaskKey?,
        state: State = .open
    ) {
        self.id = id
        self.requester = requester
        self.agent = agent
        self.text = text
        self.thread = thread
        self.message = message
        self.task = task
        self.state = state
    }

    /// Says that it was done: who was asked, or who plans.
    ///
    /// - Parameter links: What shows it; without any it stays open.
    package mutating func resolve(
        by agent: Agent,
        with links: [EvidenceLink],
        note: String?
    ) throws(FollowUpError) -> FollowUpEvent {
        try requireOpen()
        guard agent.id == self.agent || agent.role.has(.plan) else {
            throw .notYours(id, agent.id)
        }
        guard !links.isEmpty else { throw .noEvidence(id) }
        state = .resolved(by: agent.id, note: note)
        return .resolved(links, note: note)
    }

    /// Takes the request back: its requester, or who plans.
    package mutating func withdraw(
        because reason: String,
        by agent: Agent
    ) throws(FollowUpError) -> FollowUpEvent {
        try requireOpen()
        guard agent.id == requester || agent.role.has(.plan) else {
            throw .notYours(id, agent.id)
        }
        state = .withdrawn(reason: reason)
        return .withdrawn(reason: reason)
    }

    private func requireOpen() throws(FollowUpError) {
        switch state {
        case .open: return
        case .resolved, .withdrawn: throw .closed(id, state.name)
        }
    }
}
