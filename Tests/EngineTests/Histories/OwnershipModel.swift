import Model

/// Who holds what, kept beside the engine by rules so few that they can be read at once.
struct OwnershipModel {
    struct Owner: Equatable {
        let agent: AgentID
        let session: SessionID
        let fence: Fence
        /// `nil` while the lease's clock stands still.
        var until: Timestamp?
    }

    private(set) var owners: [TaskKey: Owner] = [:]
    private var given: [TaskKey: Fence] = [:]

    /// Takes note of a claim that the engine granted.
    ///
    /// - Returns: What is wrong with it, if anything is.
    mutating func claimed(
        _ key: TaskKey,
        by agent: AgentID,
        in session: SessionID,
        under fence: Fence,
        until: Timestamp,
        at now: Timestamp
    ) -> String? {
        let last = given[key, default: .none]
        defer {
            owners[key] = Owner(agent: agent, session: session, fence: fence, until: until)
            given[key] = max(last, fence)
        }
        if let owner = owners[key], owner.agent == agent, owner.session == session {
            return owner.fence == fence ? nil : "the fence rose for the same holder of \(key)"
        }
        guard fence == last.next else { return "\(key) got the fence \(fence) after \(last)" }
        guard let owner = owners[key] else { return nil }
        // The same agent under a new session takes over from its own.
        guard owner.agent != agent else { return nil }
        guard let end = owner.until else { return "\(key) was taken while it was paused" }
        return end <= now ? nil : "\(key) was taken from \(owner.agent), whose lease still ran"
    }

    mutating func renewed(_ key: TaskKey, until: Timestamp) { owners[key]?.until = until }
    mutating func paused(_ key: TaskKey) { owners[key]?.until = nil }
    mutating func freed(_ key: TaskKey) { owners[key] = nil }

    /// What of the tasks is not as the model has it.
    func disagreement(with tasks: [WorkTask]) -> String? {
        for task in tasks {
            let owner = owners[task.key]
            guard task.fence == given[task.key, default: .none] else {
                return "\(task.key) is at the fence \(task.fence)"
            }
            guard let hold = task.hold else {
                if let owner { return "\(owner.agent) should hold \(task.key)" }
                continue
            }
            guard let owner, owner.agent == hold.agent, owner.session == hold.session,
                owner.fence == hold.fence, owner.until == nil || owner.until == hold.expiry
            else { return "\(hold.agent) should not hold \(task.key)" }
        }
        return nil
    }
}
