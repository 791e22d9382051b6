import Digests
import Model

/// Keeps the tokens and the cost that an agent's program has reported.
package enum RecordUsage: Operation {
    package typealias Output = UsageIntake
    package static let name = "usage.record"
    package static let summary =
        "Keeps the tokens and the cost that an agent's program has reported in OTLP."
    package static let effect = Effect.changesOncePerKey
    package static let errors: [String] = ["session.absent", "usage.not_otlp"]
    package static let example = Input { $0.document = ["resourceMetrics": []] }

    /// What is asked of `usage.record`.
    package struct Input: Record {
        package static let name = "usage.record.input"
        package static let fields: [Field<Self>] = [
            Field("document", \.document, "Metrics, logs or traces of OTLP, in its JSON form.")
        ]

        package var document = JSONValue.object([:])

        package init() {}
    }
}

/// What became of a report.
package struct UsageIntake: Record {
    package static let name = "usage.intake"
    package static let fields: [Field<Self>] = [
        Field("counted", \.counted, "How many figures were counted."),
        Field("rejected", \.rejected, "How many could not be."),
        Field("reason", \.reason, "Why not."),
    ]

    package var counted = 0
    package var rejected = 0
    package var reason: String?

    package init() {}
}

/// What usage is summed up by.
package enum UsageGrouping: String, Sendable, CaseIterable, FieldValue {
    case agent, task, lane, day, model
}

/// Shows the tokens and the cost of the agents' models.
package enum ShowUsage: Operation {
    package typealias Output = UsageReport
    package static let name = "usage.show"
    package static let summary = "Shows the tokens and the cost of the agents' models."
    package static let effect = Effect.reads
    package static let errors: [String] = []
    package static let example = Input { $0.by = .task }

    /// What is asked of `usage.show`.
    package struct Input: Record {
        package static let name = "usage.show.input"
        package static let fields: [Field<Self>] = [
            Field("by", \.by, "What the sums are for.", .hasDefault),
            Field("since", \.since, "From that day on, in UTC."),
        ]

        package var by = UsageGrouping.agent
        package var since: Timestamp?

        package init() {}
    }
}

/// Sums of usage, and their sum.
package struct UsageReport: Record {
    package static let name = "usage.report"
    package static let fields: [Field<Self>] = [
        Field("by", \.by, "What the sums are for."),
        Field("lines", \.lines, "The sums, the most expensive first."),
        Field("total", \.total, "The sum of them all."),
    ]

    package var by = UsageGrouping.agent
    package var lines: [UsageLine] = []
    package var total = UsageLine()

    package init() {}
}

/// A sum of usage.
package struct UsageLine: Record {
    package static let name = "usage.line"
    package static let fields: [Field<Self>] = [
        Field("name", \.name, "Whose or what's it is; left out for none in particular."),
        Field("input_tokens", \.input, "Tokens that were read anew."),
        Field("output_tokens", \.output, "Tokens that were written."),
        Field("cache_read_tokens", \.cacheRead, "Tokens that were kept from before."),
        Field("cache_write_tokens", \.cacheWrite, "Tokens that were told to be kept."),
        Field("cost_usd", \.cost, "The cost in US dollars, as far as it was reported."),
    ]

    package var name: String?
    package var input: Int64 = 0
    package var output: Int64 = 0
    package var cacheRead: Int64 = 0
    package var cacheWrite: Int64 = 0
    package var cost: Double = 0

    package init() {}
}
