import Engine
import Model
import Operations

/// Looks for agents that hold work up: those that are stuck, and those that nobody hears of.
struct AgentExamination {
    let windows: PresenceWindows

    /// The most agents that are named; there may be many, and a person looks at one after another.
    private static let namedMax = 5

    /// What was found: a line for each agent that needs somebody, or one that says that none does.
    func checks(_ view: View) throws -> [DoctorLine] {
        let all = try view.presences(windows)
        let found = all.filter { $0.presence.state.raisesAlert }
        guard !found.isEmpty else {
            return [
                DoctorLine(
                    "agents",
                    "fine",
                    all.isEmpty ? "there are none yet" : "none is stuck or silent"
                )
            ]
        }
        var lines = found.prefix(Self.namedMax).map(line)
        if found.count > Self.namedMax {
            let more = found.count - Self.namedMax
            lines.append(
                DoctorLine("agents", "advice", "and \(more) more", .showPresence)
            )
        }
        return lines
    }

    /// Who holds a task keeps others from it; who holds none only is missed.
    private func line(_ standing: AgentPresence) -> DoctorLine {
        let presence = standing.presence
        let (remedy, subject) = remedy(standing)
        return DoctorLine(
            "agents",
            standing.evidence.holds.isEmpty ? "advice" : "degraded",
            "\(standing.agent.id) is \(presence.state.rawValue) since \(presence.since.text): "
                + presence.reason,
            remedy,
            for: subject
        )
    }

    /// A question takes nothing from anybody, where taking the task away could be wrong.
    private func remedy(_ standing: AgentPresence) -> (DoctorRemedy, String) {
        guard standing.evidence.startedAt != nil else { return (.sweepAgents, "") }
        let question =
            standing.evidence.holds.first.map { "Where does \($0.task) stand?" } ?? "Are you there?"
        return (.askAgent, "\(standing.agent.id) '\(question)'")
    }
}
