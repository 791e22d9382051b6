import Model
import Operations
import ReportKit

extension PageKind {
    /// What needs the viewer now.
    static let now = PageKind("/", .now) { request in
        var screen = Screen("Now", tab: .now, command: Tab.now.command)
        var input = ShowNow.Input.firstOnes
        if request.value("all") != nil { input.limit = 500 }
        let report = try await request.ask(ShowNow.self, input, for: &screen)
        screen.verdict = Verdict(report.verdict, report.tone)
        let queue = await NowQueue(report, request)
        screen.add(
            "queue",
            "Needs you",
            .half,
            queue.faults + [.cards(queue.cards, emptiness: report.calm)] + report.rest
        )
        screen.add("agents", "Agents", .aside, [.grid(.strip(of: report))])
        screen.add("today", "Today", .half, [.facts(report.facts)])
        screen.add("lately", "Lately", .half, [.grid(.lately(report.lately))])
        screen.add("work", "Waves, phases and runs", .half, [.grid(.work(report.work))])
        return screen
    }
}

extension ShowNow.Input {
    /// As much of the queue as somebody looks at.
    static let firstOnes = Self { $0.limit = 25 }
}

extension Grid {
    /// What was decided last, by whom, the newest first.
    fileprivate static func lately(_ lines: [VerdictLine]) -> Grid {
        Grid(
            "What was decided last",
            columns: ["What", "Came to", "By", "When"],
            rows: lines.map { line in
                let path = line.kind == .decision ? "/decisions/" : "/tasks/"
                return Grid.Row(
                    "l-\(line.revision)",
                    [
                        .link(line.subject, to: path + line.subject.addressPart),
                        .badge(Badge(state: line.outcome)),
                        line.outcome == "defaulted" ? .text("nobody") : .agent(line.agent),
                        .moment(line.at),
                    ]
                )
            },
            emptiness: "Nothing was decided yet."
        )
    }
}

extension NowReport {
    fileprivate var tone: Tone {
        let isBad = gatesFailing > 0 || items.contains { $0.severity == .blocker }
        return isBad ? .bad : itemsTotal > 0 ? .attention : .good
    }

    /// What an empty queue says, so that it is never taken for a page that failed.
    fileprivate var calm: String {
        let working = agentStates.first { $0.state == "working" }?.count ?? 0
        return "Nothing needs you. \(working.of("agent")) working, "
            + "\(acceptedToday) accepted today."
    }

    fileprivate var rest: [ScreenBlock] {
        itemsTotal > items.count
            ? [
                .text(
                    ReportText("\(itemsTotal - items.count) more are in ")
                        + .link("the whole queue", to: "/?all=1")
                        + ReportText(", and in ") + .link("the file", to: "/now.html?all=1")
                )
            ] : []
    }

    /// Where the verdicts of the day stand.
    private var verdictsToday: String {
        "/timeline?kind=verdict&from=" + at.startOfDay.text.addressPart
    }

    fileprivate var facts: [ScreenFact] {
        [
            ScreenFact("Accepted", .link(String(acceptedToday), to: verdictsToday)),
            ScreenFact("Sent back", .link(String(sentBackToday), to: verdictsToday)),
            ScreenFact("Gates that refuse", .link(String(gatesFailing), to: "/gates")),
            ScreenFact("Cost in USD", cost),
            ScreenFact("Oldest need", .maybe(waitingSince) { .moment($0) }),
            ScreenFact("Events a minute", activity.pulse),
        ]
    }
}

extension NowReport {
    /// What was spent, and of how much; more than that is said to be too much.
    fileprivate var cost: GridCell {
        guard let most = costTodayMax else { return .maybe(costToday) { .text($0.short) } }
        let spent = costToday ?? 0
        let words = "\(spent.short) of \(most.short)"
        return spent > most ? .badge(Badge("\(words), too much", .bad)) : .text(words)
    }
}

extension [Int] {
    /// The last of them, and all as bars of a height of eighths.
    fileprivate var pulse: String {
        let most = Swift.max(self.max() ?? 0, 1)
        let bars = map { count in
            count == 0 ? "·" : String(Self.bars[(count * Self.bars.count - 1) / most])
        }
        return "\(last ?? 0) now, \(reduce(0, +)) in \(count.of("minute")) \(bars.joined())"
    }

    private static let bars = [Character]("▁▂▃▄▅▆▇█")
}

extension Grid {
    /// Who stands how, in a few columns, always in the same order.
    fileprivate static func strip(of report: NowReport) -> Grid {
        Grid(
            "Agents",
            columns: ["Agent", "State", "Holds", "Worked"],
            rows: report.agents.map { line in
                Row(
                    "a-\(line.agent.text.pageName)",
                    [
                        .agent(line.agent), .badge(Badge(state: line.state.rawValue)),
                        .tasks(line.holds), .maybe(line.workedAt) { .moment($0) },
                    ]
                )
            },
            emptiness: "No agent is registered yet.",
            total: report.agentsTotal
        )
    }

    /// How far what is under way is.
    fileprivate static func work(_ lines: [WorkLine]) -> Grid {
        Grid(
            "Waves, phases and runs",
            columns: ["What", "Name", "Done", "Of", "Cost"],
            rows: lines.map { line in
                let path = line.kind == "run" ? "/runs/" : "/tasks?\(line.kind)="
                let name =
                    line.kind == "wave"
                    ? GridCell.text(line.name)
                    : .link(line.name, to: path + line.name.addressPart)
                return Row(
                    "w-\(line.kind)-\(line.name.pageName)",
                    [
                        .text(line.kind), name, .number(line.done), .number(line.total),
                        .maybe(line.cost) { cost in
                            .text(cost.short + (line.costMax.map { " of \($0.short)" } ?? ""))
                        },
                    ]
                )
            },
            emptiness: "Nothing is under way."
        )
    }
}
