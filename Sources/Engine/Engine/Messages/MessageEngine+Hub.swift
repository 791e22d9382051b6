import Model
import Store

// What all agents read.
extension MessageEngine {
    /// The draft as it is sent: what goes to the hub goes to everybody there is.
    func addressed(_ draft: MessageDraft) throws -> MessageDraft {
        guard draft.recipients.contains(.hub) else { return draft }
        guard draft.thread ?? .hub == .hub else { throw MessageError.hubThread }
        var draft = draft
        draft.thread = .hub
        draft.recipients = try everybody()
        return draft
    }

    /// Sends a directive, and where it is the first of its thread a pointer to it in the hub: both
    /// or neither.
    func direct(_ draft: MessageDraft) throws -> Message {
        try change.actor.require(.plan)
        let counters = change.view.counters
        let plain = try written(draft, id: MessageID(trusted: try counters.next(.message)))
        // A thread of its own is called as the message, whose number the pointer takes first.
        let isNew = plain.thread.text == plain.id.text
        let directed = try !isNew && change.view.messages.hasDirective(plain.thread)
        guard Message.needsPointer(plain.kind, in: plain.thread, afterDirective: directed) else {
            return try send(plain, afterDirective: directed)
        }
        let id = MessageID(trusted: try counters.next(.message, after: 1))
        let thread = isNew ? ThreadID(trusted: id.text) : plain.thread
        let pointer = try announce(
            MessageDraft(
                recipients: try everybody(),
                kind: .pointer,
                subject: "directive in \(thread): \(plain.subject.prefix(200))",
                body: "`worklead message thread \(thread)` shows it, \(id).",
                thread: .hub,
                task: plain.task
            )
        )
        return try send(
            try written(draft, id: id, thread: thread, pointer: pointer.id),
            afterDirective: false
        )
    }

    private func send(_ message: Message, afterDirective: Bool) throws -> Message {
        try change.record(
            try message.send(afterDirective: afterDirective).fact,
            on: Subject(.message, message.id.text)
        )
        return message
    }

    /// All active agents but who sends; alone, the sender.
    private func everybody() throws -> [AgentID] {
        let others = try change.view.agents.agents().filter(\.isActive).map(\.id)
            .filter { $0 != change.actor.id }
        return others.isEmpty ? [change.actor.id] : others
    }
}
