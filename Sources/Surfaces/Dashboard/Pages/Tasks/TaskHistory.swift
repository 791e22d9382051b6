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
                bars: detail.claims.filter { $0.agent == agent }.map { Bar($0) },
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
                : "\(detail.claims.count.of("claim")) by \(agents.count.of("agent"))",
            from: first,
            to: max(ends.max() ?? first, Timestamp(milliseconds: first.milliseconds + 60_000)),
            lanes: lanes
        )
    }
}

extension LaneChart.Bar {
    fileprivate init(_ claim: ClaimLine) {
        let ending = claim.ending?.replacing("_", with: " ")
        self.init(
            "held, fence \(claim.fence)" + (ending.map { ", \($0)" } ?? ""),
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
