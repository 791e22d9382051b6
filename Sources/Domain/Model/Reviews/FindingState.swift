/// Where a finding stands.
package enum FindingState: Hashable, Sendable {
    case open
    /// Somebody says that a commit mends it; the next round looks at that.
    case fixed(Fix)
    /// Its owner says that it is none.
    case disputed(reason: String, by: AgentID)
    /// It is let stand, with who looks after it and how.
    case accepted(Disposition, by: AgentID)

    /// The commit that is said to mend a finding.
    package struct Fix: Hashable, Sendable {
        package let commit: String
        package let agent: AgentID
        /// The round that it was said in.
        package let round: Int64

        package init(commit: String, agent: AgentID, round: Int64) {
            self.commit = commit
            self.agent = agent
            self.round = round
        }
    }

    /// The states by their names, which are promises.
    package enum Name: String, Sendable, CaseIterable {
        case open, fixed, disputed, accepted

        /// The states that may come next; a fix may be replaced by another.
        package var successors: Set<Name> {
            switch self {
            case .open: [.fixed, .disputed, .accepted]
            case .fixed: [.fixed, .open]
            case .disputed: [.open, .fixed, .accepted]
            case .accepted: []
            }
        }
    }

    /// Where it stands, without what belongs to that.
    package var name: Name {
        switch self {
        case .open: .open
        case .fixed: .fixed
        case .disputed: .disputed
        case .accepted: .accepted
        }
    }

    /// Whether nobody has mended it or taken it upon themselves.
    package var isUnresolved: Bool {
        switch self {
        case .open, .disputed: true
        case .fixed, .accepted: false
        }
    }
}

/// That a finding is let stand: who looks after it, and by what.
package struct Disposition: Hashable, Sendable {
    /// What comes after.
    package enum FollowUp: Hashable, Sendable {
        case task(TaskKey)
        case reason(String)
    }

    package let owner: AgentID
    package let followUp: FollowUp

    package init(owner: AgentID, followUp: FollowUp) {
        self.owner = owner
        self.followUp = followUp
    }

    /// The follow-up in words.
    package var text: String {
        switch followUp {
        case .task(let key): "follow-up \(key)"
        case .reason(let reason): reason
        }
    }
}
