import Model
import Store

extension Change {
    /// Creates the workspace with its founder.
    package func found(_ name: WorkspaceName) throws {
        if let existing = try view.workspace.name() { throw WorkspaceError.exists(existing) }
        try record(WorkspaceEvent.created(name: name).fact, on: Subject(.workspace, name.text))
        try record(
            AgentEvent.registered(role: .founder, capabilities: []).fact,
            on: Subject(.agent, actor.id.text)
        )
    }

    /// Chooses the level of a gate.
    ///
    /// Only a founder or a lead may.
    package func set(_ gate: GateDescription, to level: RuleLevel) throws {
        guard try view.workspace.level(of: gate) != level else { return }
        let name = gate.name
        try record(WorkspaceEvent.ruleSet(name, level).fact, on: Subject(.workspace, name.text))
    }
}

/// What can be wrong with a workspace as a whole.
package enum WorkspaceError: Reportable, Equatable {
    case exists(WorkspaceName)
    case absent

    package var code: String {
        switch self {
        case .exists: "workspace.exists"
        case .absent: "workspace.absent"
        }
    }

    package var category: ErrorCategory {
        switch self {
        case .exists: .conflict
        case .absent: .notFound
        }
    }

    package var message: String {
        switch self {
        case .exists(let name): "There is already a workspace '\(name)' here."
        case .absent: "There is no workspace here."
        }
    }

    package var hint: String? {
        switch self {
        case .exists: "`worklead status` shows it."
        case .absent: "`worklead init` in a git repository makes one."
        }
    }
}
