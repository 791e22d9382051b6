/// What can be wrong with an act on an agent.
package enum AgentError: Reportable, Equatable {
    case unknown(AgentID)
    case taken(AgentID)
    case lookAlike(AgentID, existing: AgentID)
    case alreadyRetired(AgentID)
    case alreadyActive(AgentID)
    case retired(AgentID, reason: String)
    case reserved(AgentID)
    case nudged(AgentID, by: AgentID, at: Timestamp)
    case lacksRight(AgentID, Role, Right)

    package var code: String {
        switch self {
        case .unknown: "agent.unknown"
        case .taken: "agent.taken"
        case .lookAlike: "agent.look_alike"
        case .alreadyRetired: "agent.already_retired"
        case .alreadyActive: "agent.already_active"
        case .retired: "agent.retired"
        case .reserved: "agent.reserved"
        case .nudged: "agent.nudged"
        case .lacksRight: "agent.lacks_right"
        }
    }

    package var category: ErrorCategory {
        switch self {
        case .unknown: .notFound
        case .taken, .lookAlike, .alreadyRetired, .alreadyActive, .reserved, .nudged: .conflict
        case .retired, .lacksRight: .notAllowed
        }
    }

    package var message: String {
        switch self {
        case .unknown(let id): "There is no agent '\(id)'."
        case .taken(let id): "There is already an agent '\(id)'."
        case .lookAlike(let id, let existing): "'\(id)' looks like the agent '\(existing)'."
        case .alreadyRetired(let id): "The agent '\(id)' is retired already."
        case .alreadyActive(let id): "The agent '\(id)' is active already."
        case .retired(let id, let reason):
            "The agent '\(id)' is retired: \(reason.printable(limit: 200))."
        case .reserved(let id): "'\(id)' stands for all agents."
        case .nudged(let id, let other, let moment):
            "\(other) nudged \(id) at \(moment.text) already."
        case .lacksRight(let id, let role, let right):
            "\(id) is \(role.article) \(role.rawValue), and that role may not \(right.rawValue)."
        }
    }

    package var hint: String? {
        switch self {
        case .unknown: "`worklead agent list` shows the agents; `worklead agent register` adds one."
        case .taken: nil
        case .lookAlike:
            "Choose a name that differs in more than case, separators or look-alike letters."
        case .alreadyRetired, .alreadyActive: nil
        case .reserved: "Choose another name."
        case .nudged: "Wait for an answer; `worklead agent presence` shows how the agent stands."
        case .retired(let id, _): "`worklead agent revive \(id)` brings it back."
        case .lacksRight: "Ask an agent whose role may: `worklead agent list`."
        }
    }
}

extension Role {
    /// The article that goes before the role's name.
    package var article: String { self == .auditor ? "an" : "a" }
}
