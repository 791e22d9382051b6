import Engine
import Model
import Store
import TestSupport

/// A lead: plans ahead, looks after what is stuck, and sometimes works with the others.
struct Leading: Behaviour {
    func next(_ agent: SimulatedAgent, in month: SimulatedMonth) throws -> Intention {
        if let job = agent.memory.job { return try finish(job, agent, in: month) }
        if try month.workspace.read({ try $0.tasks.count(TaskFilter()) }) < month.tasksDue {
            return .ask(.create(try draft(in: month)))
        }
        if let chore = try chore(agent, in: month) { return .ask(chore) }
        return .sleep(month.chance.duration(.minutes(10), .minutes(25)))
    }

    private func draft(in month: SimulatedMonth) throws -> TaskEngine.Draft {
        let (phases, recent) = try month.workspace.read { view in
            (
                try view.phases.phases().map(\.phase).filter(\.isOpen).map(\.name.text),
                try view.tasks.tasks(TaskFilter(openOnly: true), limit: 60).map(\.key)
            )
        }
        let number = month.nextPacket()
        let path = "src/part-\(month.chance.oneIn(8) ? number % 3 : number).swift"
        var dependencies: Set<TaskKey> = []
        while !recent.isEmpty, dependencies.count < 3, month.chance.oneIn(3) {
            dependencies.insert(month.chance.pick(recent))
        }
        let lane = month.chance.pick(month.cast.lanes)
        let workers = month.cast.ids(in: lane)
        return TaskEngine.Draft(
            title: "work \(number)",
            repository: RepositoryName(trusted: "api"),
            lane: lane,
            phase: phases.last,
            priority: Int64.random(in: 50...150, using: &month.chance),
            dependencies: dependencies.sorted(),
            packet: try MonthPackets.packet(number, path: path),
            isReady: !month.chance.oneIn(12),
            assignee: month.chance.oneIn(15) && !workers.isEmpty ? month.chance.pick(workers) : nil
        )
    }

    /// One of the things that want looking after, at random: none is urgent.
    private func chore(_ agent: SimulatedAgent, in month: SimulatedMonth) throws -> Order? {
        // In the end nothing is begun any more, and what is stuck is seen to.
        let kinds = month.isCalm ? 0..<7 : 0..<16
        switch Int.random(in: kinds, using: &month.chance) {
        case 0, 1: return .sweepMessages
        case 2: return .sweepAgents
        case 3: return try pick(.blocked, in: month).map(Order.unblock)
        case 4: return try pick(.parked, in: month).map(Order.unpark)
        case 5: return try pick(.draft, in: month).map(Order.makeReady)
        case 6: return try stale(in: month).map(Order.free)
        case 7: return try guidance(agent, in: month)
        case 8 where month.chance.oneIn(3): return try pick(.ready, in: month).map(Order.park)
        case 9 where month.chance.oneIn(4): return try pick(.ready, in: month).map(Order.cancel)
        case 10 where month.chance.oneIn(2):
            guard let key = try pick(.ready, in: month), let other = try pick(.ready, in: month)
            else { return nil }
            return month.chance.oneIn(5) ? .supersede(key, by: other) : .depend(key, on: other)
        case 11: return try reassignment(in: month)
        case 12 where month.chance.oneIn(8):
            let lane = month.chance.pick(month.cast.lanes)
            return month.chance.oneIn(3) ? .parkLane(lane) : .unparkLane(lane)
        case 13 where month.chance.oneIn(2): return .unparkLane(month.chance.pick(month.cast.lanes))
        case 14 where month.chance.oneIn(3): return .claimNext(nil)
        default: return nil
        }
    }

    private func pick(_ state: TaskState.Name, in month: SimulatedMonth) throws -> TaskKey? {
        let keys = try month.workspace.read {
            try $0.tasks.tasks(TaskFilter(state: state), limit: 40).map(\.key)
        }
        return keys.isEmpty ? nil : month.chance.pick(keys)
    }

    /// A claim whose lease ended long ago, and that nobody has taken up.
    private func stale(in month: SimulatedMonth) throws -> TaskKey? {
        let ended = month.now + .hours(-3)
        return try month.workspace.read {
            try $0.tasks.endedLeases(at: ended, limit: 1).first?.key
        }
    }

    private func guidance(_ agent: SimulatedAgent, in month: SimulatedMonth) throws -> Order? {
        let workers = month.cast.ids(in: month.chance.pick(month.cast.lanes))
        guard !workers.isEmpty else { return nil }
        return .send(
            Letter(
                to: workers,
                .guidance,
                "mind the interface",
                acknowledgeWithin: .minutes(45)
            )
        )
    }

    private func reassignment(in month: SimulatedMonth) throws -> Order? {
        let assigned = try month.workspace.read { view in
            try view.tasks.tasks(TaskFilter(state: .ready), limit: 200).first {
                $0.task.assignee != nil
            }
        }
        guard let assigned else { return nil }
        let workers = month.cast.ids(in: assigned.task.lane)
        let other = month.chance.oneIn(2) || workers.isEmpty ? nil : month.chance.pick(workers)
        return .assign(assigned.key, to: other)
    }

    /// Its own work is handed in at once; and then it wants to accept it itself.
    private func finish(
        _ job: SimulatedAgent.Job,
        _ agent: SimulatedAgent,
        in month: SimulatedMonth
    ) throws -> Intention {
        agent.memory.job = nil
        agent.memory.errands += [.replay(job.task), .accept(job.task, waiving: "it is mine")]
        let commit = try month.commit(of: agent, for: job.task)
        return .ask(.deliver(job.task, under: job.fence, commit: commit, worktree: agent.worktree))
    }

    func learn(
        _ agent: SimulatedAgent,
        of order: Order,
        _ outcome: CallOutcome,
        in month: SimulatedMonth
    ) {
        guard case .claimNext = order, case .answered(let answer) = outcome,
            let task = answer.task, let fence = answer.fence
        else { return }
        agent.memory.job = SimulatedAgent.Job(task: task, fence: fence, doneAt: month.now)
    }
}
