import Model
import Operations
import ReportKit

extension PageKind {
    /// The runs, newest first.
    static let runs = PageKind("/runs", .runs) { request in
        var screen = Screen("Runs", tab: .runs, command: Tab.runs.command)
        let input = ListRuns.Input { $0.limit = 200 }
        let runs = try await request.ask(ListRuns.self, input, for: &screen)
        let state = request.value("state")
        let shown = runs.items.filter { state == nil || $0.state.rawValue == state }
        screen.verdict = Verdict(runs)
        screen.add(
            "runs",
            "Runs",
            .wide,
            [
                .filters(
                    FilterBar(
                        path: "/runs",
                        choices: [
                            FilterBar.Choice(
                                "state",
                                "State",
                                RunState.allCases.map(\.rawValue),
                                chosen: state
                            )
                        ]
                    )
                ),
                .grid(.runs(shown, total: state == nil ? runs.total : shown.count)),
            ]
        )
        return screen
    }
}

extension Verdict {
    fileprivate init(_ runs: Page<RunLine>) {
        guard runs.total > 0 else {
            self.init("No run was written down yet.", .quiet)
            return
        }
        func count(_ state: RunState) -> Int { runs.items.count { $0.state == state } }
        let asked = runs.items.count { $0.state == .drafted && $0.decision != nil }
        var words = ["\(count(.running)) running, \(count(.paused)) paused."]
        if asked > 0 {
            words.append("\(asked.of("run")) \(asked == 1 ? "waits" : "wait") for a go.")
        }
        if count(.approved) > 0 {
            words.append("\(count(.approved)) approved and not started.")
        }
        self.init(
            words.joined(separator: " "),
            asked + count(.paused) + count(.approved) > 0 ? .attention : .good
        )
    }
}

extension Badge {
    init(_ state: RunState) {
        switch state {
        case .drafted: self.init("drafted", .quiet, "·")
        case .approved: self.init("approved", .attention)
        case .running: self.init("running", .active)
        case .paused: self.init("paused", .attention, "‖")
        case .finished: self.init("finished", .good)
        case .cancelled: self.init("cancelled", .quiet, "·")
        }
    }
}

extension Grid {
    fileprivate static func runs(_ lines: [RunLine], total: Int) -> Grid {
        Grid(
            "Runs, newest first",
            columns: ["Run", "Title", "State", .number("Accepted"), "Started", "Ended", "Actions"],
            rows: lines.map { line in
                Grid.Row(
                    "r-\(line.run.text.pageName)",
                    [
                        .run(line.run), .text(line.title), .badge(Badge(line.state)),
                        .text("\(line.accepted) of \(line.slices)"),
                        .maybe(line.startedAt) { .moment($0) },
                        .maybe(line.endedAt) { .moment($0) },
                        // With what else there is to see before it is given up.
                        .actions(Action.of(line).filter(\.isSmall)),
                    ]
                )
            },
            emptiness: "No run fits.",
            total: total
        )
    }
}

extension Action {
    fileprivate var isSmall: Bool { ["run.pause", "run.resume"].contains(operation) }
}
