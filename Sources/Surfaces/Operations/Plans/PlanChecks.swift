import Model

/// Holds plans against the rules.
package enum ValidatePlans: Operation {
    package typealias Output = PlanVerdicts
    package static let name = "plan.validate"
    package static let summary =
        "Holds plans against the rules: those of the ledger, and files of plans."
    package static let effect = Effect.reads
    package static let needsPlace = true
    package static let takesTime = true
    package static let errors: [String] = ["plan.unknown", "plan.invalid", "plan.unreadable"]
    package static let example = Input { input in
        input.files = ["_plans/2025-09-18-consensus-cadence.plan.json"]
        input.strict = true
    }

    /// What is asked of `plan.validate`.
    package struct Input: Record {
        package static let name = "plan.validate.input"
        package static let fields: [Field<Self>] = [
            Field("plans", \.plans, "Plans of the ledger.", .hasDefault),
            Field("files", \.files, "Files of plans, or folders of them.", .hasDefault, .line(500)),
            Field("strict", \.strict, "Whether receipts and links are looked for.", .hasDefault),
        ]

        package var plans: [PlanName] = []
        package var files: [String] = []
        package var strict = false

        package init() {}
    }
}

/// What came of holding plans against the rules.
package struct PlanVerdicts: Record {
    package static let name = "plan.verdicts"
    package static let fields: [Field<Self>] = [
        Field("plans", \.plans, "The plans, each with what is wrong with it."),
        Field("valid", \.valid, "How many have no fault."),
        Field("faults", \.faults, "How many faults there are."),
        Field("advice", \.advice, "How much there is that is worth mending."),
        Field("unreadable", \.unreadable, "How many could not be looked at."),
    ]

    package var plans: [PlanVerdict] = []
    package var valid: Int = 0
    package var faults: Int = 0
    package var advice: Int = 0
    package var unreadable: Int = 0

    package init() {}
}

/// A plan with what is wrong with it.
package struct PlanVerdict: Record {
    package static let name = "plan.verdict"
    package static let fields: [Field<Self>] = [
        Field("plan", \.plan, "The plan, where it is one of the ledger."),
        Field("path", \.path, "The file, where it is one."),
        Field("findings", \.findings, "What is wrong."),
    ]

    package var plan: PlanName?
    package var path: String?
    package var findings: [PlanFindingLine] = []

    package init() {}
}

/// Something that is wrong with a plan.
package struct PlanFindingLine: Record {
    package static let name = "plan.finding"
    package static let fields: [Field<Self>] = [
        Field("rule", \.rule, "The rule that is broken."),
        Field("severity", \.severity, "How much it matters."),
        Field("place", \.place, "The part of the plan."),
        Field("line", \.line, "The line in its file."),
        Field("text", \.text, "What is wrong, as a sentence."),
    ]

    package var rule: String = ""
    package var severity: PlanRule.Severity = .fault
    package var place: String = ""
    package var line: Int?
    package var text: String = ""

    package init() {}
}

/// Looks for words of plans that have drifted.
package enum CheckPlanHygiene: Operation {
    package typealias Output = PlanMendings
    package static let name = "plan.hygiene"
    package static let summary =
        "Finds drifted words in plan files, and plans that stand elsewhere than their steps."
    package static let effect = Effect.reads
    package static let needsPlace = true
    package static let takesTime = true
    package static let errors: [String] = ["plan.unknown", "plan.drifted", "plan.unreadable"]
    package static let example = Input { $0.plans = [PlanName(trusted: "retention")] }

    /// What is asked of `plan.hygiene`.
    package struct Input: Record {
        package static let name = "plan.hygiene.input"
        package static let fields: [Field<Self>] = [
            Field("plans", \.plans, "Plans of the ledger.", .hasDefault),
            Field("files", \.files, "Files of plans, or folders of them.", .hasDefault, .line(500)),
        ]

        package var plans: [PlanName] = []
        package var files: [String] = []

        package init() {}
    }
}

/// Mends what hygiene finds.
package enum TidyPlans: Operation {
    package typealias Output = PlanMendings
    package static let name = "plan.tidy"
    package static let summary =
        "Mends drifted words in plan files, and moves plans to where their steps stand."
    package static let effect = Effect.changes
    package static let needsPlace = true
    package static let takesTime = true
    package static let errors: [String] = ["plan.unknown", "plan.not_yours", "plan.unreadable"]
    package static let example = Input { $0.plans = [PlanName(trusted: "retention")] }

    /// What is asked of `plan.tidy`.
    package struct Input: Record {
        package static let name = "plan.tidy.input"
        package static let fields: [Field<Self>] = [
            Field("plans", \.plans, "Plans of the ledger.", .hasDefault),
            Field("files", \.files, "Files of plans, or folders of them.", .hasDefault, .line(500)),
        ]

        package var plans: [PlanName] = []
        package var files: [String] = []

        package init() {}
    }
}

/// The words of plans that are to be others.
package struct PlanMendings: Record {
    package static let name = "plan.mendings"
    package static let fields: [Field<Self>] = [
        Field("plans", \.plans, "How many plans were looked at."),
        Field("mendings", \.mendings, "The words that are to be others, or are others now."),
        Field("written", \.written, "The files that were written."),
    ]

    package var plans: Int = 0
    package var mendings: [PlanMendingLine] = []
    package var written: [String] = []

    package init() {}
}

/// A word of a plan that is to be another.
package struct PlanMendingLine: Record {
    package static let name = "plan.mending"
    package static let fields: [Field<Self>] = [
        Field("plan", \.plan, "The plan, where it is one of the ledger."),
        Field("path", \.path, "The file, where it is one."),
        Field("place", \.place, "The part of the plan."),
        Field("line", \.line, "The line in its file."),
        Field("before", \.before, "What stands there, or stood."),
        Field("after", \.after, "What belongs there."),
        Field("reason", \.reason, "Why, as a sentence."),
    ]

    package var plan: PlanName?
    package var path: String?
    package var place: String = ""
    package var line: Int?
    package var before: String = ""
    package var after: String = ""
    package var reason: String = ""

    package init() {}
}

/// Makes the folder for a plan's receipts.
package enum ScaffoldPlan: Operation {
    package typealias Output = PlanScaffold
    package static let name = "plan.scaffold"
    package static let summary =
        "Makes the folder for a plan's receipts, with a text that says what belongs there."
    package static let effect = Effect.changes
    package static let needsPlace = true
    package static let takesTime = true
    package static let isRepeatable = true
    package static let errors: [String] = ["plan.unknown", "plan.bad_receipt"]
    package static let example = Input { $0.plan = PlanName(trusted: "retention") }

    /// What is asked of `plan.scaffold`.
    package struct Input: Record {
        package static let name = "plan.scaffold.input"
        package static let fields: [Field<Self>] = [
            Field("plan", \.plan, "The plan."),
            Field(
                "folder",
                \.folder,
                "The folder, from the repository's top on; as configured if left out.",
                .line(300)
            ),
        ]

        package var plan: PlanName = .unset
        package var folder: String?

        package init() {}
    }
}

/// A folder for receipts.
package struct PlanScaffold: Record {
    package static let name = "plan.scaffold.made"
    package static let fields: [Field<Self>] = [
        Field("plan", \.plan, "The plan."),
        Field("folder", \.folder, "The folder, from the repository's top on."),
        Field("root", \.root, "The working directory that it was made in."),
        Field("made", \.made, "Whether the text in it is new; an older one is left as it is."),
    ]

    package var plan: PlanName = .unset
    package var folder: String = ""
    package var root: String = ""
    package var made = false

    package init() {}
}
