import Model
import Store

/// A message to be sent.
package struct MessageDraft: Sendable {
    package var recipients: [AgentID]
    package var kind: Message.Kind
    package var subject: String
    package var body: String
    /// `nil` starts a thread of its own, or goes on in that of what it replies to.
    package var thread: ThreadID?
    package var task: TaskKey?
    package var replyTo: MessageID?
    /// How long the recipients have to acknowledge it; `nil` asks for no acknowledgement.
    package var acknowledgeWithin: Duration?
    /// Whether it interrupts a window; `nil` where its kind says so.
    package var interrupts: Bool?

    package init(
        recipients: [AgentID],
        kind: Message.Kind = .note,
        subject: String = "",
        body: String,
        thread: ThreadID? = nil,
        task: TaskKey? = nil,
        replyTo: MessageID? = nil,
        acknowledgeWithin: Duration? = nil,
        interrupts: Bool? = nil
    ) {
        self.recipients = recipients
        self.kind = kind
        self.subject = subject
        self.body = body
        self.thread = thread
        self.task = task
        self.replyTo = replyTo
        self.acknowledgeWithin = acknowledgeWithin
        self.interrupts = interrupts
    }
}

/// What happens to messages.
package struct MessageEngine {
    /// The most bytes that a message's body may have.
    package static let bodyBytesMax = 64 * 1024
    /// How often a message is put before its recipient again before it is escalated.
    package static let resendsMax: Int64 = 2

    let change: Change

    /// Sends a message.
    ///
    /// A recipient that does not exist is an error now, not silence later.
    package func send(_ draft: MessageDraft) throws -> Message { try post(draft).message }

    /// Sends a message, and tells what a rule advises against it.
    package func post(_ draft: MessageDraft) throws -> (message: Message, advice: [String]) {
        guard !draft.kind.isOwn else { throw MessageError.ownKind(draft.kind) }
        let draft = try addressed(draft)
        let message = try written(draft)
        // What was sent can't be taken back. A waiver for the task that it is about covers it.
        let advice = try change.refuseSecret(
            in: draft.subject + "\n" + draft.body,
            called: "message",
            about: message.task.map { [$0] } ?? [],
            at: .message
        )
        guard draft.kind != .directive else { return (try direct(draft), advice) }
        try change.record(MessageEvent.sent(message).fact, on: Subject(.message, message.id.text))
        return (message, advice)
    }

    /// Sends what Worklead has to say by itself, in the name of who changes something.
    func announce(_ draft: MessageDraft) throws -> Message {
        try announce(draft, isDigest: false)
    }

    /// Tells a reader of what a window held, which itself is never held; who is retired finds it
    /// when they come back.
    func digest(_ draft: MessageDraft) throws -> Message {
        try announce(draft, isDigest: true)
    }

    private func announce(_ draft: MessageDraft, isDigest: Bool) throws -> Message {
        let message = try written(draft, isDigest: isDigest)
        try change.record(
            MessageEvent.announced(message).fact,
            on: Subject(.message, message.id.text)
        )
        return message
    }

    private func written(_ draft: MessageDraft, isDigest: Bool = false) throws -> Message {
        let id = MessageID(trusted: try change.view.counters.next(.message))
        return try written(draft, id: id, isDigest: isDigest)
    }

    /// - Parameter thread: `nil` for that of the draft, of what is replied to, or a new one.
    func written(
        _ draft: MessageDraft,
        id: MessageID,
        thread: ThreadID? = nil,
        pointer: MessageID? = nil,
        isDigest: Bool = false
    ) throws -> Message {
        try requireContent(draft)
        let origin = try draft.replyTo.map(stored)
        let recipients = isDigest ? draft.recipients : try recipients(draft, origin)
        // Who waits for an answer to what could not wait, can't wait for it.
        let interrupts =
            isDigest || draft.interrupts ?? draft.kind.isUrgent
            || origin?.message.kind.isUrgent == true
        return Message(
            id: id,
            thread: thread ?? draft.thread ?? origin?.message.thread ?? ThreadID(trusted: id.text),
            sender: change.actor.id,
            recipients: recipients,
            kind: draft.kind,
            subject: draft.subject.isEmpty ? Self.subject(of: draft, origin) : draft.subject,
            body: draft.body,
            task: draft.task ?? origin?.message.task,
            replyTo: draft.replyTo,
            acknowledgeBy: draft.acknowledgeWithin.map { change.now + $0 },
            holds: interrupts ? [] : try holds(for: recipients),
            pointer: pointer
        )
    }

    /// For which of the readers a window is open that the message can wait for.
    private func holds(for readers: [AgentID]) throws -> [MessageHold] {
        // In the order in which the inbox has them, so that a message read back is the same.
        try readers.sorted().compactMap { reader in
            try change.view.windows.holding(reader).map { MessageHold(reader: reader, window: $0) }
        }
    }

    /// Acknowledges a message that asks for it.
    ///
    /// Again changes nothing.
    ///
    /// - Returns: Whether it was not acknowledged before.
    package func acknowledge(_ id: MessageID, note: String?) throws -> Bool {
        _ = try stored(id)
        let entries = try change.view.messages.entries(of: id)
        guard let mine = entries.first(where: { $0.recipient == change.actor.id }) else {
            throw MessageError.notRecipient(id, change.actor.id)
        }
        if let excuse = mine.excuse { throw MessageError.excused(id, because: excuse) }
        // What is held has no deadline yet, and can be acknowledged all the same.
        guard mine.acknowledgeBy != nil || mine.isHeld && mine.stored.message.acknowledgeBy != nil
        else { throw MessageError.noAcknowledgementAsked(id) }
        guard mine.acknowledgedAt == nil else { return false }
        try change.record(
            MessageEvent.acknowledged(by: change.actor.id, note: note).fact,
            on: Subject(.message, id.text)
        )
        return true
    }

    /// Acknowledges what handed the asker a task.
    func acknowledgeAssignment(of key: TaskKey) throws {
        for owed in try change.view.messages.assignments(of: key)
        where owed.agent == change.actor.id {
            _ = try acknowledge(owed.message, note: nil)
        }
    }

    /// Asks nobody any more to acknowledge that a task was handed to them.
    ///
    /// - Parameter agent: Whose debt stays, since the task stays theirs.
    func excuseAssignment(of key: TaskKey, but agent: AgentID? = nil, because reason: String) throws
    {
        for owed in try change.view.messages.assignments(of: key) where owed.agent != agent {
            try change.record(
                MessageEvent.excused(owed.agent, because: reason).fact,
                on: Subject(.message, owed.message.text)
            )
        }
    }

    /// Moves the asker's cursor; what came before it counts as read.
    ///
    /// - Parameter id: The last message that was read; `nil` for the newest in the inbox.
    /// - Returns: How many are unread after it.
    package func markRead(through id: MessageID?) throws -> Int {
        let agent = change.actor.id
        let messages = change.view.messages
        let target = try id.map { try shown($0, to: agent) } ?? messages.newest(for: agent)
        if let target, try messages.isUnread(target, by: agent) {
            try change.record(InboxEvent(readThrough: target).fact, on: Subject(.agent, agent.text))
        }
        return try change.view.messages.unreadCount(of: agent)
    }

    /// The message, or the digest that told its reader of it.
    private func shown(_ id: MessageID, to agent: AgentID) throws -> MessageID {
        _ = try stored(id)
        let mine = try change.view.messages.entries(of: id).first { $0.recipient == agent }
        return mine?.digest ?? id
    }

    /// What a round over the overdue acknowledgements did.
    package struct Sweep: Sendable {
        package var resent: [(MessageID, AgentID)] = []
        package var escalated: [(MessageID, AgentID)] = []
    }

    /// Puts overdue messages before their recipients again, and after that before those who plan.
    ///
    /// - Parameter extra: How much time each repetition gives.
    package func sweep(giving extra: Duration) throws -> Sweep {
        var sweep = Sweep()
        for entry in try change.view.messages.overdue(at: change.now, limit: 1000) {
            let message = entry.stored.message
            if entry.resent < Self.resendsMax {
                try change.record(
                    MessageEvent.resent(to: entry.recipient, acknowledgeBy: change.now + extra)
                        .fact,
                    on: Subject(.message, message.id.text)
                )
                sweep.resent.append((message.id, entry.recipient))
            } else {
                try escalate(message, for: entry.recipient)
                sweep.escalated.append((message.id, entry.recipient))
            }
        }
        return sweep
    }

    private func escalate(_ message: Message, for agent: AgentID) throws {
        let planners = try change.view.agents.active(in: [.lead, .founder]).map(\.id)
        let others = planners.filter { $0 != agent }
        try change.record(
            MessageEvent.escalated(for: agent, to: others).fact,
            on: Subject(.message, message.id.text)
        )
        guard !others.isEmpty else { return }
        _ = try announce(
            MessageDraft(
                recipients: others,
                kind: .blocker,
                subject: "\(agent) does not acknowledge \(message.id)",
                body:
                    "\(message.id) from \(message.sender) asked for an acknowledgement, "
                    + "was put before \(agent) \(Self.resendsMax + 1) times, and has none.",
                thread: message.thread,
                task: message.task
            )
        )
    }

    private func requireContent(_ draft: MessageDraft) throws {
        guard !draft.body.isEmpty || !draft.subject.isEmpty else { throw MessageError.empty }
        guard draft.body.utf8.count <= Self.bodyBytesMax else {
            throw MessageError.tooLong(bytes: draft.body.utf8.count, limit: Self.bodyBytesMax)
        }
        guard draft.subject.utf8.count <= 500 else {
            throw MessageError.tooLong(bytes: draft.subject.utf8.count, limit: 500)
        }
        if let task = draft.task { _ = try change.view.task(task) }
    }

    private func stored(_ id: MessageID) throws -> MessageStore.Stored {
        guard let stored = try change.view.messages.message(id) else {
            throw MessageError.unknown(id)
        }
        return stored
    }

    private func recipients(
        _ draft: MessageDraft,
        _ origin: MessageStore.Stored?
    ) throws -> [AgentID] {
        let wanted =
            draft.recipients.isEmpty
            ? [origin?.message.sender].compactMap(\.self) : draft.recipients
        guard !wanted.isEmpty else { throw MessageError.noRecipient }
        var seen: Set<AgentID> = []
        return try wanted.filter { id in
            guard let agent = try change.view.agents.agent(id) else {
                throw MessageError.unknownRecipient(id.text)
            }
            guard agent.isActive else { throw MessageError.retiredRecipient(id) }
            return seen.insert(id).inserted
        }
    }

    private static func subject(of draft: MessageDraft, _ origin: MessageStore.Stored?) -> String {
        if let origin { return origin.message.subject }
        let line = draft.body.split(whereSeparator: \.isNewline).first.map(String.init) ?? ""
        return line.count > 80 ? String(line.prefix(79)) + "…" : line
    }
}
