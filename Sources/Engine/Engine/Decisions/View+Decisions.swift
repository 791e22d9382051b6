import Model
import Store

extension View {
    /// The decision, or an error that says that there is none.
    package func decision(_ id: DecisionID) throws -> DecisionStore.Stored {
        guard let stored = try decisions.decision(id) else { throw DecisionError.unknown(id) }
        return stored
    }

    /// Who is told of a question; nobody of what waits until a founder looks.
    func readers(of decision: Decision) throws -> [AgentID] {
        if let delegate = decision.delegate { return [delegate] }
        let role: Role
        switch decision.desk {
        case .founder: role = .founder
        case .lead: role = .lead
        case .digest: return []
        }
        return try agents.active(in: [role]).map(\.id).filter { $0 != decision.asker }
    }

    /// What keeps a task from being claimed until it is decided.
    package func undecided(_ task: TaskKey) throws -> [DecisionID] {
        try decisions.open(blocking: task).map(\.decision).filter { $0.taken(at: now) == nil }
            .map(\.id)
    }

    /// When a sweep over the decisions has something to do; `nil` while nothing will be due.
    package func nextDecisionDue() throws -> Timestamp? {
        let isOff = try workspace.level(of: .decisionEvidence) == .off
        let lacking = isOff ? nil : try decisions.firstUnescalated()
        return [try decisions.firstDeadline(), lacking.map { $0 + Decision.evidenceWithin }]
            .compactMap(\.self).min()
    }

    /// Whether a task waits for nothing but somebody who claims it.
    func canBeClaimed(_ task: TaskKey) throws -> Bool {
        let stored = try self.task(task)
        return try stored.openDependencies == 0 && stored.task.state.name == .ready
            && undecided(task).isEmpty
    }
}
