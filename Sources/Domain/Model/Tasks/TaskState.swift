import Digests

/// Where a task stands, with the data of each state in its case.
package enum TaskState: Hashable, Sendable {
    case draft
    case ready
    case claimed(Hold)
    case paused(Hold, reason: String)
    case delivered(Handover)
    case rework(Rework)
    case blocked(reason: String, from: Standing)
    case parked(Lane.Parking, from: Standing)
    case accepted(Acceptance)
    case cancelled(reason: String)
    case superseded(by: TaskKey)

    /// A state in which a task waits for nobody's decision: where a blocked or parked one returns
    /// to.
    package enum Standing: String, Sendable, CaseIterable {
        case draft, ready
    }

    /// What was handed in, by whom and under which fence.
    package struct Handover: Hashable, Sendable {
        package let delivery: DeliveryID
        package let agent: AgentID
        package let session: SessionID
        package let fence: Fence

        package init(delivery: DeliveryID, agent: AgentID, session: SessionID, fence: Fence) {
            self.delivery = delivery
            self.agent = agent
            self.session = session
            self.fence = fence
        }
    }

    /// What was sent back, and for whom it is kept.
    package struct Rework: Hashable, Sendable {
        package let delivery: DeliveryID
        package let worker: AgentID
        /// Until when only the worker may claim it.
        ///
        /// Exclusive.
        package let keptUntil: Timestamp

        package init(delivery: DeliveryID, worker: AgentID, keptUntil: Timestamp) {
            self.delivery = delivery
            self.worker = worker
            self.keptUntil = keptUntil
        }
    }

    /// On what ground a task was accepted.
    package struct Acceptance: Hashable, Sendable {
        package let delivery: DeliveryID
        package let replay: ReplayID
        package let judge: AgentID

        package init(delivery: DeliveryID, replay: ReplayID, judge: AgentID) {
            self.delivery = delivery
            self.replay = replay
            self.judge = judge
        }
    }

    /// The state without its data: what the database stores and people filter by.
    package enum Name: String, Sendable, CaseIterable {
        case draft, ready, claimed, paused, delivered, rework, blocked, parked, accepted, cancelled
        case superseded

        /// What a task in it is, as people say it: after "P-1 is".
        package var words: String {
            switch self {
            case .draft: "a draft"
            case .rework: "sent back for rework"
            case .ready, .claimed, .paused, .delivered, .blocked, .parked, .accepted, .cancelled,
                .superseded:
                rawValue
            }
        }

        /// Whether nothing can happen to the task any more.
        package var isFinal: Bool {
            switch self {
            case .accepted, .cancelled, .superseded: true
            case .draft, .ready, .claimed, .paused, .delivered, .rework, .blocked, .parked: false
            }
        }

        /// Whether somebody works on the task: it is held, handed in or sent back.
        package var isAtWork: Bool {
            switch self {
            case .claimed, .paused, .delivered, .rework: true
            case .draft, .ready, .blocked, .parked, .accepted, .cancelled, .superseded: false
            }
        }

        /// The states that one event may lead to.
        ///
        /// The database repeats this table.
        package var successors: Set<Name> {
            switch self {
            case .draft: [.ready, .blocked, .parked, .cancelled, .superseded]
            case .ready: [.draft, .claimed, .blocked, .parked, .cancelled, .superseded]
            case .claimed:
                [.ready, .paused, .delivered, .blocked, .parked, .cancelled, .superseded]
            case .paused: [.claimed, .ready, .blocked, .parked, .cancelled, .superseded]
            case .delivered: [.accepted, .rework, .ready, .cancelled, .superseded]
            case .rework: [.claimed, .ready, .blocked, .parked, .cancelled, .superseded]
            case .blocked, .parked: [.draft, .ready, .cancelled, .superseded]
            case .accepted, .cancelled, .superseded: []
            }
        }
    }

    /// The state's word, for the database, filters and messages.
    package var name: Name {
        switch self {
        case .draft: .draft
        case .ready: .ready
        case .claimed: .claimed
        case .paused: .paused
        case .delivered: .delivered
        case .rework: .rework
        case .blocked: .blocked
        case .parked: .parked
        case .accepted: .accepted
        case .cancelled: .cancelled
        case .superseded: .superseded
        }
    }
}
