import Digests
import Model
import Store

/// What happens to the merge queue.
///
/// Each step is a transaction of its own: git works between them.
package struct MergeEngine {
    let change: Change

    /// Asks that a task's accepted commit be merged.
    package func queue(_ key: TaskKey) throws -> MergeStore.Stored {
        try change.actor.require(.plan)
        let accepted = try change.view.acceptedChange(of: key)
        if var known = try change.view.merges.merge(of: key)?.merge {
            try record(known.requeue(accepted), on: key)
        } else {
            try record(.queued(accepted), on: key)
        }
        return try change.view.merge(of: key)
    }

    /// Takes a task out of the queue; nothing that was merged is taken back.
    package func drop(_ key: TaskKey, because reason: String) throws -> MergeStore.Stored {
        try change.actor.require(.plan)
        var merge = try change.view.merge(of: key).merge
        let event = try merge.drop(because: reason)
        _ = try change.refuseSecret(in: reason, called: "reason", about: [key], at: .message)
        try record(event, on: key)
        return try change.view.merge(of: key)
    }

    /// Says that the branch is about to be moved.
    package func begin(_ key: TaskKey, _ move: MergeMove, on record: JSONValue) throws {
        try change.actor.require(.plan)
        var merge = try change.view.merge(of: key).merge
        try self.record(merge.begin(move, on: record), on: key)
    }

    /// Says that the branch has it, and tells who did the work.
    package func land(_ key: TaskKey) throws {
        try change.actor.require(.plan)
        var merge = try change.view.merge(of: key).merge
        try record(merge.land(), on: key)
    }

    /// Says that the branch was not moved; it waits again.
    package func giveBack(_ key: TaskKey, because reason: String) throws {
        try change.actor.require(.plan)
        var merge = try change.view.merge(of: key).merge
        try record(merge.giveBack(because: reason), on: key)
    }

    /// Takes it out of the queue for what is wrong with it, and tells who did the work.
    package func refuse(_ key: TaskKey, _ refusal: MergeRefusal, on record: JSONValue?) throws {
        try change.actor.require(.plan)
        var merge = try change.view.merge(of: key).merge
        try self.record(merge.refuse(refusal, on: record), on: key)
        guard
            let worker = try change.view.deliveries.delivery(merge.change.delivery)?.delivery
                .handover.agent,
            worker != change.actor.id, try change.view.agents.agent(worker)?.isActive ?? false
        else { return }
        _ = try change.messages.announce(
            MessageDraft(
                recipients: [worker],
                kind: .status,
                subject: "\(key) is not merged",
                body: refusal.findings.prefix(Self.toldMax).map { "- \($0.sentence)" }
                    .joined(separator: "\n"),
                thread: ThreadID(trusted: key.text),
                task: key
            )
        )
    }

    /// The most findings that a worker is told.
    private static let toldMax = 20

    private func record(_ event: MergeEvent, on key: TaskKey) throws {
        try change.record(event.fact, on: Subject(.merge, key.text))
    }
}

extension View {
    /// What the queue knows of a task, or an error that says that it knows nothing.
    package func merge(of key: TaskKey) throws -> MergeStore.Stored {
        guard let stored = try merges.merge(of: key) else {
            _ = try task(key)
            throw MergeError.notQueued(key)
        }
        return stored
    }

    /// What was accepted of a task, as git has it.
    package func acceptedChange(of key: TaskKey) throws -> AcceptedChange {
        let stored = try task(key)
        guard case .accepted(let acceptance) = stored.task.state,
            let delivery = try deliveries.delivery(acceptance.delivery)?.delivery
        else { throw MergeError.notAccepted(key, stored.task.state.name) }
        return AcceptedChange(
            repository: try repository(of: stored.task).name,
            delivery: delivery.id,
            commit: delivery.commit,
            base: delivery.base
        )
    }
}
