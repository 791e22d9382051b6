import Model
import Store

/// What happens to claims.
package struct ClaimEngine {
    let change: Change

    /// What a claim gave.
    package struct Claimed: Sendable {
        package let task: StoredTask
        package let hold: Hold
        /// Whether the asker held the task before: the lease was only renewed.
        package let isRenewal: Bool
        /// Who had the task before, if somebody had.
        package let predecessor: ClaimStore.Record?
        /// What rules at level `advise` have to say.
        package let advice: [String]
    }

    /// Takes the lease on a task for the asking session, or renews it.
    package func claim(_ key: TaskKey, for lease: Duration) throws -> Claimed {
        guard let session = change.actor.session else { throw SessionError.absent }
        let claimed = try claim(key, for: lease, by: change.actor.id, in: session.id)
        // Who claims what was handed to them need not say so once more.
        try change.messages.acknowledgeAssignment(of: key)
        return claimed
    }

    /// Takes the lease on a task for an agent in one of its live sessions, or renews it.
    func claim(
        _ key: TaskKey,
        for lease: Duration,
        by agent: AgentID,
        in session: SessionID
    ) throws -> Claimed {
        var before = try change.view.task(key)
        if case .claimed(let hold) = before.task.state, hold.agent == agent,
            hold.session != session,
            try change.view.sessions.session(hold.session)?.isLive == false
        {
            // The same agent under a new session: the old hand lets go before the new one takes.
            try change.apply(to: before) { task throws(TaskError) in
                try task.release(under: nil, because: .byHolder, note: "its session had ended")
            }
            before = try change.view.task(key)
        }
        // Under no fence nobody ever held it.
        let predecessor =
            before.task.fence == .none ? nil : try change.view.claims.claims(on: key).last
        var task = before.task
        let event = try task.claim(
            by: agent,
            in: session,
            until: change.now + lease,
            at: change.now
        )
        var advice: [String] = []
        if case .claimed = event {
            try requireUnblocked(before)
            try change.runs.requireClaimable(before)
            advice = try requireFreePaths(before.task, for: agent)
        }
        try change.record(event, on: key, from: before)
        guard let hold = task.hold else { throw TaskError.notHeld(key, task.state.name) }
        var isRenewal = true
        if case .claimed = event { isRenewal = false }
        return Claimed(
            task: before.changed(to: task, at: change.now, revision: change.revision),
            hold: hold,
            isRenewal: isRenewal,
            predecessor: isRenewal ? nil : predecessor,
            advice: advice
        )
    }

    /// Stands in line for the paths of a task until a moment.
    package func joinLine(for key: TaskKey, until: Timestamp) throws {
        _ = try change.view.task(key)
        try change.record(LineEvent.joined(change.actor.id, until: until).fact, on: .task(key))
    }

    /// Gives up the asker's place in line; without one, nothing is lost.
    package func leaveLine(for key: TaskKey) throws {
        try change.record(LineEvent.left(change.actor.id).fact, on: .task(key))
    }

    /// Prolongs the lease that the asking session was given.
    package func renew(_ key: TaskKey, under fence: Fence?, for lease: Duration) throws -> Hold {
        let before = try change.view.task(key)
        let offered = try offered(fence, on: before)
        try change.apply(to: before) { task throws(TaskError) in
            try task.renew(under: offered, until: change.now + lease)
        }
        guard let hold = try change.view.task(key).task.hold else {
            throw TaskError.notHeld(key, before.task.state.name)
        }
        return hold
    }

    /// Gives a task back: the holder under its fence, somebody who plans without.
    package func release(_ key: TaskKey, under fence: Fence?, note: String?) throws {
        let before = try change.view.task(key)
        let byHolder = before.task.hold?.agent == change.actor.id
        // A former holder is told that it changed hands; anybody else that it is not theirs.
        let offered =
            byHolder || !change.actor.agent.role.has(.plan)
            ? try offered(fence, on: before) : nil
        try change.apply(to: before) { task throws(TaskError) in
            try task.release(under: offered, because: byHolder ? .byHolder : .byLead, note: note)
        }
    }

    /// Stops the lease's clock.
    package func pause(_ key: TaskKey, under fence: Fence?, because reason: String) throws {
        let before = try change.view.task(key)
        let offered = change.actor.agent.role.has(.plan) ? nil : try offered(fence, on: before)
        try change.apply(to: before) { task throws(TaskError) in
            try task.pause(under: offered, because: reason)
        }
    }

    /// Starts the lease's clock again: the holder under its fence, somebody who plans without.
    package func resume(_ key: TaskKey, under fence: Fence?, for lease: Duration) throws {
        let before = try change.view.task(key)
        let offered = change.actor.agent.role.has(.plan) ? nil : try offered(fence, on: before)
        try change.apply(to: before) { task throws(TaskError) in
            try task.resume(under: offered, until: change.now + lease)
        }
    }

    /// Acknowledges the checkout of a task; its holder can't.
    package func acknowledgeCheckout(_ key: TaskKey) throws {
        let before = try change.view.task(key)
        if let hold = before.task.hold, hold.agent == change.actor.id {
            throw TaskError.ownWork(key, change.actor.id)
        }
        try change.apply(to: before) { task throws(TaskError) in try task.acknowledgeCheckout() }
    }

    /// The fence that a write of the asking session carries: the given one, else the last one that
    /// the session was given for the task.
    ///
    /// A former holder thus always offers a stale one.
    package func offered(_ fence: Fence?, on stored: StoredTask) throws -> Fence {
        if let fence {
            guard let holder = try change.view.claims.holder(of: fence, on: stored.key) else {
                throw TaskError.staleFence(stored.key, offered: fence, current: stored.task.fence)
            }
            // A fence is a small number that anybody can guess: it shows when, not who.
            if holder == change.actor.id { return fence }
        } else if let session = change.actor.session,
            let last = try change.view.claims.fence(of: session.id, on: stored.key)
        {
            return last
        }
        if let hold = stored.task.hold {
            throw TaskError.held(stored.key, by: hold.agent, until: hold.expiry)
        }
        throw TaskError.notHeld(stored.key, stored.task.state.name)
    }

    private func requireUnblocked(_ stored: StoredTask) throws {
        if stored.openDependencies > 0 {
            let open = try change.view.tasks.dependencies(of: stored.key).filter {
                $0.state != .accepted
            }
            throw TaskError.waiting(
                stored.key,
                for: open.map(\.key),
                cancelled: open.filter { $0.state == .cancelled }.map(\.key)
            )
        }
        let undecided = try change.decisions.settleDefaults(blocking: stored.key)
        guard undecided.isEmpty else { throw TaskError.undecided(stored.key, undecided) }
        if let key = stored.task.lane, let parking = try change.view.lanes.lane(key)?.parking {
            throw LaneError.parked(key, reason: parking.reason)
        }
    }

    /// Looks for running claims, and for agents in line before the asker, that need the same paths.
    private func requireFreePaths(_ task: WorkTask, for agent: AgentID) throws -> [String] {
        // Paths are those of a repository.
        guard task.repository != nil else { return [] }
        let level = try change.view.level(of: .overlap, for: task.key)
        let obstacles = PathObstacles(view: change.view, agent: agent)
        guard level != .off, let obstacle = try obstacles.first(for: task) else { return [] }
        if level == .block { throw obstacle }
        return [obstacle.message]
    }
}
