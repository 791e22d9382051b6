/// What can happen to the workspace as a whole.
package enum WorkspaceEvent: Hashable, Sendable {
    case created(name: WorkspaceName)
    /// The level of a gate was chosen.
    case ruleSet(GateName, RuleLevel)

    /// The event as it is written.
    package var fact: Fact {
        switch self {
        case .created(let name): FactWriter().with("name", name).fact("workspace.created")
        case .ruleSet(let rule, let level):
            FactWriter().with("rule", rule).with("level", level.rawValue)
                .fact("workspace.rule_set")
        }
    }

    /// Reads the fact back, or answers `nil` for a fact about something else.
    package init?(_ fact: Fact) throws(FactError) {
        let reader = try FactReader(fact)
        switch fact.type {
        case "workspace.created": self = .created(name: try reader.name("name"))
        case "workspace.rule_set":
            self = .ruleSet(try reader.name("rule"), try reader.choice("level"))
        default: return nil
        }
    }
}
