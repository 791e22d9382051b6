/// What the ledger says of an agent, as far as it decides how the agent stands.
package struct PresenceEvidence: Hashable, Sendable {
    /// A task that the agent holds.
    package struct Holding: Hashable, Sendable {
        package let task: TaskKey
        /// Since when it holds it, or has it paused.
        package let since: Timestamp
        /// When the lease ends; `nil` while its clock stands still.
        package let leaseEnd: Timestamp?

        package init(task: TaskKey, since: Timestamp, leaseEnd: Timestamp?) {
            self.task = task
            self.since = since
            self.leaseEnd = leaseEnd
        }
    }

    /// A message that waits for something.
    package struct Pending: Hashable, Sendable {
        package let message: MessageID
        /// When it was sent, or by when it should have been acknowledged.
        package let at: Timestamp

        package init(message: MessageID, at: Timestamp) {
            self.message = message
            self.at = at
        }
    }

    /// A decision that waits for a founder.
    package struct Undecided: Hashable, Sendable {
        package let decision: DecisionID
        /// When it was asked.
        package let at: Timestamp

        package init(decision: DecisionID, at: Timestamp) {
            self.decision = decision
            self.at = at
        }
    }

    /// What the agent waits for, without anything in hand.
    package enum Wait: Hashable, Sendable {
        case verdict(on: TaskKey, since: Timestamp)
        case turn(for: TaskKey, since: Timestamp)
    }

    package var agent: AgentID
    package var role: Role
    /// When it was registered, or when its last session ended.
    package var restingSince: Timestamp
    /// When the first of its live sessions started; `nil` without one.
    package var startedAt: Timestamp?
    /// When it was last heard of: a beat, or anything else that it did.
    package var seenAt: Timestamp?
    /// When it last worked; see ``Work``.
    package var workedAt: Timestamp?
    /// What it holds, longest held first.
    package var holds: [Holding] = []
    /// Its oldest question to a founder that is not answered.
    package var question: Pending?
    /// What it has asked a founder to decide, the oldest that is not answered.
    package var decision: Undecided?
    /// The message whose acknowledgement it owes the longest.
    package var owed: Pending?
    package var wait: Wait?
    /// A task that was sent back to it and is kept for it.
    package var rework: TaskKey?

    package init(agent: AgentID, role: Role, restingSince: Timestamp) {
        self.agent = agent
        self.role = role
        self.restingSince = restingSince
    }
}

extension PresenceEvidence {
    /// How the agent stands.
    ///
    /// Decided from the evidence and the moment alone. Who works has worked within the window: to
    /// be heard of is not enough.
    ///
    /// - Parameter window: How long the role may be quiet; `nil` where nobody is to be told.
    package func presence(at now: Timestamp, within window: Duration?) -> Presence {
        let found = standing(at: now, within: window)
        return Presence(
            state: found.state,
            reason: found.reason,
            // A clock that was set back would have it begin later.
            since: min(found.since, now),
            remedy: found.remedy
        )
    }

    private func standing(at now: Timestamp, within window: Duration?) -> Presence {
        if let question {
            return Presence(
                state: .needsFounder,
                reason: "its question \(question.message) is not answered",
                since: question.at,
                remedy: "worklead message show \(question.message)"
            )
        }
        if let decision {
            return Presence(
                state: .needsFounder,
                reason: "\(decision.decision) is not decided",
                since: decision.at,
                remedy: "worklead decision show \(decision.decision)"
            )
        }
        guard let startedAt else { return absence(isLookedFor: window != nil) }
        if let window, let silence = silence(since: startedAt, at: now, window) { return silence }
        if let window, let stuck = stuck(since: startedAt, at: now, window) { return stuck }
        if let workedAt, now - workedAt < window ?? PresenceWindows.recent,
            let holding = running.first
        {
            return Presence(
                state: .working,
                reason: "it holds \(holding.task)",
                since: holding.since
            )
        }
        // Without anything in hand, work is recent for no longer than a person would take it so.
        let recent = min(window ?? PresenceWindows.recent, PresenceWindows.recent)
        if let workedAt, now - workedAt < recent, role != .worker {
            return Presence(state: .working, reason: "it has done something", since: workedAt)
        }
        return waiting() ?? idle(since: startedAt, recent)
    }

    /// The holds whose clock runs.
    private var running: [Holding] { holds.filter { $0.leaseEnd != nil } }

    private func absence(isLookedFor: Bool) -> Presence {
        if let holding = holds.first, isLookedFor {
            return Presence(
                state: .silent,
                reason: "it holds \(holding.task) and has no session",
                since: restingSince,
                remedy: "worklead task release \(holding.task)"
            )
        }
        return Presence(
            state: .idle,
            reason: "it has no session",
            since: restingSince,
            remedy: "worklead --as \(agent) session start"
        )
    }

    private func silence(
        since startedAt: Timestamp,
        at now: Timestamp,
        _ window: Duration
    ) -> Presence? {
        let end = max(seenAt ?? startedAt, startedAt) + window
        guard end <= now else { return nil }
        let holding = holds.first
        return Presence(
            state: .silent,
            reason: "it was not heard of for \(window.text)"
                + (holding.map { " and holds \($0.task)" } ?? ""),
            since: end,
            remedy: holding.map { "worklead task release \($0.task)" }
                ?? "worklead message send \(agent) 'Are you there?'"
        )
    }

    /// The reason that has been true the longest decides since when.
    private func stuck(
        since startedAt: Timestamp,
        at now: Timestamp,
        _ window: Duration
    ) -> Presence? {
        let seen = max(seenAt ?? startedAt, startedAt)
        let quietFrom = (workedAt ?? startedAt) + window
        var reasons: [Presence] = []
        if let holding = running.first {
            reasons.append(
                Presence(
                    state: .stuck,
                    reason: "it holds \(holding.task) and did no work on anything for "
                        + window.text,
                    since: quietFrom,
                    remedy: "worklead message send \(agent) 'Where does \(holding.task) stand?'"
                )
            )
        }
        for holding in running {
            guard let end = holding.leaseEnd, seen < end else { continue }
            reasons.append(
                Presence(
                    state: .stuck,
                    reason: "its lease on \(holding.task) has ended, and it was not heard of since",
                    since: end,
                    remedy: "worklead task release \(holding.task)"
                )
            )
        }
        if let owed {
            reasons.append(
                Presence(
                    state: .stuck,
                    reason: "it does not acknowledge \(owed.message)",
                    since: max(owed.at, quietFrom),
                    remedy: "worklead message show \(owed.message)"
                )
            )
        }
        return reasons.filter { $0.since <= now }.min { $0.since < $1.since }
    }

    private func waiting() -> Presence? {
        if let holding = holds.first, running.isEmpty {
            return Presence(
                state: .waiting,
                reason: "\(holding.task) is paused",
                since: holding.since,
                remedy: "worklead task show \(holding.task)"
            )
        }
        switch wait {
        case .verdict(let task, let since):
            return Presence(
                state: .waiting,
                reason: "its delivery of \(task) waits for a verdict",
                since: since,
                remedy: "worklead task show \(task)"
            )
        case .turn(let task, let since):
            return Presence(
                state: .waiting,
                reason: "it stands in line for \(task)",
                since: since,
                remedy: "worklead task show \(task)"
            )
        case nil: return nil
        }
    }

    private func idle(since startedAt: Timestamp, _ recent: Duration) -> Presence {
        let worked = workedAt.map { role == .worker ? $0 : $0 + recent }
        let since = max(worked ?? startedAt, startedAt)
        if let holding = running.first {
            return Presence(
                state: .idle,
                reason: "it holds \(holding.task) and does not work on it",
                since: since,
                remedy: "worklead message send \(agent) 'Where does \(holding.task) stand?'"
            )
        }
        if let rework {
            return Presence(
                state: .idle,
                reason: "\(rework) was sent back to it",
                since: since,
                remedy: "worklead message send \(agent) '\(rework) waits for your rework.'"
            )
        }
        return Presence(
            state: .idle,
            reason: "it has nothing in hand",
            since: since,
            remedy: role == .worker ? "worklead task list --state ready" : nil
        )
    }
}
