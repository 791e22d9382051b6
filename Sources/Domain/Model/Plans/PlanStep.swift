import Digests

/// The name of a plan: `retention-job`, `2025-09-18-consensus-cadence`.
package struct PlanName: Identifier {
    package static let kind = "the name of a plan"
    package static let rule = IdentifierRule(lengthMax: 64)
    package let text: String
    package init(trusted text: String) { self.text = text }
}

/// The id of a step in its plan: `S1`.
package struct StepID: Identifier {
    package static let kind = "the id of a step"
    package static let rule = IdentifierRule(lengthMax: 24)
    package let text: String
    package init(trusted text: String) { self.text = text }
}

/// One step of a plan.
package struct PlanStep: Hashable, Sendable {
    /// What decides where a step stands.
    package enum Standing: Hashable, Sendable {
        /// Whoever works on the plan says it.
        case own(StepState)
        /// The task does; its state is looked up and never copied.
        case follows(TaskKey)
    }

    package let id: StepID
    /// `nil` where the title of its task is meant.
    package let title: String?
    package internal(set) var standing: Standing
    /// What was said about it last.
    package internal(set) var note: String?
    /// The files that show that it was done, from the repository's top on.
    package internal(set) var receipts: [String]

    package init(
        id: StepID,
        title: String?,
        standing: Standing,
        note: String? = nil,
        receipts: [String] = []
    ) {
        self.id = id
        self.title = title
        self.standing = standing
        self.note = note
        self.receipts = receipts
    }

    /// The task that it follows.
    package var task: TaskKey? {
        switch standing {
        case .own: nil
        case .follows(let key): key
        }
    }

    /// Where it stands.
    ///
    /// - Parameter following: Where the tasks of the plan stand; one that is not known is queued.
    package func state(_ following: [TaskKey: StepState]) -> StepState {
        switch standing {
        case .own(let state): state
        case .follows(let key): following[key] ?? .queued
        }
    }
}

/// What a plan is held against at its end.
package struct PlanCheckpoint: Hashable, Sendable {
    package let text: String
    package let owner: AgentID
    package let state: CheckpointState

    package init(text: String, owner: AgentID, state: CheckpointState) {
        self.text = text
        self.owner = owner
        self.state = state
    }
}

/// What kind of thing a plan points to: `task`, `review`, `decision`, `bus`, `url`.
package struct LinkKind: Identifier {
    package static let kind = "the kind of a link"
    package static let rule = IdentifierRule(lengthMax: 24, allowsUppercase: false)
    package let text: String
    package init(trusted text: String) { self.text = text }
}

/// Something that a plan points to.
package struct PlanLink: Hashable, Sendable {
    package let kind: LinkKind
    package let target: String

    package init(kind: LinkKind, target: String) {
        self.kind = kind
        self.target = target
    }
}

/// Who approved what of a plan.
package struct PlanApproval: Hashable, Sendable {
    package let approver: AgentID
    /// The digest of ``Plan/content`` as it was approved.
    package let digest: Digest
    package let note: String?

    package init(approver: AgentID, digest: Digest, note: String?) {
        self.approver = approver
        self.digest = digest
        self.note = note
    }
}
