import Model
import Operations
import ReportKit

extension PageKind {
    /// What happened when, agent by agent.
    static let timeline = PageKind("/timeline", .timeline) { request in
        let window = try TimelineWindow(request)
        var screen = Screen(
            "Timeline",
            tab: .timeline,
            command: Tab.timeline.command + window.flags
        )
        let report = try await request.ask(ReportTimeline.self, window.input, for: &screen)
        screen.verdict = Verdict(report)
        screen.add("filter", "Filter", .wide, [.filters(window.bar(request))])
        screen.add(
            "lanes",
            "Agents",
            .wide,
            [.lanes(LaneChart("timeline", report)), .text(.legend)]
        )
        screen.add("window", "Time", .wide, [.facts(window.facts(report, request))])
        return screen
    }
}

/// The stretch of time that the page's address names, and what it is narrowed to.
private struct TimelineWindow {
    var input = ReportTimeline.Input()
    private let hours: Int

    private static let choices = [1, 8, 24, 168]
    private static let millisecondsOfHour: Int64 = 3_600_000

    init(_ request: PageRequest) throws {
        hours = request.value("hours").flatMap { Int($0) }.map { min(max(1, $0), 24 * 366) } ?? 8
        input.from = request.value("from").flatMap { Timestamp($0) }
        input.to = request.value("to").flatMap { Timestamp($0) }
        let isOpen = input.from == nil && input.to == nil && request.value("hours") == nil
        if input.from == nil, !isOpen {
            let end = input.to ?? request.now
            input.from = Timestamp(
                milliseconds: end.milliseconds - Int64(hours) * Self.millisecondsOfHour
            )
        }
        input.agent = try request.value("agent").map { try AgentID($0) }
        input.kinds = request.value("kind").flatMap { TurnKind(rawValue: $0) }.map { [$0] } ?? []
    }

    var flags: String {
        var text = ""
        if let from = input.from { text += " --from \(from.text)" }
        if let to = input.to { text += " --to \(to.text)" }
        if let agent = input.agent { text += " --agent \(agent.text)" }
        for kind in input.kinds { text += " --kind \(kind.rawValue)" }
        return text
    }

    func bar(_ request: PageRequest) -> FilterBar {
        let kept = ["from", "to", "hours", "agent"].compactMap { name in
            request.value(name).map { (name, $0) }
        }
        return FilterBar(
            path: "/timeline",
            choices: [
                FilterBar.Choice(
                    "kind",
                    "Kind",
                    TurnKind.allCases.map(\.rawValue),
                    chosen: input.kinds.first?.rawValue
                )
            ],
            views: Self.choices.map { count in
                FilterBar.View(
                    count < 48 ? count.of("hour") : (count / 24).of("day"),
                    address(of: Int64(count), request),
                    isCurrent: input.to == nil && request.value("from") == nil && hours == count
                )
            },
            kept: kept
        )
    }

    /// The newest so many hours, narrowed to the same.
    private func address(of hours: Int64, _ request: PageRequest) -> String {
        let kept = ["agent", "kind"].compactMap { name in
            request.value(name).map { "&\(name)=\($0.addressPart)" }
        }
        return "/timeline?hours=\(hours)" + kept.joined()
    }

    func facts(_ report: WorkTimelineReport, _ request: PageRequest) -> [ScreenFact] {
        let length = report.to.milliseconds - report.from.milliseconds
        let kept = ["agent", "kind"].compactMap { name in
            request.value(name).map { "&\(name)=\($0.addressPart)" }
        }.joined()
        func address(_ from: Int64, _ to: Int64) -> String {
            "/timeline?from=\(Timestamp(milliseconds: from).text.addressPart)"
                + "&to=\(Timestamp(milliseconds: to).text.addressPart)\(kept)"
        }
        let (from, to) = (report.from.milliseconds, report.to.milliseconds)
        return [
            ScreenFact("From", .moment(report.from)), ScreenFact("To", .moment(report.to)),
            ScreenFact("Agent", .maybe(input.agent) { .agent($0) }),
            ScreenFact("Earlier", .link("as long before", to: address(from - length, from))),
            ScreenFact("Later", .link("as long after", to: address(to, to + length))),
            ScreenFact("This very time", .link("permalink", to: address(from, to))),
        ]
    }
}

extension Verdict {
    fileprivate init(_ report: WorkTimelineReport) {
        let turns = report.tracks.flatMap(\.turns)
        let delivered = turns.count { $0.kind == .delivery }
        let accepted = turns.count { $0.kind == .verdict && $0.outcome == "accepted" }
        let back = turns.count { $0.kind == .verdict && $0.outcome != "accepted" }
        self.init(
            report.tracks.isEmpty
                ? "Nothing happened in this time."
                : "\(report.tracks.count.of("agent")) at work: "
                    + "\(delivered.of("delivery", plural: "deliveries")), \(accepted) accepted, "
                    + "\(back) sent back or rejected.",
            .quiet
        )
    }
}

extension ReportText {
    /// What the marks mean.
    fileprivate static var legend: ReportText {
        "Bars are claims. ◆ delivery · ● replay · ✓ accepted or passed · ↺ sent back · "
            + "✗ rejected or refused · ▲ message · ⟲ start of a program · ⋯ a long time in which "
            + "nothing happened, drawn short."
    }
}
