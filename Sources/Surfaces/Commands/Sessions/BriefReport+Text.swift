import Model
import Operations

extension SessionNoteLine {
    /// Says where an agent stood, in one line or two.
    func describe(in text: inout TextDocument) {
        text.field("noted", .text(label.map { "\($0): \(done)" } ?? done))
        if let next { text.field("to do next", .text(next)) }
    }
}

extension BriefReport {
    /// Says what an agent needs to know, what is its own first.
    func describe(in text: inout TextDocument) {
        note?.describe(in: &text)
        if !inHand.isEmpty { text.list(.tasks("in hand", inHand)) }
        if !toAcknowledge.isEmpty { text.list(.messages("to acknowledge", toAcknowledge)) }
        if !followUps.isEmpty {
            text.list(.followUps(followUps, total: followUps.count))
        }
        if unread > 0 {
            let list = TextList.messages("unread", messages)
            text.list(list)
            if unread > messages.count { text.field("unread in all", .number(unread)) }
        }
        if heldMessages > 0 { text.field("held until their window ends", .number(heldMessages)) }
        if role == .worker { text.list(.next(next)) }
        if !news.isEmpty {
            text.field(
                "since revision \(since)",
                .text(news.map { "\($0.count) \($0.type)" }.joined(separator: ", "))
            )
        }
    }
}

extension LeftoverLine {
    /// Says that another's work lies there.
    func describe(in text: inout TextDocument) {
        text.say("what is uncommitted here is \(agent)'s: leave it as it is")
        text.list(
            TextList(
                "their paths",
                columns: ["path"],
                rows: paths.prefix(10).map { [.text($0)] },
                total: Int(clamping: count)
            )
        )
    }
}
