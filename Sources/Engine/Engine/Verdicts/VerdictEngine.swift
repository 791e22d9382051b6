import Model
import Store

/// What happens when work is judged.
package struct VerdictEngine {
    let change: Change

    /// What a verdict did.
    package struct Judged: Sendable {
        package let task: StoredTask
        package let verdict: Verdict
        /// The tasks that can be claimed now and could not before.
        package let unlocked: [TaskKey]
        /// The message by which the worker was told.
        package let message: MessageID
        /// What gates at level `advise` had to say.
        package internal(set) var advice: [String] = []
    }

    /// Records what a replay found.
    ///
    /// Nobody replays their own work.
    ///
    /// - Returns: The replay's id.
    package func record(_ replay: ReplayEvent) throws -> ReplayID {
        try change.actor.require(.judge)
        let stored = try change.view.task(replay.task)
        guard let handover = stored.task.handover else {
            throw TaskError.notDelivered(replay.task, stored.task.state.name)
        }
        guard handover.delivery == replay.delivery else {
            throw TaskError.otherDelivery(
                replay.task,
                asked: replay.delivery,
                current: handover.delivery
            )
        }
        guard handover.agent != change.actor.id else {
            throw TaskError.ownWork(replay.task, change.actor.id)
        }
        if let delivered = try change.view.deliveries.delivery(replay.delivery)?.delivery.commit,
            delivered != replay.commit
        {
            throw VerdictError.otherCommit(replay.task, delivered: delivered, replay.commit)
        }
        let id = ReplayID(trusted: try change.view.counters.next(.replay))
        try change.record(replay.fact, on: Subject(.replay, id.text))
        return id
    }

    /// Accepts the delivery that waits: one transaction moves the task, writes the verdict, tells
    /// the worker and unlocks what waited.
    ///
    /// - Parameter waivedGaps: Why the gaps of the replay are taken; needed when it has gaps.
    package func accept(_ key: TaskKey, waivedGaps: String?, note: String?) throws -> Judged {
        try change.actor.require(.judge)
        let before = try change.view.task(key)
        let handover = try handover(of: before)
        guard handover.agent != change.actor.id else {
            throw TaskError.ownWork(key, change.actor.id)
        }
        guard let replay = try change.view.replays.latest(of: handover.delivery) else {
            throw TaskError.noReplay(key, handover.delivery)
        }
        guard let grade = ReplayGrade(rawValue: replay.event.grade) else {
            throw StoredGradeError(replay: replay.id)
        }
        switch grade {
        case .verified: break
        case .verifiedWithGaps:
            guard let waivedGaps, waivedGaps.contains(where: { !$0.isWhitespace }) else {
                throw VerdictError.gaps(key, replay.id, replay.event.gaps)
            }
        case .notVerified: throw VerdictError.notVerified(key, replay.id, replay.event.gaps)
        }
        // Once more in the transaction: a finding may have come since the gates were asked.
        _ = try change.enforce(.review) {
            try change.view.findings.unresolved(of: key).first.map { finding in
                "\(finding.id) of \(finding.review) is \(finding.severity.rawValue) and "
                    + "\(finding.state.name.rawValue): \(finding.sentence.printable(limit: 200))"
            }
        }
        try change.runs.requireGates(of: key, delivery: handover.delivery)
        try change.runs.requireSettled(key)
        let verdict = Verdict(
            delivery: handover.delivery,
            replay: replay.id,
            judge: change.actor.id,
            findings: note.map { [$0] } ?? [],
            waivedGaps: grade == .verifiedWithGaps ? waivedGaps : nil
        )
        try change.apply(to: before) { task throws(TaskError) in
            try task.accept(verdict, replayedBy: replay.replayer)
        }
        return try judged(key, handover, verdict, "accepted", unlocked: try unlocked(by: key))
    }

    /// Sends the delivery back with what is to be mended.
    ///
    /// - Parameters:
    ///   - reviews: Whose open findings are to be mended too.
    ///   - keeping: How long only the worker may take it up again.
    package func sendBack(
        _ key: TaskKey,
        findings: [String],
        reviews: [ReviewID] = [],
        keeping: Duration
    ) throws -> Judged {
        try change.actor.require(.judge)
        let findings = try findings + reviews.flatMap { try toMend($0, of: key) }
        guard !findings.isEmpty else { throw VerdictError.noFinding(key) }
        let before = try change.view.task(key)
        let handover = try handover(of: before)
        let verdict = try verdict(on: handover, findings)
        let end = change.now + keeping
        try change.apply(to: before) { task throws(TaskError) in
            try task.sendBack(verdict, keptUntil: end)
        }
        try change.runs.noteRework(of: key)
        return try judged(key, handover, verdict, "sent back")
    }

    /// Refuses the delivery; anybody may claim the task again.
    package func reject(_ key: TaskKey, because reason: String) throws -> Judged {
        try change.actor.require(.judge)
        let before = try change.view.task(key)
        let handover = try handover(of: before)
        let verdict = try verdict(on: handover, [reason])
        try change.apply(to: before) { task throws(TaskError) in try task.reject(verdict) }
        try change.runs.noteRework(of: key)
        return try judged(key, handover, verdict, "rejected")
    }

    /// What a review of the task has open, as it is told to the worker.
    private func toMend(_ id: ReviewID, of key: TaskKey) throws -> [String] {
        let review = try change.view.review(id)
        guard review.task == key else { throw VerdictError.otherReview(id, of: key) }
        return try change.view.findings.findings(of: id).filter(\.state.isUnresolved).map {
            "\($0.id) \($0.severity.rawValue): \($0.sentence)"
        }
    }

    private func handover(of stored: StoredTask) throws -> TaskState.Handover {
        guard let handover = stored.task.handover else {
            throw stored.task.state.name.isFinal
                ? TaskError.finished(stored.key, stored.task.state.name)
                : TaskError.notDelivered(stored.key, stored.task.state.name)
        }
        return handover
    }

    private func verdict(on handover: TaskState.Handover, _ findings: [String]) throws -> Verdict {
        Verdict(
            delivery: handover.delivery,
            replay: try change.view.replays.latest(of: handover.delivery)?.id,
            judge: change.actor.id,
            findings: findings
        )
    }

    private func judged(
        _ key: TaskKey,
        _ handover: TaskState.Handover,
        _ verdict: Verdict,
        _ outcome: String,
        unlocked: [TaskKey] = []
    ) throws -> Judged {
        let message = try tell(handover.agent, key, outcome, verdict)
        return Judged(
            task: try change.view.task(key),
            verdict: verdict,
            unlocked: unlocked,
            message: message
        )
    }

    private func unlocked(by key: TaskKey) throws -> [TaskKey] {
        try change.view.tasks.dependents(of: key).filter { try change.view.canBeClaimed($0) }
    }

    private func tell(
        _ worker: AgentID,
        _ key: TaskKey,
        _ outcome: String,
        _ verdict: Verdict
    ) throws -> MessageID {
        try change.messages.send(
            MessageDraft(
                recipients: [worker],
                kind: .verdict,
                subject: "\(key) \(outcome)",
                body: verdict.findings.map { "- \($0)" }.joined(separator: "\n"),
                thread: ThreadID(trusted: key.text),
                task: key
            )
        ).id
    }
}

/// Why a delivery can't be judged as asked.
package enum VerdictError: Reportable, Equatable {
    case gaps(TaskKey, ReplayID, [String])
    case notVerified(TaskKey, ReplayID, [String])
    case noFinding(TaskKey)
    case otherCommit(TaskKey, delivered: String, String)
    case otherReview(ReviewID, of: TaskKey)

    package var code: String {
        switch self {
        case .gaps: "verdict.gaps"
        case .notVerified: "verdict.not_verified"
        case .noFinding: "verdict.no_finding"
        case .otherCommit: "verdict.other_commit"
        case .otherReview: "verdict.other_review"
        }
    }

    package var category: ErrorCategory {
        switch self {
        case .gaps, .notVerified: .checkFailed
        case .noFinding, .otherReview: .usage
        case .otherCommit: .conflict
        }
    }

    package var message: String {
        switch self {
        case .gaps(let key, let replay, let gaps):
            "The replay \(replay) of \(key) has gaps: \(gaps.joined(separator: " "))"
        case .notVerified(let key, let replay, let gaps):
            "The replay \(replay) of \(key) did not verify it: \(gaps.joined(separator: " "))"
        case .noFinding(let key): "Sending \(key) back needs at least one finding."
        case .otherCommit(let key, let delivered, let replayed):
            "The commit \(delivered.prefix(12)) was delivered for \(key), "
                + "and \(replayed.prefix(12)) was replayed."
        case .otherReview(let review, let key): "\(review) is no review of \(key)."
        }
    }

    package var hint: String? {
        switch self {
        case .gaps(let key, _, _):
            "`worklead accept \(key) --gaps \"REASON\"` takes them upon you, on record."
        case .notVerified(let key, _, _): "`worklead rework \(key) --finding \"…\"` sends it back."
        case .otherCommit(let key, _, _): "`worklead replay \(key)` looks at the delivered one."
        case .otherReview(_, let key): "`worklead review list --task \(key)` shows those that are."
        case .noFinding: "Say what is to be mended with `--finding`."
        }
    }
}

/// A stored replay whose grade is not known here.
package struct StoredGradeError: Reportable, Equatable {
    package let replay: ReplayID

    package var code: String { "store.unreadable_value" }
    package var category: ErrorCategory { .failure }
    package var message: String { "The replay \(replay) has a grade that is not known here." }
}
