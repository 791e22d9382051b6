extension WorkTask {
    /// Hands in work under the fence it was done with.
    ///
    /// A lease that ended meanwhile does no harm as long as nobody else has taken the task.
    package mutating func deliver(_ delivery: Delivery) throws(TaskError) -> TaskEvent {
        try requireHold(delivery.handover.fence)
        return record(.delivered(delivery))
    }

    /// Accepts the delivery that waits.
    ///
    /// - Parameter replayer: Who ran the replay that the verdict rests on; `nil` without a replay.
    /// - Throws: ``TaskError/ownWork(_:_:)`` for the worker's own verdict or replay,
    ///   ``TaskError/noReplay(_:_:)`` without a replay.
    package mutating func accept(
        _ verdict: Verdict,
        replayedBy replayer: AgentID?
    ) throws(TaskError) -> TaskEvent {
        let handover = try requireDelivery(verdict)
        guard verdict.replay != nil, let replayer else { throw .noReplay(key, handover.delivery) }
        guard replayer != handover.agent else { throw .ownWork(key, replayer) }
        return record(.accepted(verdict))
    }

    /// Sends the delivery back to its worker, for whom the task is kept for a while.
    package mutating func sendBack(
        _ verdict: Verdict,
        keptUntil: Timestamp
    ) throws(TaskError) -> TaskEvent {
        let handover = try requireDelivery(verdict)
        return record(.sentBack(verdict, worker: handover.agent, keptUntil: keptUntil))
    }

    /// Refuses the delivery; anybody may claim the task again.
    package mutating func reject(_ verdict: Verdict) throws(TaskError) -> TaskEvent {
        _ = try requireDelivery(verdict)
        return record(.rejected(verdict))
    }

    private func requireDelivery(_ verdict: Verdict) throws(TaskError) -> TaskState.Handover {
        switch state {
        case .delivered(let handover):
            guard handover.delivery == verdict.delivery else {
                throw .otherDelivery(key, asked: verdict.delivery, current: handover.delivery)
            }
            guard handover.agent != verdict.judge else { throw .ownWork(key, verdict.judge) }
            return handover
        case .draft, .ready, .claimed, .paused, .rework, .blocked, .parked:
            throw .notDelivered(key, state.name)
        case .accepted, .cancelled, .superseded: throw .finished(key, state.name)
        }
    }
}
