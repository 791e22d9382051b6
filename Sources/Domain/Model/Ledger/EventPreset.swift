/// Events that somebody watches together, by a name.
package enum EventPreset: String, Sendable, CaseIterable {
    /// What who plans has to follow: all but signs of life and what Worklead does for itself.
    case manager
    /// How the work goes: who takes, holds, hands in and gives back what.
    case support
    /// What needs somebody.
    case quiet

    /// The types, each a name or a glob such as `task.*`.
    package var types: [String] {
        switch self {
        case .manager:
            [
                "task.[^r]*", "task.re[^n]*", "message.*", "decision.*", "agent.[^i]*",
                "session.started", "session.ended", "session.saved", "session.leftover_found",
                "lane.*",
                "phase.*",
                "replay.*", "review.*", "finding.*", "waiver.*", "followup.*",
                "merge.*",
            ]
        case .support:
            [
                "task.claimed", "task.released", "task.paused", "task.resumed", "task.delivered",
                "task.accepted", "task.sent_back", "task.rejected", "task.blocked",
                "task.unblocked", "replay.recorded", "session.started", "session.ended",
                "session.saved", "agent.alerted", "message.sent",
            ]
        case .quiet:
            [
                "task.delivered", "task.blocked", "message.escalated", "agent.alerted",
                "decision.asked", "decision.defaulted", "decision.escalated",
                "session.leftover_found",
            ]
        }
    }
}
