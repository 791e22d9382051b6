import Model
import Store

/// A task that an agent could claim, and why it is the one to take.
package struct ClaimCandidate: Sendable {
    package let task: StoredTask
    package let reasons: [String]
    /// What waits for it.
    package let unlocks: Int
}

extension View {
    /// The best tasks that the asker could claim now, those whose paths are held by others left
    /// out.
    ///
    /// - Parameter limit: The most that are answered. Candidates are looked at in order until there
    ///   are that many, so a long queue costs nothing.
    package func next(in lane: LaneKey?, limit: Int) throws -> [ClaimCandidate] {
        let agent = try requireAsker().id
        let checksPaths = try workspace.level(of: .overlap) == .block
        let obstacles = PathObstacles(view: self, agent: agent)
        var found: [ClaimCandidate] = []
        var seen: Set<TaskKey> = []
        var window = max(limit * 4, 32)
        while true {
            let candidates = try tasks.claimable(by: agent, in: lane, at: now, limit: window)
            for candidate in candidates where found.count < limit {
                guard seen.insert(candidate.key).inserted else { continue }
                if checksPaths, try level(of: .overlap, for: candidate.key) == .block,
                    try obstacles.first(for: candidate.task) != nil
                {
                    continue
                }
                found.append(try described(candidate, for: agent))
            }
            // All that came so far may be held up, and the next one not.
            guard found.count < limit, candidates.count >= window else { return found }
            window *= 4
        }
    }

    private func described(
        _ candidate: StoredTask,
        for agent: AgentID
    ) throws -> ClaimCandidate {
        let unlocks = try tasks.dependents(of: candidate.key).count
        return ClaimCandidate(
            task: candidate,
            reasons: reasons(candidate, unlocks, agent),
            unlocks: unlocks
        )
    }

    private func reasons(_ stored: StoredTask, _ unlocks: Int, _ agent: AgentID) -> [String] {
        var reasons: [String] = []
        switch stored.task.state {
        case .rework(let rework) where rework.worker == agent:
            reasons.append("sent back to you")
        case .rework(let rework):
            reasons.append("sent back to \(rework.worker), who did not take it up")
        case .claimed(let hold) where hold.agent == agent:
            reasons.append("your lease has ended")
        case .claimed(let hold): reasons.append("the lease of \(hold.agent) has ended")
        case .draft, .ready, .paused, .delivered, .blocked, .parked, .accepted, .cancelled,
            .superseded:
            break
        }
        if stored.task.assignee == agent { reasons.append("assigned to you") }
        if unlocks > 0 { reasons.append("unlocks \(unlocks)") }
        reasons.append("priority \(stored.task.priority)")
        return reasons
    }
}
