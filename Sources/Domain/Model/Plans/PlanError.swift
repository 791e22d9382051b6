/// Why something can't be done with a plan.
package enum PlanError: Reportable, Equatable {
    case unknown(PlanName, near: String?)
    case taken(PlanName)
    case lookAlike(PlanName, existing: PlanName)
    case closed(PlanName, PlanState)
    case already(PlanName, PlanState)
    case unfinished(PlanName, [StepID])
    case nothingDone(PlanName)
    case checkpointPending(PlanName)
    case noCheckpoint(PlanName)
    case needsNote(String)
    case notYours(PlanName, author: AgentID)
    case ownPlan(PlanName)
    case noSteps(PlanName)
    case approvedAlready(PlanName, AgentID)
    case tooManySteps(PlanName)
    case unknownStep(PlanName, StepID, near: String?)
    case stepTaken(PlanName, StepID)
    case taskTaken(PlanName, TaskKey, StepID)
    case followsTask(StepID, TaskKey)
    case stepAlready(StepID, StepState)
    case untitledStep
    case badReceipt(String)
    case receiptTaken(String)
    case linkTaken(PlanName, PlanLink)

    package var code: String {
        switch self {
        case .unknown: "plan.unknown"
        case .taken: "plan.taken"
        case .lookAlike: "plan.look_alike"
        case .closed: "plan.closed"
        case .already: "plan.already"
        case .unfinished: "plan.unfinished"
        case .nothingDone: "plan.nothing_done"
        case .checkpointPending: "plan.checkpoint_pending"
        case .noCheckpoint: "plan.no_checkpoint"
        case .needsNote: "plan.needs_note"
        case .notYours: "plan.not_yours"
        case .ownPlan: "plan.own_plan"
        case .noSteps: "plan.no_steps"
        case .approvedAlready: "plan.approved_already"
        case .tooManySteps: "plan.too_many_steps"
        case .unknownStep: "plan.unknown_step"
        case .stepTaken: "plan.step_taken"
        case .taskTaken: "plan.task_taken"
        case .followsTask: "plan.step_follows_task"
        case .stepAlready: "plan.step_already"
        case .untitledStep: "plan.untitled_step"
        case .badReceipt: "plan.bad_receipt"
        case .receiptTaken: "plan.receipt_taken"
        case .linkTaken: "plan.link_taken"
        }
    }

    package var category: ErrorCategory {
        switch self {
        case .unknown, .unknownStep: .notFound
        case .notYours, .ownPlan: .notAllowed
        case .needsNote, .untitledStep, .badReceipt: .usage
        case .unfinished, .nothingDone, .checkpointPending, .noSteps: .checkFailed
        case .taken, .lookAlike, .closed, .already, .approvedAlready, .tooManySteps, .stepTaken,
            .taskTaken, .followsTask, .stepAlready, .receiptTaken, .linkTaken, .noCheckpoint:
            .conflict
        }
    }

    package var message: String {
        switch self {
        case .unknown(let name, _): "There is no plan '\(name)'."
        case .taken(let name): "The plan '\(name)' is there already."
        case .lookAlike(let name, let existing): "'\(name)' looks like the plan '\(existing)'."
        case .closed(let name, let state):
            "The plan '\(name)' is \(state.rawValue), so this can't be done with it."
        case .already(let name, let state): "The plan '\(name)' is \(state.rawValue) already."
        case .unfinished(let name, let steps):
            "The plan '\(name)' is not done: \(Self.listed(steps)) not finished."
        case .nothingDone(let name): "The plan '\(name)' is not done: no step of it was done."
        case .checkpointPending(let name):
            "The plan '\(name)' is not done: its checkpoint is pending."
        case .noCheckpoint(let name): "The plan '\(name)' has no checkpoint yet."
        case .needsNote(let subject): "To block or reject '\(subject)' takes a word why."
        case .notYours(let name, let author):
            "The plan '\(name)' is \(author)'s: it, a lead or a founder may change it."
        case .ownPlan(let name): "The plan '\(name)' is your own, and another has to approve it."
        case .noSteps(let name): "The plan '\(name)' has no step that could be approved."
        case .approvedAlready(let name, let agent):
            "\(agent) has approved the plan '\(name)' as it is."
        case .tooManySteps(let name):
            "The plan '\(name)' has \(Plan.stepsMax) steps, which is the most."
        case .unknownStep(let name, let id, _): "The plan '\(name)' has no step '\(id)'."
        case .stepTaken(let name, let id): "The plan '\(name)' has a step \(id) already."
        case .taskTaken(let name, let key, let id):
            "\(key) is step \(id) of the plan '\(name)' already."
        case .followsTask(let id, let key):
            "Step \(id) follows \(key), and stands where that stands."
        case .stepAlready(let id, let state): "Step \(id) is \(state.rawValue) already."
        case .untitledStep: "A step that follows no task needs a title."
        case .badReceipt(let path):
            "'\(path.printable(limit: 120))' is no path from a repository's top on that stays "
                + "in it."
        case .receiptTaken(let path): "'\(path.printable(limit: 120))' is a receipt of it already."
        case .linkTaken(let name, let link):
            "The plan '\(name)' points to \(link.kind) '\(link.target.printable(limit: 120))' "
                + "already."
        }
    }

    package var hint: String? {
        switch self {
        case .unknown(_, let near?): "Did you mean '\(near)'?"
        case .unknown: "`worklead plan list` shows all."
        case .taken, .lookAlike: "Choose another name."
        case .closed(let name, _):
            "`worklead plan set \(name) in_progress --note TEXT` takes it up again."
        case .already, .stepAlready, .approvedAlready, .receiptTaken, .linkTaken: nil
        case .unfinished(let name, _), .nothingDone(let name):
            "`worklead plan show \(name)` shows where its steps stand."
        case .checkpointPending(let name):
            "`worklead plan checkpoint \(name) --state satisfied` says that it holds."
        case .noCheckpoint(let name):
            "Describe it: `worklead plan checkpoint \(name) --text TEXT`"
        case .needsNote: "Add `--note TEXT`."
        case .notYours: "Ask them, or a lead."
        case .ownPlan: "Ask a founder or another lead."
        case .noSteps(let name): "`worklead plan step add \(name) --task KEY` adds one."
        case .tooManySteps: "Make another plan for the rest, and link the two."
        case .unknownStep(_, _, let near?): "Did you mean '\(near)'?"
        case .unknownStep(let name, _, _): "`worklead plan show \(name)` shows its steps."
        case .stepTaken: "Choose another id, or leave it out."
        case .taskTaken: nil
        case .followsTask(_, let key): "`worklead task show \(key)` shows what the task lacks."
        case .untitledStep: "Give `--title TEXT` or `--task KEY`."
        case .badReceipt: "Give it like `docs/receipts/tests.json`."
        }
    }

    private static func listed(_ steps: [StepID]) -> String {
        let shown = steps.prefix(5).map(\.text).joined(separator: ", ")
        let words = steps.count > 5 ? "\(shown) and \(steps.count - 5) more" : shown
        return steps.count == 1 ? "\(words) is" : "\(words) are"
    }
}
