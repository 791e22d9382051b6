import Model
import Store

/// What happens to follow-ups.
package struct FollowUpEngine {
    let change: Change

    /// Asks an agent to do something, which stays open until something shows that it was done.
    ///
    /// - Parameter thread: `nil` for that of the task, or a new one.
    package func open(
        for agent: AgentID,
        _ text: String,
        task: TaskKey?,
        thread: ThreadID?
    ) throws -> FollowUpStore.Stored {
        try change.actor.require(.plan)
        let message = try change.messages.send(
            MessageDraft(
                recipients: [agent],
                kind: .request,
                body: text,
                thread: thread ?? task.map { ThreadID(trusted: $0.text) },
                task: task
            )
        )
        let id = FollowUpID(trusted: try change.view.counters.next(.followUp))
        let followUp = FollowUp(
            id: id,
            requester: change.actor.id,
            agent: agent,
            text: text,
            thread: message.thread,
            message: message.id,
            task: task
        )
        try record(.opened(followUp), on: id)
        return try change.view.followUp(id)
    }

    /// Says that it was done, with what shows it; the requester is told in the thread.
    package func resolve(
        _ id: FollowUpID,
        with links: [EvidenceLink],
        note: String?
    ) throws -> FollowUpStore.Stored {
        var followUp = try change.view.followUp(id).followUp
        let event = try followUp.resolve(by: change.actor.agent, with: links, note: note)
        try refuseSecret(note, of: followUp)
        try record(event, on: id)
        let shown = links.map { link in
            "- \(link.name)" + (link.digest.map { " (\($0))" } ?? "")
        }.joined(separator: "\n")
        try tell(
            followUp.requester,
            followUp,
            .answer,
            "\(id) is resolved: \(followUp.text)\n" + (note.map { "\($0)\n" } ?? "") + shown
        )
        return try change.view.followUp(id)
    }

    /// Takes a request back; who was asked is told.
    package func withdraw(
        _ id: FollowUpID,
        because reason: String
    ) throws -> FollowUpStore.Stored {
        var followUp = try change.view.followUp(id).followUp
        let event = try followUp.withdraw(because: reason, by: change.actor.agent)
        try refuseSecret(reason, of: followUp)
        try record(event, on: id)
        try tell(
            followUp.agent,
            followUp,
            .status,
            "\(id) is withdrawn: \(followUp.text)\n\(reason)"
        )
        return try change.view.followUp(id)
    }

    private func tell(
        _ agent: AgentID,
        _ followUp: FollowUp,
        _ kind: Message.Kind,
        _ body: String
    ) throws {
        guard try change.view.agents.agent(agent)?.isActive ?? false, agent != change.actor.id
        else { return }
        _ = try change.messages.announce(
            MessageDraft(
                recipients: [agent],
                kind: kind,
                body: body,
                thread: followUp.thread,
                task: followUp.task,
                replyTo: followUp.message
            )
        )
    }

    private func refuseSecret(_ text: String?, of followUp: FollowUp) throws {
        guard let text else { return }
        _ = try change.refuseSecret(
            in: text,
            called: "follow-up",
            about: followUp.task.map { [$0] } ?? [],
            at: .message
        )
    }

    private func record(_ event: FollowUpEvent, on id: FollowUpID) throws {
        try change.record(event.fact, on: Subject(.followUp, id.text))
    }
}

extension View {
    /// The follow-up, or an error that says that there is none.
    package func followUp(_ id: FollowUpID) throws -> FollowUpStore.Stored {
        guard let stored = try followUps.followUp(id) else { throw FollowUpError.unknown(id) }
        return stored
    }
}
