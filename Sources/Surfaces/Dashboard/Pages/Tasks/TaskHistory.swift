import Model
import Operations

extension LaneChart {
    /// Who held a task, and the turns that it took.
    init(_ detail: TaskDetail, _ turns: [TimelineLine], now: Timestamp) {
        let agents = Set(detail.claims.map(\.agent) + turns.map(\.agent)).sorted()
        let lanes = agents.map { agent in
            Lane(
                agent.text,
                address: "/agents/" + agent.text.addressPart,
                bars: detail.claims.enumerated().filter { $0.element.agent == agent }
                    .map { Bar($0.element, attempt: $0.offset + 1) },
                ticks: turns.filter { $0.agent == agent }.map { Tick($0) }
            )
        }
        let starts = detail.claims.map(\.claimedAt) + turns.map(\.time)
        let ends = detail.claims.map { $0.endedAt ?? now } + turns.map(\.time)
        let first = starts.min() ?? detail.task.changedAt
        self.init(
            "task-history",
            lanes.isEmpty
                ? "Nobody has done anything about it yet."
                : detail.tries,
            from: first,
            to: max(ends.max() ?? first, Timestamp(milliseconds: first.milliseconds + 60_000)),
            lanes: lanes
        )
    }
}

extension TaskDetail {
    /// How often it was taken in hand; who only said or judged something about it does not count.
    fileprivate var tries: String {
        guard !claims.isEmpty else { return "Nobody has claimed it yet." }
        let agents = Set(claims.map(\.agent))
        return "\(claims.count.of("attempt")) by \(agents.count.of("agent"))"
    }
}

extension LaneChart.Bar {
    fileprivate init(_ claim: ClaimLine, attempt: Int) {
        let ending = claim.ending.map { ", \($0.spaced)" } ?? ""
        self.init(
            "attempt \(attempt)" + ending,
            from: claim.claimedAt,
            to: claim.endedAt,
            claim.endedAt == nil ? .active : .quiet
        )
    }
}

extension LaneChart.Tick {
    fileprivate init(_ line: TimelineLine) {
        let word = line.type.split(separator: ".").last.map(String.init) ?? line.type
        let badge = Badge(state: word)
        self.init(
            word.replacing("_", with: " ") + (line.text.isEmpty ? "" : ": \(line.text.cut(200))"),
            at: line.time,
            word == "delivered" ? "◆" : word == "sent_back" ? "↺" : badge.glyph,
            word == "sent_back" ? .attention : badge.tone
        )
    }
}
