import Model

/// A path that somebody would change, and where it lies.
package struct PathPlace: Hashable, Sendable {
    /// The path as it was asked about.
    package let asked: String
    /// The path from the top of its working directory on; `nil` where it lies in no repository.
    package let path: String?
    /// The top of the working directory; `nil` for a path that was asked about from a repository's
    /// top on, without saying which.
    package let root: String?
    /// What the repository's working directories share; `nil` where ``root`` is.
    package let commonDirectory: String?

    /// A path in a working directory.
    package init(asked: String, path: String, root: String, commonDirectory: String) {
        self.asked = asked
        self.path = path
        self.root = root
        self.commonDirectory = commonDirectory
    }

    /// A path from a repository's top on.
    package init(inRepository path: String) {
        asked = path
        self.path = path
        root = nil
        commonDirectory = nil
    }

    /// A path outside of any repository.
    package init(outside path: String) {
        asked = path
        self.path = nil
        root = nil
        commonDirectory = nil
    }
}

/// What an agent may do with a path.
package struct PathJudgement: Hashable, Sendable {
    /// How a path stands to the agent who would change it.
    package enum Standing: String, Sendable, CaseIterable {
        /// In the scope of what the agent holds.
        case inScope = "in_scope"
        /// In a registered repository, and neither the agent nor anybody else has a say in it.
        case free
        /// In no repository of the workspace.
        case elsewhere
        /// Outside the scope of everything that the agent holds there.
        case outOfScope = "out_of_scope"
        /// Held by another agent's claim.
        case held
        /// None that the agent's role may change.
        case outOfRole = "out_of_role"
        /// In another agent's worktree.
        case otherWorktree = "other_worktree"
    }

    package let place: PathPlace
    package let standing: Standing
    package let repository: RepositoryName?
    /// The task that has it in scope: the agent's own, or the other's that holds it.
    package let task: TaskKey?
    /// Whose it is, if it is another's.
    package let holder: AgentID?
    /// The rule that speaks against the change, unless it is off.
    package let rule: GateName?
    /// Its level; `.off` where nothing speaks against the change.
    package let level: RuleLevel
    /// What speaks against the change, as a sentence.
    package let reason: String?
}
