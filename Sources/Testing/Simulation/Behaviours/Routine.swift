import Engine
import Model
import Store
import TestSupport

/// What every agent does before its own work: start a session, beat, read, acknowledge.
struct Routine {
    static let beatEvery = Duration.minutes(40)

    /// What the routine asks for; `nil` where nothing is due.
    func next(_ agent: SimulatedAgent, in month: SimulatedMonth) throws -> Order? {
        guard agent.session != nil else { return .start(worktree: agent.worktree) }
        if agent.memory.beatenAt.map({ month.now - $0 >= Self.beatEvery }) ?? true { return .beat }
        if let order = try read(agent, in: month) { return order }
        if let due = agent.memory.duties.firstIndex(where: { $0.at <= month.now }) {
            return .acknowledge(agent.memory.duties.remove(at: due).message)
        }
        return agent.memory.errands.isEmpty ? nil : agent.memory.errands.removeFirst()
    }

    /// Takes in what is unread, and lets the cursor follow.
    ///
    /// Between the two the agent may crash: then it sees the same again.
    private func read(_ agent: SimulatedAgent, in month: SimulatedMonth) throws -> Order? {
        let unread = try month.workspace.read {
            try $0.messages.inbox(of: agent.id, unreadOnly: true, limit: 10)
        }
        guard let last = unread.last?.stored.message.id else { return nil }
        for entry in unread {
            let message = entry.stored.message
            month.witness.post.hasSeen(agent.id, message.id)
            if entry.acknowledgeBy != nil, entry.acknowledgedAt == nil {
                promise(agent, message.id, in: month)
            }
            react(agent, to: message, in: month)
        }
        return .read(through: last)
    }

    /// Most is acknowledged soon, some late, some never.
    private func promise(_ agent: SimulatedAgent, _ id: MessageID, in month: SimulatedMonth) {
        guard !month.chance.oneIn(month.size.odds(40)) else {
            return month.count("never acknowledged")
        }
        let isLate = month.chance.oneIn(6)
        let wait =
            isLate
            ? month.chance.duration(.minutes(50), .hours(8))
            : month.chance.duration(.minutes(1), .minutes(25))
        if isLate { month.count("acknowledged late") }
        agent.memory.duties.append((id, month.now + wait))
        // It does not always remember that it has.
        if month.chance.oneIn(12) { agent.memory.duties.append((id, month.now + wait * 2)) }
    }

    private func react(_ agent: SimulatedAgent, to message: Message, in month: SimulatedMonth) {
        switch message.kind {
        case .handoff where agent.role == .worker && message.task != nil:
            if let task = message.task { agent.memory.errands.append(.claim(task)) }
        case .question where agent.role == .founder:
            agent.memory.errands.append(
                .send(
                    Letter(
                        to: [message.sender],
                        .answer,
                        "yes",
                        task: message.task,
                        replyTo: message.id
                    )
                )
            )
        default: break
        }
    }
}
