import Engine
import Model
import Operations
import Store

extension LocalCaller {
    func provideMessages(_ provider: inout OperationProvider) {
        provider.change(SendMessage.self, self, right: .speak) { change, input in
            let (message, advice) = try change.messages.post(
                MessageDraft(
                    recipients: input.to,
                    kind: input.kind,
                    subject: input.subject,
                    body: input.body,
                    thread: input.thread,
                    task: input.task,
                    replyTo: input.replyTo,
                    acknowledgeWithin: input.acknowledge
                )
            )
            var line = MessageLine(message, sentAt: change.now)
            line.advice = advice.first
            return line
        }
        provider.read(ListInbox.self, self) { view, input in
            let agent = try view.requireAsker().id
            if input.held {
                let entries = try view.messages.held(for: agent, limit: input.limit)
                let total = try view.messages.heldCount(of: agent)
                return Page(entries.map(InboxLine.init), total: total)
            }
            if input.unacknowledged {
                let entries = try view.messages.unacknowledged(by: agent, limit: input.limit)
                return Page(
                    entries.map(InboxLine.init),
                    total: try view.messages.unacknowledgedCount(of: agent)
                )
            }
            let entries = try view.messages.inbox(
                of: agent,
                unreadOnly: !input.all,
                limit: input.limit
            )
            let total =
                input.all
                ? try view.messages.inboxCount(of: agent)
                : try view.messages.unreadCount(of: agent)
            return Page(entries.map(InboxLine.init), total: total)
        }
        provider.read(ShowMessage.self, self) { view, input in
            try MessageDetail(input.message, view)
        }
        provider.read(ShowThread.self, self) { view, input in
            let messages = try view.messages.thread(input.thread, limit: input.limit)
            return Page(
                messages.map { MessageLine($0) },
                total: try view.messages.threadCount(of: input.thread)
            )
        }
        provider.read(SearchMessages.self, self) { view, input in
            let search = MessageSearch(text: input.text, task: input.task)
            return Page(
                try view.messages.search(search, limit: input.limit).map { MessageLine($0) },
                total: try view.messages.searchCount(of: search)
            )
        }
        provider.change(AcknowledgeMessage.self, self, right: .speak) { change, input in
            _ = try change.messages.acknowledge(input.message, note: input.note)
            return try MessageDetail(input.message, change.view)
        }
        provider.change(MarkRead.self, self, right: .speak) { change, input in
            let unread = try change.messages.markRead(through: input.through)
            let held = try change.view.messages.heldCount(of: change.actor.id)
            return ReadReport {
                $0.agent = change.actor.id
                $0.unread = unread
                $0.held = held
            }
        }
        provider.change(SweepMessages.self, self, right: .plan) { change, input in
            let sweep = try change.messages.sweep(giving: input.extra)
            return SweepReport {
                $0.resent = sweep.resent.map { "\($0.0) to \($0.1)" }
                $0.escalated = sweep.escalated.map { "\($0.0) for \($0.1)" }
            }
        }
    }
}

extension MessageLine {
    init(_ message: Message, sentAt: Timestamp) {
        self.init()
        self.message = message.id
        thread = message.thread
        from = message.sender
        to = message.recipients
        kind = message.kind
        subject = message.subject
        body = message.body
        task = message.task
        replyTo = message.replyTo
        self.sentAt = sentAt
        acknowledgeBy = message.acknowledgeBy
        pointer = message.pointer
        heldFor = message.holds.map(\.reader)
    }

    init(_ stored: MessageStore.Stored) {
        self.init(stored.message, sentAt: stored.sentAt)
    }
}

extension InboxLine {
    init(_ entry: MessageStore.Entry) {
        self.init()
        message = MessageLine(entry.stored)
        read = entry.isRead
        acknowledgeBy = entry.acknowledgeBy
        acknowledgedAt = entry.acknowledgedAt
        excuse = entry.excuse
        resent = entry.resent
        window = entry.window
        digest = entry.digest
    }
}

extension MessageDetail {
    init(_ id: MessageID, _ view: View) throws {
        self.init()
        guard let stored = try view.messages.message(id) else { throw MessageError.unknown(id) }
        message = MessageLine(stored)
        acknowledgements = try view.messages.entries(of: id).map(AcknowledgementLine.init)
    }
}

extension AcknowledgementLine {
    init(_ entry: MessageStore.Entry) {
        self.init()
        agent = entry.recipient
        read = entry.isRead
        acknowledgeBy = entry.acknowledgeBy
        acknowledgedAt = entry.acknowledgedAt
        note = entry.note
        excusedAt = entry.excusedAt
        excuse = entry.excuse
        resent = entry.resent
        escalatedAt = entry.escalatedAt
        window = entry.window
        digest = entry.digest
    }
}
