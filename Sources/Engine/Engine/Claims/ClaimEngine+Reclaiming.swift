import Model
import Store

extension ClaimEngine {
    /// A claim that was given back for its holder.
    package struct Reclaimed: Sendable {
        /// What was said about it, to its holder and to those who plan.
        package let message: MessageID?
    }

    /// Gives a task back whose holder let the lease end, and tells who should know.
    ///
    /// - Parameter handoff: What the holder left, kept before.
    /// - Returns: `nil` where the holder came back, or another took the task meanwhile.
    package func reclaim(
        _ claim: StaleClaim,
        leaving handoff: WorktreeKeeper.Handoff?
    ) throws -> Reclaimed? {
        let before = try change.view.task(claim.task)
        guard case .claimed(let hold) = before.task.state, hold.fence == claim.hold.fence,
            hold.hasEnded(at: change.now)
        else { return nil }
        try change.apply(to: before) { task throws(TaskError) in
            try task.release(under: nil, because: .expired, note: "its lease had ended")
        }
        return Reclaimed(message: try tell(of: claim, before.task.title, handoff))
    }

    private func tell(
        of claim: StaleClaim,
        _ title: String,
        _ handoff: WorktreeKeeper.Handoff?
    ) throws -> MessageID? {
        var recipients = try change.view.planners(except: change.actor.id)
        if let holder = try change.view.agents.agent(claim.hold.agent), holder.isActive,
            holder.id != change.actor.id, !recipients.contains(holder.id)
        {
            recipients.insert(holder.id, at: 0)
        }
        guard !recipients.isEmpty else { return nil }
        var lines = [
            "The lease of \(claim.hold.agent) ended at \(claim.hold.expiry.text); "
                + "\(claim.task) is open again: \(title.printable(limit: 200))"
        ]
        if let branch = handoff?.worktree?.plan.branch { lines.append("branch: \(branch)") }
        if let commit = handoff?.commit { lines.append("commit: \(commit)") }
        if let path = handoff?.worktree?.plan.path { lines.append("worktree: \(path)") }
        if let parked = handoff?.parkedCommit {
            lines.append("What was uncommitted is kept: \(parked)")
        }
        lines.append("Who claims it next starts from there.")
        return try change.messages.announce(
            MessageDraft(
                recipients: recipients,
                kind: .handoff,
                subject: "\(claim.task) was given back",
                body: lines.joined(separator: "\n"),
                thread: ThreadID(trusted: claim.task.text),
                task: claim.task
            )
        ).id
    }
}
