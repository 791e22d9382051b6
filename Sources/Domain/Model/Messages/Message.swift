import Digests

/// A note between agents.
package struct Message: Hashable, Sendable {
    /// What a message is for.
    package enum Kind: String, Sendable, CaseIterable {
        case note, guidance, question, answer, status, blocker, handoff, verdict, acknowledgement
        case safety, legal

        /// Whether it may interrupt a stretch of work; all else can wait for its end.
        package var isUrgent: Bool {
            switch self {
            case .blocker, .safety, .legal, .decision: true
            case .note, .guidance, .question, .answer, .status, .handoff, .verdict,
                .acknowledgement, .request, .directive, .pointer, .nudge:
                false
            }
        }
        /// A question of Worklead's own, with options; see ``Decision``.
        case decision
        /// Something that somebody is to do.
        case request
        /// What is to be done from now on in its thread, by who plans.
        case directive
        /// Where in the hub a thread's first directive is found.
        case pointer
        /// A sign is asked for.
        case nudge
    }

    package let id: MessageID
    package let thread: ThreadID
    package let sender: AgentID
    /// At least one, each once, in order; none for what was sent elsewhere.
    package let recipients: [AgentID]
    package let kind: Kind
    package let subject: String
    package let body: String
    package let task: TaskKey?
    package let replyTo: MessageID?
    /// By when each recipient should have acknowledged it; `nil` where no acknowledgement is asked.
    package let acknowledgeBy: Timestamp?
    /// For whom it was held when it was sent, since it could wait for the end of a window.
    package let holds: [MessageHold]
    /// The message in the hub by which a thread's first directive is found.
    package let pointer: MessageID?

    package init(
        id: MessageID,
        thread: ThreadID,
        sender: AgentID,
        recipients: [AgentID],
        kind: Kind,
        subject: String,
        body: String,
        task: TaskKey?,
        replyTo: MessageID?,
        acknowledgeBy: Timestamp?,
        holds: [MessageHold] = [],
        pointer: MessageID? = nil
    ) {
        self.id = id
        self.thread = thread
        self.sender = sender
        self.recipients = recipients
        self.kind = kind
        self.subject = subject
        self.body = body
        self.task = task
        self.replyTo = replyTo
        self.acknowledgeBy = acknowledgeBy
        self.holds = holds
        self.pointer = pointer
    }
}

/// A recipient for whom a message is held, and the window that holds it.
package struct MessageHold: Hashable, Sendable {
    package let reader: AgentID
    package let window: WindowName

    package init(reader: AgentID, window: WindowName) {
        self.reader = reader
        self.window = window
    }
}

/// What can happen to a message.
package enum MessageEvent: Hashable, Sendable {
    case sent(Message)
    /// Written by Worklead for who changed something; it is no work of the sender.
    case announced(Message)
    /// Sent elsewhere, before the workspace: it is in its thread and in nobody's inbox.
    case imported(Message)
    case acknowledged(by: AgentID, note: String?)
    /// Its recipient is asked for no acknowledgement any more: what it was about has changed.
    case excused(AgentID, because: String)
    /// Put before its recipient again because its deadline passed.
    case resent(to: AgentID, acknowledgeBy: Timestamp)
    /// Given up on and brought to those who plan.
    case escalated(for: AgentID, to: [AgentID])

    /// The event as it is written.
    package var fact: Fact {
        switch self {
        case .sent(let message): message.fact("message.sent")
        case .announced(let message): message.fact("message.announced")
        case .imported(let message): message.fact("message.imported")
        case .acknowledged(let agent, let note):
            FactWriter().with("by", agent).with("note", note).fact("message.acknowledged")
        case .excused(let agent, let reason):
            FactWriter().with("agent", agent).with("reason", reason).fact("message.excused")
        case .resent(let agent, let deadline):
            FactWriter().with("to", agent).with("acknowledge_by", deadline).fact("message.resent")
        case .escalated(let agent, let others):
            FactWriter().with("for", agent).with("to", others.map(\.text)).fact("message.escalated")
        }
    }

    /// Reads the fact back, or answers `nil` for a fact about something else.
    ///
    /// - Parameter id: The message that the event is about.
    package init?(_ fact: Fact, of id: MessageID) throws(FactError) {
        let reader = try FactReader(fact, versionMax: Message.factVersion)
        switch fact.type {
        case "message.sent": self = .sent(try Message(id, reader))
        case "message.announced": self = .announced(try Message(id, reader))
        case "message.imported": self = .imported(try Message(id, reader))
        case "message.acknowledged":
            self = .acknowledged(by: try reader.name("by"), note: try reader.optionalText("note"))
        case "message.excused":
            self = .excused(try reader.name("agent"), because: try reader.text("reason"))
        case "message.resent":
            self = .resent(
                to: try reader.name("to"),
                acknowledgeBy: try reader.moment("acknowledge_by")
            )
        case "message.escalated":
            self = .escalated(
                for: try reader.name("for"),
                to: try reader.texts("to").map(AgentID.init(trusted:))
            )
        default: return nil
        }
    }
}

extension Message {
    /// The newest version in which messages are written.
    ///
    /// The second has holds, and the kinds `safety`, `legal`, `decision`, `request`, `directive`,
    /// `pointer` and `nudge`; a message without them is written in the first.
    fileprivate static let factVersion = 2

    fileprivate func fact(_ type: String) -> Fact {
        let added: Set<Kind> = [
            .safety, .legal, .decision, .request, .directive, .pointer, .nudge,
        ]
        let isNew = !holds.isEmpty || added.contains(kind)
        return Fact(
            type: type,
            version: isNew ? Self.factVersion : 1,
            data: content.fact(type).data
        )
    }

    /// All that is not the id, as it is written.
    private var content: FactWriter {
        FactWriter().with("thread", thread).with("from", sender)
            .with("to", recipients.map(\.text)).with("kind", kind.rawValue)
            .with("subject", subject).with("body", body)
            .with("task", task).with("reply_to", replyTo)
            .with("acknowledge_by", acknowledgeBy).with("pointer", pointer)
            .with("held", holds.isEmpty ? nil : JSONValue.array(holds.map(\.json)))
    }

    fileprivate init(_ id: MessageID, _ reader: FactReader) throws(FactError) {
        self.init(
            id: id,
            thread: try reader.name("thread"),
            sender: try reader.name("from"),
            recipients: try reader.texts("to").map(AgentID.init(trusted:)),
            kind: try reader.choice("kind"),
            subject: try reader.text("subject"),
            body: try reader.text("body"),
            task: try reader.optionalName("task"),
            replyTo: try reader.optionalName("reply_to"),
            acknowledgeBy: try reader.optionalMoment("acknowledge_by"),
            holds: try MessageHold.list(reader.value("held")),
            pointer: try reader.optionalName("pointer")
        )
    }
}

extension MessageHold {
    fileprivate var json: JSONValue {
        FactWriter().with("reader", reader).with("window", window).fact("").data
    }

    fileprivate static func list(_ value: JSONValue?) throws(FactError) -> [MessageHold] {
        var holds: [MessageHold] = []
        for element in value?.arrayValue ?? [] {
            let reader = try FactReader(Fact(type: "message.sent", data: element))
            holds.append(
                MessageHold(
                    reader: try reader.name("reader"),
                    window: try reader.name("window")
                )
            )
        }
        return holds
    }
}

/// How far an agent has read; an event about the agent's inbox.
package struct InboxEvent: Hashable, Sendable {
    /// All messages up to this one, by the order of the ledger, are read.
    package let readThrough: MessageID

    package init(readThrough: MessageID) {
        self.readThrough = readThrough
    }

    /// The event as it is written.
    package var fact: Fact {
        FactWriter().with("read_through", readThrough).fact("agent.inbox_read")
    }

    /// Reads the fact back, or answers `nil` for a fact about something else.
    package init?(_ fact: Fact) throws(FactError) {
        guard fact.type == "agent.inbox_read" else { return nil }
        readThrough = try FactReader(fact).name("read_through")
    }
}

/// What can be wrong with an act on a message.
package enum MessageError: Reportable, Equatable {
    case unknown(MessageID)
    case noRecipient
    case unknownRecipient(String)
    case retiredRecipient(AgentID)
    case notRecipient(MessageID, AgentID)
    case noAcknowledgementAsked(MessageID)
    case excused(MessageID, because: String)
    case tooLong(bytes: Int, limit: Int)
    case empty
    case noPointer(MessageID)
    case ownKind(Message.Kind)
    case hubThread

    package var code: String {
        switch self {
        case .unknown: "message.unknown"
        case .noRecipient: "message.no_recipient"
        case .unknownRecipient: "message.unknown_recipient"
        case .retiredRecipient: "message.retired_recipient"
        case .notRecipient: "message.not_recipient"
        case .noAcknowledgementAsked: "message.no_acknowledgement_asked"
        case .excused: "message.excused"
        case .tooLong: "message.too_long"
        case .empty: "message.empty"
        case .noPointer: "message.no_pointer"
        case .ownKind: "message.own_kind"
        case .hubThread: "message.hub_thread"
        }
    }

    package var category: ErrorCategory {
        switch self {
        case .unknown, .unknownRecipient: .notFound
        case .noRecipient, .tooLong, .empty, .ownKind, .hubThread: .usage
        case .retiredRecipient, .noAcknowledgementAsked, .excused, .noPointer: .conflict
        case .notRecipient: .notAllowed
        }
    }

    package var message: String {
        switch self {
        case .unknown(let id): "There is no message '\(id)'."
        case .noRecipient: "The message has no recipient."
        case .unknownRecipient(let name):
            "There is no agent '\(name.printable(limit: 80))' to send to."
        case .retiredRecipient(let agent): "\(agent) is retired and reads no messages."
        case .notRecipient(let id, let agent): "\(id) was not sent to \(agent)."
        case .noAcknowledgementAsked(let id): "\(id) asks for no acknowledgement."
        case .excused(let id, let reason):
            "\(id) need not be acknowledged any more: \(reason.printable(limit: 200))"
        case .tooLong(let bytes, let limit): "The message has \(bytes) bytes; \(limit) is the most."
        case .empty: "The message is empty."
        case .noPointer(let id): "Nothing in the hub points to the directive \(id)."
        case .ownKind(let kind): "Only Worklead itself writes messages of kind '\(kind.rawValue)'."
        case .hubThread: "What goes to the hub stands in its own thread."
        }
    }

    package var hint: String? {
        switch self {
        case .unknown: "`worklead inbox` shows your messages."
        case .unknownRecipient, .noRecipient, .retiredRecipient:
            "`worklead agent list` shows who can be written to."
        case .tooLong: "Commit the text as a file and name it in the message."
        case .notRecipient, .noAcknowledgementAsked, .excused, .empty, .noPointer: nil
        case .ownKind: "Choose another kind."
        case .hubThread: "Leave `--thread` out, or name the agents."
        }
    }
}
