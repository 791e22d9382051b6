import Engine
import Model
import Store
import TestSupport

/// A worker: takes what is next, works on it for a while, hands it in; and what comes between.
struct Working: Behaviour {
    func next(_ agent: SimulatedAgent, in month: SimulatedMonth) throws -> Intention {
        guard let job = agent.memory.job else { return try pickUp(agent, in: month) }
        guard job.doneAt > month.now else {
            let commit = try month.commit(of: agent, for: job.task)
            return .ask(
                .deliver(job.task, under: job.fence, commit: commit, worktree: agent.worktree)
            )
        }
        if let order = interruption(agent, job, in: month) { return .ask(order) }
        if month.chance.oneIn(month.size.odds(120)) {
            // Its process is stopped, and does not know.
            month.count("stalls")
            return .sleep(month.chance.duration(.hours(2), .hours(6)))
        }
        return .sleep(min(job.doneAt - month.now, Routine.beatEvery))
    }

    /// What it holds already, what was handed over to it, or the next of its lane.
    private func pickUp(_ agent: SimulatedAgent, in month: SimulatedMonth) throws -> Intention {
        for stored in try month.workspace.read({ try $0.tasks.inHand(of: agent.id) }) {
            switch stored.task.state {
            case .claimed(let hold) where hold.session == agent.session?.id:
                agent.memory.job = SimulatedAgent.Job(
                    task: stored.key,
                    fence: hold.fence,
                    doneAt: month.now + month.chance.spread(around: month.size.work)
                )
                month.count("work taken up again after a crash or a lost answer")
                return .sleep(.minutes(1))
            case .claimed: return .ask(.claim(stored.key))
            case .paused(let hold, _) where month.chance.oneIn(2):
                return .ask(.resume(stored.key, under: hold.fence))
            default: continue
            }
        }
        if let wish = try wish(agent, in: month) { return .ask(.claim(wish)) }
        return .ask(.claimNext(month.chance.oneIn(5) ? nil : agent.lane))
    }

    /// Now and then it wants something of its own choice: what another has, what is kept for
    /// another, what waits, or what has its paths held.
    private func wish(_ agent: SimulatedAgent, in month: SimulatedMonth) throws -> TaskKey? {
        guard month.chance.oneIn(month.size.odds(20)) else { return nil }
        let state = month.chance.pick([TaskState.Name.claimed, .rework, .ready])
        let keys = try month.workspace.read {
            try $0.tasks.tasks(TaskFilter(state: state), limit: 20).map(\.key)
        }
        return keys.isEmpty ? nil : month.chance.pick(keys)
    }

    private func interruption(
        _ agent: SimulatedAgent,
        _ job: SimulatedAgent.Job,
        in month: SimulatedMonth
    ) -> Order? {
        let odds = month.size.odds
        if month.chance.oneIn(odds(12)) {
            return .send(
                Letter(
                    to: month.cast.ids(of: .lead),
                    .status,
                    "it goes on",
                    task: job.task
                )
            )
        }
        if month.chance.oneIn(odds(30)) { return .save("half of \(job.task)") }
        if month.chance.oneIn(odds(150)) {
            return .send(
                Letter(
                    to: month.cast.ids(of: .founder),
                    .question,
                    "may I?",
                    task: job.task,
                    acknowledgeWithin: .hours(2)
                )
            )
        }
        if month.chance.oneIn(odds(120)) {
            agent.memory.job = nil
            agent.memory.errands.append(
                .send(
                    Letter(
                        to: month.cast.ids(of: .lead),
                        .blocker,
                        "it is not decided",
                        task: job.task,
                        acknowledgeWithin: .minutes(30)
                    )
                )
            )
            return .block(job.task)
        }
        if month.chance.oneIn(odds(150)) {
            agent.memory.job = nil
            return .pause(job.task, under: job.fence)
        }
        if month.chance.oneIn(odds(100)) { return handOff(agent, job, in: month) }
        return nil
    }

    private func handOff(
        _ agent: SimulatedAgent,
        _ job: SimulatedAgent.Job,
        in month: SimulatedMonth
    ) -> Order {
        let others = month.cast.ids(of: .worker).filter { $0 != agent.id }
        let other = month.chance.pick(others)
        agent.memory.job = nil
        agent.memory.errands.append(
            .send(
                Letter(
                    to: [other],
                    .handoff,
                    "take it over",
                    task: job.task,
                    acknowledgeWithin: .hours(1)
                )
            )
        )
        month.count("handoffs")
        return .release(job.task, under: job.fence, note: "handed to \(other)")
    }

    func learn(
        _ agent: SimulatedAgent,
        of order: Order,
        _ outcome: CallOutcome,
        in month: SimulatedMonth
    ) {
        switch (order, outcome) {
        case (.claim, .answered(let answer)), (.claimNext, .answered(let answer)),
            (.resume, .answered(let answer)):
            guard let task = answer.task, let fence = answer.fence else { return }
            agent.memory.job = SimulatedAgent.Job(
                task: task,
                fence: fence,
                doneAt: month.now + month.chance.spread(around: month.size.work)
            )
        case (.deliver, .answered): agent.memory.job = nil
        case (.deliver, .refused(let code)) where !code.hasPrefix("session."):
            agent.memory.job = nil
        default: break
        }
    }
}
