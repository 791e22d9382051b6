import Model
import Operations

// How tasks read in lists and sentences.
extension TaskLine {
    /// The state with its sign.
    var stateCell: Cell { .state(state, mark) }

    private var mark: Mark {
        switch TaskState.Name(rawValue: state) {
        case .accepted: .done
        case .claimed: .active
        case .ready, .draft: .waiting
        case .delivered: .review
        case .rework: .attention
        case .blocked: .stuck
        case .paused, .parked, .cancelled, .superseded, nil: .closed
        }
    }

    /// The four things that a list shows of a task.
    var cells: [Cell] {
        [.name(task), stateCell, .maybe(holder ?? assignee, Cell.name), .text(title)]
    }

    static let columns = ["task", "state", "agent", "title"]
}

extension TextList {
    /// A list of tasks.
    static func tasks(
        _ name: String,
        _ tasks: [TaskLine],
        total: Int? = nil,
        qualifier: Phrase? = nil,
        rest: String? = nil
    ) -> TextList {
        TextList(
            name,
            columns: TaskLine.columns,
            rows: tasks.map(\.cells),
            total: total,
            qualifier: qualifier,
            rest: rest
        )
    }
}

extension CommandOutput {
    /// One line about a task that was changed, and what rules have to say.
    init<O: Operation>(task reply: Reply<TaskChange>, of operation: O.Type)
    where O.Output == TaskChange {
        let line = reply.output.task
        self.init(change: reply, of: operation, "\(line.task) is \(Phrase([line.stateCell]))")
        envelope.warnings += reply.output.advice
    }
}
