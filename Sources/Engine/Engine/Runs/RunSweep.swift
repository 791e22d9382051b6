import Model
import Store

/// The agents of a run: who goes on with what they remember, and whose session is to be closed.
package struct RunSweep: Sendable {
    /// An agent of it.
    package struct Agent: Sendable {
        package let agent: AgentID
        package let alignment: Alignment
        package let trail: AgentTrail
        /// What it would take up next, or has in hand.
        package let next: RunSlice?
        /// Its sessions that go on.
        package let sessions: [SessionID]
        /// How its program talks; `nil` for one that somebody else starts.
        package let dialect: RunDriver.Dialect?
    }

    package let stored: RunStore.Stored
    /// By their ids.
    package let agents: [Agent]
    /// How many slices agents have in hand.
    package let inHand: Int

    /// Looks at all agents that a slice of the run names.
    package init(of name: RunName, in view: View) throws {
        let progress = try RunProgress(of: name, in: view)
        let run = progress.stored.run
        let rules = try view.ruleDigest()
        let named = run.slices.flatMap { [$0.owner] + $0.backups }
        stored = progress.stored
        inHand = progress.slices.count { $0.state == .running }
        agents = try Set(named).sorted().map { agent in
            let dialect = run.draft.dialects[agent]
            let trail = try view.trail(of: agent, in: name, dialect, rules: rules)
            let next = progress.next(of: agent, trail)
            return Agent(
                agent: agent,
                alignment: Alignment(of: trail, for: next, run.draft.freshness),
                trail: trail,
                next: next,
                sessions: try view.sessions.live(of: agent).map(\.id),
                dialect: dialect
            )
        }
    }
}

extension RunProgress {
    /// What an agent has in hand, would be started for, or else is the first to come of its slices.
    ///
    /// What it backs up is its owner's, unless it would be started for it.
    fileprivate func next(of agent: AgentID, _ trail: AgentTrail) -> RunSlice? {
        let task = trail.working ?? starts.first { $0.agent == agent }?.task
        if let task, let found = slices.first(where: { $0.slice.task == task }) {
            return found.slice
        }
        let own = slices.filter { $0.slice.owner == agent && !$0.state.isOver }
        let open = own.first { $0.state != .delivered && $0.state != .inReview }
        return (open ?? own.first)?.slice
    }
}

extension RunSweep.Agent {
    /// Why it is as it is, as a sentence.
    package var reason: String {
        let before = trail.last?.task.text ?? "its last slice"
        let after = next?.task.text ?? "its next slice"
        return switch alignment {
        case .fresh: "It has not worked for the run."
        case .aligned(.working): "It has \(after) in hand."
        case .aligned(.sameSlice): "It had \(after) in hand before."
        case .aligned(.sameStage): "\(after) is of the stage of \(before)."
        case .aligned(.follows): "\(after) follows \(before)."
        case .stale(.retired): "It is retired, or not in the workspace."
        case .stale(.elsewhere):
            "It works on \(trail.elsewhere?.text ?? "something"), which is none of the run's slices."
        case .stale(.done): "No slice of the run is left for it."
        case .stale(.freshOnly): "The run wants a fresh agent for each slice."
        case .stale(.ended):
            "Its last launch ended as \(trail.last?.outcome?.rawValue ?? "nothing")."
        case .stale(.gone): "Nothing that it can go on with is left of its conversation."
        case .stale(.rules): "Rules were changed since it worked on \(before)."
        case .stale(.revised): "The packet of \(before) was revised since."
        case .stale(.unrelated):
            "\(after) is of another stage than \(before), and does not wait for it."
        case .stale(.notCompactable): "Its program can't be told to compact before \(after)."
        }
    }
}
