import Model
import Store

/// What happens when somebody looks after the agents.
package struct PresenceEngine {
    let change: Change

    /// An alert that was raised.
    package struct Raised: Sendable {
        package let standing: AgentPresence
        /// What was sent about it; `nil` where there is nobody to send it to.
        package let message: MessageID?
    }

    /// Raises an alert about each agent that is stuck or silent, once for each stretch of it, and
    /// tells who plans.
    ///
    /// Retired agents raise none, and who lets this run is not silent.
    ///
    /// - Returns: What was raised now, and how each agent stands.
    package func sweep(
        _ windows: PresenceWindows
    ) throws -> (raised: [Raised], standings: [AgentPresence]) {
        var raised: [Raised] = []
        let standings = try change.view.presences(windows, present: change.actor.id)
        for standing in standings {
            guard let alert = standing.presence.alert(after: standing.alert?.alert) else {
                continue
            }
            try change.record(
                AgentEvent.alerted(alert).fact,
                on: Subject(.agent, standing.agent.id.text)
            )
            let message = try tell(of: standing, alert)
            raised.append(Raised(standing: standing, message: message))
        }
        return (raised, standings)
    }

    private func tell(of standing: AgentPresence, _ alert: PresenceAlert) throws -> MessageID? {
        let agent = standing.agent.id
        let others = try change.view.planners(except: agent)
        guard !others.isEmpty else { return nil }
        var lines = [
            "\(agent) is \(alert.state.rawValue) since \(alert.since.text): \(alert.reason)."
        ]
        lines.append("Last heard of: \(standing.evidence.seenAt?.text ?? "never").")
        lines.append("Last worked: \(standing.evidence.workedAt?.text ?? "never").")
        if let remedy = alert.remedy { lines.append("What helps: \(remedy)") }
        return try change.messages.announce(
            MessageDraft(
                recipients: others,
                kind: .status,
                subject: "\(agent) is \(alert.state.rawValue)",
                body: lines.joined(separator: "\n"),
                task: standing.evidence.holds.first?.task
            )
        ).id
    }
}

extension View {
    /// Who is told when something needs a planner: the active leads, and the founders where no
    /// other lead is left.
    func planners(except agent: AgentID?) throws -> [AgentID] {
        let leads = try agents.active(in: [.lead]).map(\.id).filter { $0 != agent }
        guard leads.isEmpty else { return leads }
        return try agents.active(in: [.founder]).map(\.id).filter { $0 != agent }
    }
}
