import Model
import Operations
import ReportKit

extension PageKind {
    /// Whether the work gets better.
    static let trends = PageKind("/trends", .trends) { request in
        let days = min(366, max(1, request.value("days").flatMap { Int($0) } ?? 14))
        var screen = Screen("Trends", tab: .trends, command: Tab.trends.command + " --days \(days)")
        let input = ShowTrends.Input { $0.days = days }
        let trends = try await request.ask(ShowTrends.self, input, for: &screen)
        screen.verdict = Verdict(trends, days: days)
        let views = [7, 14, 30, 90].map {
            FilterBar.View(
                $0.of("day"),
                request.address(with: "days", String($0)),
                isCurrent: $0 == days
            )
        }
        screen.add("days", "Days", .wide, [.filters(FilterBar(path: "/trends", views: views))])
        screen.add("throughput", "Throughput", .half, [.chart(.throughput(trends))])
        screen.add("rework", "Rework rate", .half, [.chart(.rework(trends))])
        screen.add("cycle", "Cycle time", .half, [.chart(.cycle(trends))])
        screen.add("evidence", "Time to evidence", .half, [.chart(.evidence(trends))])
        screen.add("founder", "Wait on the founder", .half, [.chart(.founder(trends))])
        screen.add("cost", "Cost per day", .half, [.chart(.cost(trends))])
        screen.add("lanes", "Cost per lane", .half, [.chart(.lanes(trends))])
        screen.add("lane-count", "Accepted per lane", .half, [.chart(.acceptedByLane(trends))])
        screen.add("gates", "Duration of gates", .wide, [.chart(.gates(trends))])
        return screen
    }
}

extension Verdict {
    fileprivate init(_ trends: TrendReport, days: Int) {
        let settled = trends.accepted + trends.sentBack
        let rate = settled == 0 ? "" : ", rework rate \(trends.sentBack * 100 / settled) %"
        self.init(
            "\(trends.accepted) accepted and \(trends.sentBack) sent back in "
                + "\(days.of("day"))\(rate).",
            .quiet
        )
    }
}

extension Chart {
    fileprivate static func throughput(_ trends: TrendReport) -> Chart {
        byDay(
            "throughput-chart",
            "Deliveries accepted and sent back each day",
            "",
            trends,
            [
                Series("accepted", trends.days.map { Double($0.accepted) }),
                Series("sent back", trends.days.map { Double($0.sentBack) }),
            ]
        )
    }

    fileprivate static func rework(_ trends: TrendReport) -> Chart {
        byDay(
            "rework-chart",
            "Rework rate: what share of each day's verdicts sent a delivery back",
            "percent",
            trends,
            [
                Series(
                    "sent back",
                    trends.days.map { day in
                        let all = day.accepted + day.sentBack + day.rejected
                        return all == 0 ? nil : Double(day.sentBack * 100) / Double(all)
                    }
                )
            ]
        )
    }

    fileprivate static func cycle(_ trends: TrendReport) -> Chart {
        byDay(
            "cycle-chart",
            "Cycle time, from a task's first claim to its acceptance: the median of each day",
            "s",
            trends,
            [Series("median cycle time", trends.days.map { $0.cycle?.inSeconds })]
        )
    }

    fileprivate static func evidence(_ trends: TrendReport) -> Chart {
        byDay(
            "evidence-chart",
            "Time to evidence, from a task's plan to its first replay: the median of each day",
            "s",
            trends,
            [Series("median time to evidence", trends.days.map { $0.evidence?.inSeconds })]
        )
    }

    fileprivate static func founder(_ trends: TrendReport) -> Chart {
        byDay(
            "founder-chart",
            "Wait on the founder, from a question to its answer: the median of each day",
            "s",
            trends,
            [Series("median wait", trends.days.map { $0.founderWait?.inSeconds })]
        )
    }

    fileprivate static func cost(_ trends: TrendReport) -> Chart {
        byDay(
            "cost-chart",
            "What the agents' models cost each day, in US dollars; days without a report have none",
            "usd",
            trends,
            [Series("cost", trends.days.map(\.cost.reported))]
        )
    }

    fileprivate static func lanes(_ trends: TrendReport) -> Chart {
        byLane(
            "lanes-chart",
            "What the agents' models cost in each lane, in US dollars, as far as it was reported",
            "usd",
            trends,
            Series("cost", trends.lanes.map(\.cost.reported))
        )
    }

    fileprivate static func acceptedByLane(_ trends: TrendReport) -> Chart {
        byLane(
            "lane-count-chart",
            "How many deliveries were accepted in each lane",
            "",
            trends,
            Series("accepted", trends.lanes.map { Double($0.accepted) })
        )
    }

    /// The slowest gates.
    ///
    /// Of few runs a percentile says no more than that there were few.
    fileprivate static func gates(_ trends: TrendReport) -> Chart {
        let gates = trends.gates
            .sorted { ($0.usualUs, $1.gate) > ($1.usualUs, $0.gate) }
            .prefix(gatesMax)
        let which = trends.gates.count > gatesMax ? "the \(gatesMax) slowest gates" : "gates"
        func inMilliseconds(_ time: Int64, isSure: Bool = true) -> Double? {
            isSure ? Double(time) / 1000 : nil
        }
        return Chart(
            "gates-chart",
            "How long \(which) take: the median of the runs of each, and from "
                + "\(percentileRunsMin) runs on their 10th and 90th percentile",
            form: .bar,
            axis: "Gate",
            // Hundredths of a second would be too rough for most of them.
            unit: "ms",
            labels: gates.map(\.gate),
            series: [
                Series(
                    "10th percentile",
                    gates.map { inMilliseconds($0.lowUs, isSure: $0.runs >= percentileRunsMin) }
                ),
                Series("median", gates.map { inMilliseconds($0.usualUs) }),
                Series(
                    "90th percentile",
                    gates.map { inMilliseconds($0.highUs, isSure: $0.runs >= percentileRunsMin) }
                ),
            ]
        )
    }

    private static let gatesMax = 20
    private static let percentileRunsMin = 10

    private static func byLane(
        _ id: String,
        _ sentence: String,
        _ unit: String,
        _ trends: TrendReport,
        _ series: Series
    ) -> Chart {
        Chart(
            id,
            sentence,
            form: .bar,
            axis: "Lane",
            unit: unit,
            labels: trends.lanes.map { $0.lane ?? "no lane" },
            series: [series]
        )
    }

    private static func byDay(
        _ id: String,
        _ sentence: String,
        _ unit: String,
        _ trends: TrendReport,
        _ series: [Series]
    ) -> Chart {
        Chart(
            id,
            sentence,
            form: .line,
            axis: "Day",
            unit: unit,
            labels: trends.days.map(\.day),
            series: series
        )
    }
}

extension Duration {
    fileprivate var inSeconds: Double {
        Double(components.seconds) + Double(components.attoseconds) / 1e18
    }
}

extension Double {
    /// The cost where any was reported: none that was is nothing.
    fileprivate var reported: Double? { self > 0 ? self : nil }
}
