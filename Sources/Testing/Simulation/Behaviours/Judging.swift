import Engine
import Model
import Store
import TestSupport

/// A validator: replays what was handed in, and judges by what came out.
struct Judging: Behaviour {
    func next(_ agent: SimulatedAgent, in month: SimulatedMonth) throws -> Intention {
        let waiting = try month.workspace.read {
            try $0.tasks.tasks(TaskFilter(state: .delivered), limit: 12).map(\.key)
        }
        guard !waiting.isEmpty else {
            return .sleep(month.chance.duration(.minutes(4), .minutes(15)))
        }
        let key = month.chance.pick(waiting)
        if month.chance.oneIn(month.size.odds(60)) {
            month.count("hasty verdicts")
            return .ask(.accept(key, waiving: "it looks good"))
        }
        return .ask(.replay(key))
    }

    func learn(
        _ agent: SimulatedAgent,
        of order: Order,
        _ outcome: CallOutcome,
        in month: SimulatedMonth
    ) {
        guard case .replay(let key) = order, case .answered(let answer) = outcome else { return }
        switch answer.grade {
        case "verified": agent.memory.errands.append(.accept(key, waiving: nil))
        case "verified_with_gaps" where month.chance.oneIn(2):
            agent.memory.errands.append(.accept(key, waiving: "the runner tells no counts"))
        default:
            agent.memory.errands.append(month.chance.oneIn(8) ? .reject(key) : .sendBack(key))
        }
    }
}
