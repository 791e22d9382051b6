import Model

/// A task's state spread over the columns of its row.
struct TaskRow: Equatable {
    let name: TaskState.Name
    var agent: String?
    var session: String?
    var until: Int64?
    var acknowledged: Bool?
    var delivery: String?
    var replay: String?
    var reason: String?
    var blocker: String?
    var standing: String?
    var successor: String?

    init(_ state: TaskState) {
        name = state.name
        switch state {
        case .draft, .ready: break
        case .claimed(let hold): take(hold)
        case .paused(let hold, let reason):
            take(hold)
            self.reason = reason
        case .delivered(let handover):
            agent = handover.agent.text
            session = handover.session.text
            delivery = handover.delivery.text
        case .rework(let rework):
            agent = rework.worker.text
            delivery = rework.delivery.text
            until = rework.keptUntil.milliseconds
        case .blocked(let reason, let standing):
            self.reason = reason
            self.standing = standing.rawValue
        case .parked(let parking, let standing):
            reason = parking.reason
            blocker = parking.blocker
            self.standing = standing.rawValue
        case .accepted(let acceptance):
            agent = acceptance.judge.text
            delivery = acceptance.delivery.text
            replay = acceptance.replay.text
        case .cancelled(let reason): self.reason = reason
        case .superseded(let successor): self.successor = successor.text
        }
    }

    private mutating func take(_ hold: Hold) {
        agent = hold.agent.text
        session = hold.session.text
        until = hold.expiry.milliseconds
        acknowledged = hold.isAcknowledged
    }
}
