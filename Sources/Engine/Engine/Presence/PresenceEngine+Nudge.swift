import Model
import Store

extension PresenceEngine {
    /// How long an agent is left alone after a nudge, whoever gave it.
    package static let nudgeInterval = Duration.seconds(15 * 60)

    /// Asks an agent for a sign, with the reason.
    ///
    /// The message asks for an acknowledgement within the interval, so that a hook of the agent's
    /// program tells it at once.
    ///
    /// - Returns: The message, with what rules at level `advise` have to say.
    /// - Throws: ``AgentError/nudged(_:by:at:)`` where somebody did so just now.
    package func nudge(
        _ id: AgentID,
        because reason: String
    ) throws -> (message: Message, advice: [String]) {
        guard let agent = try change.view.agents.agent(id) else { throw AgentError.unknown(id) }
        if let retirement = agent.retirement { throw AgentError.retired(id, reason: retirement) }
        let task = try change.view.tasks.holdings(of: id)[id]?.first?.task
        let advice = try change.refuseSecret(
            in: reason,
            called: "message",
            about: task.map { [$0] } ?? [],
            at: .message
        )
        if let last = try change.view.messages.lastNudge(of: id) {
            let age = change.now - last.sentAt
            // A clock that was set back leaves nobody alone for longer than that.
            if age >= .zero, age < Self.nudgeInterval {
                throw AgentError.nudged(id, by: last.message.sender, at: last.sentAt)
            }
        }
        var draft = MessageDraft(
            recipients: [id],
            kind: .nudge,
            subject: reason.split(whereSeparator: \.isNewline).first.map {
                String($0.prefix(200))
            } ?? "",
            body: reason,
            task: task,
            acknowledgeWithin: Self.nudgeInterval
        )
        // Whoever is in a window is asked for a sign all the same.
        draft.interrupts = true
        return (try change.messages.announce(draft), advice)
    }
}
