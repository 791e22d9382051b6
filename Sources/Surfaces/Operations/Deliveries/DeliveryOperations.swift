import Digests
import Model

/// Hands in a commit and a report for a task.
package enum DeliverTask: Operation {
    package typealias Output = DeliveryReport
    package static let name = "task.deliver"
    package static let summary = "Hands in a commit and a report for a task."
    package static let effect = Effect.changes
    package static let takesTime = true
    package static let isRepeatable = true
    package static let errors: [String] = [
        "task.unknown",
        "task.stale_fence",
        "task.not_held",
        "rule.scope",
        "rule.branch",
        "rule.clean_tree",
        "rule.report",
        "rule.checkout",
        "rule.role",
        "rule.artifact",
        "rule.placeholders",
        "rule.secrets",
        "rule.keys",
        "rule.paths",
        "rule.tokens",
        "delivery.missing_artifacts",
        "git.unknown_revision",
    ]
    package static let example = Input { input in
        input.task = TaskKey(trusted: "P07-B4")
        input.path = "."
    }

    /// What is asked of `task.deliver`.
    package struct Input: Record {
        package static let name = "task.deliver.input"
        package static let fields: [Field<Self>] = [
            Field("task", \.task, "The task."),
            Field("path", \.path, "The worktree that the work was done in."),
            Field("revision", \.revision, "The commit that is handed in.", .hasDefault),
            Field("fence", \.fence, "The fence of the claim; by default the session's last one."),
            Field("report", \.report, "The report, as Markdown.", .hasDefault),
            Field("claims", \.claims, "What the checks gave, as the worker says.", .hasDefault),
            Field(
                "artifacts",
                \.artifacts,
                "The paths of files that the delivery is to have.",
                .hasDefault
            ),
        ]

        package var task: TaskKey = .unset
        package var path: String = ""
        package var revision: String = "HEAD"
        package var fence: Int64?
        package var report: String = ""
        package var claims: [String] = []
        package var artifacts: [String] = []

        package init() {}
    }
}

/// A delivery.
package struct DeliveryReport: Record {
    package static let name = "task.delivery.report"
    package static let fields: [Field<Self>] = [
        Field("task", \.task, "The task."),
        Field("delivery", \.delivery, "Its id."),
        Field("commit", \.commit, "The full id of the commit."),
        Field("branch", \.branch, "The branch it is on."),
        Field("changed", \.changed, "How many paths differ from where it started."),
        Field("repeated", \.repeated, "Whether the same was handed in before."),
        Field("advice", \.advice, "What rules at level `advise` have to say."),
    ]

    package var task: TaskLine = .init()
    package var delivery: DeliveryID = .unset
    package var commit: String = ""
    package var branch: String?
    package var changed: Int = 0
    package var repeated: Bool = false
    package var advice: [String] = []

    package init() {}
}

/// Runs a delivery's checks again, in a fresh checkout of its commit.
package enum ReplayDelivery: Operation {
    package typealias Output = ReplayReport
    package static let name = "task.replay"
    package static let summary =
        "Runs a delivery's checks again, in a fresh checkout of its commit."
    package static let effect = Effect.changes
    package static let takesTime = true
    package static let isRepeatable = true
    package static let errors: [String] = [
        "task.unknown",
        "task.not_delivered",
        "task.own_work",
        "replay.no_checks",
        "replay.no_sandbox",
        "agent.lacks_right",
    ]
    package static let example = Input { input in
        input.task = TaskKey(trusted: "P07-B4")
    }

    /// What is asked of `task.replay`.
    package struct Input: Record {
        package static let name = "task.replay.input"
        package static let fields: [Field<Self>] = [
            Field("task", \.task, "The task."),
            Field(
                "unsandboxed",
                \.unsandboxed,
                "Whether to run without a sandbox where none can be had.",
                .hasDefault
            ),
        ]

        package var task: TaskKey = .unset
        package var unsandboxed: Bool = false

        package init() {}
    }
}

/// What a replay found.
package struct ReplayReport: Record {
    package static let name = "task.replay.report"
    package static let fields: [Field<Self>] = [
        Field("task", \.task, "The task."),
        Field("delivery", \.delivery, "The delivery."),
        Field("replay", \.replay, "The replay's id."),
        Field("commit", \.commit, "The commit that was checked out."),
        Field("grade", \.grade, "What it comes to."),
        Field("gaps", \.gaps, "What is left open, or wrong."),
        Field("checks", \.checks, "Each command with what it gave."),
        Field("layers", \.layers, "The layers of the sandbox."),
        Field("profile", \.profile, "The digest of the replay profile."),
        Field("duration_ms", \.durationMs, "How long it took, in milliseconds."),
    ]

    package var task: TaskKey = .unset
    package var delivery: DeliveryID = .unset
    package var replay: ReplayID = .unset
    package var commit: String = ""
    package var grade: ReplayGrade = .notVerified
    package var gaps: [String] = []
    package var checks: [CheckLine] = []
    package var layers: [String] = []
    package var profile: Digest?
    package var durationMs: Int64 = 0

    package init() {}
}

/// A command of the test plan, run again.
package struct CheckLine: Record {
    package static let name = "task.replay.check"
    package static let fields: [Field<Self>] = [
        Field("command", \.command, "The command."),
        Field("outcome", \.outcome, "How it ended."),
        Field("duration_ms", \.durationMs, "How long it took, in milliseconds."),
        Field("executed", \.executed, "How many tests ran, where the runner tells."),
        Field("failed", \.failed, "How many of them failed."),
        Field("output", \.output, "The end of what it printed, where it failed."),
    ]

    package var command: String = ""
    package var outcome: String = ""
    package var durationMs: Int64 = 0
    package var executed: Int?
    package var failed: Int?
    package var output: String?

    package init() {}
}

/// Accepts the delivery that waits, on the ground of its replay.
package enum AcceptDelivery: Operation {
    package typealias Output = VerdictReport
    package static let name = "task.accept"
    package static let summary = "Accepts the delivery that waits, on the ground of its replay."
    package static let effect = Effect.changes
    package static let errors: [String] = [
        "task.unknown",
        "task.not_delivered",
        "task.no_replay",
        "task.own_work",
        "verdict.gaps",
        "verdict.not_verified",
        "rule.closeout",
        "agent.lacks_right",
    ]
    package static let example = Input { input in
        input.task = TaskKey(trusted: "P07-B4")
    }

    /// What is asked of `task.accept`.
    package struct Input: Record {
        package static let name = "task.accept.input"
        package static let fields: [Field<Self>] = [
            Field("task", \.task, "The task."),
            Field("gaps", \.gaps, "Why the gaps of the replay are taken."),
            Field("note", \.note, "A word to the worker."),
        ]

        package var task: TaskKey = .unset
        package var gaps: String?
        package var note: String?

        package init() {}
    }
}

/// Sends the delivery back with what is to be mended.
package enum ReworkDelivery: Operation {
    package typealias Output = VerdictReport
    package static let name = "task.rework"
    package static let summary = "Sends the delivery back with what is to be mended."
    package static let effect = Effect.changes
    package static let errors: [String] = [
        "task.unknown",
        "task.not_delivered",
        "task.own_work",
        "verdict.no_finding",
        "verdict.other_review",
        "review.unknown",
        "agent.lacks_right",
    ]
    package static let example = Input { input in
        input.task = TaskKey(trusted: "P07-B4")
        input.findings = ["one test fails"]
    }

    /// What is asked of `task.rework`.
    package struct Input: Record {
        package static let name = "task.rework.input"
        package static let fields: [Field<Self>] = [
            Field("task", \.task, "The task."),
            Field("findings", \.findings, "What is to be mended.", .hasDefault),
            Field(
                "reviews",
                \.reviews,
                "The reviews whose open findings are to be mended too.",
                .hasDefault
            ),
            Field(
                "keep_seconds",
                \.keep,
                "How long only the worker may take it up again.",
                .hasDefault,
                .minimum(0),
                .maximum(604800)
            ),
        ]

        package var task: TaskKey = .unset
        package var findings: [String] = []
        package var reviews: [ReviewID] = []
        package var keep: Duration = .seconds(14400)

        package init() {}
    }
}

/// Refuses the delivery; anybody may claim the task again.
package enum RejectDelivery: Operation {
    package typealias Output = VerdictReport
    package static let name = "task.reject"
    package static let summary = "Refuses the delivery; anybody may claim the task again."
    package static let effect = Effect.changes
    package static let errors: [String] = [
        "task.unknown",
        "task.not_delivered",
        "task.own_work",
        "agent.lacks_right",
    ]
    package static let example = Input { input in
        input.task = TaskKey(trusted: "P07-B4")
        input.reason = "it solves another problem"
    }

    /// What is asked of `task.reject`.
    package struct Input: Record {
        package static let name = "task.reject.input"
        package static let fields: [Field<Self>] = [
            Field("task", \.task, "The task."),
            Field("reason", \.reason, "Why.", .line(500)),
        ]

        package var task: TaskKey = .unset
        package var reason: String = ""

        package init() {}
    }
}

/// A decision on a delivery.
package struct VerdictReport: Record {
    package static let name = "task.verdict.report"
    package static let fields: [Field<Self>] = [
        Field("task", \.task, "The task."),
        Field("delivery", \.delivery, "The delivery."),
        Field("outcome", \.outcome, "What was decided."),
        Field("judge", \.judge, "Who decided."),
        Field("replay", \.replay, "The replay that it rests on."),
        Field("findings", \.findings, "The reasons."),
        Field("unlocked", \.unlocked, "What can be claimed now and could not before."),
        Field("message", \.message, "The message by which the worker was told."),
        Field("advice", \.advice, "What gates at level advise had to say.", .hasDefault),
    ]

    package var task: TaskLine = .init()
    package var delivery: DeliveryID = .unset
    package var outcome: String = ""
    package var judge: AgentID = .unset
    package var replay: ReplayID?
    package var findings: [String] = []
    package var unlocked: [TaskKey] = []
    package var message: MessageID = .unset
    package var advice: [String] = []

    package init() {}
}
