import Model
import Store

/// What happens to lanes.
package struct LaneEngine {
    let change: Change

    /// Adds a lane.
    ///
    /// The same lane again changes nothing.
    ///
    /// - Returns: Whether it is new.
    package func add(
        _ key: LaneKey,
        function: String,
        owner: AgentID?,
        repository: RepositoryName?
    ) throws -> Bool {
        if let existing = try change.view.lanes.lane(key) {
            guard existing.function == function, existing.owner == owner,
                existing.repository == repository
            else { throw LaneError.taken(key) }
            return false
        }
        if let twin = try change.view.lanes.lookAlike(of: key) {
            throw LaneError.lookAlike(key, existing: twin)
        }
        if let owner, try change.view.agents.agent(owner) == nil { throw AgentError.unknown(owner) }
        if let repository, try change.view.repositories.repository(repository) == nil {
            throw RepositoryError.unknown(repository)
        }
        try change.record(
            LaneEvent.added(function: function, owner: owner, repository: repository).fact,
            on: Subject(.lane, key.text)
        )
        return true
    }

    /// Parks a lane: its tasks can't be claimed until it is opened again.
    package func park(_ key: LaneKey, because parking: Lane.Parking) throws {
        var lane = try lane(key)
        try change.record(try lane.park(parking).fact, on: Subject(.lane, key.text))
    }

    /// Opens a parked lane again.
    package func unpark(_ key: LaneKey) throws {
        var lane = try lane(key)
        try change.record(try lane.unpark().fact, on: Subject(.lane, key.text))
    }

    private func lane(_ key: LaneKey) throws -> Lane {
        guard let lane = try change.view.lanes.lane(key) else { throw LaneError.unknown(key) }
        return lane
    }
}
