import Model
import Store

extension TaskEngine {
    /// How a task is handed out.
    package struct HandOut: Sendable {
        /// Whether to leave the claim to the agent.
        package var isStaged: Bool
        package var lease: Duration
        /// How long the agent has to acknowledge it; `nil` asks for no acknowledgement.
        package var acknowledgeWithin: Duration?

        package init(isStaged: Bool, lease: Duration, acknowledgeWithin: Duration?) {
            self.isStaged = isStaged
            self.lease = lease
            self.acknowledgeWithin = acknowledgeWithin
        }
    }

    /// A task that was handed out.
    package struct Assignment: Sendable {
        package let task: StoredTask
        /// What was sent about it.
        package let message: MessageID?
        /// Why it was not claimed for the agent, where it was to be.
        package let advice: [String]
    }

    /// Hands a task to an agent: it alone may claim it, it is asked to acknowledge that, and where
    /// it is there the task is claimed for it.
    ///
    /// The same again changes nothing but what is still to be done.
    package func assign(
        _ key: TaskKey,
        to agent: AgentID,
        _ handOut: HandOut
    ) throws -> Assignment {
        let isNew = try change.view.task(key).task.assignee != agent
        if isNew { try assign(key, to: agent) }
        var advice: [String] = []
        if !handOut.isStaged, let obstacle = try claim(key, for: agent, handOut.lease) {
            let remedy = try change.view.task(key).task.remedy
            advice.append("It is not claimed yet: \(remedy ?? obstacle)")
        }
        let message = isNew ? try tell(agent, of: key, handOut.acknowledgeWithin) : nil
        return Assignment(task: try change.view.task(key), message: message, advice: advice)
    }

    /// Claims a task for an agent, in the session that it started last.
    ///
    /// - Returns: Why that can't be done now, if it can't.
    private func claim(_ key: TaskKey, for agent: AgentID, _ lease: Duration) throws -> String? {
        if try change.view.task(key).task.hold?.agent == agent { return nil }
        guard let known = try change.view.agents.agent(agent), known.role.has(.work) else {
            return "\(agent) does no work of this kind."
        }
        guard let session = try change.view.sessions.live(of: agent).last else {
            return "\(agent) has no session."
        }
        do {
            _ = try change.claims.claim(key, for: lease, by: agent, in: session.id)
        } catch let obstacle as any Reportable {
            guard obstacle.category != .failure else { throw obstacle }
            return obstacle.message
        }
        // Who hands it out knows that it is checked out.
        if agent != change.actor.id { try change.claims.acknowledgeCheckout(key) }
        return nil
    }

    private func tell(
        _ agent: AgentID,
        of key: TaskKey,
        _ patience: Duration?
    ) throws -> MessageID? {
        guard agent != change.actor.id else { return nil }
        let task = try change.view.task(key).task
        let next: String
        if task.hold?.agent == agent {
            next =
                "It is claimed for you: `worklead claim \(key)` makes its worktree. "
                + "To claim it acknowledges this."
        } else if let remedy = task.remedy {
            next = "\(remedy) To claim it then acknowledges this."
        } else {
            next = "`worklead claim \(key)` takes it up. To claim it acknowledges this."
        }
        return try change.messages.announce(
            MessageDraft(
                recipients: [agent],
                kind: .handoff,
                subject: "\(key) is yours: \(task.title.printable(limit: 90))",
                body: next,
                thread: ThreadID(trusted: key.text),
                task: key,
                acknowledgeWithin: patience
            )
        ).id
    }
}

extension WorkTask {
    /// What somebody who plans has to do before anybody can claim it; `nil` where nothing.
    fileprivate var remedy: String? {
        switch state {
        case .draft:
            "\(key) is a draft: who plans opens it with `worklead task ready \(key)`."
        case .blocked(let reason, _):
            """
            \(key) is blocked (\(reason.printable(limit: 200))): it goes on with `worklead task \
            unblock \(key)`.
            """
        case .parked(let parking, _):
            """
            \(key) is parked (\(parking.reason.printable(limit: 200))): who plans takes it up \
            again with `worklead task unpark \(key)`.
            """
        case .ready, .claimed, .paused, .delivered, .rework, .accepted, .cancelled, .superseded:
            nil
        }
    }
}
