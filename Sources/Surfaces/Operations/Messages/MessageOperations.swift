import Model

/// Sends a message to agents.
package enum SendMessage: Operation {
    package typealias Output = MessageLine
    package static let name = "message.send"
    package static let summary = "Sends a message to agents."
    package static let effect = Effect.changesOncePerKey
    package static let mayQueue = true
    package static let errors: [String] = [
        "message.unknown_recipient",
        "message.retired_recipient",
        "message.no_recipient",
        "message.too_long",
        "rule.secrets",
        "message.empty",
        "message.own_kind",
        "message.hub_thread",
        "task.unknown",
    ]
    package static let example = Input { input in
        input.to = [AgentID(trusted: "codex-2")]
        input.body = "P07-B4 can start."
    }

    /// What is asked of `message.send`.
    package struct Input: Record {
        package static let name = "message.send.input"
        package static let fields: [Field<Self>] = [
            Field(
                "to",
                \.to,
                "The recipients, `hub` for all; by default the sender of what is replied to.",
                .hasDefault
            ),
            Field("kind", \.kind, "What the message is for.", .hasDefault),
            Field("subject", \.subject, "Its subject; by default its first line.", .hasDefault),
            Field("body", \.body, "Its text."),
            Field("thread", \.thread, "The thread it belongs to."),
            Field("task", \.task, "The task it is about."),
            Field("reply_to", \.replyTo, "The message it replies to."),
            Field(
                "acknowledge_seconds",
                \.acknowledge,
                "How long the recipients have to acknowledge it."
            ),
        ]

        package var to: [AgentID] = []
        package var kind: MessageKind = .note
        package var subject: String = ""
        package var body: String = ""
        package var thread: ThreadID?
        package var task: TaskKey?
        package var replyTo: MessageID?
        package var acknowledge: Duration?

        package init() {}
    }
}

/// Shows the asker's messages, oldest unread first.
package enum ListInbox: Operation {
    package typealias Output = Page<InboxLine>
    package static let name = "message.inbox"
    package static let summary = "Shows the asker's messages, oldest unread first."
    package static let effect = Effect.reads
    package static let errors: [String] = ["session.absent"]
    package static let example = Input()

    /// What is asked of `message.inbox`.
    package struct Input: Record {
        package static let name = "message.inbox.input"
        package static let fields: [Field<Self>] = [
            Field("all", \.all, "Whether to show what is read too.", .hasDefault),
            Field(
                "unacknowledged",
                \.unacknowledged,
                "Whether to show only what the asker has yet to acknowledge, read or not.",
                .hasDefault
            ),
            Field(
                "held",
                \.held,
                "Whether to show only what windows hold for the asker.",
                .hasDefault
            ),
            Field(
                "limit",
                \.limit,
                "The most that are shown.",
                .hasDefault,
                .minimum(1),
                .maximum(1000)
            ),
        ]

        package var all: Bool = false
        package var unacknowledged: Bool = false
        package var held: Bool = false
        package var limit: Int = 20

        package init() {}
    }
}

/// Shows a message and who acknowledged it.
package enum ShowMessage: Operation {
    package typealias Output = MessageDetail
    package static let name = "message.show"
    package static let summary = "Shows a message and who acknowledged it."
    package static let effect = Effect.reads
    package static let errors: [String] = ["message.unknown"]
    package static let example = Input { input in
        input.message = MessageID(trusted: "M-17")
    }

    /// What is asked of `message.show`.
    package struct Input: Record {
        package static let name = "message.show.input"
        package static let fields: [Field<Self>] = [
            Field("message", \.message, "The message.")
        ]

        package var message: MessageID = .unset

        package init() {}
    }
}

/// Shows a conversation in order.
package enum ShowThread: Operation {
    package typealias Output = Page<MessageLine>
    package static let name = "message.thread"
    package static let summary = "Shows a conversation in order."
    package static let effect = Effect.reads
    package static let errors: [String] = []
    package static let example = Input { input in
        input.thread = ThreadID(trusted: "P07-B4")
    }

    /// What is asked of `message.thread`.
    package struct Input: Record {
        package static let name = "message.thread.input"
        package static let fields: [Field<Self>] = [
            Field("thread", \.thread, "The thread."),
            Field(
                "limit",
                \.limit,
                "The most that are shown, the newest ones.",
                .hasDefault,
                .minimum(1),
                .maximum(1000)
            ),
        ]

        package var thread: ThreadID = .unset
        package var limit: Int = 50

        package init() {}
    }
}

/// Finds messages by a text or a task.
package enum SearchMessages: Operation {
    package typealias Output = Page<MessageLine>
    package static let name = "message.search"
    package static let summary = "Finds messages by a text, or by the task that they are about."
    package static let effect = Effect.reads
    package static let errors: [String] = []
    package static let example = Input { input in
        input.text = "schema"
    }

    /// What is asked of `message.search`.
    package struct Input: Record {
        package static let name = "message.search.input"
        package static let fields: [Field<Self>] = [
            Field("text", \.text, "The text to find; without one, all of them.", .hasDefault),
            Field("task", \.task, "Only those about this task, in whichever thread."),
            Field(
                "limit",
                \.limit,
                "The most that are shown, the newest first.",
                .hasDefault,
                .minimum(1),
                .maximum(1000)
            ),
        ]

        package var text: String = ""
        package var task: TaskKey?
        package var limit: Int = 20

        package init() {}
    }
}

/// Acknowledges a message.
package enum AcknowledgeMessage: Operation {
    package typealias Output = MessageDetail
    package static let name = "message.ack"
    package static let summary = "Acknowledges a message."
    package static let effect = Effect.changes
    package static let isRepeatable = true
    package static let mayQueue = true
    package static let errors: [String] = [
        "message.unknown",
        "message.not_recipient",
        "message.no_acknowledgement_asked",
        "session.absent",
    ]
    package static let example = Input { input in
        input.message = MessageID(trusted: "M-17")
    }

    /// What is asked of `message.ack`.
    package struct Input: Record {
        package static let name = "message.ack.input"
        package static let fields: [Field<Self>] = [
            Field("message", \.message, "The message."),
            Field("note", \.note, "A word to the sender."),
        ]

        package var message: MessageID = .unset
        package var note: String?

        package init() {}
    }
}

/// Marks the asker's messages as read.
package enum MarkRead: Operation {
    package typealias Output = ReadReport
    package static let name = "message.mark_read"
    package static let summary = "Marks the asker's messages as read."
    package static let effect = Effect.changes
    package static let isRepeatable = true
    package static let mayQueue = true
    package static let errors: [String] = ["message.unknown", "session.absent"]
    package static let example = Input()

    /// What is asked of `message.mark_read`.
    package struct Input: Record {
        package static let name = "message.mark_read.input"
        package static let fields: [Field<Self>] = [
            Field("through", \.through, "The last one that was read; by default the newest.")
        ]

        package var through: MessageID?

        package init() {}
    }
}

/// Puts overdue messages before their recipients again, and escalates.
package enum SweepMessages: Operation {
    package typealias Output = SweepReport
    package static let name = "message.sweep"
    package static let summary =
        "Puts overdue messages before their recipients again, and escalates."
    package static let effect = Effect.changes
    package static let isRepeatable = true
    package static let errors: [String] = []
    package static let example = Input()

    /// What is asked of `message.sweep`.
    package struct Input: Record {
        package static let name = "message.sweep.input"
        package static let fields: [Field<Self>] = [
            Field(
                "extra_seconds",
                \.extra,
                "How much time a repetition gives.",
                .hasDefault,
                .minimum(1),
                .maximum(604800)
            )
        ]

        package var extra: Duration = .seconds(900)

        package init() {}
    }
}

/// A message.
package struct MessageLine: Record {
    package static let name = "message.line"
    package static let fields: [Field<Self>] = [
        Field("message", \.message, "Its id."),
        Field("thread", \.thread, "Its thread."),
        Field("from", \.from, "Who sent it."),
        Field("to", \.to, "Who gets it."),
        Field("kind", \.kind, "What it is for."),
        Field("subject", \.subject, "Its subject."),
        Field("body", \.body, "Its text."),
        Field("task", \.task, "The task it is about."),
        Field("reply_to", \.replyTo, "What it replies to."),
        Field("sent_at", \.sentAt, "When it was sent."),
        Field("acknowledge_by", \.acknowledgeBy, "By when it should be acknowledged."),
        Field(
            "pointer",
            \.pointer,
            "What in the hub points to it, the first directive of a thread."
        ),
        Field("held_for", \.heldFor, "For whom a window held it when it was sent."),
        Field("advice", \.advice, "What a rule advised against it, when it was sent."),
    ]

    package var message: MessageID = .unset
    package var thread: ThreadID = .unset
    package var from: AgentID = .unset
    package var to: [AgentID] = []
    package var kind: MessageKind = .note
    package var subject: String = ""
    package var body: String = ""
    package var task: TaskKey?
    package var replyTo: MessageID?
    package var sentAt: Timestamp = .unset
    package var acknowledgeBy: Timestamp?
    package var pointer: MessageID?
    package var heldFor: [AgentID] = []
    package var advice: String?

    package init() {}
}

/// A message in an inbox.
package struct InboxLine: Record {
    package static let name = "message.inbox.line"
    package static let fields: [Field<Self>] = [
        Field("message", \.message, "The message."),
        Field("read", \.read, "Whether it counts as read."),
        Field("acknowledge_by", \.acknowledgeBy, "By when the asker should acknowledge it."),
        Field("acknowledged_at", \.acknowledgedAt, "When the asker did."),
        Field("excuse", \.excuse, "Why the asker need not acknowledge it any more."),
        Field("resent", \.resent, "How often it was put before the asker again."),
        Field("window", \.window, "The window that holds it, or held it."),
        Field("digest", \.digest, "The message that told of it at the end of the window."),
    ]

    package var message: MessageLine = .init()
    package var read: Bool = false
    package var acknowledgeBy: Timestamp?
    package var acknowledgedAt: Timestamp?
    package var excuse: String?
    package var resent: Int64 = 0
    package var window: WindowName?
    package var digest: MessageID?

    package init() {}
}

/// What a recipient did with a message.
package struct AcknowledgementLine: Record {
    package static let name = "message.acknowledgement"
    package static let fields: [Field<Self>] = [
        Field("agent", \.agent, "The recipient."),
        Field("read", \.read, "Whether it counts as read."),
        Field("acknowledge_by", \.acknowledgeBy, "By when it should be acknowledged."),
        Field("acknowledged_at", \.acknowledgedAt, "When it was."),
        Field("note", \.note, "What the recipient said."),
        Field("excused_at", \.excusedAt, "When it was no longer asked for."),
        Field("excuse", \.excuse, "Why it is no longer asked for."),
        Field("resent", \.resent, "How often it was put before the recipient again."),
        Field("escalated_at", \.escalatedAt, "When it was brought to those who plan."),
        Field("window", \.window, "The window that holds it for the recipient, or held it."),
        Field("digest", \.digest, "The message that told of it at the end of the window."),
    ]

    package var agent: AgentID = .unset
    package var read: Bool = false
    package var acknowledgeBy: Timestamp?
    package var acknowledgedAt: Timestamp?
    package var note: String?
    package var excusedAt: Timestamp?
    package var excuse: String?
    package var resent: Int64 = 0
    package var escalatedAt: Timestamp?
    package var window: WindowName?
    package var digest: MessageID?

    package init() {}
}

/// A message, and what each recipient did with it.
package struct MessageDetail: Record {
    package static let name = "message.detail"
    package static let fields: [Field<Self>] = [
        Field("message", \.message, "The message."),
        Field("acknowledgements", \.acknowledgements, "What each recipient did with it."),
    ]

    package var message: MessageLine = .init()
    package var acknowledgements: [AcknowledgementLine] = []

    package init() {}
}

/// What is unread now.
package struct ReadReport: Record {
    package static let name = "message.read.report"
    package static let fields: [Field<Self>] = [
        Field("agent", \.agent, "Whose inbox it is."),
        Field("unread", \.unread, "How many messages are unread."),
        Field("held", \.held, "How many windows hold; none of them is counted."),
    ]

    package var agent: AgentID = .unset
    package var unread: Int = 0
    package var held: Int = 0

    package init() {}
}

/// What a round over overdue messages did.
package struct SweepReport: Record {
    package static let name = "message.sweep.report"
    package static let fields: [Field<Self>] = [
        Field("resent", \.resent, "Messages that were put before a recipient again."),
        Field("escalated", \.escalated, "Messages that were brought to those who plan."),
    ]

    package var resent: [String] = []
    package var escalated: [String] = []

    package init() {}
}
