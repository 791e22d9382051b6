import Model
import Operations
import ReportKit

extension PageKind {
    /// One gate: what it refuses, and what its runs came to.
    static let gate = PageKind("/gates/{gate}", .gates) { request in
        let name = try GateName(request.word("gate"))
        var screen = Screen(
            "Gate \(name.text)",
            tab: .gates,
            command: "worklead gate show \(name.text)"
        )
        let input = ShowGate.Input { $0.gate = name }
        let detail = try await request.ask(ShowGate.self, input, for: &screen)
        let asked = ShowGateHistory.Input { ($0.gate, $0.limit) = (name, 200) }
        let history = try await request.ask(ShowGateHistory.self, asked, for: &screen)
        let gate = detail.gate
        screen.verdict = Verdict(gate, history.items, request.now)
        screen.add(
            "standing",
            "How it stands",
            .half,
            [.facts(detail.facts), .actions(Action.run(gate) + [.level(of: gate)])]
        )
        screen.add("pace", "How long it takes", .half, [.grid(.paces(detail.paces))])
        if let chart = Chart(durations: history.items) {
            screen.add("durations", "Its last runs", .wide, [.chart(chart)])
        }
        screen.add(
            "refusals",
            "What it refused",
            .wide,
            [.grid(.findings(history.items))]
        )
        screen.add("history", "History", .wide, [.grid(.said(history))])
        screen.add(
            "cases",
            "What it is proven by",
            .wide,
            [
                .more("Refuses", [.list(detail.refuses.map { ReportText($0) })]),
                .more("Passes", [.list(detail.passes.map { ReportText($0) })]),
            ]
        )
        return screen
    }
}

extension Verdict {
    fileprivate init(_ gate: GateLine, _ history: [GateHistoryLine], _ now: Timestamp) {
        let level = "At level \(gate.level.rawValue). "
        guard let last = history.first(where: { $0.result.verdict != .skipped }) else {
            let none = "Whenever it was asked, there was nothing to judge."
            self.init(level + (history.isEmpty ? "It was never asked." : none), .quiet)
            return
        }
        let when = last.ranAt.relative(to: now)
        switch last.result.verdict {
        case .pass where last.result.usualUs != nil:
            self.init(level + "It passed \(when), too fast to have looked.", .attention)
        case .pass: self.init(level + "It passed \(when).", .good)
        case .fail:
            let fault = last.result.fault.map { ": \($0)" } ?? "."
            self.init(
                level + "It refused \(when)\(fault)",
                gate.level == .block ? .bad : .attention
            )
        case .error:
            let reason = last.result.reason.map { ": \($0)" } ?? "."
            self.init(level + "It could not judge \(when)\(reason)", .bad)
        case .skipped: self.init(level, .quiet)
        }
    }
}

extension GateDetail {
    fileprivate var facts: [ScreenFact] {
        [
            ScreenFact("Level", .badge(Badge(level: gate.level))),
            ScreenFact("Chosen", gate.isDefault ? "no, it is the default" : "yes"),
            ScreenFact("Passes where", gate.summary),
            ScreenFact("What helps", hint),
            ScreenFact("Defined by", gate.isCommand ? "the repository, as a command" : "Worklead"),
            ScreenFact("Looks at", gate.targets.map(\.rawValue).joined(separator: ", ")),
            ScreenFact(
                "Asked at",
                gate.moments.isEmpty
                    ? .none : .text(gate.moments.map(\.rawValue).joined(separator: ", "))
            ),
            ScreenFact("Cases", .number(cases)),
            ScreenFact("Asked", .maybe(cost) { .number($0.runs) }),
            ScreenFact("Refused", .maybe(cost) { .number($0.refusals) }),
            ScreenFact(
                "Time in all",
                .maybe(cost) { .text(Duration.microseconds($0.totalUs).fine) }
            ),
        ]
    }
}

extension Chart {
    /// How long the last runs took that came to a verdict, the oldest first; `nil` for too few.
    fileprivate init?(durations history: [GateHistoryLine]) {
        let timed = history.filter {
            $0.result.durationUs > 0 && [.pass, .fail].contains($0.result.verdict)
        }.prefix(60).reversed()
        guard timed.count > 2 else { return nil }
        let seconds = timed.map { Double($0.result.durationUs) / 1e6 }
        let longest = timed.map(\.result.durationUs).max() ?? 0
        self.init(
            "gate-durations",
            "\(timed.count) runs, the longest \(Duration.microseconds(longest).fine)",
            form: .line,
            axis: "Run",
            unit: "s",
            labels: timed.map(\.ranAt.text),
            series: [Series("Took", seconds)]
        )
    }
}

extension Grid {
    fileprivate static func paces(_ lines: [GatePaceLine]) -> Grid {
        Grid(
            "Its pace in the last runs",
            columns: ["On", .number("Runs"), "Usual", "Shortest", "Longest"],
            rows: lines.map { line in
                Grid.Row(
                    "p-\(line.target.rawValue.pageName)",
                    [
                        .text(line.target.rawValue), .number(line.runs),
                        .maybe(line.usualUs) { .text(Duration.microseconds($0).fine) },
                        .text(Duration.microseconds(line.shortestUs).fine),
                        .text(Duration.microseconds(line.longestUs).fine),
                    ]
                )
            },
            emptiness: "No run was timed by itself yet."
        )
    }

    fileprivate static func findings(_ history: [GateHistoryLine]) -> Grid {
        let refused = history.filter { $0.result.verdict == .fail }.prefix(50)
        let rows = refused.flatMap { line in
            line.result.findings.enumerated().map { index, finding in
                let place = finding.path.map { path in
                    finding.line.map { "\(path):\($0)" } ?? path
                }
                return Grid.Row(
                    "f-\(line.run.text.pageName)-\(index)",
                    [
                        .moment(line.ranAt), .text(line.on),
                        .maybe(place) { .text(.code($0)) }, .text(finding.text),
                    ]
                )
            }
        }
        return Grid(
            "Its last refusals",
            columns: ["When", "On", "Where", "What is wrong"],
            rows: Array(rows.prefix(200)),
            emptiness: "It has refused nothing with a place of its own.",
            total: rows.count
        )
    }
}
