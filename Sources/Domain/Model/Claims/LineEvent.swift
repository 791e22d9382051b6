/// That an agent stands in line for paths that another's claim holds, or left the line.
package enum LineEvent: Hashable, Sendable {
    case joined(AgentID, until: Timestamp)
    case left(AgentID)

    /// The event as it is written.
    package var fact: Fact {
        switch self {
        case .joined(let agent, let until):
            FactWriter().with("agent", agent).with("until", until).fact("task.line_joined")
        case .left(let agent): FactWriter().with("agent", agent).fact("task.line_left")
        }
    }

    /// Reads the fact back, or answers `nil` for a fact about something else.
    package init?(_ fact: Fact) throws(FactError) {
        let reader = try FactReader(fact)
        switch fact.type {
        case "task.line_joined":
            self = .joined(try reader.name("agent"), until: try reader.moment("until"))
        case "task.line_left": self = .left(try reader.name("agent"))
        default: return nil
        }
    }
}
