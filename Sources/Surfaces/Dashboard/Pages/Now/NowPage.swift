import Model
import Operations
import ReportKit

extension PageKind {
    /// What needs the viewer now.
    static let now = PageKind("/", .now) { request in
        var screen = Screen("Now", tab: .now, command: "worklead now")
        let report = try await request.ask(ShowNow.self, ShowNow.Input(), for: &screen)
        screen.verdict = Verdict(report.verdict, report.tone)
        let queue = try await NowQueue(report.items, request)
        screen.add(
            "queue",
            "Needs you",
            .half,
            [.cards(queue.cards, emptiness: report.calm)] + report.rest
        )
        screen.add("agents", "Agents", .aside, [.grid(.strip(of: report))])
        screen.add("today", "Today", .half, [.facts(report.facts)])
        screen.add("work", "Waves, phases and runs", .half, [.grid(.work(report.work))])
        return screen
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
            ? [.text("\(itemsTotal - items.count) more are shown by " + .code("worklead now"))] : []
    }

    fileprivate var facts: [ScreenFact] {
        [
            ScreenFact("Accepted", .number(acceptedToday)),
            ScreenFact("Sent back", .number(sentBackToday)),
            ScreenFact("Gates that refuse", .link(String(gatesFailing), to: "/gates")),
            ScreenFact("Cost in USD", .maybe(costToday) { .text($0.short) }),
            ScreenFact("Longest wait", .maybe(waitingSince) { .moment($0) }),
        ]
    }
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
