/// What can happen to a worktree that Worklead made.
package enum WorktreeEvent: Hashable, Sendable {
    /// A worktree is to be made; the record comes first, so that a crash before the last step is
    /// seen.
    case planned(WorktreePlan)
    case made
    /// Its uncommitted work was kept under a ref.
    case parked(ref: String, commit: String)
    case removed

    /// The event as it is written.
    package var fact: Fact {
        switch self {
        case .planned(let plan):
            FactWriter().with("repository", plan.repository).with("path", plan.path)
                .with("branch", plan.branch).with("start", plan.start).with("task", plan.task)
                .with("agent", plan.agent).with("fence", plan.fence?.number)
                .fact("worktree.planned")
        case .made: FactWriter().fact("worktree.made")
        case .parked(let ref, let commit):
            FactWriter().with("ref", ref).with("commit", commit).fact("worktree.parked")
        case .removed: FactWriter().fact("worktree.removed")
        }
    }

    /// Reads the fact back, or answers `nil` for a fact about something else.
    package init?(_ fact: Fact) throws(FactError) {
        let reader = try FactReader(fact)
        switch fact.type {
        case "worktree.planned":
            self = .planned(
                WorktreePlan(
                    repository: try reader.name("repository"),
                    path: try reader.text("path"),
                    branch: try reader.optionalText("branch"),
                    start: try reader.text("start"),
                    task: try reader.optionalName("task"),
                    agent: try reader.name("agent"),
                    fence: try reader.optionalInteger("fence").map(Fence.init)
                )
            )
        case "worktree.made": self = .made
        case "worktree.parked":
            self = .parked(ref: try reader.text("ref"), commit: try reader.text("commit"))
        case "worktree.removed": self = .removed
        default: return nil
        }
    }
}

/// Which worktree is to be made, from what and for whom.
package struct WorktreePlan: Hashable, Sendable {
    package let repository: RepositoryName
    /// Absolute.
    package let path: String
    /// The branch to make; `nil` for a detached worktree.
    package let branch: String?
    /// The full id of the commit to start from.
    package let start: String
    package let task: TaskKey?
    package let agent: AgentID
    package let fence: Fence?

    package init(
        repository: RepositoryName,
        path: String,
        branch: String?,
        start: String,
        task: TaskKey?,
        agent: AgentID,
        fence: Fence?
    ) {
        self.repository = repository
        self.path = path
        self.branch = branch
        self.start = start
        self.task = task
        self.agent = agent
        self.fence = fence
    }
}

/// A worktree that Worklead made, as the ledger knows it.
package struct Worktree: Hashable, Sendable {
    /// How far its making or clearing away has come.
    package enum State: String, Sendable, CaseIterable {
        case planned, made, parked, removed
    }

    /// Its name in the ledger: the task and the fence, or the agent.
    package let name: String
    package let plan: WorktreePlan
    package let state: State
    /// Where uncommitted work was kept, if it was.
    package let parkedRef: String?
    package let parkedCommit: String?

    package init(
        name: String,
        plan: WorktreePlan,
        state: State,
        parkedRef: String?,
        parkedCommit: String?
    ) {
        self.name = name
        self.plan = plan
        self.state = state
        self.parkedRef = parkedRef
        self.parkedCommit = parkedCommit
    }
}
