import Model

/// How a session is to start, with what git says of the place.
package struct SessionOrder: Sendable {
    /// The worktree to bind; `nil` outside of any.
    package var worktree: String?
    package var repository: Repository?
    package var focus: String?
    /// The branch that is checked out there; `nil` for a detached head.
    package var branch: String?
    package var head: String?
    /// The paths that differ from the head.
    package var uncommitted: [String]
    package var branches: BranchPattern
    /// Whether to start on a branch that the rule speaks against.
    package var overridesBranchRule: Bool
    /// Whether to tell those who plan that the agent is there.
    package var isAnnounced = false

    package init(
        worktree: String? = nil,
        repository: Repository? = nil,
        focus: String? = nil,
        branch: String? = nil,
        head: String? = nil,
        uncommitted: [String] = [],
        branches: BranchPattern = BranchPattern(),
        overridesBranchRule: Bool = false
    ) {
        self.worktree = worktree
        self.repository = repository
        self.focus = focus
        self.branch = branch
        self.head = head
        self.uncommitted = uncommitted
        self.branches = branches
        self.overridesBranchRule = overridesBranchRule
    }
}
