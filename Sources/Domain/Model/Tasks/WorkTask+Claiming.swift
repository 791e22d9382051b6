extension WorkTask {
    /// Takes the lease on the task, or renews it for the session that holds it.
    ///
    /// - Parameters:
    ///   - expiry: When the lease ends unless it is renewed. Exclusive.
    ///   - now: The moment of asking, by which a lease or a kept rework has ended or not.
    /// - Returns: The event, whose fence rises only when the task changes hands.
    /// - Throws: ``TaskError/held(_:by:until:)`` while another's lease runs.
    package mutating func claim(
        by agent: AgentID,
        in session: SessionID,
        until expiry: Timestamp,
        at now: Timestamp
    ) throws(TaskError) -> TaskEvent {
        switch state {
        case .ready: return try take(agent, session, expiry)
        case .claimed(let held) where held.agent == agent && held.session == session:
            return record(.renewed(expiry: expiry))
        case .claimed(let held) where held.hasEnded(at: now):
            return try take(agent, session, expiry)
        case .claimed(let held):
            throw .held(key, by: held.agent, until: held.expiry)
        case .rework(let rework)
        where rework.worker == agent || rework.keptUntil <= now || assignee == agent:
            return try take(agent, session, expiry)
        case .rework(let rework):
            throw .held(key, by: rework.worker, until: rework.keptUntil)
        case .paused(let held, let reason): throw .paused(key, by: held.agent, reason: reason)
        case .draft: throw .notReady(key)
        case .delivered(let handover): throw .awaitingReplay(key, handover.delivery)
        case .blocked(let reason, _): throw .blocked(key, reason: reason)
        case .parked(let parking, _): throw .parked(key, reason: parking.reason)
        case .accepted, .cancelled, .superseded: throw .finished(key, state.name)
        }
    }

    private mutating func take(
        _ agent: AgentID,
        _ session: SessionID,
        _ expiry: Timestamp
    ) throws(TaskError) -> TaskEvent {
        if let assignee, assignee != agent { throw .assigned(key, to: assignee) }
        return record(
            .claimed(Hold(agent: agent, session: session, fence: fence.next, expiry: expiry))
        )
    }

    /// Prolongs a running or ended lease that nobody else has taken.
    ///
    /// - Throws: ``TaskError/staleFence(_:offered:current:)`` once the task has changed hands.
    package mutating func renew(
        under offered: Fence,
        until expiry: Timestamp
    ) throws(TaskError) -> TaskEvent {
        try requireHold(offered)
        return record(.renewed(expiry: expiry))
    }

    /// Gives the task back: by its holder under the fence, or by a lead without one.
    package mutating func release(
        under offered: Fence?,
        because reason: ReleaseReason,
        note: String?
    ) throws(TaskError) -> TaskEvent {
        switch state {
        case .claimed(let held), .paused(let held, _):
            if let offered { try require(offered, toBe: held.fence) }
            return record(.released(reason: reason, note: note))
        case .rework where offered == nil:
            return record(.released(reason: reason, note: note))
        case .draft, .ready, .rework, .blocked, .parked: throw .notHeld(key, state.name)
        case .delivered(let handover): throw .awaitingReplay(key, handover.delivery)
        case .accepted, .cancelled, .superseded: throw .finished(key, state.name)
        }
    }

    /// Marks the checkout as seen by somebody who plans; work may start under the rule `checkout`.
    package mutating func acknowledgeCheckout() throws(TaskError) -> TaskEvent {
        switch state {
        case .claimed(let held) where held.isAcknowledged: throw .alreadyAcknowledged(key)
        case .claimed: return record(.checkoutAcknowledged)
        case .draft, .ready, .rework, .blocked, .parked, .paused: throw .notHeld(key, state.name)
        case .delivered(let handover): throw .awaitingReplay(key, handover.delivery)
        case .accepted, .cancelled, .superseded: throw .finished(key, state.name)
        }
    }

    /// Stops the lease's clock; the task stays with its holder.
    package mutating func pause(
        under offered: Fence?,
        because reason: String
    ) throws(TaskError) -> TaskEvent {
        switch state {
        case .claimed(let held):
            if let offered { try require(offered, toBe: held.fence) }
            return record(.paused(reason: reason))
        case .paused(let held, let reason): throw .paused(key, by: held.agent, reason: reason)
        case .draft, .ready, .rework, .blocked, .parked: throw .notHeld(key, state.name)
        case .delivered(let handover): throw .awaitingReplay(key, handover.delivery)
        case .accepted, .cancelled, .superseded: throw .finished(key, state.name)
        }
    }

    /// Starts the lease's clock again.
    package mutating func resume(
        under offered: Fence?,
        until expiry: Timestamp
    ) throws(TaskError) -> TaskEvent {
        switch state {
        case .paused(let held, _):
            if let offered { try require(offered, toBe: held.fence) }
            return record(.resumed(expiry: expiry))
        case .claimed, .draft, .ready, .rework, .blocked, .parked: throw .notPaused(key, state.name)
        case .delivered(let handover): throw .awaitingReplay(key, handover.delivery)
        case .accepted, .cancelled, .superseded: throw .finished(key, state.name)
        }
    }

    /// Requires that the task is claimed under the offered fence; the lease may have ended, as long
    /// as nobody else has taken it.
    func requireHold(_ offered: Fence) throws(TaskError) {
        switch state {
        case .claimed(let held): try require(offered, toBe: held.fence)
        case .paused(let held, let reason):
            try require(offered, toBe: held.fence)
            throw .paused(key, by: held.agent, reason: reason)
        case .delivered(let handover) where handover.fence == offered:
            throw .awaitingReplay(key, handover.delivery)
        case .draft, .ready, .rework, .blocked, .parked, .delivered:
            guard offered == fence else { throw .staleFence(key, offered: offered, current: fence) }
            throw .notHeld(key, state.name)
        case .accepted, .cancelled, .superseded: throw .finished(key, state.name)
        }
    }

    private func require(_ offered: Fence, toBe current: Fence) throws(TaskError) {
        guard offered == current else {
            throw .staleFence(key, offered: offered, current: current)
        }
    }
}
