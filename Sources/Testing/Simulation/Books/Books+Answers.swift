import Model

// What the books say to the questions that the engine is asked.
extension Books {
    /// What a task waits for.
    func openDependencies(of task: TaskAccount) -> Int {
        task.dependencies.count { tasks[$0]?.state != "accepted" }
    }

    var stateCounts: [String: Int] {
        Dictionary(grouping: tasks.values, by: \.state).mapValues(\.count)
    }

    /// How many ready tasks wait for others.
    var waiting: Int {
        tasks.values.count { $0.state == "ready" && openDependencies(of: $0) > 0 }
    }

    /// The claims whose lease has ended by a moment.
    func endedLeases(at moment: Timestamp) -> Set<String> {
        Set(
            tasks.filter { $0.value.state == "claimed" && ($0.value.until ?? moment) <= moment }
                .keys
        )
    }

    /// What should have been acknowledged by a moment: `agent message`.
    func overdue(at moment: Timestamp) -> Set<String> {
        var found: Set<String> = []
        for (agent, inbox) in inboxes where !retired.contains(agent) {
            for (message, debt) in inbox.debts
            where !debt.isPaid && !debt.isEscalated && debt.deadline <= moment {
                found.insert("\(agent) \(message)")
            }
        }
        return found
    }

    /// How many tasks that are not given up stand where: `phase lane state`.
    var standings: [String: Int] {
        var found: [String: Int] = [:]
        for task in tasks.values where !["cancelled", "superseded"].contains(task.state) {
            found["\(task.phase ?? "-") \(task.lane ?? "-") \(task.state)", default: 0] += 1
        }
        return found
    }

    /// Whether an agent was not heard of for too long by a moment.
    func isSilent(_ agent: String, at moment: Timestamp, within window: Duration) -> Bool {
        let started = sessions.values.filter { $0.agent == agent && $0.isLive }.map(\.startedAt)
        guard let first = started.min() else {
            return tasks.values.contains { $0.holder == agent }
        }
        return max(lastHeard[agent] ?? first, first) + window <= moment
    }
}
