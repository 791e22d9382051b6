import Digests

/// A unit of work with a key and a state.
///
/// One function for each thing that can happen. Each looks at all states, changes the value and
/// returns the event to record; none writes, sends or looks at a clock. ``apply(_:)`` is the fold:
/// it alone changes the state, so a task rebuilt from its events equals the one that lived through
/// them.
package struct WorkTask: Hashable, Sendable {
    package let key: TaskKey
    package private(set) var title: String
    package private(set) var state: TaskState
    package private(set) var repository: RepositoryName?
    package private(set) var lane: LaneKey?
    package private(set) var phase: String?
    package private(set) var risk: String?
    /// 0 is done first.
    package private(set) var priority: Int64
    /// The agent that a lead chose; nobody else may claim the task.
    package private(set) var assignee: AgentID?
    /// The revision of the packet, counted from 1; 0 while the task has none.
    package private(set) var packetRevision: Int64
    package private(set) var packetDigest: Digest?
    /// The last fence given out; kept when a lease ends, so that a late write is refused for ever.
    package private(set) var fence: Fence
    /// How often the task was delivered.
    package private(set) var attempts: Int64

    /// A task that does not exist yet: what ``TaskEvent/created(_:)`` is applied to.
    package init(key: TaskKey) {
        self.key = key
        title = ""
        state = .draft
        priority = 0
        packetRevision = 0
        fence = .none
        attempts = 0
    }

    /// Takes all parts as they were stored.
    package init(
        key: TaskKey,
        title: String,
        state: TaskState,
        repository: RepositoryName?,
        lane: LaneKey?,
        phase: String?,
        risk: String?,
        priority: Int64,
        assignee: AgentID?,
        packetRevision: Int64,
        packetDigest: Digest?,
        fence: Fence,
        attempts: Int64
    ) {
        self.key = key
        self.title = title
        self.state = state
        self.repository = repository
        self.lane = lane
        self.phase = phase
        self.risk = risk
        self.priority = priority
        self.assignee = assignee
        self.packetRevision = packetRevision
        self.packetDigest = packetDigest
        self.fence = fence
        self.attempts = attempts
    }

    /// The lease, while somebody has one, running or ended.
    package var hold: Hold? {
        switch state {
        case .claimed(let hold), .paused(let hold, _): hold
        case .draft, .ready, .delivered, .rework, .blocked, .parked, .accepted, .cancelled,
            .superseded:
            nil
        }
    }

    /// Who works on it, has handed it in or is to do it.
    package var worker: AgentID? { hold?.agent ?? handover?.agent ?? assignee }

    /// The delivery that waits for a decision.
    package var handover: TaskState.Handover? {
        if case .delivered(let handover) = state { handover } else { nil }
    }

    /// Who has it in hand: its holder, or the worker whose delivery waits or is to be mended.
    package var holder: AgentID? {
        switch state {
        case .claimed(let hold), .paused(let hold, _): hold.agent
        case .delivered(let handover): handover.agent
        case .rework(let rework): rework.worker
        case .draft, .ready, .blocked, .parked, .accepted, .cancelled, .superseded: nil
        }
    }

    mutating func record(_ event: TaskEvent) -> TaskEvent {
        apply(event)
        return event
    }

    /// Folds one event into the task.
    ///
    /// Trusts the event: whether it was allowed was decided when it was made, and the database
    /// refuses a move that is not in ``TaskState/Name/successors``.
    package mutating func apply(_ event: TaskEvent) {
        switch event {
        case .created(let plan):
            title = plan.title
            repository = plan.repository
            lane = plan.lane
            phase = plan.phase
            risk = plan.risk
            priority = plan.priority
            state = plan.isReady ? .ready : .draft
            if let packet = plan.packet { adopt(packet) }
        case .edited(let edit):
            title = edit.title ?? title
            lane = edit.lane ?? lane
            phase = edit.phase ?? phase
            priority = edit.priority ?? priority
        case .packetRevised(let packet): adopt(packet)
        case .readied: state = .ready
        case .drafted: state = .draft
        case .assigned(let agent): assignee = agent
        case .claimed(let hold):
            state = .claimed(hold)
            fence = hold.fence
        case .renewed(let expiry):
            if case .claimed(var hold) = state {
                hold.expiry = expiry
                state = .claimed(hold)
            }
        case .checkoutAcknowledged:
            if case .claimed(var hold) = state {
                hold.isAcknowledged = true
                state = .claimed(hold)
            }
        case .released: state = .ready
        case .paused(let reason): if let hold { state = .paused(hold, reason: reason) }
        case .resumed(let expiry):
            if var hold {
                hold.expiry = expiry
                state = .claimed(hold)
            }
        case .delivered(let delivery):
            state = .delivered(delivery.handover)
            attempts += 1
        case .accepted(let verdict):
            if let replay = verdict.replay {
                state = .accepted(
                    TaskState.Acceptance(
                        delivery: verdict.delivery,
                        replay: replay,
                        judge: verdict.judge
                    )
                )
            }
        case .sentBack(let verdict, let worker, let keptUntil):
            state = .rework(
                TaskState.Rework(delivery: verdict.delivery, worker: worker, keptUntil: keptUntil)
            )
        case .rejected: state = .ready
        case .blocked(let reason, let standing): state = .blocked(reason: reason, from: standing)
        case .unblocked(let standing), .unparked(let standing): state = Self.state(for: standing)
        case .parked(let parking, let standing): state = .parked(parking, from: standing)
        case .cancelled(let reason): state = .cancelled(reason: reason)
        case .superseded(let successor): state = .superseded(by: successor)
        case .dependencyAdded, .dependencyRemoved: break
        }
    }

    private mutating func adopt(_ packet: PacketRevision) {
        packetRevision = packet.number
        packetDigest = packet.digest
        title = packet.title ?? title
        risk = packet.risk ?? risk
        repository = packet.repository ?? repository
    }

    private static func state(for standing: TaskState.Standing) -> TaskState {
        switch standing {
        case .draft: .draft
        case .ready: .ready
        }
    }
}
