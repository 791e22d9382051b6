import Model

extension FollowUpID: FieldValue {}
extension FollowUp.State.Name: FieldValue {}

/// Asks an agent to do something.
package enum OpenFollowUp: Operation {
    package typealias Output = FollowUpLine
    package static let name = "followup.open"
    package static let summary =
        "Asks an agent to do something; it stays open until something shows that it was done."
    package static let effect = Effect.changesOncePerKey
    package static let errors: [String] = [
        "message.unknown_recipient", "message.retired_recipient", "message.too_long",
        "message.empty", "task.unknown", "rule.secrets",
    ]
    package static let example = Input { input in
        input.agent = AgentID(trusted: "ada")
        input.text = "Release T-7, or say what it waits for."
    }

    /// What is asked of `followup.open`.
    package struct Input: Record {
        package static let name = "followup.open.input"
        package static let fields: [Field<Self>] = [
            Field("agent", \.agent, "Who is to do it."),
            Field("text", \.text, "What is to be done."),
            Field("task", \.task, "The task it is about."),
            Field("thread", \.thread, "Where it is talked about; by default with the task."),
        ]

        package var agent: AgentID = .unset
        package var text: String = ""
        package var task: TaskKey?
        package var thread: ThreadID?

        package init() {}
    }
}

/// Lists follow-ups.
package enum ListFollowUps: Operation {
    package typealias Output = Page<FollowUpLine>
    package static let name = "followup.list"
    package static let summary = "Lists what agents were asked to do, oldest first."
    package static let effect = Effect.reads
    package static let errors: [String] = ["session.absent"]
    package static let example = Input()

    /// What is asked of `followup.list`.
    package struct Input: Record {
        package static let name = "followup.list.input"
        package static let fields: [Field<Self>] = [
            Field("followup", \.followUp, "Only this one."),
            Field("mine", \.mine, "Only what the asker is to do.", .hasDefault),
            Field("agent", \.agent, "Only what this agent is to do."),
            Field("requester", \.requester, "Only what this agent has asked for."),
            Field("thread", \.thread, "Only what was asked in this thread."),
            Field("all", \.all, "Whether to list what is closed too.", .hasDefault),
            Field(
                "limit",
                \.limit,
                "The most that are listed.",
                .hasDefault,
                .minimum(1),
                .maximum(1000)
            ),
        ]

        package var followUp: FollowUpID?
        package var mine: Bool = false
        package var agent: AgentID?
        package var requester: AgentID?
        package var thread: ThreadID?
        package var all: Bool = false
        package var limit: Int = 100

        package init() {}
    }
}

/// Says that a follow-up was done.
package enum ResolveFollowUp: Operation {
    package typealias Output = FollowUpLine
    package static let name = "followup.resolve"
    package static let summary = "Says that a follow-up was done, with what shows it."
    package static let effect = Effect.changes
    package static let errors: [String] = [
        "followup.unknown", "followup.closed", "followup.not_yours", "followup.no_evidence",
        "evidence.unknown", "rule.secrets",
    ]
    package static let example = Input { input in
        input.followUp = FollowUpID(trusted: "FU-1")
        input.files = [EvidenceFileInput { $0.path = "docs/minutes.md" }]
    }

    /// What is asked of `followup.resolve`.
    package struct Input: Record {
        package static let name = "followup.resolve.input"
        package static let fields: [Field<Self>] = [
            Field("followup", \.followUp, "The follow-up."),
            Field("files", \.files, "Files that show it.", .hasDefault),
            Field("bundles", \.bundles, "Bundles that show it.", .hasDefault),
            Field("note", \.note, "What was done.", .line(1000)),
        ]

        package var followUp: FollowUpID = .unset
        package var files: [EvidenceFileInput] = []
        package var bundles: [BundleID] = []
        package var note: String?

        package init() {}
    }
}

/// Takes a request back.
package enum WithdrawFollowUp: Operation {
    package typealias Output = FollowUpLine
    package static let name = "followup.withdraw"
    package static let summary = "Takes a request back, and tells who was asked."
    package static let effect = Effect.changes
    package static let errors: [String] = [
        "followup.unknown", "followup.closed", "followup.not_yours", "rule.secrets",
    ]
    package static let example = Input { input in
        input.followUp = FollowUpID(trusted: "FU-1")
        input.reason = "T-7 was delivered."
    }

    /// What is asked of `followup.withdraw`.
    package struct Input: Record {
        package static let name = "followup.withdraw.input"
        package static let fields: [Field<Self>] = [
            Field("followup", \.followUp, "The follow-up."),
            Field("reason", \.reason, "Why.", .line(1000)),
        ]

        package var followUp: FollowUpID = .unset
        package var reason: String = ""

        package init() {}
    }
}

/// What an agent was asked to do.
package struct FollowUpLine: Record {
    package static let name = "followup.line"
    package static let fields: [Field<Self>] = [
        Field("followup", \.followUp, "Its id."),
        Field("state", \.state, "Where it stands."),
        Field("agent", \.agent, "Who is to do it."),
        Field("requester", \.requester, "Who asked for it."),
        Field("text", \.text, "What is to be done."),
        Field("task", \.task, "The task it is about."),
        Field("thread", \.thread, "Where it is talked about."),
        Field("message", \.message, "By what it was asked."),
        Field("note", \.note, "What was said when it was closed."),
        Field("evidence", \.evidence, "What shows that it was done."),
        Field("opened_at", \.openedAt, "When it was asked."),
        Field("closed_at", \.closedAt, "When it was closed."),
    ]

    package var followUp: FollowUpID = .unset
    package var state: FollowUp.State.Name = .open
    package var agent: AgentID = .unset
    package var requester: AgentID = .unset
    package var text: String = ""
    package var task: TaskKey?
    package var thread: ThreadID = .unset
    package var message: MessageID = .unset
    package var note: String?
    package var evidence: [EvidenceFileInput] = []
    package var openedAt: Timestamp = .unset
    package var closedAt: Timestamp?

    package init() {}
}
