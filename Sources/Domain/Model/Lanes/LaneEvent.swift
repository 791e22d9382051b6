import Digests

/// What can happen to a lane.
package enum LaneEvent: Hashable, Sendable {
    case added(function: String, owner: AgentID?, repository: RepositoryName?)
    case parked(Lane.Parking)
    case unparked

    /// The event as it is written.
    package var fact: Fact {
        switch self {
        case .added(let function, let owner, let repository):
            FactWriter().with("function", function).with("owner", owner).with(
                "repository",
                repository
            )
            .fact("lane.added")
        case .parked(let parking):
            FactWriter().with("reason", parking.reason).with("blocker", parking.blocker)
                .fact("lane.parked")
        case .unparked: FactWriter().fact("lane.unparked")
        }
    }

    /// Reads the fact back, or answers `nil` for a fact about something else.
    package init?(_ fact: Fact) throws(FactError) {
        let reader = try FactReader(fact)
        switch fact.type {
        case "lane.added":
            self = .added(
                function: try reader.text("function"),
                owner: try reader.optionalName("owner"),
                repository: try reader.optionalName("repository")
            )
        case "lane.parked":
            self = .parked(
                Lane.Parking(
                    reason: try reader.text("reason"),
                    blocker: try reader.optionalText("blocker")
                )
            )
        case "lane.unparked": self = .unparked
        default: return nil
        }
    }
}
