import Model
import Operations

extension LaneChart {
    /// A lane for each agent: what it held as bars, what else it did as marks.
    init(_ id: String, _ report: WorkTimelineReport) {
        let claims = report.tracks.reduce(0) { $0 + $1.claims.count }
        let turns = report.tracks.reduce(0) { $0 + $1.turns.count }
        let cut = report.isCut ? "; what is older is left out, narrow the time" : ""
        self.init(
            id,
            report.tracks.isEmpty
                ? "Nothing happened in this time."
                : "\(report.tracks.count.of("agent")), \(claims.of("claim")), "
                    + "\(turns.of("turn"))\(cut)",
            from: report.from,
            to: report.to,
            lanes: report.tracks.map { track in
                Lane(
                    track.agent.text,
                    address: "/agents/" + track.agent.text.addressPart,
                    bars: track.claims.map { Bar($0) },
                    ticks: track.turns.map { Tick($0) }
                )
            }
        )
    }
}

extension LaneChart.Bar {
    fileprivate init(_ held: HeldClaimLine) {
        let ending = held.ending.map { ", \($0.replacing("_", with: " "))" } ?? ""
        self.init(
            "\(held.task.text) \(held.title.cut(200))\(ending)",
            from: held.claimedAt,
            to: held.endedAt,
            held.endedAt == nil ? .active : held.ending == "delivered" ? .good : .quiet,
            address: "/tasks/" + held.task.text.addressPart
        )
    }
}

extension LaneChart.Tick {
    fileprivate init(_ turn: TurnLine) {
        let outcome = turn.outcome.map { " \($0.replacing("_", with: " "))" } ?? ""
        let text = turn.text.isEmpty ? "" : ": \(turn.text.cut(200))"
        let badge = Badge(turn)
        self.init(
            "\(turn.kind.rawValue) \(turn.subject)\(outcome)\(text)",
            at: turn.time,
            badge.glyph,
            badge.tone,
            address: turn.address
        )
    }
}

extension TurnLine {
    /// The page of what it was about.
    fileprivate var address: String? {
        switch kind {
        case .claim, .delivery, .replay, .verdict, .launch:
            "/tasks/" + subject.addressPart
        case .message, .gate: nil
        }
    }
}

extension Badge {
    /// A turn's mark; its words say the same.
    fileprivate init(_ turn: TurnLine) {
        let outcome = turn.outcome ?? ""
        switch turn.kind {
        case .claim: self.init("claim", .active)
        case .delivery: self.init("delivery", .active, "◆")
        case .replay: self.init("replay", Badge(state: outcome).tone, "●")
        case .verdict:
            self.init(
                "verdict",
                outcome == "accepted" ? .good : outcome == "rejected" ? .bad : .attention,
                outcome == "accepted" ? "✓" : outcome == "rejected" ? "✗" : "↺"
            )
        case .message: self.init("message", .quiet, "▲")
        case .gate:
            self.init("gate", outcome == "pass" ? .good : .bad, outcome == "pass" ? "✓" : "✗")
        case .launch: self.init("launch", .quiet, "⟲")
        }
    }
}
