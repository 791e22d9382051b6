/// What a gate is, apart from how it judges.
///
/// It is all that a list, a refusal and a level need to know. The rule of a gate is its level in a
/// workspace, under the gate's own name.
package struct GateDescription: Hashable, Sendable {
    package let name: GateName
    /// What is so where the gate passes, as a sentence.
    package let summary: String
    /// What it can be run on.
    package let targets: [GateTarget]
    /// When it is asked without anybody running it.
    package let moments: [GateMoment]
    /// The level where nobody has chosen another.
    package let defaultLevel: RuleLevel
    /// What to do when it refuses, as a sentence.
    package let hint: String
    /// What kind of error its refusal is.
    package let category: ErrorCategory

    /// Describes a gate.
    ///
    /// - Parameters:
    ///   - targets: What it can be run on.
    ///   - moments: When it is asked by itself.
    package init(
        _ name: String,
        _ summary: String,
        on targets: [GateTarget],
        at moments: [GateMoment] = [],
        level: RuleLevel,
        hint: String,
        category: ErrorCategory = .checkFailed
    ) {
        self.name = GateName(trusted: name)
        self.summary = summary
        self.targets = targets
        self.moments = moments
        defaultLevel = level
        self.hint = hint
        self.category = category
    }
}

/// What a gate can be run on.
package enum GateTarget: String, Sendable, CaseIterable {
    /// The packet of a task.
    case packet
    /// What was handed in for a task.
    case delivery
    /// What the commit of a working directory would hand in.
    case worktree
    /// All that the ledger covers.
    case workspace
    /// A stage of the roadmap.
    case phase
}

/// When gates are asked by themselves.
package enum GateMoment: String, Sendable, CaseIterable {
    case claim
    case opening
    case edit
    case commit
    case message
    case packet
    case memory
    case decision
    case delivery
    case acceptance
    case stop
}
