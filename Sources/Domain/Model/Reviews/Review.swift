/// A look at what was done, by somebody who has not done it, in rounds until nothing is left open.
package struct Review: Hashable, Sendable {
    package let id: ReviewID
    package let repository: RepositoryName
    /// The task whose delivery is looked at; `nil` for a range of commits.
    package let task: TaskKey?
    /// Where what is looked at starts; `nil` for everything in the commit.
    package let base: String?
    /// What it is about, such as `structure`; `nil` for everything.
    package let focus: String?
    /// The review slice of a run that it is a part of.
    package let slice: TaskKey?
    /// Who did what is looked at.
    package private(set) var authors: [AgentID]
    /// Who looks at it in this round.
    package private(set) var reviewer: AgentID
    package private(set) var state: State

    /// Whether it goes on, and the round that runs or was the last.
    package enum State: Hashable, Sendable {
        case open(Round)
        case closed(Round, note: String?)
        /// It ended without an end: what it found stands.
        case abandoned(Round, reason: String)
    }

    /// One look, at one commit.
    package struct Round: Hashable, Sendable {
        /// From 1.
        package let number: Int64
        package let commit: String
        package let delivery: DeliveryID?

        package init(number: Int64, commit: String, delivery: DeliveryID?) {
            self.number = number
            self.commit = commit
            self.delivery = delivery
        }
    }

    /// The most rounds: what is not settled by then is not settled by another.
    package static let roundsMax: Int64 = 9

    package init(
        id: ReviewID,
        repository: RepositoryName,
        task: TaskKey?,
        base: String?,
        focus: String?,
        slice: TaskKey? = nil,
        authors: [AgentID],
        reviewer: AgentID,
        state: State
    ) {
        self.id = id
        self.repository = repository
        self.task = task
        self.base = base
        self.focus = focus
        self.slice = slice
        self.authors = authors
        self.reviewer = reviewer
        self.state = state
    }

    /// Whether it goes on.
    package var isOpen: Bool {
        switch state {
        case .open: true
        case .closed, .abandoned: false
        }
    }

    /// The round that runs, or that was the last.
    package var round: Round {
        switch state {
        case .open(let round), .closed(let round, _), .abandoned(let round, _): round
        }
    }

    /// Starts it; who did the work does not review it.
    package func start() throws(ReviewError) -> ReviewEvent {
        try requireOther(reviewer)
        return .started(self)
    }

    /// The round that findings are made and mended in.
    package func openRound() throws(ReviewError) -> Round {
        switch state {
        case .open(let round): return round
        case .closed, .abandoned: throw .closed(id)
        }
    }

    /// Looks again, at what was mended.
    ///
    /// - Parameters:
    ///   - commit: What is looked at now.
    ///   - others: Who has worked on it since.
    package mutating func takeUpAgain(
        _ agent: AgentID,
        at commit: String,
        delivery: DeliveryID?,
        authors others: [AgentID]
    ) throws(ReviewError) -> ReviewEvent {
        switch state {
        case .open(let round):
            guard round.number < Self.roundsMax else { throw .noMoreRounds(id) }
            authors += others.filter { !authors.contains($0) }
            try requireOther(agent)
            let next = Round(number: round.number + 1, commit: commit, delivery: delivery)
            reviewer = agent
            state = .open(next)
            return .takenUp(next, authors: authors)
        case .closed, .abandoned: throw .closed(id)
        }
    }

    /// Ends it, when nothing blocking or high is left, and the rest is decided.
    package mutating func close(
        by agent: AgentID,
        with findings: [Finding],
        note: String?
    ) throws(ReviewError) -> ReviewEvent {
        switch state {
        case .open(let round):
            try requireOther(agent)
            let left = findings.filter(\.state.isUnresolved)
            let open = left.filter(\.severity.mustBeFixed)
            guard open.isEmpty else { throw .open(id, open.map(\.id)) }
            let undecided = left.filter(\.severity.needsDecision)
            guard undecided.isEmpty else { throw .undecided(id, undecided.map(\.id)) }
            let unseen = findings.filter { $0.isFixed(in: round.number) }
            guard unseen.isEmpty else { throw .fixesUnseen(id, unseen.map(\.id)) }
            state = .closed(round, note: note)
            return .closed(note: note)
        case .closed, .abandoned: throw .closed(id)
        }
    }

    /// Gives it up: nobody will finish it.
    ///
    /// Nothing is settled by that. What it found and nobody mended stands as it is, and goes on
    /// standing against acceptance until a review that is started after it is closed.
    package mutating func abandon(
        by agent: AgentID,
        because reason: String
    ) throws(ReviewError) -> ReviewEvent {
        switch state {
        case .open(let round):
            try requireOther(agent)
            state = .abandoned(round, reason: reason)
            return .abandoned(reason: reason)
        case .closed, .abandoned: throw .closed(id)
        }
    }

    /// - Throws: Where the agent did what is looked at.
    package func requireOther(_ agent: AgentID) throws(ReviewError) {
        guard !authors.contains(agent) else { throw .ownWork(agent) }
    }
}

extension Finding {
    /// Whether it was said in this round that it is mended, so that nobody has looked yet.
    fileprivate func isFixed(in round: Int64) -> Bool {
        switch state {
        case .fixed(let fix): fix.round >= round
        case .open, .disputed, .accepted: false
        }
    }
}
