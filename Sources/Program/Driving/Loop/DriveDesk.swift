import Model
import Operations

/// What is under way while a run is driven.
struct DriveDesk {
    /// The slices whose agents' programs run, with their agents.
    var working: [TaskKey: AgentID] = [:]
    var judging: Set<TaskKey> = []
    /// Deliveries that are left to a person, by the task's attempts at that time.
    private var left: [TaskKey: Int64] = [:]

    var isIdle: Bool { working.isEmpty && judging.isEmpty }

    mutating func note(_ task: TaskKey, _ outcome: SliceVerdict.Outcome) {
        judging.remove(task)
        if case .left(let attempts) = outcome { left[task] = attempts }
    }

    /// What was handed in and nobody looks at yet.
    func toJudge(_ status: RunStatus) -> [SliceLine] {
        // One after the other: checks may use all of the machine.
        guard judging.isEmpty else { return [] }
        let slice = status.slices.first { slice in
            slice.state == .delivered && working[slice.task] == nil
                && left[slice.task] != slice.attempts
        }
        return slice.map { [$0] } ?? []
    }

    /// What is to be started now.
    func toStart(_ status: RunStatus, _ spec: RunSpec) -> [SliceStart] {
        guard status.run.state == .running else { return [] }
        var busy = Set(working.values)
        var starts: [SliceStart] = []
        for start in status.starts where working[start.task] == nil {
            guard spec.driver(of: start.agent) != nil, !busy.contains(start.agent) else { continue }
            busy.insert(start.agent)
            starts.append(start)
        }
        return starts
    }

    /// Why nothing goes on, in a sentence.
    static func waiting(_ status: RunStatus, _ spec: RunSpec) -> String {
        if status.run.state == .paused {
            return "\(status.run.run) is paused: \(status.run.reason ?? "")"
        }
        if status.budget.spent { return "The budget is used up." }
        let open = status.slices.filter { !$0.state.isOver }
        let byHand = status.starts.filter { spec.driver(of: $0.agent) == nil }
        var parts: [String] = []
        func list(_ what: String, _ tasks: [TaskKey]) {
            guard !tasks.isEmpty else { return }
            let named = tasks.prefix(10).map(\.text).joined(separator: ", ")
            parts.append("\(what): \(named)\(tasks.count > 10 ? " and more" : "")")
        }
        list("for a person's verdict", open.filter { $0.state == .delivered }.map(\.task))
        list("for a review", open.filter { $0.state == .inReview }.map(\.task))
        list("blocked", open.filter { $0.state == .blocked }.map(\.task))
        list("for agents that are started by hand", byHand.map(\.task))
        list("in other hands", open.filter { $0.state == .running }.map(\.task))
        if parts.isEmpty { list("for what can't be done", open.map(\.task)) }
        return "It waits " + parts.joined(separator: "; ")
    }
}
