import Digests

/// What can happen to an agent.
package enum AgentEvent: Hashable, Sendable {
    case registered(role: Role, capabilities: [String])
    case retired(reason: String)
    case revived
    /// Somebody was told that it is stuck or silent.
    case alerted(PresenceAlert)

    /// The event as it is written.
    package var fact: Fact {
        switch self {
        case .registered(let role, let capabilities):
            FactWriter().with("role", role.rawValue).with("capabilities", capabilities)
                .fact("agent.registered")
        case .retired(let reason): FactWriter().with("reason", reason).fact("agent.retired")
        case .revived: FactWriter().fact("agent.revived")
        case .alerted(let alert):
            FactWriter().with("state", alert.state.rawValue).with("since", alert.since)
                .with("reason", alert.reason).with("remedy", alert.remedy).fact("agent.alerted")
        }
    }

    /// Reads the fact back, or answers `nil` for a fact about something else.
    package init?(_ fact: Fact) throws(FactError) {
        let reader = try FactReader(fact)
        switch fact.type {
        case "agent.registered":
            self = .registered(
                role: try reader.choice("role"),
                capabilities: try reader.texts("capabilities")
            )
        case "agent.retired": self = .retired(reason: try reader.text("reason"))
        case "agent.revived": self = .revived
        case "agent.alerted":
            self = .alerted(
                PresenceAlert(
                    state: try reader.choice("state"),
                    since: try reader.moment("since"),
                    reason: try reader.text("reason"),
                    remedy: try reader.optionalText("remedy")
                )
            )
        default: return nil
        }
    }
}
