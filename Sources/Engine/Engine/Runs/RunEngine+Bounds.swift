import Model
import Store

// What a run asks of the tasks that are its slices.
extension RunEngine {
    /// Refuses a claim of a slice while its run is paused, its budget is used up, or as many are in
    /// hand as may be.
    func requireClaimable(_ stored: StoredTask) throws {
        guard let bounds = try change.view.runs.bounds(of: stored.key) else { return }
        if let reason = bounds.pause {
            throw RunError.held(stored.key, bounds.name, reason: reason)
        }
        if bounds.budget.isBounded,
            bounds.budget.isReached(by: try change.view.runs.usage(of: bounds.name))
        {
            throw RunError.spent(stored.key, bounds.name)
        }
        // A task whose lease has ended is in hand already: it only changes hands.
        let own: Int64 = stored.task.hold == nil ? 0 : 1
        guard try change.view.runs.inHand(bounds.name) - own < bounds.max else {
            throw RunError.full(stored.key, bounds.name, max: bounds.max)
        }
    }

    /// Refuses to accept a slice before the gates that its run names have passed on the commit
    /// that was delivered.
    func requireGates(of task: TaskKey, delivery: DeliveryID) throws {
        guard let name = try change.view.runs.bounds(of: task)?.name else { return }
        let gates = try change.view.runs.gates(of: task, in: name)
        guard !gates.isEmpty,
            let delivered = try change.view.deliveries.delivery(delivery)
        else { return }
        var last: [GateName: GateVerdict] = [:]
        for answer in try change.view.gates.answers(on: task, limit: Self.answersMax)
        where answer.commit == nil || answer.commit == delivered.delivery.commit {
            // Newest first: what was said last counts.
            let gate = answer.result.gate
            if last[gate] == nil, answer.ranAt >= delivered.deliveredAt {
                last[gate] = answer.result.verdict
            }
        }
        let open = gates.filter { last[$0] != .pass }
        guard open.isEmpty else { throw RunError.gatesOpen(task, name, open) }
    }

    /// As many answers of gates on one task as are looked at.
    private static let answersMax = 2000
}
