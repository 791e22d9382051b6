/// How much a gate has to say in a workspace.
package enum RuleLevel: String, Sendable, CaseIterable {
    /// Nothing; the gate is not even asked.
    case off
    /// It is said, and recorded where there is a record.
    case advise
    /// It is refused.
    case block
}

/// What a gate at level `block` refused.
package struct RuleError: Reportable, Equatable {
    package let rule: GateDescription
    package let fault: String
    package let remedy: String?
    /// Where it was asked, if what it said is not recorded by who asked.
    package let moment: GateMoment?
    package let task: TaskKey?

    package init(
        rule: GateDescription,
        fault: String,
        remedy: String?,
        at moment: GateMoment? = nil,
        about task: TaskKey? = nil
    ) {
        self.rule = rule
        self.moment = moment
        self.task = task
        self.fault = fault
        self.remedy = remedy
    }

    package var code: String { "rule.\(rule.name)" }
    package var category: ErrorCategory { rule.category }
    package var message: String { fault }
    package var hint: String? { remedy ?? rule.hint }
}
