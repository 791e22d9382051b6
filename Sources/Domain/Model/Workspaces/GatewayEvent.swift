/// What can happen to a workspace's gateway; no table keeps it.
package enum GatewayEvent: Hashable, Sendable {
    case started(address: String)
    /// - Parameter owner: Whose gateway it was; `nil` where nobody in particular had started it.
    case stopped(owner: AgentID?, reason: String?)

    /// The event as it is written.
    package var fact: Fact {
        switch self {
        case .started(let address):
            FactWriter().with("address", address).fact("gateway.started")
        case .stopped(let owner, let reason):
            FactWriter().with("owner", owner).with("reason", reason).fact("gateway.stopped")
        }
    }

    /// Reads the fact back, or answers `nil` for a fact about something else.
    package init?(_ fact: Fact) throws(FactError) {
        let reader = try FactReader(fact)
        switch fact.type {
        case "gateway.started": self = .started(address: try reader.text("address"))
        case "gateway.stopped":
            self = .stopped(
                owner: try reader.optionalName("owner"),
                reason: try reader.optionalText("reason")
            )
        default: return nil
        }
    }
}
