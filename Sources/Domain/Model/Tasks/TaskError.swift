/// What can be wrong with an act on a task.
package enum TaskError: Reportable, Equatable {
    case unknown(TaskKey, near: [TaskKey])
    case taken(TaskKey)
    case lookAlike(TaskKey, existing: TaskKey)
    case held(TaskKey, by: AgentID, until: Timestamp)
    case assigned(TaskKey, to: AgentID)
    /// - Parameter cancelled: What of that was given up, so that it waits for ever.
    case waiting(TaskKey, for: [TaskKey], cancelled: [TaskKey] = [])
    case undecided(TaskKey, [DecisionID])
    case notReady(TaskKey)
    case alreadyReady(TaskKey)
    case notHeld(TaskKey, TaskState.Name)
    case notPaused(TaskKey, TaskState.Name)
    case paused(TaskKey, by: AgentID, reason: String)
    case blocked(TaskKey, reason: String)
    case parked(TaskKey, reason: String)
    case staleFence(TaskKey, offered: Fence, current: Fence)
    case stalePacket(TaskKey, offered: Int64, current: Int64)
    case alreadyAcknowledged(TaskKey)
    case awaitingReplay(TaskKey, DeliveryID)
    case notDelivered(TaskKey, TaskState.Name)
    case otherDelivery(TaskKey, asked: DeliveryID, current: DeliveryID)
    case noReplay(TaskKey, DeliveryID)
    case ownWork(TaskKey, AgentID)
    case wrongState(TaskKey, TaskState.Name, wanted: String)
    case finished(TaskKey, TaskState.Name)
    case dependsOnItself([TaskKey])

    package var code: String {
        switch self {
        case .unknown: "task.unknown"
        case .taken: "task.taken"
        case .lookAlike: "task.look_alike"
        case .held: "task.held"
        case .assigned: "task.assigned"
        case .waiting: "task.waiting"
        case .undecided: "task.undecided"
        case .notReady: "task.not_ready"
        case .alreadyReady: "task.already_ready"
        case .notHeld: "task.not_held"
        case .notPaused: "task.not_paused"
        case .paused: "task.paused"
        case .blocked: "task.blocked"
        case .parked: "task.parked"
        case .staleFence: "task.stale_fence"
        case .stalePacket: "task.stale_packet"
        case .alreadyAcknowledged: "task.already_acknowledged"
        case .awaitingReplay: "task.awaiting_replay"
        case .notDelivered: "task.not_delivered"
        case .otherDelivery: "task.other_delivery"
        case .noReplay: "task.no_replay"
        case .ownWork: "task.own_work"
        case .wrongState: "task.wrong_state"
        case .finished: "task.finished"
        case .dependsOnItself: "task.depends_on_itself"
        }
    }

    package var category: ErrorCategory {
        switch self {
        case .unknown: .notFound
        case .ownWork: .notAllowed
        case .noReplay: .checkFailed
        case .dependsOnItself: .usage
        case .undecided: .needsDecision
        case .taken, .lookAlike, .held, .assigned, .waiting, .notReady, .alreadyReady, .notHeld,
            .notPaused, .paused, .blocked, .parked, .staleFence, .stalePacket, .alreadyAcknowledged,
            .awaitingReplay, .notDelivered, .otherDelivery, .wrongState, .finished:
            .conflict
        }
    }

    package var message: String {
        switch self {
        case .unknown(let key, _): "There is no task '\(key)'."
        case .taken(let key): "There is already a task '\(key)' with other content."
        case .lookAlike(let key, let existing): "'\(key)' looks like the task '\(existing)'."
        case .held(let key, let agent, let until): "\(key) is held by \(agent) until \(until.text)."
        case .assigned(let key, let agent): "\(key) is assigned to \(agent)."
        case .waiting(let key, let others, let cancelled):
            "\(key) waits for \(others.map(\.text).joined(separator: ", "))"
                + (cancelled.first.map { ", and for ever: \($0) was cancelled." } ?? ".")
        case .undecided(let key, let decisions):
            "\(key) waits for a person to decide \(decisions.map(\.text).joined(separator: ", "))."
        case .notReady(let key): "\(key) is a draft."
        case .alreadyReady(let key): "\(key) is ready already."
        case .notHeld(let key, let state): "Nobody holds \(key): it is \(state.words)."
        case .notPaused(let key, let state): "\(key) is not paused: it is \(state.words)."
        case .paused(let key, let agent, let reason):
            "\(key) is paused by \(agent): \(reason.printable(limit: 200))."
        case .blocked(let key, let reason): "\(key) is blocked: \(reason.printable(limit: 200))."
        case .parked(let key, let reason): "\(key) is parked: \(reason.printable(limit: 200))."
        case .staleFence(let key, let offered, let current):
            "\(key) has changed hands: your fence is \(offered), it is now at \(current)."
        case .stalePacket(let key, let offered, let current):
            "The packet of \(key) is at revision \(current), so \(offered) can't follow it."
        case .alreadyAcknowledged(let key): "The checkout of \(key) is acknowledged already."
        case .awaitingReplay(let key, let delivery):
            "\(key) is delivered (\(delivery)) and awaits replay."
        case .notDelivered(let key, let state):
            "\(key) has no delivery to judge: it is \(state.words)."
        case .otherDelivery(let key, let asked, let current):
            "\(key) was delivered anew: you judge \(asked), and \(current) is the one that waits."
        case .noReplay(let key, let delivery): "The delivery \(delivery) of \(key) has no replay."
        case .ownWork(let key, let agent):
            "\(agent) delivered \(key), and nobody replays or judges their own work."
        case .wrongState(let key, let state, let wanted):
            "\(key) is \(state.words), not \(wanted)."
        case .finished(let key, let state): "\(key) is \(state.words), and that is final."
        case .dependsOnItself(let cycle):
            "That would make a cycle: \(cycle.map(\.text).joined(separator: " → "))."
        }
    }

    package var hint: String? {
        switch self {
        case .unknown(_, let near) where !near.isEmpty:
            "Did you mean \(near.map(\.text).joined(separator: " or "))?"
        case .unknown: "`worklead task list` shows the tasks."
        case .taken(let key): "`worklead task show \(key)` shows it."
        case .lookAlike(_, let existing):
            "Use '\(existing)', or choose a key that can't be confused with it."
        case .waiting(let key, _, let cancelled) where !cancelled.isEmpty:
            "Who plans may run `worklead task undepend \(key) \(cancelled[0])`."
        case .held, .assigned, .waiting, .paused, .blocked, .parked:
            "`worklead next` shows what you can claim."
        case .undecided(_, let decisions):
            decisions.first.map { "`worklead decision show \($0)` shows what is asked." }
        case .notReady(let key): "`worklead task ready \(key)` opens it."
        case .notHeld(let key, _): "`worklead claim \(key)` takes it."
        case .staleFence(let key, _, _): "`worklead task show \(key)` shows who holds it."
        case .stalePacket(let key, _, _): "`worklead task show \(key)` shows the current packet."
        case .awaitingReplay(let key, _), .noReplay(let key, _):
            "Another agent than the worker runs `worklead replay \(key)`."
        case .otherDelivery(let key, _, _): "`worklead replay \(key)` looks at the new one."
        case .notDelivered(let key, _): "`worklead task show \(key)` shows its state."
        case .ownWork: "Ask a validator or a lead."
        case .alreadyReady, .notPaused, .alreadyAcknowledged, .wrongState, .finished,
            .dependsOnItself:
            nil
        }
    }
}
