import Model
import Operations
import ReportKit

extension PageKind {
    /// What happened when, agent by agent.
    static let timeline = PageKind("/timeline", .timeline) { request in
        let window = try TimelineWindow(request)
        var screen = Screen("Timeline", tab: .timeline, command: window.command)
        let whole = try await request.ask(ReportTimeline.self, window.input, for: &screen)
        let agents = try await request.ask(ListAgents.self, ListAgents.Input(), for: &screen)
        let report = window.task.map { whole.narrowed(to: $0) } ?? whole
        screen.verdict = Verdict(report, of: window.input.kinds)
        let names = Set(
            agents.items.prefix(500).map(\.agent) + report.tracks.map(\.agent)
                + (window.input.agent.map { [$0] } ?? [])
        )
        screen.add("filter", "Filter", .wide, [.filters(window.bar(request, names.sorted()))])
        screen.add(
            "lanes",
            "Agents",
            .wide,
            [
                .lanes(LaneChart("timeline", report)), .facts(.bars), .text(.marks),
            ] + window.notes
        )
        screen.add("window", "Time", .wide, [.facts(window.facts(report, request))])
        return screen
    }
}

extension WorkTimelineReport {
    /// Only what is about a task.
    func narrowed(to task: TaskKey) -> WorkTimelineReport {
        var report = self
        report.tracks = tracks.compactMap { track in
            var own = track
            own.claims = track.claims.filter { $0.task == task }
            own.turns = track.turns.filter { $0.subject == task.text }
            return own.claims.isEmpty && own.turns.isEmpty ? nil : own
        }
        return report
    }

    /// From the first that happened in it to the last; `nil` where nothing did.
    var busy: ClosedRange<Int64>? {
        let claims = tracks.flatMap(\.claims)
        let moments =
            claims.map(\.claimedAt) + claims.compactMap(\.endedAt)
            + tracks.flatMap(\.turns).map(\.time)
        let within = moments.filter { from <= $0 && $0 <= to }.map(\.milliseconds)
        guard let first = within.min(), let last = within.max() else { return nil }
        return first...last
    }
}

extension Verdict {
    /// - Parameter kinds: What alone is told; nothing is said of the others.
    init(_ report: WorkTimelineReport, of kinds: [TurnKind]) {
        guard !report.tracks.isEmpty else {
            self.init("Nothing happened in this time.", .quiet)
            return
        }
        let claims = report.tracks.reduce(0) { $0 + $1.claims.count }
        let turns = report.tracks.flatMap(\.turns)
        let told = kinds.isEmpty ? [.delivery, .verdict] : kinds
        let words = told.map { kind in
            let own = turns.filter { $0.kind == kind }
            return switch kind {
            case .claim: claims.of("claim")
            case .delivery: own.count.of("delivery", plural: "deliveries")
            case .replay: own.count.of("replay")
            case .verdict: Self.words(own)
            case .message: own.count.of("message")
            case .gate: own.count.of("run", plural: "runs") + " of gates"
            case .launch: own.count.of("start") + " of programs"
            }
        }
        let agents = report.tracks.count
        self.init(
            "\(agents.of("agent")) \(agents == 1 ? "was" : "were") at work: "
                + words.joined(separator: ", ") + ".",
            .quiet
        )
    }

    /// What verdicts came to.
    private static func words(_ verdicts: [TurnLine]) -> String {
        let accepted = verdicts.count { $0.outcome == "accepted" }
        return "\(accepted) accepted, \(verdicts.count - accepted) sent back or rejected"
    }
}

extension [ScreenFact] {
    /// What the colours of the bars mean.
    fileprivate static var bars: [ScreenFact] {
        let tones: [(String, Tone, String)] = [
            ("A claim that goes on", .active, "blue"),
            ("One that ended in a delivery", .good, "green"),
            ("One that ended without", .quiet, "grey"),
        ]
        return tones.map { name, tone, colour in
            ScreenFact(name, .badge(Badge(colour + " bar", tone, "▬")))
        }
    }
}

extension ReportText {
    /// What the marks mean.
    fileprivate static var marks: ReportText {
        "◆ delivery · ● replay · ✓ accepted or passed · ↺ sent back · ✗ rejected or refused · "
            + "▲ message · ⟲ start of a program · ⋯ a time in which nothing else happened, drawn "
            + "short."
    }
}
