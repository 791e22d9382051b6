/// A round of a review slice that has ended with something left: who mends what before the
/// reviewer looks again.
package struct RunRound: Hashable, Sendable {
    /// The review slice, as the file names it.
    package let slice: TaskKey
    /// From 1.
    package let number: Int64
    /// The slices that were made for what is to be mended, one for each owner; empty where only the
    /// reviewer is asked again.
    package let fixes: [RunSlice]

    package init(slice: TaskKey, number: Int64, fixes: [RunSlice]) {
        self.slice = slice
        self.number = number
        self.fixes = fixes
    }

    /// The most rounds that one slice can have, whatever a founder says: as many as a review.
    package static let limit = Review.roundsMax
}

/// What a founder is asked when the rounds of a review slice are used up and something that matters
/// is still open.
package struct RoundQuestion: Hashable, Sendable {
    package let decision: DecisionID
    /// The review slice, as the file names it.
    package let slice: TaskKey
    /// The round that was the last one allowed.
    package let number: Int64
    package private(set) var state: State

    /// Whether it waits.
    package enum State: Hashable, Sendable {
        case open
        case answered(Answer)
        case withdrawn

        /// The state without its data: what the database stores.
        package enum Name: String, Sendable, CaseIterable {
            case open, more, stop, grant, withdrawn
        }

        /// The state's word.
        package var name: Name {
            switch self {
            case .open: .open
            case .answered(.more): .more
            case .answered(.stop): .stop
            case .answered(.grant): .grant
            case .withdrawn: .withdrawn
            }
        }

        /// The state of that name.
        package init(_ name: Name) {
            switch name {
            case .open: self = .open
            case .more: self = .answered(.more)
            case .stop: self = .answered(.stop)
            case .grant: self = .answered(.grant)
            case .withdrawn: self = .withdrawn
            }
        }
    }

    /// What can be said to it.
    package enum Answer: String, Sendable, CaseIterable {
        /// One round more.
        case more
        /// The run is paused.
        case stop
        /// What the owners dispute is none: only where nothing else is open.
        case grant
    }

    package init(
        decision: DecisionID,
        slice: TaskKey,
        number: Int64,
        state: State = .open
    ) {
        self.decision = decision
        self.slice = slice
        self.number = number
        self.state = state
    }

    mutating func settle(_ answer: Answer?) {
        state = answer.map(State.answered) ?? .withdrawn
    }
}
