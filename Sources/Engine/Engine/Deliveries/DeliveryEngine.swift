import Digests
import Model
import Store

/// What happens when work is handed in.
package struct DeliveryEngine {
    let change: Change

    /// What git says about the delivered commit, asked before the transaction.
    package struct Findings: Sendable {
        package let commit: String
        package let base: String?
        package let branch: String?
        /// Whether the commit is reachable from the branch.
        package let isOnBranch: Bool
        package let changedPaths: [String]
        package let uncommittedPaths: [String]
        package let artifacts: [Delivery.Artifact]

        package init(
            commit: String,
            base: String?,
            branch: String?,
            isOnBranch: Bool,
            changedPaths: [String],
            uncommittedPaths: [String],
            artifacts: [Delivery.Artifact]
        ) {
            self.commit = commit
            self.base = base
            self.branch = branch
            self.isOnBranch = isOnBranch
            self.changedPaths = changedPaths
            self.uncommittedPaths = uncommittedPaths
            self.artifacts = artifacts
        }
    }

    /// Hands in work for a task.
    ///
    /// - Parameters:
    ///   - fence: The fence it was done under; `nil` for the last one the session was given.
    ///   - sections: The headings that the packet wants in the report.
    ///   - pattern: What the branches of an agent look like.
    ///   - scratch: Where what is not committed may lie.
    ///   - notes: Has what gates said that were asked before, and gets what these say.
    /// - Returns: The delivery; the same commit again under the same claim answers with the first.
    package func deliver(
        _ key: TaskKey,
        under fence: Fence?,
        found: Findings,
        report: String,
        claims: [String],
        scope: PathScope,
        sections: [String],
        branches pattern: BranchPattern,
        scratch: [PathPattern] = [],
        noting notes: GateNotes = GateNotes()
    ) throws -> (delivery: Delivery, isRepeat: Bool) {
        guard let session = change.actor.session else { throw SessionError.absent }
        let before = try change.view.task(key)
        let offered = try change.claims.offered(fence, on: before)
        if let handover = before.task.handover, handover.fence == offered,
            handover.agent == change.actor.id,
            let earlier = try change.view.deliveries.delivery(handover.delivery)?.delivery,
            earlier.commit == found.commit
        {
            return (earlier, true)
        }
        try before.task.requireDeliverable(under: offered)
        try ask(
            before,
            found,
            report: report,
            scope: scope,
            sections: sections,
            pattern: pattern,
            scratch: scratch,
            noting: notes
        )
        let delivery = Delivery(
            handover: TaskState.Handover(
                delivery: DeliveryID(trusted: try change.view.counters.next(.delivery)),
                agent: change.actor.id,
                session: session.id,
                fence: offered
            ),
            commit: found.commit,
            base: found.base,
            branch: found.branch,
            report: report,
            claims: claims,
            artifacts: found.artifacts,
            advice: notes.answers.advice,
            packetRevision: before.task.packetRevision
        )
        try change.apply(to: before) { task throws(TaskError) in try task.deliver(delivery) }
        // What was claimed for its worker may have been handed in without a claim of their own.
        try change.messages.acknowledgeAssignment(of: key)
        return (delivery, false)
    }

    private func ask(
        _ before: StoredTask,
        _ found: Findings,
        report: String,
        scope: PathScope,
        sections: [String],
        pattern: BranchPattern,
        scratch: [PathPattern],
        noting notes: GateNotes
    ) throws {
        let agent = change.actor.id
        let key = before.key
        try change.consult(
            CheckoutGate(),
            noting: notes,
            about: key,
            remedy: "Ask a lead to run `worklead task acknowledge \(key)`."
        ) {
            CheckoutGate.Material(
                task: key,
                isAcknowledged: before.task.hold?.isAcknowledged == true
            )
        }
        try change.consult(
            BranchGate(),
            noting: notes,
            about: key,
            remedy: "Commit on a branch of the form '\(pattern.shown(for: agent))'."
        ) {
            BranchGate.Material(
                commit: found.commit,
                branch: found.branch,
                isOnBranch: found.isOnBranch,
                agent: agent,
                pattern: pattern
            )
        }
        try change.consult(
            CleanTreeGate(),
            noting: notes,
            about: key,
            remedy: "Commit what belongs to the work, and remove or ignore the rest."
        ) {
            CleanTreeGate.Material(uncommitted: found.uncommittedPaths, scratch: scratch)
        }
        try change.consult(ScopeGate(), noting: notes, about: key) {
            ScopeGate.Material(scope: scope, changed: found.changedPaths)
        }
        try change.consult(ReportGate(), noting: notes, about: key) {
            ReportGate.Material(report: report, sections: sections)
        }
    }
}

extension WorkTask {
    /// Requires that work may be handed in under the fence.
    package func requireDeliverable(under fence: Fence) throws(TaskError) {
        var task = self
        _ = try task.renew(under: fence, until: Timestamp(milliseconds: 0))
    }
}
