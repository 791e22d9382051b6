import Model
import Operations

extension PlanDetail {
    func describe(in text: inout TextDocument) {
        text.say(
            """
            \(plan.plan) is \(plan.state.cell), \
            \(plan.finished) of \(plan.steps, "step") finished, by \(plan.author)
            """
        )
        text.field("summary", .text(plan.summary))
        if let note = plan.note { text.field("note", .text(note)) }
        if let checkpoint {
            text.field("checkpoint", .text(checkpoint.text))
            text.field("checkpoint of", .name(checkpoint.owner))
            text.field("checkpoint is", .literal(checkpoint.state.rawValue))
        }
        if let approver, let approvedAt {
            text.field("approved by", .name(approver))
            text.field("approved", .moment(approvedAt))
        }
        text.list(
            TextList(
                "steps",
                columns: ["step", "state", "task", "receipts", "title", "note"],
                rows: steps.map { step in
                    [
                        .name(step.step), step.state.cell, .maybe(step.task, Cell.name),
                        .number(step.receipts.count), .text(step.title),
                        .maybe(step.note, Cell.text),
                    ]
                }
            )
        )
        if !links.isEmpty {
            text.list(
                TextList(
                    "links",
                    columns: ["kind", "target"],
                    rows: links.map { [.name($0.kind), .text($0.target)] }
                )
            )
        }
        for path in receipts { text.field("receipt", .path(path)) }
        if plan.approval == .stale {
            text.say("It was changed since it was approved.")
            text.next("worklead plan approve \(plan.plan)")
        }
    }
}

extension PlanState {
    var cell: Cell {
        switch self {
        case .queued: .state(rawValue, .waiting)
        case .inProgress: .state(rawValue, .active)
        case .blocked: .state(rawValue, .attention)
        case .done: .state(rawValue, .done)
        case .rejected: .state(rawValue, .closed)
        }
    }
}

extension StepState {
    var cell: Cell {
        switch self {
        case .queued: .state(rawValue, .waiting)
        case .inProgress: .state(rawValue, .active)
        case .blocked: .state(rawValue, .attention)
        case .done: .state(rawValue, .done)
        case .cancelled: .state(rawValue, .closed)
        }
    }
}

extension PlanApprovalState {
    var cell: Cell {
        switch self {
        case .none: .absent
        case .current: .state(rawValue, .done)
        case .stale: .state(rawValue, .attention)
        }
    }
}
