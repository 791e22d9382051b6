/// What a founder is asked about a slice of a run that does not go on by itself.
package struct RunQuestion: Hashable, Sendable {
    package let decision: DecisionID
    /// The slice, as the run has it.
    package let slice: TaskKey
    package let matter: Matter
    /// How many there have been: rounds, or attempts.
    package let number: Int64
    package private(set) var state: State

    /// What is used up.
    package enum Matter: String, Sendable, CaseIterable {
        /// The rounds of a review slice, with something left that matters.
        case rounds
        /// The attempts at a slice that is not done.
        case attempts

        /// What can be said to it.
        package var answers: Set<Answer> {
            switch self {
            case .rounds: [.more, .stop, .grant]
            case .attempts: [.again, .pause]
            }
        }
    }

    /// Whether it waits.
    package enum State: Hashable, Sendable {
        case open
        case answered(Answer)
        case withdrawn

        /// The state's word: what the database stores.
        package var word: String {
            switch self {
            case .open: "open"
            case .answered(let answer): answer.rawValue
            case .withdrawn: "withdrawn"
            }
        }

        /// The state of that word; `nil` for what is none.
        package init?(_ word: String) {
            switch word {
            case "open": self = .open
            case "withdrawn": self = .withdrawn
            default:
                guard let answer = Answer(rawValue: word) else { return nil }
                self = .answered(answer)
            }
        }
    }

    /// What a founder says.
    package enum Answer: String, Sendable, CaseIterable {
        /// One round more.
        case more
        /// No further round: the run is paused.
        case stop
        /// What the owners dispute is none: only where nothing else is open.
        case grant
        /// As many attempts once more.
        case again
        /// No further attempt: the run is paused.
        case pause
    }

    package init(
        decision: DecisionID,
        slice: TaskKey,
        matter: Matter,
        number: Int64,
        state: State = .open
    ) {
        self.decision = decision
        self.slice = slice
        self.matter = matter
        self.number = number
        self.state = state
    }

    mutating func settle(_ answer: Answer?) {
        state = answer.map(State.answered) ?? .withdrawn
    }
}
