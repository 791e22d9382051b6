import Model
import Store

// What stands still: agents, leases, tasks, runs and gates.
extension NeedCollector {
    /// The agents that are stuck or silent.
    mutating func addStanding() {
        for standing in standings where standing.agent.id != reader.id {
            let presence = standing.presence
            let kind: Need.Kind
            switch presence.state {
            case .stuck: kind = .stuck
            case .silent: kind = .silent
            case .needsFounder, .working, .waiting, .idle: continue
            }
            let agent = standing.agent.id
            var need = Need(
                kind,
                .attention,
                agent.text,
                title: "\(agent) is \(presence.state.rawValue)",
                reason: presence.reason,
                since: presence.since,
                remedy: presence.remedy ?? "worklead agent presence",
                state: "\(presence.since.milliseconds)"
            )
            need.who = agent
            need.task = standing.evidence.holds.first?.task
            found.append(need)
        }
    }

    /// Leases that have ended, unless their agent stands in the queue by that.
    mutating func addLeases(_ most: Int) throws {
        let seen = Set(found.filter { $0.kind == .stuck || $0.kind == .silent }.compactMap(\.who))
        let ended = try view.tasks.endedLeases(at: view.now, limit: most)
        for stored in ended {
            guard case .claimed(let hold) = stored.task.state, !seen.contains(hold.agent) else {
                continue
            }
            var need = Need(
                .overdue,
                .routine,
                stored.key.text,
                title: stored.task.title,
                reason: "the lease of \(hold.agent) has ended",
                since: hold.expiry,
                remedy: "worklead task release \(stored.key)",
                state: "\(hold.expiry.milliseconds)"
            )
            need.who = hold.agent
            need.task = stored.key
            found.append(need)
        }
        if ended.count == most {
            count(try view.tasks.endedLeaseCount(at: view.now), read: most)
        }
    }

    /// Tasks that are blocked, and those that wait for one that was given up.
    mutating func addStopped(_ most: Int) throws {
        let blocked = try view.tasks.blocked(limit: most)
        for block in blocked {
            var need = Need(
                .blocked,
                .routine,
                block.task.text,
                title: block.title,
                reason: block.reason.headline,
                since: block.since,
                remedy: "worklead task unblock \(block.task)",
                state: "\(block.event)"
            )
            need.task = block.task
            found.append(need)
        }
        if blocked.count == most {
            count(try view.tasks.count(TaskFilter(state: .blocked)), read: most)
        }
        for stranded in try view.tasks.stranded(limit: most) {
            let since = try view.tasks.task(stranded.on)?.changedAt ?? view.now
            var need = Need(
                .stranded,
                .routine,
                stranded.task.text,
                title: "",
                reason: "it waits for \(stranded.on), which was cancelled",
                since: since,
                remedy: "worklead \(stranded.remedy)",
                state: stranded.on.text
            )
            need.task = stranded.task
            found.append(need)
        }
    }

    /// Runs that wait for a go without anybody having asked for one.
    mutating func addRuns() throws {
        for run in try view.runs.waiting() {
            let (reason, remedy) =
                switch run.state {
                case .drafted: ("it waits for a founder's go", "run approve")
                case .approved: ("it is approved and was not started", "run start")
                case .running, .paused, .finished, .cancelled: ("it is paused", "run resume")
                }
            var need = Need(
                .run,
                run.state == .drafted ? .attention : .routine,
                run.name.text,
                title: run.title,
                reason: reason,
                since: run.since,
                remedy: "worklead \(remedy) \(run.name)",
                state: run.state.rawValue
            )
            need.repository = run.repository
            found.append(need)
        }
    }

    /// Gates that refused when they were last asked, about nothing or about what is still open.
    mutating func addGates() throws {
        for failure in try view.gates.failures(of: failingGates) {
            var need = Need(
                .gate,
                .routine,
                failure.gate.text,
                title: "\(failure.gate) refuses",
                reason: failure.findings.counted("finding")
                    + (failure.task.map { " on \($0)" } ?? ""),
                since: failure.since,
                remedy: "worklead gate history \(failure.gate)",
                state: "\(failure.sequence)"
            )
            need.task = failure.task
            found.append(need)
        }
    }
}
