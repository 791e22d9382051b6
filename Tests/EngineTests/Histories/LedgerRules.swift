import Model

/// What must be true of any ledger, read off its events alone.
struct LedgerRules {
    private var fences: [TaskKey: Fence] = [:]
    private var leases: [TaskKey: Timestamp?] = [:]
    private var workers: [DeliveryID: AgentID] = [:]
    private var replayers: [DeliveryID: Set<AgentID>] = [:]

    /// The first thing that is wrong.
    static func fault(in events: [Event]) throws -> String? {
        var rules = LedgerRules()
        for event in events {
            if let fault = try rules.fault(of: event) { return "event \(event.sequence): \(fault)" }
        }
        return nil
    }

    private mutating func fault(of event: Event) throws -> String? {
        if let replay = try ReplayEvent(event.fact) {
            replayers[replay.delivery, default: []].insert(event.actor)
        }
        guard event.subject.kind == .task, let change = try TaskEvent(event.fact) else {
            return nil
        }
        let key = TaskKey(trusted: event.subject.name)
        switch change {
        case .claimed(let hold):
            defer {
                fences[key] = hold.fence
                leases[key] = .some(hold.expiry)
            }
            guard hold.fence > fences[key, default: .none] else { return "a fence was given twice" }
            if let lease = leases[key] {
                guard let end = lease, end <= event.time else { return "two own \(key) at once" }
            }
        case .renewed(let expiry), .resumed(let expiry): leases[key] = .some(expiry)
        case .paused: leases[key] = .some(nil)
        case .released, .blocked, .parked, .cancelled, .superseded: leases[key] = nil
        case .delivered(let delivery):
            guard delivery.handover.fence == fences[key], delivery.handover.agent == event.actor
            else { return "\(key) was delivered by who did not hold it" }
            leases[key] = nil
            workers[delivery.id] = delivery.handover.agent
        case .accepted(let verdict):
            let worker = workers[verdict.delivery]
            guard verdict.judge == event.actor, verdict.judge != worker else {
                return "\(key) was accepted by its worker"
            }
            guard replayers[verdict.delivery, default: []].contains(where: { $0 != worker }) else {
                return "\(key) was accepted without a replay by another"
            }
        case .created, .edited, .packetRevised, .readied, .drafted, .assigned,
            .checkoutAcknowledged, .sentBack, .rejected, .unblocked, .unparked, .dependencyAdded,
            .dependencyRemoved:
            break
        }
        return nil
    }
}
