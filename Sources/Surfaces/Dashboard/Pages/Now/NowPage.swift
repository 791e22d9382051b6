import Digests
import Model
import Operations
import ReportKit

extension PageKind {
    /// What needs the viewer now.
    static let now = PageKind("/", .now) { request in
        var screen = Screen("Now", tab: .now, command: "worklead now")
        let report = try await request.ask(ShowNow.self, ShowNow.Input(), for: &screen)
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
        screen.add("lately", "Lately", .half, await request.lately(&screen))
        screen.add("work", "Waves, phases and runs", .half, [.grid(.work(report.work))])
        return screen
    }
}

extension PageRequest {
    /// What was decided last, by whom, the newest first.
    fileprivate func lately(_ screen: inout Screen) async -> [ScreenBlock] {
        var lines: [(Int64, ReportText, Timestamp?)] = []
        for type in Verdicts.types {
            let input = ListEvents.Input { ($0.type, $0.limit) = (type, Verdicts.shown) }
            do {
                let page = try await caller.call(ListEvents.self, input, options).output
                lines += page.events.compactMap(Verdicts.line)
            } catch {
                return .fault(error)
            }
        }
        let newest = lines.sorted { $0.0 > $1.0 }.prefix(Verdicts.shown)
        return [
            .grid(
                Grid(
                    "What was decided last",
                    columns: ["What", "When"],
                    rows: newest.map { line in
                        Grid.Row("l-\(line.0)", [.text(line.1), .maybe(line.2) { .moment($0) }])
                    },
                    emptiness: "Nothing was decided yet."
                )
            )
        ]
    }
}

/// What the ledger says of verdicts and answers.
private enum Verdicts {
    static let types = [
        "task.accepted", "task.sent_back", "task.rejected", "decision.answered",
        "decision.defaulted",
    ]
    static let shown = 6

    static func line(_ event: JSONValue) -> (Int64, ReportText, Timestamp?)? {
        guard let sequence = event["seq"]?.int64Value, let type = event["type"]?.stringValue,
            let subject = event["subject"]?.stringValue?.split(separator: ":").last
        else { return nil }
        let id = String(subject)
        let name: ReportText =
            type.hasPrefix("decision.")
            ? .link(id, to: "/decisions/" + id.addressPart)
            : .link(id, to: "/tasks/" + id.addressPart)
        let who = event["actor"]?.stringValue.map { " by \($0)" } ?? ""
        let option = event["data"]?["option"]?.stringValue.map { ": \($0)" } ?? ""
        let words =
            switch type {
            case "task.accepted": " accepted\(who)"
            case "task.sent_back": " sent back\(who)"
            case "task.rejected": " rejected\(who)"
            case "decision.answered": " answered\(who)\(option)"
            default: " not answered in time, its default was taken\(option)"
            }
        let time = event["time"]?.stringValue.flatMap { try? Timestamp($0) }
        return (sequence, name + ReportText(words), time)
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
            ScreenFact("Accepted", .link(String(acceptedToday), to: "/tasks?state=accepted")),
            ScreenFact("Sent back", .link(String(sentBackToday), to: "/tasks?state=rework")),
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
