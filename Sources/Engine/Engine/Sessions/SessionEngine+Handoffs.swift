import Model
import Store

extension SessionEngine {
    /// Says that what a session found uncommitted was seen to.
    ///
    /// Whose work it is may, who found it, and who plans.
    package func settle(_ id: SessionID, note: String?) throws {
        guard let found = try change.view.sessions.leftover(of: id) else {
            throw HandoffError.none(id)
        }
        if let other = found.settledBy { throw HandoffError.settled(id, by: other) }
        let concerned = [found.finder, found.leftover.owner]
        guard concerned.contains(change.actor.id) || change.actor.agent.role.has(.plan) else {
            throw HandoffError.anothers(id, concerned)
        }
        try change.record(
            SessionEvent.leftoverSettled(note: note).fact,
            on: Subject(.session, id.text)
        )
    }

    /// Tells those who plan that an agent is there.
    ///
    /// - Returns: `nil` where there is nobody to tell.
    package func announce(_ agent: AgentID, focus: String?) throws -> MessageID? {
        let recipients = try change.view.planners(except: agent)
        guard !recipients.isEmpty else { return nil }
        let aim = focus.map { "; focus: \($0.printable(limit: 200))" } ?? ""
        return try change.messages.announce(
            MessageDraft(
                recipients: recipients,
                kind: .status,
                subject: "\(agent) is there",
                body: "\(agent) is there\(aim)",
                thread: ThreadID(trusted: "hub")
            )
        ).id
    }
}

/// What can be wrong with seeing to what a session found.
package enum HandoffError: Reportable, Equatable {
    case none(SessionID)
    case settled(SessionID, by: AgentID)
    case anothers(SessionID, [AgentID])

    package var code: String {
        switch self {
        case .none: "session.no_handoff"
        case .settled: "session.handoff_settled"
        case .anothers: "session.handoff_anothers"
        }
    }

    package var category: ErrorCategory {
        switch self {
        case .none: .notFound
        case .settled: .conflict
        case .anothers: .notAllowed
        }
    }

    package var message: String {
        switch self {
        case .none(let id): "\(id) found nothing uncommitted."
        case .settled(let id, let agent): "\(agent) has seen to what \(id) found already."
        case .anothers(let id, let agents):
            "What \(id) found concerns \(agents.map(\.text).joined(separator: " and "))."
        }
    }

    package var hint: String? {
        switch self {
        case .none, .settled: "`worklead session handoffs` lists what is still to be seen to."
        case .anothers: "Ask one of them, or who plans."
        }
    }
}
