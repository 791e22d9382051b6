import Digests
import Model

/// A call in the outbox: it waits for a gateway, or was refused by one.
package struct OutboxLine: Record, Equatable {
    package static let name = "outbox.line"
    package static let fields: [Field<Self>] = [
        Field("sender", \.sender, "Whose line it stands in."),
        Field("number", \.number, "Its place in that line.", .minimum(1)),
        Field("operation", \.operation, "What is asked."),
        Field("input", \.input, "With what."),
        Field("key", \.key, "The idempotency key under which it is sent, however often."),
        Field("queued_at", \.queuedAt, "Since when it waits."),
        Field("reason", \.reason, "Why it could not be sent at once."),
        Field("as_agent", \.asAgent, "The agent that asks, if it is not the session's."),
        Field("claimed_time", \.claimedTime, "When it happened by the sender's clock."),
        Field("refused", \.refusal, "Why a gateway has refused it; it is not sent again."),
    ]

    package var sender = ""
    package var number = 0
    package var operation = ""
    package var input = JSONValue.null
    package var key = ""
    package var queuedAt = Timestamp(milliseconds: 0)
    package var reason = ""
    package var asAgent: AgentID?
    package var claimedTime: Timestamp?
    package var refusal: ErrorReport?

    package init() {}
}

/// Shows how many calls wait on the gateway's machine until a gateway has them.
package enum ShowOutbox: Operation {
    package typealias Output = Page<OutboxSenderLine>
    package static let name = "outbox.show"
    package static let summary =
        "Shows how many calls wait in the outboxes of the gateway's machine, by sender."
    package static let effect = Effect.reads
    package static let errors: [String] = []
    package typealias Input = NoInput
    package static let example = NoInput()
}

/// How the outbox of one sender stands; what its calls say is the sender's own.
package struct OutboxSenderLine: Record, Equatable {
    package static let name = "outbox.sender"
    package static let fields: [Field<Self>] = [
        Field("sender", \.sender, "Whose calls they are."),
        Field("waiting", \.waiting, "How many wait to be sent."),
        Field("refused", \.refused, "How many a gateway has refused; they are not sent again."),
        Field("waiting_since", \.waitingSince, "Since when the oldest of them waits."),
        Field("reason", \.reason, "Why that one could not be sent at once."),
    ]

    package var sender = ""
    package var waiting = 0
    package var refused = 0
    package var waitingSince: Timestamp?
    package var reason: String?

    package init() {}

    /// What the calls of a sender come to.
    package init(_ sender: String, _ lines: [OutboxLine]) {
        let waiting = lines.filter { $0.refusal == nil }
        self.sender = sender
        self.waiting = waiting.count
        refused = lines.count - waiting.count
        waitingSince = waiting.first?.queuedAt
        reason = waiting.first?.reason
    }
}

/// What came of sending what waits in the outbox.
package struct FlushReport: Record, Equatable {
    package static let name = "outbox.flush"
    package static let fields: [Field<Self>] = [
        Field("sent", \.sent, "How many have arrived."),
        Field("refused", \.refused, "Those that a gateway has refused; they are kept aside."),
        Field("waiting", \.waiting, "How many still wait."),
        Field("stopped", \.stopped, "Why those that wait could not be sent."),
    ]

    package var sent = 0
    package var refused: [OutboxLine] = []
    package var waiting = 0
    package var stopped: String?

    package init() {}
}

/// In place of an answer: no gateway could be reached, and the call is in the outbox.
package struct QueuedCall: Reportable, Equatable {
    package let line: OutboxLine

    package init(_ line: OutboxLine) {
        self.line = line
    }

    package var code: String { "outbox.queued" }
    package var category: ErrorCategory { .unreachable }
    package var message: String {
        "'\(line.operation)' is in the outbox as number \(line.number), and is sent when a "
            + "gateway answers."
    }
    package var hint: String? { "`worklead outbox flush` sends it." }
}
