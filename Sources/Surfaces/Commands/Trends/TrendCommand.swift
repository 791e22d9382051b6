import CommandLineKit
import Model
import Operations

/// The command about how the work goes.
enum TrendCommand {
    static let trends = Command(
        CommandSpecification(
            "trends",
            summary: "Show how the work goes: throughput, cycle time, rework, waits and cost",
            discussion: """
                By day, by lane and by gate. Times are those in the middle: from the first claim \
                to the acceptance, from a task's plan to its first replay, and from a question to \
                the founder's answer.
                """,
            section: "Look",
            options: [days],
            examples: [
                CommandExample("worklead trends", "See the last two weeks."),
                CommandExample("worklead trends --days 60", "See two months."),
            ],
            seeAlso: ["usage", "gate cost", "status"]
        ),
        calls: [ShowTrends.name]
    ) { parsed, context in
        var input = ShowTrends.Input()
        input.days = try parsed.integer(days, in: 1...366) ?? 14
        let reply = try await context.caller.call(ShowTrends.self, input, context.options)
        return CommandOutput(reply, of: ShowTrends.self) { reply.output.describe(in: &$0) }
    }

    private static let days = Option(
        "days",
        value: "COUNT",
        help: "How many days, today included",
        default: "14"
    )
}

extension TrendReport {
    fileprivate func describe(in text: inout TextDocument) {
        text.list(
            TextList(
                "days",
                columns: ["day", "accepted", "sent back", "cycle", "evidence", "founder", "usd"],
                rows: days.map { day in
                    [
                        .literal(day.day), .number(day.accepted), .number(day.sentBack),
                        .maybe(day.cycle) { .duration($0) },
                        .maybe(day.evidence) { .duration($0) },
                        .maybe(day.founderWait) { .duration($0) }, .literal(day.cost.inDollars),
                    ]
                }
            )
        )
        text.list(
            TextList(
                "lanes",
                columns: ["lane", "accepted", "sent back", "cycle", "usd"],
                rows: lanes.map { lane in
                    [
                        .maybe(lane.lane) { .text($0) }, .number(lane.accepted),
                        .number(lane.sentBack), .maybe(lane.cycle) { .duration($0) },
                        .literal(lane.cost.inDollars),
                    ]
                }
            )
        )
        text.list(
            TextList(
                "gates",
                columns: ["gate", "runs", "low", "usual", "high", "longest"],
                rows: gates.map { gate in
                    [.text(gate.gate), .number(gate.runs)]
                        + [gate.lowUs, gate.usualUs, gate.highUs, gate.longestUs].map {
                            .duration(.microseconds($0))
                        }
                }
            )
        )
    }
}
