import Model
import Operations

// How agents are said to stand.
extension Presence.State {
    fileprivate var mark: Mark {
        switch self {
        case .needsFounder: .attention
        case .stuck: .stuck
        case .silent: .failed
        case .working: .active
        case .waiting: .waiting
        case .idle: .closed
        }
    }
}

extension PresenceLine {
    /// The state with its sign.
    var stateCell: Cell { .state(state.rawValue, state.mark) }

    /// Whether somebody should do something about it.
    var isAlarming: Bool { state.raisesAlert || state == .needsFounder }
}

extension TextList {
    /// The agents with both clocks.
    static func presence(_ items: [PresenceLine], total: Int) -> TextList {
        TextList(
            "agents",
            columns: ["agent", "role", "state", "since", "worked", "seen", "reason"],
            rows: items.map {
                [
                    .name($0.agent), .text($0.role.rawValue), $0.stateCell, .moment($0.since),
                    .maybe($0.workedAt, Cell.moment), .maybe($0.seenAt, Cell.moment),
                    .path($0.reason),
                ]
            },
            total: total
        )
    }

    /// Who needs somebody, without a moment, so that the same state has the same text.
    ///
    /// A part of a reason or a command is of no use, so none is cut.
    static func attention(
        _ items: [PresenceLine],
        total: Int? = nil,
        rest: String? = nil
    ) -> TextList {
        TextList(
            "agents to see to",
            columns: ["agent", "state", "reason", "remedy"],
            rows: items.map {
                [
                    .name($0.agent), $0.stateCell, .path($0.reason),
                    .maybe($0.remedy) { .path($0) },
                ]
            },
            total: total,
            rest: rest
        )
    }
}
