import Model
import Operations
import ReportKit

extension Badge {
    init(_ state: SliceState) {
        switch state {
        case .planned, .waiting: self.init(state.rawValue, .quiet)
        case .ready: self.init("ready", .active, "○")
        case .running: self.init("running", .active)
        case .delivered, .inReview: self.init(state.rawValue, .active, "●")
        case .rework: self.init("rework", .attention, "↺")
        case .blocked: self.init("blocked", .bad)
        case .accepted: self.init("accepted", .good)
        case .dropped: self.init("dropped", .quiet, "·")
        }
    }
}

extension Diagram {
    /// The most slices that are drawn: the table of them stands on the same page.
    private static let slicesMax = 80

    /// The slices of a run with what they wait for; what decides stands out.
    init(_ status: RunStatus) {
        let drawn = status.slices.prefix(Self.slicesMax)
        let names = Set(drawn.map(\.task))
        let hasTasks = status.run.state.hasTasks
        let nodes = drawn.map { slice in
            var node = Node(
                slice.task.text,
                slice.title,
                Badge(slice.state),
                address: hasTasks
                    ? "/tasks/" + slice.task.text.addressPart
                    : "#s-\(slice.task.text.pageName)"
            )
            node.isCritical = slice.critical
            return node
        }
        let left = status.total - drawn.count
        let more = left > 0 ? "; \(left) more are in the table" : ""
        let stops = status.path.prefix(8).map(\.text).joined(separator: " → ")
        let way = stops.isEmpty ? "" : ", the critical path \(stops)"
        self.init(
            "run-graph",
            "\(nodes.count.of("slice")) and what they wait for\(way)\(more)",
            nodes: Array(nodes),
            edges: drawn.flatMap { slice in
                slice.needs.filter { names.contains($0) }.map {
                    (from: $0.text, to: slice.task.text)
                }
            }
        )
    }
}

extension FilterBar {
    static func slices(of run: RunName, _ state: SliceState?) -> FilterBar {
        FilterBar(
            path: "/runs/" + run.text.addressPart,
            choices: [
                Choice(
                    "state",
                    "State",
                    SliceState.allCases.map(\.rawValue),
                    chosen: state?.rawValue
                )
            ]
        )
    }
}

extension SliceWait {
    /// What it is, and whose it is to go on.
    fileprivate func words(hasTasks: Bool) -> ReportText {
        var text = hasTasks ? ReportText.task(task) : ReportText(task.text)
        if let agent { text = text + " of " + .agent(agent) }
        return state.map { text + ReportText(" (\($0.rawValue.spaced))") } ?? text
    }
}

extension Grid {
    static func slices(_ status: RunStatus) -> Grid {
        let hasTasks = status.run.state.hasTasks
        return Grid(
            "Slices in the order of the file",
            columns: [
                "Slice", "Title", "Stage", "State", "Whose", .number("Attempts"), "Waits for",
                "Review",
            ],
            rows: status.slices.map { slice in
                let waits = slice.waitsFor.prefix(5).enumerated().reduce(ReportText.empty) {
                    $0 + ($1.offset > 0 ? ", " : "") + $1.element.words(hasTasks: hasTasks)
                }
                let more = slice.waitsFor.count - 5
                return Grid.Row(
                    "s-\(slice.task.text.pageName)",
                    [
                        hasTasks ? .task(slice.task) : .text(slice.task.text),
                        .text(slice.title), .text(slice.stage.text),
                        .badge(Badge(slice.state)), .agent(slice.holder ?? slice.owner),
                        .number(slice.attempts),
                        slice.waitsFor.isEmpty
                            ? .none
                            : .text(more > 0 ? waits + ReportText(" and \(more) more") : waits),
                        .maybe(slice.round) { .text("round \($0.round) of \($0.max)") },
                    ]
                )
            },
            emptiness: "No slice fits.",
            total: status.total
        )
    }

    static func launches(_ lines: Page<RunLaunchLine>) -> Grid {
        Grid(
            "Launches, newest first",
            columns: [
                .number("Launch"), "Slice", "Who", "Driver", "Started", "Ended", "Outcome",
                "What there is to say",
            ],
            rows: lines.items.map { line in
                let path = "/runs/\(line.run.text.addressPart)/launches/\(line.launch)"
                return Grid.Row(
                    "u-\(line.launch)",
                    [
                        .link(String(line.launch), to: path), .task(line.task),
                        .agent(line.agent), .text(line.driver.text), .moment(line.startedAt),
                        .maybe(line.endedAt) { .moment($0) }, line.came,
                        .maybe(line.remedy ?? line.note) { .text($0.cut(300)) },
                    ]
                )
            },
            emptiness: "No agent's program was started for it.",
            total: lines.total
        )
    }
}

extension RunLaunchLine {
    /// What came of it.
    var came: GridCell {
        guard let outcome else { return .badge(Badge("works", .active)) }
        return .badge(
            outcome == .delivered
                ? Badge("delivered", .good) : Badge(outcome.rawValue, .attention, "✗")
        )
    }
}
