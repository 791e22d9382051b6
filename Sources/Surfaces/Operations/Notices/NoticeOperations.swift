import Model

/// Names somewhere that founders are told of what needs them.
package enum AddNoticeTarget: Operation {
    package typealias Output = NoticeTargetLine
    package static let name = "notify.add"
    package static let summary = "Names somewhere that founders are told of what needs them."
    package static let effect = Effect.changes
    /// A program that is started is one of this machine.
    package static let needsPlace = true
    package static let errors = [
        "session.absent", "notify.founders_only", "notify.exists", "notify.bad_address",
        "notify.bad_hours", "notify.nothing_named",
    ]
    package static let example = Input { input in
        input.target = NoticeTargetName(trusted: "phone")
        input.kind = .webhook
        input.address = "https://example.org/hook"
    }

    /// What is asked of `notify.add`.
    package struct Input: Record {
        package static let name = "notify.add.input"
        package static let fields: [Field<Self>] = [
            Field("target", \.target, "Its name."),
            Field("kind", \.kind, "How notices get there."),
            Field(
                "address",
                \.address,
                "Where they are posted: https, or http on this machine; of a desktop the device "
                    + "of a terminal."
            ),
            Field(
                "escape",
                \.escape,
                "How the terminal of that device is told to show a notice.",
                .hasDefault
            ),
            Field("command", \.command, "The program and its arguments.", .hasDefault),
            Field("severity", \.severity, "What matters less is not told.", .hasDefault),
            Field("quiet", \.quiet, "When only blockers are told: `22:00-07:00`."),
            Field(
                "digest_seconds",
                \.digest,
                "How long notices are gathered and then told together.",
                .hasDefault,
                .minimum(0),
                .maximum(86_400)
            ),
        ]

        package var target: NoticeTargetName = .unset
        package var kind: NoticeKind = .desktop
        package var address: String?
        package var escape: NoticeEscape = .osc9
        package var command: [String] = []
        package var severity: NeedUrgency = .attention
        package var quiet: String?
        package var digest: Duration = .zero

        package init() {}
    }
}

/// Forgets a target of notices.
package enum RemoveNoticeTarget: Operation {
    package typealias Output = NoticeTargetLine
    package static let name = "notify.remove"
    package static let summary = "Forgets a target of notices, and what it was told."
    package static let effect = Effect.changes
    package static let needsPlace = true
    package static let errors = ["session.absent", "notify.founders_only", "notify.unknown"]
    package static let example = NoticeTargetInput {
        $0.target = NoticeTargetName(trusted: "phone")
    }
    package typealias Input = NoticeTargetInput
}

/// Sends a sample to a target.
package enum TestNoticeTarget: Operation {
    package typealias Output = NoticeTargetLine
    package static let name = "notify.test"
    package static let summary = "Sends a sample to a target of notices."
    package static let effect = Effect.changes
    package static let needsPlace = true
    package static let takesTime = true
    package static let errors = [
        "session.absent", "notify.founders_only", "notify.unknown", "notify.failed",
    ]
    package static let example = NoticeTargetInput {
        $0.target = NoticeTargetName(trusted: "phone")
    }
    package typealias Input = NoticeTargetInput
}

/// Which target is meant.
package struct NoticeTargetInput: Record {
    package static let name = "notify.target.input"
    package static let fields: [Field<Self>] = [Field("target", \.target, "Its name.")]

    package var target: NoticeTargetName = .unset

    package init() {}
}

/// Shows where founders are told of what needs them, and whether it arrives.
package enum ListNoticeTargets: Operation {
    package typealias Output = Page<NoticeTargetLine>
    package static let name = "notify.list"
    package static let summary =
        "Shows where founders are told of what needs them, and whether it arrives."
    package static let effect = Effect.reads
    package static let errors = ["session.absent", "notify.founders_only"]
    package typealias Input = NoInput
    package static let example = NoInput()
}

/// Tells what is due, once.
package enum RunNotices: Operation {
    package typealias Output = NoticeRunReport
    package static let name = "notify.run"
    package static let summary = "Tells what needs the founder and was not told yet, once."
    package static let effect = Effect.changes
    package static let needsPlace = true
    package static let takesTime = true
    package static let errors = ["session.absent", "notify.founders_only"]
    package typealias Input = NoInput
    package static let example = NoInput()
}

/// What a round of notices came to.
package struct NoticeRunReport: Record {
    package static let name = "notify.run.report"
    package static let fields: [Field<Self>] = [
        Field("told", \.told, "How many things were told, by target."),
        Field("failed", \.failed, "How many notices did not arrive."),
        Field("pending", \.pending, "How many things wait to be told."),
        Field("next_at", \.nextAt, "When something is due though nothing new comes."),
    ]

    package var told: [ToldLine] = []
    package var failed: Int = 0
    package var pending: Int = 0
    package var nextAt: Timestamp?

    package init() {}
}

/// What one target was told.
package struct ToldLine: Record {
    package static let name = "notify.told"
    package static let fields: [Field<Self>] = [
        Field("target", \.target, "The target."),
        Field("count", \.count, "How many things it was told."),
        Field("error", \.error, "Why a notice did not arrive."),
    ]

    package var target: NoticeTargetName = .unset
    package var count: Int = 0
    package var error: String?

    package init() {}
}

/// A target of notices, and how it fares.
package struct NoticeTargetLine: Record {
    package static let name = "notify.target"
    package static let fields: [Field<Self>] = [
        Field("target", \.target, "Its name."),
        Field("kind", \.kind, "How notices get there."),
        Field(
            "address",
            \.address,
            "Where that is, without what may be a secret: the host, the program, the device."
        ),
        Field("severity", \.severity, "What matters less is not told."),
        Field("quiet", \.quiet, "When only blockers are told."),
        Field("digest_seconds", \.digest, "How long notices are gathered."),
        Field("pending", \.pending, "How many things wait to be told."),
        Field("lost", \.lost, "How many could not be told and are not tried any more."),
        Field("failures", \.failures, "How often in a row telling has failed."),
        Field("retry_at", \.retryAt, "When it is tried again."),
        Field("last_error", \.lastError, "Why it failed last."),
        Field("told_at", \.toldAt, "When something was last told."),
    ]

    package var target: NoticeTargetName = .unset
    package var kind: NoticeKind = .desktop
    package var address: String = ""
    package var severity: NeedUrgency = .attention
    package var quiet: String?
    package var digest: Duration = .zero
    package var pending: Int = 0
    package var lost: Int = 0
    package var failures: Int = 0
    package var retryAt: Timestamp?
    package var lastError: String?
    package var toldAt: Timestamp?

    package init() {}
}

extension NoticeTargetName: FieldValue {}
extension NoticeTarget.Kind: FieldValue {}
extension NoticeTarget.Escape: FieldValue {}

/// How notices get somewhere.
package typealias NoticeKind = NoticeTarget.Kind

/// How a terminal is told to show a notice.
package typealias NoticeEscape = NoticeTarget.Escape
