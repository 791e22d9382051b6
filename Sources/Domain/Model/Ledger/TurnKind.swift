/// What a turn in an agent's day is, as a timeline shows it.
package enum TurnKind: String, Sendable, CaseIterable {
    /// Holding a task, from the claim to its end.
    case claim
    case delivery
    case replay
    case verdict
    case message
    case gate
    /// A start of an agent's program for a slice of a run.
    case launch

    /// The types of the events that are turns of this kind; a claim is told from its start to its
    /// end, and so from no single event.
    package var types: [String] {
        switch self {
        case .claim: []
        case .delivery: ["task.delivered"]
        case .replay: ["replay.recorded"]
        case .verdict: ["task.accepted", "task.sent_back", "task.rejected"]
        case .message: ["message.sent"]
        case .gate: ["gate.ran"]
        case .launch: ["run.launched"]
        }
    }

    /// The kind of an event; `nil` for one that is no turn.
    package init?(type: String) {
        guard let kind = Self.allCases.first(where: { $0.types.contains(type) }) else { return nil }
        self = kind
    }
}
