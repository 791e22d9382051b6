import Digests
import Model
import SQLKit

/// The messages, and the inbox of each agent.
package struct MessageStore {
    let transaction: any SQLTransaction

    package init(_ transaction: any SQLTransaction) {
        self.transaction = transaction
    }

    /// The columns that ``decode(_:)`` reads, in its order.
    private static let selection: SQL =
        """
        SELECT id, thread, sender, kind, subject, body, task, reply_to, acknowledge_by, sent_at,
            place, pointer,
        """ + readers + """
            FROM message

            """

    /// The columns that ``entry(_:)`` reads, in its order.
    private static let entries: SQL =
        """
        SELECT message.id, message.thread, message.sender, message.kind, message.subject,
            message.body, message.task, message.reply_to, message.acknowledge_by,
            message.sent_at, message.place, message.pointer,
        """ + readers + """
                , inbox.agent,
                CASE WHEN inbox.held_in IS NULL THEN inbox.place <= agent.read_through
                    ELSE coalesce(inbox.shown <= agent.read_through, 0) END,
                inbox.acknowledge_by, inbox.acknowledged_at, inbox.note, inbox.resent,
                inbox.escalated_at, inbox.held_in, inbox.digest, inbox.excused_at, inbox.excuse
            FROM inbox JOIN message ON message.id = inbox.message
            JOIN agent ON agent.id = inbox.agent

            """

    /// Who a message was sent to, and in which windows it is held for whom.
    private static let readers: SQL = """
         (SELECT json_group_array(json_array(agent, held_in)) FROM (
            SELECT agent, held_in FROM inbox AS reader WHERE reader.message = message.id
                ORDER BY agent
        ))
        """

    /// A message as one recipient, or nobody in particular, sees it.
    package struct Stored: Hashable, Sendable {
        package let message: Message
        package let sentAt: Timestamp
        /// Its place in the order of all messages.
        package let place: Int64
    }

    /// A message in somebody's inbox.
    package struct Entry: Hashable, Sendable {
        package let stored: Stored
        package let recipient: AgentID
        package let isRead: Bool
        package let acknowledgeBy: Timestamp?
        package let acknowledgedAt: Timestamp?
        package let note: String?
        package let resent: Int64
        package let escalatedAt: Timestamp?
        /// The window that holds it, or held it.
        package let window: WindowName?
        /// The digest that told of it; `nil` while it is held, and for what never was.
        package let digest: MessageID?
        /// When its reader was told to need not acknowledge it any more, and why.
        package let excusedAt: Timestamp?
        package let excuse: String?

        /// Whether its reader is not shown it yet.
        package var isHeld: Bool { window != nil && digest == nil }

        /// Whether an acknowledgement that is still owed should have come by a moment.
        package func isOverdue(at now: Timestamp) -> Bool {
            acknowledgedAt == nil && acknowledgeBy.map { $0 <= now } ?? false
        }
    }

    /// The message with its place in the order of all.
    package func message(_ id: MessageID) throws -> Stored? {
        try transaction.first(
            Self.selection + """
                WHERE id = \(id.text)
                """,
            Self.decode
        )
    }

    /// Those of the messages that there are, as they were sent.
    package func messages(_ ids: [MessageID]) throws -> [Stored] {
        guard !ids.isEmpty else { return [] }
        return try transaction.query(
            Self.selection + """
                WHERE id IN (SELECT value FROM json_each(\(stored(ids.map(\.text))))) ORDER BY place
                """,
            Self.decode
        )
    }

    /// A thread in order, the newest `limit` of it.
    package func thread(_ id: ThreadID, limit: Int) throws -> [Stored] {
        try transaction.query(
            Self.selection + """
                WHERE thread = \(id.text) ORDER BY place DESC LIMIT \(Int64(limit))
                """,
            Self.decode
        ).reversed()
    }

    /// Who has the message in the inbox, and what they did with it.
    package func entries(of id: MessageID) throws -> [Entry] {
        try transaction.query(
            Self.entries + """
                WHERE inbox.message = \(id.text) ORDER BY inbox.agent
                """,
            Self.entry
        )
    }

    /// An agent's inbox, oldest first; what is held is not in it.
    ///
    /// - Parameter unreadOnly: Leaves out what is read, and what a digest tells of.
    package func inbox(
        of agent: AgentID,
        unreadOnly: Bool,
        limit: Int
    ) throws -> [Entry] {
        let shown: SQL
        if unreadOnly {
            shown = "AND inbox.place > \(try readThrough(agent)) AND inbox.held_in IS NULL"
        } else {
            shown = "AND (inbox.held_in IS NULL OR inbox.digest IS NOT NULL)"
        }
        return try transaction.query(
            Self.entries + "WHERE inbox.agent = \(agent.text) " + shown
                + " ORDER BY inbox.place LIMIT \(Int64(limit))",
            Self.entry
        )
    }

    /// What windows hold for an agent, oldest first.
    package func held(for agent: AgentID, limit: Int) throws -> [Entry] {
        try transaction.query(
            Self.entries + """
                WHERE inbox.agent = \(agent.text) AND inbox.held_in IS NOT NULL
                    AND inbox.digest IS NULL
                ORDER BY inbox.place LIMIT \(Int64(limit))
                """,
            Self.entry
        )
    }

    /// All that a window holds, by reader, oldest first.
    package func held(in window: WindowName) throws -> [Entry] {
        try transaction.query(
            Self.entries + """
                WHERE inbox.held_in = \(window.text) AND inbox.held_in IS NOT NULL
                    AND inbox.digest IS NULL
                ORDER BY inbox.agent, inbox.place
                """,
            Self.entry
        )
    }

    /// What an agent has been asked to acknowledge and has not.
    package func unacknowledged(by agent: AgentID? = nil, limit: Int) throws -> [Entry] {
        try transaction.query(
            Self.entries + """
                WHERE inbox.acknowledge_by IS NOT NULL AND inbox.acknowledged_at IS NULL
                    AND agent.retirement IS NULL

                """ + (agent.map { "AND inbox.agent = \($0.text) " } ?? "") + """
                    ORDER BY inbox.acknowledge_by, inbox.place LIMIT \(Int64(limit))
                    """,
            Self.entry
        )
    }

    /// What may not wait for its reader and was not read yet, oldest first; questions with options
    /// stand for themselves.
    package func urgent(for agent: AgentID, limit: Int) throws -> [Entry] {
        try transaction.query(
            Self.entries + """
                WHERE inbox.agent = \(agent.text) AND inbox.place > \(try readThrough(agent))
                    AND inbox.held_in IS NULL AND inbox.acknowledged_at IS NULL
                    AND message.kind IN ('blocker', 'safety', 'legal')
                ORDER BY inbox.place LIMIT \(Int64(limit))
                """,
            Self.entry
        )
    }

    /// What should have been acknowledged by a moment and was not yet escalated, longest overdue
    /// first.
    package func overdue(at now: Timestamp, limit: Int) throws -> [Entry] {
        try transaction.query(
            Self.entries + """
                WHERE inbox.acknowledge_by IS NOT NULL AND inbox.acknowledged_at IS NULL
                    AND inbox.escalated_at IS NULL AND inbox.acknowledge_by <= \(now.milliseconds)
                    AND agent.retirement IS NULL
                ORDER BY inbox.acknowledge_by, inbox.place LIMIT \(Int64(limit))
                """,
            Self.entry
        )
    }

    /// The newest message in an agent's inbox.
    package func newest(for agent: AgentID) throws -> MessageID? {
        try transaction.first(
            """
            SELECT message FROM inbox WHERE agent = \(agent.text) AND held_in IS NULL
            ORDER BY place DESC LIMIT 1
            """
        ) { try $0.name(0) }
    }

    /// Whether a message is in an agent's inbox and behind the cursor's place.
    package func isUnread(_ id: MessageID, by agent: AgentID) throws -> Bool {
        try transaction.first(
            """
            SELECT inbox.place > agent.read_through AND inbox.held_in IS NULL
            FROM inbox JOIN agent ON agent.id = inbox.agent
            WHERE inbox.message = \(id.text) AND inbox.agent = \(agent.text)
            """
        ) { try $0.bool(0) } ?? false
    }

    /// Whether a thread has a directive.
    package func hasDirective(_ thread: ThreadID) throws -> Bool {
        try transaction.first(
            """
            SELECT EXISTS (
                SELECT 1 FROM message WHERE thread = \(thread.text) AND kind = 'directive'
            )
            """
        ) { try $0.bool(0) } ?? false
    }

    /// The last nudge that an agent got.
    package func lastNudge(of agent: AgentID) throws -> Stored? {
        try transaction.first(
            Self.selection + """
                WHERE kind = 'nudge'
                    AND id IN (SELECT message FROM inbox WHERE agent = \(agent.text))
                ORDER BY place DESC LIMIT 1
                """,
            Self.decode
        )
    }

    /// Messages whose subject or body has the text, newest first.
    package func search(_ filter: MessageSearch, limit: Int) throws -> [Stored] {
        try transaction.query(
            Self.selection + filter.condition + "ORDER BY place DESC LIMIT \(Int64(limit))",
            Self.decode
        )
    }

    private func readThrough(_ agent: AgentID) throws -> Int64 {
        try transaction.first("SELECT read_through FROM agent WHERE id = \(agent.text)") {
            try $0.int64(0)
        } ?? 0
    }

    func fold(_ change: MessageEvent, of id: MessageID, at event: Event) throws {
        switch change {
        case .sent(let message), .announced(let message), .imported(let message):
            _ = try transaction.run(
                """
                INSERT INTO message (
                    id, place, thread, sender, kind, subject, body, task, reply_to, acknowledge_by,
                    sent_at, pointer
                ) VALUES (
                    \(id.text), \(event.sequence), \(message.thread.text), \(message.sender.text),
                    \(message.kind.rawValue), \(message.subject), \(message.body),
                    \(message.task?.text), \(message.replyTo?.text),
                    \(message.acknowledgeBy?.milliseconds), \(event.time.milliseconds),
                    \(message.pointer?.text)
                )
                """
            )
            for recipient in message.recipients {
                // What is held can't be acknowledged in time: its clock starts when it is shown.
                let window = message.holds.first { $0.reader == recipient }?.window
                let deadline = window == nil ? message.acknowledgeBy?.milliseconds : nil
                _ = try transaction.run(
                    """
                    INSERT INTO inbox (agent, place, message, acknowledge_by, resent, held_in)
                    VALUES (\(recipient.text), \(event.sequence), \(id.text), \(deadline), 0,
                        \(window?.text))
                    """
                )
            }
            try Counter(transaction).raise(.message, past: id.text)
        case .acknowledged(let agent, let note):
            _ = try transaction.run(
                """
                UPDATE inbox SET acknowledged_at = \(event.time.milliseconds), note = \(note)
                WHERE message = \(id.text) AND agent = \(agent.text) AND acknowledged_at IS NULL
                """
            )
        case .excused(let agent, let reason):
            _ = try transaction.run(
                """
                UPDATE inbox SET acknowledge_by = NULL, excuse = \(reason),
                    excused_at = \(event.time.milliseconds)
                WHERE message = \(id.text) AND agent = \(agent.text) AND acknowledged_at IS NULL
                """
            )
        case .resent(let agent, let deadline):
            _ = try transaction.run(
                """
                UPDATE inbox SET resent = resent + 1, acknowledge_by = \(deadline.milliseconds)
                WHERE message = \(id.text) AND agent = \(agent.text)
                """
            )
        case .escalated(let agent, _):
            _ = try transaction.run(
                """
                UPDATE inbox SET escalated_at = \(event.time.milliseconds)
                WHERE message = \(id.text) AND agent = \(agent.text)
                """
            )
        }
    }

    func fold(_ change: InboxEvent, of agent: AgentID) throws {
        _ = try transaction.run(
            """
            UPDATE agent SET read_through = max(read_through, (
                SELECT place FROM message WHERE id = \(change.readThrough.text)
            )) WHERE id = \(agent.text)
            """
        )
    }

    private static func decode(_ row: SQLRow) throws -> Stored {
        let readers = try readers(row)
        return Stored(
            message: Message(
                id: try row.name(0),
                thread: try row.name(1),
                sender: try row.name(2),
                recipients: readers.map(\.0),
                kind: try row.choice(3, of: "message"),
                subject: try row.text(4),
                body: try row.text(5),
                task: try row.optionalName(6),
                replyTo: try row.optionalName(7),
                acknowledgeBy: try row.optionalMoment(8),
                holds: readers.compactMap { reader, window in
                    window.map { MessageHold(reader: reader, window: $0) }
                },
                pointer: try row.optionalName(11)
            ),
            sentAt: try row.moment(9),
            place: try row.int64(10)
        )
    }

    private static func readers(_ row: SQLRow) throws -> [(AgentID, WindowName?)] {
        try (row.json(12, of: "message").arrayValue ?? []).map { pair in
            guard let parts = pair.arrayValue, parts.count == 2, let agent = parts[0].stringValue
            else { throw StoredValueError(table: "message", column: 12, fault: "no reader") }
            return (
                AgentID(trusted: agent), parts[1].stringValue.map(WindowName.init(trusted:))
            )
        }
    }

    private static func entry(_ row: SQLRow) throws -> Entry {
        Entry(
            stored: try decode(row),
            recipient: try row.name(13),
            isRead: try row.bool(14),
            acknowledgeBy: try row.optionalMoment(15),
            acknowledgedAt: try row.optionalMoment(16),
            note: try row.optionalText(17),
            resent: try row.int64(18),
            escalatedAt: try row.optionalMoment(19),
            window: try row.optionalName(20),
            digest: try row.optionalName(21),
            excusedAt: try row.optionalMoment(22),
            excuse: try row.optionalText(23)
        )
    }
}
