import Model
import Operations

// How messages read in lists and sentences.
extension TextList {
    static func messages(
        _ name: String,
        _ items: [MessageLine],
        total: Int? = nil
    ) -> TextList {
        TextList(
            name,
            columns: ["message", "from", "sent", "kind", "subject"],
            rows: items.map {
                [
                    .name($0.message), .name($0.from), .moment($0.sentAt), .text($0.kind.rawValue),
                    .text($0.subject),
                ]
            },
            total: total
        )
    }

    static func inbox(_ items: [InboxLine], total: Int) -> TextList {
        TextList(
            "inbox",
            columns: ["message", "from", "sent", "kind", "acknowledge", "subject"],
            rows: items.map {
                [
                    .name($0.message.message), .name($0.message.from), .moment($0.message.sentAt),
                    .text($0.message.kind.rawValue), $0.acknowledgement, .text($0.message.subject),
                ]
            },
            total: total,
            rest: total > items.count ? "worklead inbox --limit 1000" : nil
        )
    }
}

extension InboxLine {
    fileprivate var acknowledgement: Cell {
        if acknowledgedAt != nil { return .literal("done") }
        if excuse != nil { return .literal("excused") }
        return .maybe(acknowledgeBy, Cell.moment)
    }
}

extension MessageDetail {
    func describe(in text: inout TextDocument) {
        text.say("\(message.message)  \(message.subject)")
        text.field("from", .name(message.from))
        text.field("to", .text(message.to.map(\.text).joined(separator: ", ")))
        text.field("sent", .moment(message.sentAt))
        text.field("kind", .text(message.kind.rawValue))
        text.field("thread", .name(message.thread))
        if let task = message.task { text.field("task", .name(task)) }
        if let pointer = message.pointer { text.field("pointer", .name(pointer)) }
        if !message.body.isEmpty { text.body("text", message.body, by: message.from) }
        text.list(
            TextList(
                "acknowledgements",
                columns: ["agent", "read", "acknowledge by", "acknowledged", "repeated", "note"],
                rows: acknowledgements.map {
                    [
                        .name($0.agent), .literal($0.read ? "yes" : "no"),
                        .maybe($0.acknowledgeBy, Cell.moment),
                        .maybe($0.acknowledgedAt, Cell.moment),
                        .number($0.resent), .maybe($0.note ?? $0.excuse, Cell.text),
                    ]
                }
            )
        )
    }
}

extension CommandOutput {
    init<O: Operation>(message reply: Reply<MessageLine>, of operation: O.Type)
    where O.Output == MessageLine {
        let line = reply.output
        let to = line.to.map(\.text).joined(separator: ", ")
        let held = line.heldFor.map(\.text).joined(separator: ", ")
        let phrase: Phrase = "\(line.message) sent to \(to)"
        self.init(
            change: reply,
            of: operation,
            held.isEmpty ? phrase : phrase + ", held for \(held) until their window ends"
        )
        if let advice = line.advice { envelope.warnings.append(advice) }
    }
}
