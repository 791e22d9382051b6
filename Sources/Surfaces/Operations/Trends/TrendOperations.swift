import Model

/// Shows how the work goes, day by day.
package enum ShowTrends: Operation {
    package typealias Output = TrendReport
    package static let name = "trend.show"
    package static let summary = "Shows how the work goes: by day, by lane and by gate."
    package static let effect = Effect.reads
    package static let errors: [String] = []
    package static let example = Input { $0.days = 7 }

    /// What is asked of `trend.show`.
    package struct Input: Record {
        package static let name = "trend.show.input"
        package static let fields: [Field<Self>] = [
            Field(
                "days",
                \.days,
                "How many days, today included.",
                .hasDefault,
                .minimum(1),
                .maximum(366)
            )
        ]

        package var days = 14

        package init() {}
    }
}

/// How the work goes.
package struct TrendReport: Record {
    package static let name = "trend.report"
    package static let fields: [Field<Self>] = [
        Field("days", \.days, "The days, the first one first."),
        Field("lanes", \.lanes, "The lanes in which something was settled."),
        Field("gates", \.gates, "The gates that judged something."),
        Field("accepted", \.accepted, "How much was accepted in all."),
        Field("sent_back", \.sentBack, "How much was sent back in all."),
    ]

    package var days: [TrendDay] = []
    package var lanes: [TrendLane] = []
    package var gates: [TrendGate] = []
    package var accepted = 0
    package var sentBack = 0

    package init() {}
}

/// What was settled on a day.
package struct TrendDay: Record {
    package static let name = "trend.day"
    package static let fields: [Field<Self>] = [
        Field("day", \.day, "The day, in UTC."),
        Field("accepted", \.accepted, "How many deliveries were accepted."),
        Field("sent_back", \.sentBack, "How many were sent back."),
        Field("rejected", \.rejected, "How many were refused."),
        Field("cycle_seconds", \.cycle, "From the first claim to the acceptance, in the middle."),
        Field(
            "evidence_seconds",
            \.evidence,
            "From a task's plan to its first replay, in the middle."
        ),
        Field("founder_seconds", \.founderWait, "How long the founder was waited for, likewise."),
        Field("cost_usd", \.cost, "The cost in US dollars, as far as it was reported."),
    ]

    package var day = ""
    package var accepted = 0
    package var sentBack = 0
    package var rejected = 0
    package var cycle: Duration?
    package var evidence: Duration?
    package var founderWait: Duration?
    package var cost = 0.0

    package init() {}
}

/// What was settled in a lane.
package struct TrendLane: Record {
    package static let name = "trend.lane"
    package static let fields: [Field<Self>] = [
        Field("lane", \.lane, "The lane; left out for tasks of none."),
        Field("accepted", \.accepted, "How many deliveries were accepted."),
        Field("sent_back", \.sentBack, "How many were sent back."),
        Field("cycle_seconds", \.cycle, "From the first claim to the acceptance, in the middle."),
        Field("cost_usd", \.cost, "The cost in US dollars, as far as it was reported."),
    ]

    package var lane: String?
    package var accepted = 0
    package var sentBack = 0
    package var cycle: Duration?
    package var cost = 0.0

    package init() {}
}

/// How long a gate takes.
package struct TrendGate: Record {
    package static let name = "trend.gate"
    package static let fields: [Field<Self>] = [
        Field("gate", \.gate, "The gate."),
        Field("runs", \.runs, "How often it judged something."),
        Field("low_us", \.lowUs, "A tenth is faster, in millionths of a second."),
        Field("usual_us", \.usualUs, "The one in the middle."),
        Field("high_us", \.highUs, "A tenth is slower."),
        Field("longest_us", \.longestUs, "The longest."),
    ]

    package var gate = ""
    package var runs = 0
    package var lowUs: Int64 = 0
    package var usualUs: Int64 = 0
    package var highUs: Int64 = 0
    package var longestUs: Int64 = 0

    package init() {}
}
