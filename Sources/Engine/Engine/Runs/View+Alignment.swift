import Digests
import Model
import Store

extension View {
    /// The digest of the rules as they are now.
    func ruleDigest() throws -> Digest { RuleLevel.digest(of: try workspace.chosenLevels()) }

    /// What is known of an agent of a run, each part asked for by itself: no slice is read but the
    /// one that it worked on last.
    ///
    /// An agent that is driven is known by its launches; one that somebody else starts by what it
    /// took up last, while the session goes on in which it did.
    ///
    /// - Parameters:
    ///   - dialect: How its program talks; `nil` for one that somebody else starts.
    ///   - rules: The digest of the rules as they are now.
    package func trail(
        of agent: AgentID,
        in run: RunName,
        _ dialect: RunDriver.Dialect?,
        rules: Digest
    ) throws -> AgentTrail {
        var trail = AgentTrail(
            isActive: try agents.agent(agent)?.isActive == true,
            rules: rules
        )
        for held in try tasks.held(by: agent) {
            if try slice(held.key, of: run) == nil {
                trail.elsewhere = held.key
            } else if dialect == nil {
                trail.working = held.key
            }
        }
        if let dialect {
            let last = try runs.lastLaunch(of: agent, in: run)
            if last?.endedAt == nil { trail.working = last?.launch.task }
            trail.last = try last.flatMap { try work($0, of: run, dialect.memory) }
            return trail
        }
        let open = try runs.openLaunch(of: agent)
        if let open, open.run == run { trail.working = open.launch.task }
        guard let claim = try claims.held(by: agent, limit: 1).first,
            try sessions.session(claim.claim.session)?.endedAt == nil
        else { return trail }
        guard let slice = try slice(claim.task, of: run) else {
            trail.elsewhere = claim.task
            return trail
        }
        let launch = try runs.launches(of: run, task: slice.task, limit: 1).first
        trail.last = AgentTrail.Work(
            task: slice.task,
            stage: slice.stage,
            launch: launch?.launch.agent == agent ? launch?.launch.number : nil,
            memory: .compactable
        )
        return trail
    }

    private func slice(_ task: TaskKey, of run: RunName) throws -> RunSlice? {
        guard let found = try runs.slice(of: task), found.run == run else { return nil }
        return found.slice
    }

    /// What a launch that is over has left.
    private func work(
        _ stored: RunStore.StoredLaunch,
        of run: RunName,
        _ memory: AgentTrail.Memory
    ) throws -> AgentTrail.Work? {
        let launch = stored.launch
        guard let slice = try slice(launch.task, of: run) else { return nil }
        return AgentTrail.Work(
            task: slice.task,
            stage: slice.stage,
            launch: launch.number,
            outcome: stored.landing?.outcome,
            memory: stored.landing?.conversation == nil ? .gone : memory,
            isRevised: try tasks.task(launch.task)?.task.packetRevision != launch.packet,
            rules: launch.rules
        )
    }
}
