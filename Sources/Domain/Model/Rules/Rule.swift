/// A rule that a workspace may turn off, take as advice or let block.
package enum Rule: String, Sendable, CaseIterable {
    /// Claims whose paths overlap a running claim's.
    case overlap
    /// Deliveries that change paths outside the packet's scope.
    case scope
    /// Sessions and deliveries on a branch that is not the agent's own.
    case branch
    /// Deliveries from a worktree with uncommitted changes.
    case cleanTree = "clean_tree"
    /// Deliveries before the checkout was acknowledged.
    case checkout
    /// Deliveries whose report lacks a section that the packet asks for.
    case report
    /// Tasks whose packet has a finding of lint when they are opened for claims.
    case lint
    /// Edits outside of what the agent holds.
    case edit
    /// Agents that stop while they hold what they have not delivered.
    case stop

    /// The level where nobody has chosen another.
    package var defaultLevel: RuleLevel {
        switch self {
        case .overlap, .scope, .branch, .cleanTree, .report, .edit, .stop: .block
        case .checkout: .off
        case .lint: .advise
        }
    }

    /// What the rule is about, as one sentence.
    package var summary: String {
        switch self {
        case .overlap: "A claim's paths do not overlap those of a running claim."
        case .scope: "A delivery changes only paths in the packet's scope."
        case .branch: "An agent works on its own branches."
        case .cleanTree: "A delivery's worktree has no uncommitted changes."
        case .checkout: "A delivery's checkout was acknowledged before."
        case .report: "A delivery's report has the sections that the packet asks for."
        case .lint: "A task's packet is without findings when the task is opened."
        case .edit: "An edit stays in the scope of what its agent holds."
        case .stop: "An agent does not stop while it holds what it has not delivered."
        }
    }
}

/// What a broken rule does.
package enum RuleLevel: String, Sendable, CaseIterable {
    /// Nothing; the rule is not even looked at.
    case off
    /// It is said, and recorded where there is a record.
    case advise
    /// It is refused.
    case block
}

/// A rule that was broken at level `block`.
package struct RuleError: Reportable, Equatable {
    package let rule: Rule
    package let fault: String
    package let remedy: String?

    package init(rule: Rule, fault: String, remedy: String?) {
        self.rule = rule
        self.fault = fault
        self.remedy = remedy
    }

    package var code: String { "rule.\(rule.rawValue)" }

    package var category: ErrorCategory {
        switch rule {
        case .overlap: .conflict
        case .branch: .notAllowed
        case .scope, .cleanTree, .checkout, .report, .lint, .edit, .stop: .checkFailed
        }
    }

    package var message: String { fault }
    package var hint: String? { remedy }
}
