/// What rules about whole plans look at, whether a plan is kept in a ledger or in a file.
package struct PlanOutline: Hashable, Sendable {
    /// A step as far as rules look at it.
    package struct Step: Hashable, Sendable {
        package let id: String
        package let state: StepState
        package let receipts: [String]

        package init(id: String, state: StepState, receipts: [String]) {
            self.id = id
            self.state = state
            self.receipts = receipts
        }
    }

    package let state: PlanState
    package let steps: [Step]
    package let checkpoint: CheckpointState?
    package let receipts: [String]

    package init(
        state: PlanState,
        steps: [Step],
        checkpoint: CheckpointState?,
        receipts: [String]
    ) {
        self.state = state
        self.steps = steps
        self.checkpoint = checkpoint
        self.receipts = receipts
    }

    /// A plan as it is kept.
    ///
    /// - Parameter following: Where its tasks stand.
    package init(_ plan: Plan, _ following: [TaskKey: StepState]) {
        self.init(
            state: plan.state,
            steps: plan.steps.map {
                Step(id: $0.id.text, state: $0.state(following), receipts: $0.receipts)
            },
            checkpoint: plan.checkpoint?.state,
            receipts: plan.receipts
        )
    }

    /// Every receipt with its place, in order.
    package var placedReceipts: [(place: String, path: String)] {
        receipts.enumerated().map { ("receipts[\($0)]", $1) }
            + steps.enumerated().flatMap { index, step in
                step.receipts.enumerated().map { ("steps[\(index)].receipts[\($0)]", $1) }
            }
    }
}

// Where a plan has to stand for what its steps say.
extension PlanOutline {
    /// Whether nothing is left to do and something was done.
    private var isFinished: Bool {
        !steps.isEmpty && steps.allSatisfy(\.state.isFinished)
            && steps.contains { $0.state == .done }
    }

    private var isStarted: Bool {
        steps.contains { $0.state == .inProgress || $0.state == .done }
    }

    /// The state that fits the steps, where the plan's own contradicts them; `nil` where it does
    /// not.
    ///
    /// What a person may decide against the steps stays: that a plan is blocked or rejected, and
    /// that a checkpoint is not satisfied yet.
    package var mendedState: PlanState? {
        let fitting: PlanState
        switch state {
        case .rejected: return nil
        case .done:
            guard !isFinished else { return nil }
            fitting = unfinishedState
        case .queued:
            fitting = isReadyToEnd ? .done : isStarted ? .inProgress : .queued
        case .inProgress:
            fitting =
                isReadyToEnd
                ? .done
                : isStarted || steps.isEmpty
                    ? .inProgress
                    : unfinishedState
        case .blocked:
            fitting = isReadyToEnd ? .done : .blocked
        }
        return fitting == state ? nil : fitting
    }

    private var isReadyToEnd: Bool { isFinished && checkpoint != .pending }

    private var unfinishedState: PlanState {
        if isStarted { return .inProgress }
        return steps.contains { $0.state == .blocked } ? .blocked : .queued
    }

    /// What its parts say against each other.
    package var contradictions: [PlanFinding] {
        var findings: [PlanFinding] = []
        switch state {
        case .done:
            for (index, step) in steps.enumerated() where !step.state.isFinished {
                findings.append(
                    PlanFinding(
                        .unfinished,
                        "steps[\(index)].status",
                        "The plan is done, and its step \(step.id) is \(step.state.rawValue)."
                    )
                )
            }
            if !steps.isEmpty, steps.allSatisfy({ $0.state == .cancelled }) {
                findings.append(
                    PlanFinding(.unfinished, "status", "The plan is done, and no step of it is.")
                )
            }
            if checkpoint == .pending {
                findings.append(
                    PlanFinding(
                        .checkpoint,
                        "checkpoint.status",
                        "The plan is done, and its checkpoint is pending."
                    )
                )
            }
        case .inProgress:
            // A step that waits for somebody was taken up.
            if !steps.isEmpty, steps.allSatisfy({ $0.state == .queued || $0.state == .cancelled }) {
                findings.append(
                    PlanFinding(
                        .notStarted,
                        "status",
                        "The plan is in progress, and none of its steps was started."
                    )
                )
            }
        case .queued, .blocked, .rejected: break
        }
        if findings.isEmpty, let fitting = mendedState {
            findings.append(
                PlanFinding(
                    .behind,
                    "status",
                    "The plan is \(state.rawValue), and by its steps it is \(fitting.rawValue)."
                )
            )
        }
        return findings
    }
}
