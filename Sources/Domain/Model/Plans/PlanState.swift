/// Where a plan stands.
package enum PlanState: String, Sendable, CaseIterable {
    case queued
    case inProgress = "in_progress"
    case blocked
    case done
    case rejected

    /// Whether its steps can still change.
    package var isOpen: Bool {
        switch self {
        case .queued, .inProgress, .blocked: true
        case .done, .rejected: false
        }
    }
}

/// Where a step of a plan stands.
package enum StepState: String, Sendable, CaseIterable {
    case queued
    case inProgress = "in_progress"
    case blocked
    case done
    case cancelled

    /// Whether there is nothing left to do in it.
    package var isFinished: Bool {
        switch self {
        case .done, .cancelled: true
        case .queued, .inProgress, .blocked: false
        }
    }

    /// Where a step stands that is a task's.
    package init(of task: TaskState.Name) {
        switch task {
        case .draft, .ready: self = .queued
        case .claimed, .paused, .delivered, .rework: self = .inProgress
        case .blocked, .parked: self = .blocked
        case .accepted: self = .done
        case .cancelled, .superseded: self = .cancelled
        }
    }
}

/// Where the checkpoint of a plan stands.
package enum CheckpointState: String, Sendable, CaseIterable {
    case pending
    case satisfied
    case superseded
}
