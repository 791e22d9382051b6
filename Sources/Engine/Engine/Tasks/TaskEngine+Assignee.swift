import Model
import Store

/// What whose task it is hears when it stops being theirs to do, or is so again.
extension TaskEngine {
    /// Chooses who alone may claim the task; `nil` opens it to all.
    ///
    /// Who had it before is told, and owes no acknowledgement of it any more. So is whom a delivery
    /// was sent back to, where another is to mend it.
    package func assign(_ key: TaskKey, to agent: AgentID?) throws {
        if let agent {
            guard let known = try change.view.agents.agent(agent) else {
                throw AgentError.unknown(agent)
            }
            if let reason = known.retirement { throw AgentError.retired(agent, reason: reason) }
        }
        let before = try change.view.task(key)
        try change.apply(to: before) { task throws(TaskError) in try task.assign(to: agent) }
        guard before.task.assignee != agent else { return }
        try letGo(
            before,
            "is not yours any more",
            because: agent.map { "it is assigned to \($0)" } ?? "it is open to all",
            tells: [before.task.assignee, agent == nil ? nil : before.task.holder]
                .compactMap { $0 }.filter { $0 != agent }
        )
    }

    /// Stops the task: its holder may say so, and whoever plans.
    package func block(_ key: TaskKey, because reason: String) throws {
        let before = try change.view.task(key)
        if !change.actor.agent.role.has(.plan), before.task.hold?.agent != change.actor.id {
            try change.actor.require(.plan)
        }
        try change.apply(to: before) { task throws(TaskError) in try task.block(because: reason) }
        try letGo(before, "is blocked", because: reason)
    }

    /// Lets a blocked task go on from where it stood.
    package func unblock(_ key: TaskKey) throws {
        try apply(to: key) { task throws(TaskError) in try task.unblock() }
        try handBack(key)
    }

    /// Puts a task aside; a claim on it ends.
    package func park(_ key: TaskKey, because parking: Lane.Parking) throws {
        let before = try change.view.task(key)
        try change.apply(to: before) { task throws(TaskError) in try task.park(parking) }
        try letGo(before, "is parked", because: parking.reason)
    }

    /// Takes a parked task up again where it stood.
    package func unpark(_ key: TaskKey) throws {
        try apply(to: key) { task throws(TaskError) in try task.unpark() }
        try handBack(key)
    }

    /// Gives a task up for good; what waits for it needs its dependency removed, and the leads
    /// are told so, once.
    ///
    /// - Returns: What to do about each task that waits for it.
    @discardableResult
    package func cancel(_ key: TaskKey, because reason: String) throws -> [String] {
        let before = try change.view.task(key)
        try change.apply(to: before) { task throws(TaskError) in try task.cancel(because: reason) }
        try letGo(before, "is cancelled", because: reason)
        let stranded = try change.view.tasks.dependents(of: key).filter { waiting in
            try !change.view.task(waiting).task.state.name.isFinal
        }.map { StrandedTask(task: $0, on: key) }
        try tellLeads(of: stranded, key)
        return stranded.map {
            "\($0.task) waits for \(key) for ever, unless `worklead \($0.remedy)`."
        }
    }

    /// Who cancels is told by the answer.
    private func tellLeads(of stranded: [StrandedTask], _ key: TaskKey) throws {
        let leads = try change.view.agents.active(in: [.lead]).map(\.id)
            .filter { $0 != change.actor.id }
        guard !stranded.isEmpty, !leads.isEmpty else { return }
        let waiting = stranded.count.counted("task waits", "tasks wait")
        _ = try change.messages.announce(
            MessageDraft(
                recipients: leads,
                kind: .status,
                subject: "\(key) is cancelled, and \(waiting) for it",
                body: stranded.prefix(50).map {
                    "- \($0.task) goes on after `worklead \($0.remedy)`"
                }.joined(separator: "\n"),
                thread: ThreadID(trusted: key.text),
                task: key
            )
        )
    }

    /// Puts another task in its place; what waited for the old one waits for the new one.
    package func supersede(_ key: TaskKey, by successor: TaskKey) throws {
        try requireReachable(successor)
        // The successor inherits those who wait, so it must not wait for any of them.
        for waiting in try change.view.tasks.dependents(of: key) where waiting != successor {
            if let way = try change.view.tasks.path(from: successor, to: waiting) {
                throw TaskError.dependsOnItself([waiting] + way)
            }
        }
        let before = try change.view.task(key)
        try change.apply(to: before) { task throws(TaskError) in
            try task.supersede(by: successor)
        }
        try letGo(before, "is superseded", because: "\(successor) takes its place")
    }

    /// Asks for no acknowledgement of a task's assignment any more, and tells those why whose it
    /// was.
    ///
    /// - Parameters:
    ///   - before: The task as it stood.
    ///   - what: What became of it, after its key.
    ///   - agents: Whom to tell; by default its assignee and who has it in hand.
    private func letGo(
        _ before: StoredTask,
        _ what: String,
        because reason: String,
        tells agents: [AgentID]? = nil
    ) throws {
        let key = before.key
        let heir = try change.view.task(key).task.assignee
        let keeper = heir == before.task.assignee ? nil : heir
        try change.messages.excuseAssignment(
            of: key,
            but: keeper,
            because: "\(key) \(what): \(reason)"
        )
        let concerned = [before.task.assignee, before.task.holder].compactMap { $0 }
        try tell(agents ?? concerned, of: key, "\(key) \(what)", body: "Why: \(reason)")
    }

    /// Hands a task that goes on to its assignee again, who has as long to acknowledge that as at
    /// first.
    private func handBack(_ key: TaskKey) throws {
        let stored = try change.view.task(key)
        guard let agent = stored.task.assignee, case .ready = stored.task.state else { return }
        try tell(
            [agent],
            of: key,
            "\(key) goes on, and is yours",
            body: "`worklead claim \(key)` takes it up.",
            kind: .handoff,
            acknowledgeWithin: try change.view.messages.patience(of: key, for: agent)
        )
    }

    /// Tells those of the agents that are there, but for who does it.
    private func tell(
        _ agents: [AgentID],
        of key: TaskKey,
        _ subject: String,
        body: String,
        kind: Message.Kind = .note,
        acknowledgeWithin patience: Duration? = nil
    ) throws {
        let recipients = try agents.uniqued.filter { agent in
            try agent != change.actor.id && change.view.agents.agent(agent)?.isActive == true
        }
        guard tellsAssignee, !recipients.isEmpty else { return }
        _ = try change.messages.announce(
            MessageDraft(
                recipients: recipients,
                kind: kind,
                subject: subject,
                body: body,
                thread: ThreadID(trusted: key.text),
                task: key,
                acknowledgeWithin: patience
            )
        )
    }
}
