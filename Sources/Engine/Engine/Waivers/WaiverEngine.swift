import Model
import Store

/// What happens to waivers, and to the register of dependencies.
package struct WaiverEngine {
    let change: Change

    /// Gives leave to break a rule.
    ///
    /// The phase of a task is that of the waiver, unless another is named. Who works on the task
    /// can't give it.
    ///
    /// - Returns: The id.
    package func grant(_ asked: WaiverGrant) throws -> WaiverID {
        var phase = asked.phase
        if let key = asked.task {
            let task = try change.view.task(key).task
            if task.worker == change.actor.id { throw WaiverError.ownWork(key, change.actor.id) }
            if phase == nil, let name = task.phase.map(PhaseName.init(trusted:)),
                try change.view.phases.phase(name) != nil
            {
                phase = name
            }
        }
        if let phase, try !change.view.phase(phase).isOpen { throw PhaseError.closed(phase) }
        guard phase != nil || asked.task != nil else { throw WaiverError.unscoped }
        guard phase != nil || asked.until != nil else { throw WaiverError.endless }
        if let until = asked.until, until <= change.now { throw WaiverError.past(until) }
        let id = WaiverID(trusted: try change.view.counters.next(.waiver))
        let grant = WaiverGrant(
            rule: asked.rule,
            task: asked.task,
            phase: phase,
            reason: asked.reason,
            until: asked.until
        )
        try record(.granted(grant), on: id)
        return id
    }

    /// Takes a waiver back.
    package func revoke(_ id: WaiverID, because reason: String) throws {
        guard var waiver = try change.view.waivers.waiver(id)?.waiver else {
            throw WaiverError.unknown(id)
        }
        try record(try waiver.revoke(because: reason), on: id)
    }

    private func record(_ event: WaiverEvent, on id: WaiverID) throws {
        try change.record(event.fact, on: Subject(.waiver, id.text))
    }
}
