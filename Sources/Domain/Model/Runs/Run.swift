import Digests

/// Tasks in the order of their dependencies, driven by Worklead.
///
/// Where its slices stand is read off their tasks; the run knows only whether it goes on.
package struct Run: Hashable, Sendable {
    /// How far a run is.
    package enum State: Hashable, Sendable {
        /// It is written down; `asked` is the question to the founder, once somebody has put it.
        case drafted(asked: DecisionID?)
        /// A founder has said go, by this decision.
        case approved(by: DecisionID)
        case running(by: DecisionID)
        case paused(by: DecisionID, reason: String)
        case finished(by: DecisionID)
        case cancelled(reason: String)

        /// The state without its data: what the database stores and people filter by.
        package enum Name: String, Sendable, CaseIterable {
            case drafted, approved, running, paused, finished, cancelled

            /// Whether nothing can happen to the run any more.
            package var isFinal: Bool {
                switch self {
                case .finished, .cancelled: true
                case .drafted, .approved, .running, .paused: false
                }
            }

            /// Whether its tasks have been made.
            package var hasTasks: Bool {
                switch self {
                case .running, .paused, .finished: true
                case .drafted, .approved, .cancelled: false
                }
            }

            /// The states that one event may lead to.
            ///
            /// The database repeats this table.
            package var successors: Set<Name> {
                switch self {
                case .drafted: [.drafted, .approved, .cancelled]
                case .approved: [.drafted, .running, .cancelled]
                case .running: [.paused, .finished, .cancelled]
                case .paused: [.running, .finished, .cancelled]
                case .finished, .cancelled: []
                }
            }
        }

        /// The state's word.
        package var name: Name {
            switch self {
            case .drafted: .drafted
            case .approved: .approved
            case .running: .running
            case .paused: .paused
            case .finished: .finished
            case .cancelled: .cancelled
            }
        }

        /// The decision by which it may begin, or the question that was put.
        package var decision: DecisionID? {
            switch self {
            case .drafted(let asked): asked
            case .approved(let id), .running(let id), .paused(let id, _), .finished(let id): id
            case .cancelled: nil
            }
        }

        /// Why it is paused or was cancelled.
        package var reason: String? {
            switch self {
            case .paused(_, let reason), .cancelled(let reason): reason
            case .drafted, .approved, .running, .finished: nil
            }
        }
    }

    package let name: RunName
    package private(set) var draft: RunDraft
    package private(set) var state: State
    /// The rounds of its review slices that have ended, in their order.
    package internal(set) var rounds: [RunRound]
    /// What a founder was asked about its slices, in its order.
    package internal(set) var questions: [RunQuestion]

    package init(
        name: RunName,
        draft: RunDraft,
        state: State = .drafted(asked: nil),
        rounds: [RunRound] = [],
        questions: [RunQuestion] = []
    ) {
        self.name = name
        self.draft = draft
        self.state = state
        self.rounds = rounds
        self.questions = questions
    }
}

/// What a run's file says, as the ledger keeps it: the text, and what order and bounds follow.
package struct RunDraft: Hashable, Sendable {
    /// The file, byte for byte.
    package let text: String
    package let title: String
    package let repository: RepositoryName?
    package let capacity: RunCapacity
    package let freshness: Freshness
    package let budget: RunBudget
    /// How the programs of those agents talk that are driven.
    package let dialects: [AgentID: RunDriver.Dialect]
    package let limits: RunLimits
    package let artifacts: RunSpec.Artifacts
    package let slices: [RunSlice]

    package init(
        text: String,
        title: String,
        repository: RepositoryName?,
        capacity: RunCapacity,
        freshness: Freshness,
        budget: RunBudget,
        dialects: [AgentID: RunDriver.Dialect] = [:],
        limits: RunLimits = RunLimits(),
        artifacts: RunSpec.Artifacts = RunSpec.Artifacts(),
        slices: [RunSlice]
    ) {
        self.text = text
        self.title = title
        self.repository = repository
        self.capacity = capacity
        self.freshness = freshness
        self.budget = budget
        self.dialects = dialects
        self.limits = limits
        self.artifacts = artifacts
        self.slices = slices
    }

    /// What the ledger keeps of a spec.
    package init(_ spec: RunSpec, text: String) {
        self.init(
            text: text,
            title: spec.title,
            repository: spec.repository,
            capacity: spec.capacity,
            freshness: spec.freshness,
            budget: spec.budget,
            dialects: spec.dialects,
            limits: spec.limits,
            artifacts: spec.artifacts,
            slices: spec.outline
        )
    }

    /// The digest of the text.
    package var digest: Digest { Digest(of: text) }
}

// What can happen to a run. Each function changes the value and returns the event to record.
extension Run {
    /// Puts another text in the place of this one; what was asked or approved was the other.
    ///
    /// - Returns: `nil` for the same one, which changes nothing.
    package mutating func redraft(_ other: RunDraft) throws(RunError) -> RunEvent? {
        switch state {
        case .drafted, .approved:
            guard other != draft else { return nil }
            draft = other
            state = .drafted(asked: nil)
            return .drafted(other)
        case .running, .paused, .finished, .cancelled: throw .begun(name, state.name)
        }
    }

    /// Notes the question to the founder whether it may start.
    package mutating func ask(_ decision: DecisionID) throws(RunError) -> RunEvent {
        switch state {
        case .drafted(nil):
            state = .drafted(asked: decision)
            return .asked(decision)
        case .drafted(let asked?): throw .asked(name, asked)
        case .approved: throw .already(name, state.name)
        case .running, .paused, .finished, .cancelled: throw .begun(name, state.name)
        }
    }

    /// Takes the founder's answer.
    ///
    /// - Returns: `nil` where the question is none of this run as it is now.
    package mutating func settle(_ decision: DecisionID, go: Bool) -> RunEvent? {
        switch state {
        case .drafted(let asked) where asked == decision:
            state = go ? .approved(by: decision) : .drafted(asked: nil)
            return go ? .approved(decision) : .declined(decision)
        case .drafted, .approved, .running, .paused, .finished, .cancelled: return nil
        }
    }

    /// Begins; its tasks are made with it.
    package mutating func start() throws(RunError) -> RunEvent {
        switch state {
        case .approved(let decision):
            state = .running(by: decision)
            return .started
        case .drafted(let asked): throw .notApproved(name, asked: asked)
        case .running, .paused, .finished, .cancelled: throw .begun(name, state.name)
        }
    }

    /// Stops new claims; what is in hand goes on.
    package mutating func pause(because reason: String) throws(RunError) -> RunEvent {
        switch state {
        case .running(let decision):
            state = .paused(by: decision, reason: reason)
            return .paused(reason: reason)
        case .paused: throw .already(name, state.name)
        case .drafted, .approved, .finished, .cancelled: throw .notRunning(name, state.name)
        }
    }

    /// Lets it go on.
    package mutating func resume() throws(RunError) -> RunEvent {
        switch state {
        case .paused(let decision, _):
            state = .running(by: decision)
            return .resumed
        case .running: throw .already(name, state.name)
        case .drafted, .approved, .finished, .cancelled: throw .notRunning(name, state.name)
        }
    }

    /// Notes that nothing of it is left to do.
    ///
    /// - Returns: `nil` where it has not begun, or is over.
    package mutating func finish() -> RunEvent? {
        switch state {
        case .running(let decision), .paused(let decision, _):
            state = .finished(by: decision)
            return .finished
        case .drafted, .approved, .finished, .cancelled: return nil
        }
    }

    /// Notes that files of it were archived and deleted, as its manifest names them.
    package func clean(_ cleanup: RunCleanup) throws(RunError) -> RunEvent {
        switch state {
        case .running, .paused, .finished: return .cleaned(cleanup)
        case .drafted, .approved, .cancelled: throw .notRunning(name, state.name)
        }
    }

    /// Gives it up for good.
    package mutating func cancel(because reason: String) throws(RunError) -> RunEvent {
        switch state {
        case .drafted, .approved, .running, .paused:
            state = .cancelled(reason: reason)
            return .cancelled(reason: reason)
        case .finished, .cancelled: throw .begun(name, state.name)
        }
    }
}
