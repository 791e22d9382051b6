import Digests

/// What can happen to a task.
package enum TaskEvent: Hashable, Sendable {
    case created(TaskPlan)
    case edited(TaskEdit)
    case packetRevised(PacketRevision)
    case readied
    case drafted
    case assigned(AgentID?)
    case claimed(Hold)
    case renewed(expiry: Timestamp)
    case checkoutAcknowledged
    case released(reason: ReleaseReason, note: String?)
    case paused(reason: String)
    case resumed(expiry: Timestamp)
    case delivered(Delivery)
    case accepted(Verdict)
    case sentBack(Verdict, worker: AgentID, keptUntil: Timestamp)
    case rejected(Verdict)
    case blocked(reason: String, from: TaskState.Standing)
    case unblocked(to: TaskState.Standing)
    case parked(Lane.Parking, from: TaskState.Standing)
    case unparked(to: TaskState.Standing)
    case cancelled(reason: String)
    case superseded(by: TaskKey)
    case dependencyAdded(TaskKey)
    case dependencyRemoved(TaskKey)

    /// Whether nothing can happen to the task after it.
    package var isEnd: Bool {
        switch self {
        case .accepted, .cancelled, .superseded: true
        case .created, .edited, .packetRevised, .readied, .drafted, .assigned, .claimed, .renewed,
            .checkoutAcknowledged, .released, .paused, .resumed, .delivered, .sentBack, .rejected,
            .blocked, .unblocked, .parked, .unparked, .dependencyAdded, .dependencyRemoved:
            false
        }
    }
}

/// Why a claim ended without a delivery.
package enum ReleaseReason: String, Sendable, CaseIterable {
    /// Its holder gave it back.
    case byHolder = "by_holder"
    /// A lead took it back.
    case byLead = "by_lead"
    /// Nobody had renewed the lease.
    case expired
}

/// What a task is created with.
package struct TaskPlan: Hashable, Sendable {
    package var title: String
    package var repository: RepositoryName?
    package var lane: LaneKey?
    package var phase: String?
    package var risk: String?
    package var priority: Int64
    package var dependencies: [TaskKey]
    package var packet: PacketRevision?
    package var isReady: Bool

    package init(
        title: String,
        repository: RepositoryName? = nil,
        lane: LaneKey? = nil,
        phase: String? = nil,
        risk: String? = nil,
        priority: Int64 = 100,
        dependencies: [TaskKey] = [],
        packet: PacketRevision? = nil,
        isReady: Bool = false
    ) {
        self.title = title
        self.repository = repository
        self.lane = lane
        self.phase = phase
        self.risk = risk
        self.priority = priority
        self.dependencies = dependencies
        self.packet = packet
        self.isReady = isReady
    }
}

/// What may change about a task beside its packet; `nil` leaves a part as it is.
package struct TaskEdit: Hashable, Sendable {
    package var title: String?
    package var lane: LaneKey?
    package var phase: String?
    package var priority: Int64?

    package init(
        title: String? = nil,
        lane: LaneKey? = nil,
        phase: String? = nil,
        priority: Int64? = nil
    ) {
        self.title = title
        self.lane = lane
        self.phase = phase
        self.priority = priority
    }

    /// Whether it changes nothing.
    package var isEmpty: Bool { self == TaskEdit() }
}

/// A revision of a task's packet, kept verbatim with its digest.
package struct PacketRevision: Hashable, Sendable {
    /// The languages a packet may be written in.
    package enum Format: String, Sendable, CaseIterable {
        case markdown, toml
    }

    /// Counted from 1 for each task.
    package let number: Int64
    package let format: Format
    package let text: String
    package let digest: Digest
    /// What the task takes over from the packet, so that the ledger needs no parser to be read.
    package let title: String?
    package let risk: String?
    package let repository: RepositoryName?
    /// The in-scope and out-of-scope paths as written.
    package let inScope: [String]
    package let outOfScope: [String]

    package init(
        number: Int64,
        format: Format,
        text: String,
        digest: Digest,
        title: String? = nil,
        risk: String? = nil,
        repository: RepositoryName? = nil,
        inScope: [String] = [],
        outOfScope: [String] = []
    ) {
        self.number = number
        self.format = format
        self.text = text
        self.digest = digest
        self.title = title
        self.risk = risk
        self.repository = repository
        self.inScope = inScope
        self.outOfScope = outOfScope
    }
}
