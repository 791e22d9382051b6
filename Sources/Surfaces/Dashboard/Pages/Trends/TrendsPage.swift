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
        screen.add("gates", "Duration of gates", .half, [.chart(.gates(trends))])
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
            "How much of what was judged on a day was sent back",
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
            "From the first claim to the acceptance, the one in the middle of each day",
            "s",
            trends,
            [Series("cycle time", trends.days.map { $0.cycle?.inSeconds })]
        )
    }

    fileprivate static func evidence(_ trends: TrendReport) -> Chart {
        byDay(
            "evidence-chart",
            "From a task's plan to its first replay, the one in the middle of each day",
            "s",
            trends,
            [Series("time to evidence", trends.days.map { $0.evidence?.inSeconds })]
        )
    }

    fileprivate static func founder(_ trends: TrendReport) -> Chart {
        byDay(
            "founder-chart",
            "From a question to the founder's answer, the one in the middle of each day",
            "s",
            trends,
            [Series("wait", trends.days.map { $0.founderWait?.inSeconds })]
        )
    }

    fileprivate static func cost(_ trends: TrendReport) -> Chart {
        byDay(
            "cost-chart",
            "What the agents' models cost each day, as far as it was reported",
            "usd",
            trends,
            [Series("cost", trends.days.map(\.cost))]
        )
    }

    fileprivate static func lanes(_ trends: TrendReport) -> Chart {
        Chart(
            "lanes-chart",
            "What each lane cost, and how much was accepted in it",
            form: .bar,
            axis: "Lane",
            unit: "",
            labels: trends.lanes.map { $0.lane ?? "no lane" },
            series: [
                Series("cost in USD", trends.lanes.map(\.cost)),
                Series("accepted", trends.lanes.map { Double($0.accepted) }),
            ]
        )
    }

    fileprivate static func gates(_ trends: TrendReport) -> Chart {
        let gates = trends.gates.sorted { $0.usualUs > $1.usualUs }.prefix(20)
        return Chart(
            "gates-chart",
            "How long each gate takes: a tenth is faster than low, a tenth slower than high",
            form: .bar,
            axis: "Gate",
            unit: "s",
            labels: gates.map(\.gate),
            series: [
                Series("low", gates.map { Double($0.lowUs) / 1e6 }),
                Series("usual", gates.map { Double($0.usualUs) / 1e6 }),
                Series("high", gates.map { Double($0.highUs) / 1e6 }),
            ]
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
