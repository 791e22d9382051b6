import Digests

/// A slice of a run as far as its order is concerned; all else about it is its task's.
package struct RunSlice: Hashable, Sendable {
    package let task: TaskKey
    package let stage: StageName
    package let owner: AgentID
    /// Who takes it up where the owner is not there, the first first.
    package let backups: [AgentID]
    /// What it waits for, its stage's beginning included.
    package let waits: [TaskKey]
    /// What has to pass before it is accepted.
    package let gates: [GateName]
    /// What it is for: what its stage is, and work for one that was added.
    package let kind: RunSpec.Stage.Kind
    /// The findings that it is to mend, for one that a round of a review has added.
    package let mends: [FindingID]
    /// What it leaves beside what its agent does.
    package let artifacts: [String]

    package init(
        task: TaskKey,
        stage: StageName,
        owner: AgentID,
        backups: [AgentID] = [],
        waits: [TaskKey] = [],
        gates: [GateName] = [],
        kind: RunSpec.Stage.Kind = .work,
        mends: [FindingID] = [],
        artifacts: [String] = []
    ) {
        self.task = task
        self.stage = stage
        self.owner = owner
        self.backups = backups
        self.waits = waits
        self.gates = gates
        self.kind = kind
        self.mends = mends
        self.artifacts = artifacts
    }

    /// The slice as one JSON object.
    package var json: JSONValue {
        FactWriter().with("task", task).with("stage", stage).with("owner", owner)
            .with("backups", backups.map(\.text)).with("waits", waits.map(\.text))
            .with("gates", gates.map(\.text))
            .with("kind", kind == .work ? nil : kind.rawValue)
            .with("mends", mends.isEmpty ? nil : .array(mends.map { .string($0.text) }))
            .with("artifacts", artifacts).fact("")
            .data
    }

    /// Reads slices back.
    package static func list(_ value: JSONValue?, _ type: String) throws(FactError) -> [RunSlice] {
        var slices: [RunSlice] = []
        for element in value?.arrayValue ?? [] {
            let reader = try FactReader(Fact(type: type, data: element))
            slices.append(
                RunSlice(
                    task: try reader.name("task"),
                    stage: try reader.name("stage"),
                    owner: try reader.name("owner"),
                    backups: try reader.texts("backups").map(AgentID.init(trusted:)),
                    waits: try reader.texts("waits").map(TaskKey.init(trusted:)),
                    gates: try reader.texts("gates").map(GateName.init(trusted:)),
                    kind: reader.value("kind") == nil ? .work : try reader.choice("kind"),
                    mends: try reader.texts("mends").map(FindingID.init(trusted:)),
                    artifacts: try reader.texts("artifacts")
                )
            )
        }
        return slices
    }
}

/// Where a slice of a run stands, read off its task; it has no state of its own.
package enum SliceState: String, Sendable, CaseIterable {
    /// Its run has not been started.
    case planned
    /// Something that it waits for is not accepted.
    case waiting
    /// Somebody could take it up.
    case ready
    /// An agent has it in hand.
    case running
    /// It is handed in.
    case delivered
    /// It is handed in, and a review of it is open.
    case inReview = "in_review"
    /// It was sent back.
    case rework
    /// It is stopped: blocked, parked, or taken back into planning.
    case blocked
    case accepted
    /// It was given up.
    case dropped

    /// Reads the state off a task.
    ///
    /// - Parameters:
    ///   - task: Where the task stands, or the last of its successors; `nil` where there is none.
    ///   - waits: Whether it waits for something that is not accepted.
    ///   - isReviewed: Whether a review of it is open.
    package init(of task: TaskState.Name?, waits: Bool, isReviewed: Bool) {
        switch task {
        case nil: self = .planned
        case .ready?: self = waits ? .waiting : .ready
        case .claimed?, .paused?: self = .running
        case .delivered?: self = isReviewed ? .inReview : .delivered
        // Sent back by a review, it goes on when what that found is mended.
        case .rework?: self = waits ? .waiting : .rework
        case .draft?, .blocked?, .parked?: self = .blocked
        case .accepted?: self = .accepted
        case .cancelled?, .superseded?: self = .dropped
        }
    }

    /// Whether nothing is left to do for it.
    package var isOver: Bool {
        switch self {
        case .accepted, .dropped: true
        case .planned, .waiting, .ready, .running, .delivered, .inReview, .rework, .blocked: false
        }
    }
}
