/// A stream of work with one owner, one repository and a function.
package struct Lane: Hashable, Sendable {
    package let key: LaneKey
    package let function: String
    package let owner: AgentID?
    package let repository: RepositoryName?
    /// Why the lane is parked; `nil` while it runs.
    package private(set) var parking: Parking?

    /// Why a lane or a task stands still, and what it waits for if anything.
    package struct Parking: Hashable, Sendable {
        package let reason: String
        /// The task or decision that blocks it.
        ///
        /// A parked lane without one is reported.
        package let blocker: String?

        package init(reason: String, blocker: String?) {
            self.reason = reason
            self.blocker = blocker
        }
    }

    package init(
        key: LaneKey,
        function: String,
        owner: AgentID?,
        repository: RepositoryName?,
        parking: Parking? = nil
    ) {
        self.key = key
        self.function = function
        self.owner = owner
        self.repository = repository
        self.parking = parking
    }

    /// What is wrong with how it stands, as a sentence.
    package var fault: String? {
        guard let parking, parking.blocker == nil else { return nil }
        return "It is parked, and nothing is named that it waits for."
    }

    /// Stops the lane: its tasks can't be claimed until it is opened again.
    package mutating func park(_ parking: Parking) throws(LaneError) -> LaneEvent {
        guard self.parking == nil else { throw .alreadyParked(key) }
        self.parking = parking
        return .parked(parking)
    }

    /// Opens the lane again.
    package mutating func unpark() throws(LaneError) -> LaneEvent {
        guard parking != nil else { throw .notParked(key) }
        parking = nil
        return .unparked
    }
}
