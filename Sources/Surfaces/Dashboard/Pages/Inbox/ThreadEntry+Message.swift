import Model
import Operations
import ReportKit

extension ThreadEntry {
    init(_ message: MessageLine) {
        self.init(
            "m-\(message.message.text.pageName)",
            ReportText(message.subject),
            meta: [
                .text(message.kind.rawValue),
                // Whose command wrote down that nobody had answered, says nothing.
                .text(message.isOfDefault ? "by default" : "from " + .agent(message.from)),
                .text("to " + message.to.links), .moment(message.sentAt),
            ],
            body: message.body
        )
        if let task = message.task { meta.append(.text("about " + .task(task))) }
        if !message.heldFor.isEmpty { meta.append(.text("held for " + message.heldFor.links)) }
        if let until = message.acknowledgeBy {
            meta.append(.text("acknowledgement due"))
            meta.append(.moment(until))
        }
    }

    /// A message of somebody's inbox, with its thread and what the reader has to do.
    ///
    /// - Parameter earlier: How many that are unread come before it; `nil` where that is not known.
    init(_ line: InboxLine, for reader: AgentID, earlier: Int?) {
        self.init(line.message)
        lead(to: line.message)
        if let done = line.acknowledgedAt {
            meta.append(.text("you acknowledged it"))
            meta.append(.moment(done))
        }
        if line.resent > 0 { meta.append(.text("put before you again: \(line.resent)")) }
        if let window = line.window { meta.append(.text("window \(window.text)")) }
        let state = SubjectState(line)
        if !line.isSettled { actions += Action.acknowledge(line) }
        if line.message.from != reader { actions.append(.reply(to: line.message, state)) }
        if !line.read {
            actions.append(.markRead(line.message.message, state, earlier: earlier))
        }
    }

    /// Makes the subject lead to the message in its thread.
    mutating func lead(to message: MessageLine) {
        let names = [message.subject, message.message.text].filter { !$0.isEmpty }
        title = .link(
            names.joined(separator: " · "),
            to: "/threads/\(message.thread.text.addressPart)#\(id)"
        )
    }
}

extension MessageLine {
    /// Whether it tells that a decision's default was taken.
    fileprivate var isOfDefault: Bool {
        kind == .answer && subject.hasPrefix("\(thread) (defaulted)")
    }
}

extension Action {
    /// Says that it has arrived, with a word or without.
    static func acknowledge(_ line: InboxLine) -> [Action] {
        let message = line.message
        let plain = Action(
            "message.ack",
            "Acknowledge",
            on: .message(message.message),
            shown: SubjectState(line).digest,
            given: [("message", message.message.text)],
            tone: .active
        )
        var word = plain
        word.label = "Acknowledge with a word"
        word.tone = .quiet
        word.entries = [
            .line(name: "note", label: "A word to \(message.from.text)", isRequired: true)
        ]
        return [plain, word]
    }

    /// Everything up to this one counts as read then.
    ///
    /// - Parameter earlier: How many that are unread come before it; `nil` where that is not known.
    static func markRead(
        _ message: MessageID,
        _ state: SubjectState,
        earlier: Int? = nil
    ) -> Action {
        let label =
            switch earlier {
            case 0: "Mark read"
            case let count?: "Mark this and the \(count) unread before it as read"
            case nil: "Mark read up to here"
            }
        return Action(
            "message.mark_read",
            label,
            on: .message(message),
            shown: state.digest,
            given: [("through", message.text)]
        )
    }

    private static let kinds: Entry = .choice(
        name: "kind",
        label: "Kind",
        options: MessageKind.allCases.filter { $0 != .verdict && $0 != .acknowledgement }
            .map { ($0.rawValue, $0.rawValue.replacing("_", with: " ")) }
    )

    /// A message to somebody.
    ///
    /// - Parameter agents: Who there is.
    static func compose(to agents: [AgentLine]) -> Action {
        Action(
            "message.send",
            "Send a message",
            on: .nothing,
            entries: [
                .agents("to", "To", agents, and: [("hub", "hub, which is all of them")]), kinds,
                .line(name: "subject", label: "Subject", isRequired: false),
                .text(name: "body", label: "Text", isRequired: true),
            ],
            tone: .active
        )
    }

    /// An answer to a message, as it stands for who looks.
    static func reply(to message: MessageLine, _ state: SubjectState) -> Action {
        Action(
            "message.send",
            "Reply",
            on: .message(message.message),
            shown: state.digest,
            given: [
                ("thread", message.thread.text), ("reply_to", message.message.text),
            ],
            entries: [kinds, .text(name: "body", label: "Text", isRequired: true)],
            tone: .active
        )
    }
}

extension Action.Entry {
    /// One of the agents that are in service.
    static func agents(
        _ name: String,
        _ label: String,
        _ agents: [AgentLine],
        and others: [(value: String, label: String)] = []
    ) -> Action.Entry {
        .choice(
            name: name,
            label: label,
            options: agents.prefix(500).map { line in
                (line.agent.text, "\(line.agent.text), \(line.role.rawValue)")
            } + others
        )
    }
}
