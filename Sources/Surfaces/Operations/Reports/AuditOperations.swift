import Model
import ReportKit

/// Looks for what was judged without being looked at.
package enum AuditReports: Operation {
    package typealias Output = AuditReport
    package static let name = "report.audit"
    package static let summary = "Looks for what was judged or done faster than it can be."
    package static let effect = Effect.reads
    package static let takesTime = true
    package static let errors: [String] = []
    package static let example = Input()

    /// What is asked of `report.audit`.
    package struct Input: Record {
        package static let name = "report.audit.input"
        package static let fields: [Field<Self>] = [
            Field("since", \.since, "From that moment on."),
            Field("words_per_minute", \.wordsPerMinute, "How fast a person reads.", .hasDefault),
        ]

        package var since: Timestamp?
        package var wordsPerMinute = 500

        package init() {}
    }
}

/// What was judged without being looked at.
package struct AuditReport: Record {
    package static let name = "report.audit.report"
    package static let fields: [Field<Self>] = [
        Field("verdicts", \.verdicts, "How many verdicts were looked at."),
        Field("hasty", \.hasty, "Verdicts that were given faster than a person can read."),
        Field("claims", \.claims, "How many delivered claims were looked at."),
        Field("short", \.short, "Claims that were shorter than the work could take."),
        Field("gates", \.gates, "How many gates have been asked."),
        Field("never_failed", \.neverFailed, "Gates that were asked often and never refused."),
        Field("page", \.page, "The same as a page."),
    ]

    package var verdicts = 0
    package var hasty: [AuditLine] = []
    package var claims = 0
    package var short: [AuditLine] = []
    package var gates = 0
    package var neverFailed: [GateCostLine] = []
    package var page: ReportDocument?

    package init() {}
}

/// Something that was done in less time than it takes.
package struct AuditLine: Record {
    package static let name = "report.audit.line"
    package static let fields: [Field<Self>] = [
        Field("task", \.task, "The task."),
        Field("delivery", \.delivery, "The delivery."),
        Field("agent", \.agent, "Who did it."),
        Field("outcome", \.outcome, "What was decided."),
        Field("took_ms", \.tookMs, "How long it took, in milliseconds."),
        Field("needs_ms", \.needsMs, "How long it takes at least."),
        Field("words", \.words, "How many words there were to read."),
        Field("reason", \.reason, "What speaks against it."),
    ]

    package var task: TaskKey = .unset
    package var delivery: DeliveryID = .unset
    package var agent: AgentID = .unset
    package var outcome: String?
    package var tookMs: Int64 = 0
    package var needsMs: Int64 = 0
    package var words = 0
    package var reason = ""

    package init() {}
}
