extension WorkTask {
    /// Makes a new task.
    package static func create(_ key: TaskKey, _ plan: TaskPlan) -> (WorkTask, TaskEvent) {
        var task = WorkTask(key: key)
        let event = task.record(.created(plan))
        return (task, event)
    }

    /// Opens a draft for claims.
    package mutating func makeReady() throws(TaskError) -> TaskEvent {
        switch state {
        case .draft: return record(.readied)
        case .ready: throw .alreadyReady(key)
        case .claimed, .paused, .delivered, .rework, .blocked, .parked:
            throw .wrongState(key, state.name, wanted: "a draft")
        case .accepted, .cancelled, .superseded: throw .finished(key, state.name)
        }
    }

    /// Takes a ready task back into planning.
    package mutating func makeDraft() throws(TaskError) -> TaskEvent {
        switch state {
        case .ready: return record(.drafted)
        case .draft, .claimed, .paused, .delivered, .rework, .blocked, .parked:
            throw .wrongState(key, state.name, wanted: "ready")
        case .accepted, .cancelled, .superseded: throw .finished(key, state.name)
        }
    }

    /// Changes what is not in the packet.
    package mutating func edit(_ edit: TaskEdit) throws(TaskError) -> TaskEvent {
        try requireOpen()
        return record(.edited(edit))
    }

    /// Replaces the packet by its next revision.
    ///
    /// Not while work under the old one waits for a verdict.
    package mutating func revisePacket(_ packet: PacketRevision) throws(TaskError) -> TaskEvent {
        try requireOpen()
        if case .delivered(let handover) = state { throw .awaitingReplay(key, handover.delivery) }
        guard packet.number == packetRevision + 1 else {
            throw .stalePacket(key, offered: packet.number, current: packetRevision)
        }
        return record(.packetRevised(packet))
    }

    /// Chooses who may claim the task; `nil` opens it to all.
    package mutating func assign(to agent: AgentID?) throws(TaskError) -> TaskEvent {
        switch state {
        case .draft, .ready, .rework, .blocked, .parked: return record(.assigned(agent))
        case .claimed(let held), .paused(let held, _):
            guard held.agent == agent else { throw .held(key, by: held.agent, until: held.expiry) }
            return record(.assigned(agent))
        case .delivered(let handover): throw .awaitingReplay(key, handover.delivery)
        case .accepted, .cancelled, .superseded: throw .finished(key, state.name)
        }
    }

    /// Stops the task until what the reason says is gone; a claim on it ends.
    package mutating func block(because reason: String) throws(TaskError) -> TaskEvent {
        record(.blocked(reason: reason, from: try standing()))
    }

    /// Lets a blocked task go on from where it stood; a claim that ended does not come back.
    package mutating func unblock() throws(TaskError) -> TaskEvent {
        switch state {
        case .blocked(_, let standing): return record(.unblocked(to: standing))
        case .draft, .ready, .claimed, .paused, .delivered, .rework, .parked:
            throw .wrongState(key, state.name, wanted: "blocked")
        case .accepted, .cancelled, .superseded: throw .finished(key, state.name)
        }
    }

    /// Puts the task aside; a claim on it ends.
    package mutating func park(_ parking: Lane.Parking) throws(TaskError) -> TaskEvent {
        record(.parked(parking, from: try standing()))
    }

    /// Takes a parked task up again where it stood; a claim that ended does not come back.
    package mutating func unpark() throws(TaskError) -> TaskEvent {
        switch state {
        case .parked(_, let standing): return record(.unparked(to: standing))
        case .draft, .ready, .claimed, .paused, .delivered, .rework, .blocked:
            throw .wrongState(key, state.name, wanted: "parked")
        case .accepted, .cancelled, .superseded: throw .finished(key, state.name)
        }
    }

    /// Gives the task up for good.
    package mutating func cancel(because reason: String) throws(TaskError) -> TaskEvent {
        try requireOpen()
        return record(.cancelled(reason: reason))
    }

    /// Puts another task in its place for good.
    package mutating func supersede(by successor: TaskKey) throws(TaskError) -> TaskEvent {
        try requireOpen()
        guard successor != key else { throw .dependsOnItself([key]) }
        return record(.superseded(by: successor))
    }

    /// Makes the task wait for another.
    ///
    /// Sees only itself: longer cycles are found by who knows the other tasks.
    package mutating func addDependency(on other: TaskKey) throws(TaskError) -> TaskEvent {
        try requireOpen()
        guard other != key else { throw .dependsOnItself([key]) }
        return record(.dependencyAdded(other))
    }

    /// Lets the task no longer wait for another.
    package mutating func removeDependency(on other: TaskKey) throws(TaskError) -> TaskEvent {
        try requireOpen()
        return record(.dependencyRemoved(other))
    }

    private func requireOpen() throws(TaskError) {
        if state.name.isFinal { throw .finished(key, state.name) }
    }

    private func standing() throws(TaskError) -> TaskState.Standing {
        switch state {
        case .draft: return .draft
        case .ready, .claimed, .paused, .rework: return .ready
        case .blocked(let reason, _): throw .blocked(key, reason: reason)
        case .parked(let parking, _): throw .parked(key, reason: parking.reason)
        case .delivered(let handover): throw .awaitingReplay(key, handover.delivery)
        case .accepted, .cancelled, .superseded: throw .finished(key, state.name)
        }
    }
}
