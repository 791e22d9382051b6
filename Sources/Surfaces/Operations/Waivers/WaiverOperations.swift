import Model

extension WaiverID: FieldValue {}

/// Gives leave to break a rule.
package enum GrantWaiver: Operation {
    package typealias Output = WaiverLine
    package static let name = "waiver.grant"
    package static let summary =
        "Gives leave to break a rule, for a task or in a phase, until the phase ends at the latest."
    package static let effect = Effect.changesOncePerKey
    package static let errors: [String] = [
        "gate.unknown", "task.unknown", "phase.unknown", "phase.closed", "waiver.unscoped",
        "waiver.endless",
        "waiver.past", "waiver.own_work",
    ]
    package static let example = Input { input in
        input.rule = GateName(trusted: "scope")
        input.task = TaskKey(trusted: "P07-B4")
        input.phase = PhaseName(trusted: "P07")
        input.reason = "The generated file has to be changed with it."
    }

    /// What is asked of `waiver.grant`.
    package struct Input: Record {
        package static let name = "waiver.grant.input"
        package static let fields: [Field<Self>] = [
            Field("rule", \.rule, "The gate that is not to block."),
            Field("task", \.task, "The one task that it is for; by default all of the phase."),
            Field("phase", \.phase, "The phase at whose end it ends; by default the task's."),
            Field("until", \.until, "When it ends at the latest."),
            Field("reason", \.reason, "Why.", .line(400)),
        ]

        package var rule: GateName = .unset
        package var task: TaskKey?
        package var phase: PhaseName?
        package var until: Timestamp?
        package var reason: String = ""

        package init() {}
    }
}

/// Takes a waiver back.
package enum RevokeWaiver: Operation {
    package typealias Output = WaiverLine
    package static let name = "waiver.revoke"
    package static let summary = "Takes a waiver back; the rule blocks again."
    package static let effect = Effect.changes
    package static let errors: [String] = ["waiver.unknown", "waiver.revoked"]
    package static let example = Input { input in
        input.waiver = WaiverID(trusted: "W-3")
        input.reason = "The file is generated in its own task now."
    }

    /// What is asked of `waiver.revoke`.
    package struct Input: Record {
        package static let name = "waiver.revoke.input"
        package static let fields: [Field<Self>] = [
            Field("waiver", \.waiver, "The waiver."),
            Field("reason", \.reason, "Why.", .line(400)),
        ]

        package var waiver: WaiverID = .unset
        package var reason: String = ""

        package init() {}
    }
}

/// Lists the waivers.
package enum ListWaivers: Operation {
    package typealias Output = Page<WaiverLine>
    package static let name = "waiver.list"
    package static let summary = "Lists the waivers that waive something now, or all."
    package static let effect = Effect.reads
    package static let errors: [String] = []
    package static let example = Input()

    /// What is asked of `waiver.list`.
    package struct Input: Record {
        package static let name = "waiver.list.input"
        package static let fields: [Field<Self>] = [
            Field("all", \.all, "Whether to list expired and revoked ones too.", .hasDefault)
        ]

        package var all: Bool = false

        package init() {}
    }
}

/// A waiver.
package struct WaiverLine: Record {
    package static let name = "waiver.line"
    package static let fields: [Field<Self>] = [
        Field("waiver", \.waiver, "Its id."),
        Field("state", \.state, "Whether it is live, expired or revoked."),
        Field("rule", \.rule, "The gate that does not block."),
        Field("task", \.task, "The one task that it is for."),
        Field("phase", \.phase, "The phase at whose end it ends."),
        Field("until", \.until, "When it ends at the latest."),
        Field("reason", \.reason, "Why it was granted."),
        Field("approver", \.approver, "Who granted it."),
        Field("granted_at", \.grantedAt, "When it was granted."),
        Field("revocation", \.revocation, "Why it was taken back."),
    ]

    package var waiver: WaiverID = .unset
    package var state: String = ""
    package var rule: GateName = .unset
    package var task: TaskKey?
    package var phase: PhaseName?
    package var until: Timestamp?
    package var reason: String = ""
    package var approver: AgentID = .unset
    package var grantedAt = Timestamp(milliseconds: 0)
    package var revocation: String?

    package init() {}
}
