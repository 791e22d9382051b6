import CommandLineKit
import Model
import Operations

/// The commands that hold plans against rules.
enum PlanCheckCommands {
    static let all: [Command] = [validate, hygiene, scaffold]

    private static let subjects = Argument(
        "PLAN|PATH",
        help: "A plan of the ledger, a plan file, or a folder of them",
        count: .any,
        completion: .file
    )

    static let validate = Command(
        CommandSpecification(
            "validate",
            summary: "Hold plans against the rules",
            discussion: """
                A word with a stroke, or that ends in .json, is a file; other words are plans of \
                the ledger. Without any, all plans of the ledger and all plan files of the \
                repository are held against the rules. With --strict receipts are looked for as \
                well: they have to be there, tracked by git, and what their names say.

                Ends with 0 where every plan is valid, with 5 where a rule is broken, and with 2 \
                where a plan can't be read.
                """,
            arguments: [subjects],
            flags: [strict],
            examples: [
                CommandExample("worklead plan validate --strict", "Before a delivery."),
                CommandExample("worklead plan validate _plans", "The files of a folder."),
            ],
            seeAlso: ["plan hygiene", "preflight"]
        ),
        calls: [ValidatePlans.name]
    ) { parsed, context in
        let (plans, files) = try named(in: parsed)
        let input = ValidatePlans.Input { input in
            (input.plans, input.files) = (plans, files)
            input.strict = parsed.isSet(strict)
        }
        let reply = try await context.caller.call(ValidatePlans.self, input, context.options)
        let report = reply.output
        let output = CommandOutput(reply, of: ValidatePlans.self) { text in
            text.say(
                """
                \(report.valid) of \(report.plans.count, "plan") valid, \(report.faults, "fault"), \
                \(report.advice) advice
                """
            )
            guard report.plans.contains(where: { !$0.findings.isEmpty }) else { return }
            text.list(
                TextList(
                    "findings",
                    columns: ["plan", "severity", "rule", "finding"],
                    rows: report.plans.flatMap { plan in
                        plan.findings.map { finding in
                            [
                                plan.place(of: finding), .literal(finding.severity.rawValue),
                                // Without the path in it a finding is of no use.
                                .literal(finding.rule), .path(finding.text),
                            ]
                        }
                    }
                )
            )
        }
        guard report.faults + report.unreadable > 0 else { return output }
        let all = report.plans.flatMap(\.findings)
        if let finding = all.first(where: { $0.severity == .unreadable }) {
            return output.failing(UnreadablePlanError(fault: finding.text))
        }
        let broken = report.plans.count { $0.findings.contains { $0.severity == .fault } }
        let rules = all.filter { $0.severity == .fault }.compactMap { PlanRule(rawValue: $0.rule) }
        return output.failing(
            InvalidPlansError(faults: report.faults, plans: broken, rules: Set(rules))
        )
    }

    private static let strict = Flag("strict", help: "Look for receipts and links as well")

    static let hygiene = Command(
        CommandSpecification(
            "hygiene",
            summary: "Find and mend drifted words and states of plans",
            discussion: """
                Words such as 'In Progress', WIP or completed become the ones that are meant, \
                and a plan that stands elsewhere than its steps is moved to where these stand. \
                --check, which is the default, changes nothing and ends with 10 where something \
                would change. --apply writes: files whole or not at all, with nothing in them \
                touched but the words, and plans of the ledger as events.
                """,
            arguments: [subjects],
            flags: [check, apply, .dryRun],
            examples: [
                CommandExample("worklead plan hygiene --check", "Has anything drifted?"),
                CommandExample("worklead plan hygiene --apply _plans", "Mend the files."),
            ],
            seeAlso: ["plan validate"]
        ),
        calls: [CheckPlanHygiene.name, TidyPlans.name]
    ) { parsed, context in
        let (plans, files) = try named(in: parsed)
        guard parsed.isSet(apply) else {
            let input = CheckPlanHygiene.Input { ($0.plans, $0.files) = (plans, files) }
            let reply = try await context.caller.call(
                CheckPlanHygiene.self,
                input,
                context.options
            )
            let report = reply.output
            let output = CommandOutput(reply, of: CheckPlanHygiene.self) { text in
                text.say(
                    """
                    \(report.mendings.count, "word has", "words have") drifted in \
                    \(report.plans, "plan")
                    """
                )
                report.describe(in: &text)
                if !report.mendings.isEmpty { text.next("worklead plan hygiene --apply") }
            }
            guard let first = report.mendings.first else { return output }
            return output.failing(PlanDriftError(count: report.mendings.count, first: first.words))
        }
        if parsed.isSet(check) { throw CheckOrApplyError() }
        let input = TidyPlans.Input { ($0.plans, $0.files) = (plans, files) }
        var options = context.options
        options.dryRun = parsed.isSet(.dryRun) || context.isDryRun
        let reply = try await context.caller.call(TidyPlans.self, input, options)
        let report = reply.output
        return CommandOutput(
            change: reply,
            of: TidyPlans.self,
            "\(report.mendings.count, "word") mended in \(report.plans, "plan")"
        ) { text in
            report.describe(in: &text)
            for path in report.written { text.field("written", .path(path)) }
        }
    }

    private static let check = Flag("check", help: "Change nothing, and say what has drifted")
    private static let apply = Flag("apply", help: "Mend what has drifted")

    static let scaffold = Command(
        ScaffoldPlan.self,
        CommandSpecification(
            "scaffold",
            summary: "Make the folder for a plan's receipts",
            discussion: """
                In the working directory here, where it is one of the plan's repository, else in \
                its main one: docs/receipts/PLAN, or what `receipts` in [plans] of \
                .worklead/gates.toml says, with {plan} and {agent}. A text in it says what \
                belongs there; one that is there already is left as it is.
                """,
            arguments: [PlanCommands.plan],
            options: [folder],
            examples: [
                CommandExample("worklead plan scaffold retention", "A place for its receipts.")
            ],
            seeAlso: ["plan new", "plan receipt"]
        ),
        input: { parsed, _ in
            try ScaffoldPlan.Input { input in
                input.plan = try parsed.name(PlanCommands.plan)
                input.folder = parsed.text(folder)
            }
        },
        output: { reply, _ in
            let made = reply.output
            return CommandOutput(
                change: reply,
                of: ScaffoldPlan.self,
                made.made
                    ? "folder \(Cell.path(made.folder)) made"
                    : "folder \(Cell.path(made.folder)) was there"
            )
        }
    )

    private static let folder = Option(
        "receipts",
        value: "FOLDER",
        help: "Another folder, from the repository's top on",
        completion: .directory
    )

    /// The plans and the files that the words name.
    private static func named(
        in parsed: ParsedCommand
    ) throws -> (plans: [PlanName], files: [String]) {
        let words = parsed.texts(subjects)
        let isFile = { (word: String) in
            word.contains("/") || word.hasSuffix(".json") || word == "." || word == ".."
                || word.hasPrefix("_")
        }
        let plans = try words.filter { !isFile($0) }.map { word throws(IdentifierError) in
            try PlanName(word)
        }
        return (plans, words.filter(isFile))
    }
}

extension PlanVerdict {
    /// The line of a file, or the part of a plan of the ledger.
    fileprivate func place(of finding: PlanFindingLine) -> Cell {
        if let path { return .path(finding.line.map { "\(path):\($0)" } ?? path) }
        return .path("\(plan?.text ?? "") \(finding.place)")
    }
}

extension PlanMendingLine {
    fileprivate var words: String {
        "\(shown): '\(before.printable(limit: 40))' -> '\(after)'"
    }

    private var shown: String {
        if let path { return line.map { "\(path):\($0)" } ?? path }
        return plan?.text ?? ""
    }

    fileprivate var row: [Cell] {
        [.path(shown), .text(place), .text(before), .literal(after), .text(reason)]
    }
}

extension PlanMendings {
    fileprivate func describe(in text: inout TextDocument) {
        guard !mendings.isEmpty else { return }
        text.list(
            TextList(
                "words",
                columns: ["plan", "part", "before", "after", "why"],
                rows: mendings.map(\.row)
            )
        )
    }
}

/// A plan that could not be looked at.
struct UnreadablePlanError: Reportable {
    let fault: String

    var code: String { "plan.unreadable" }
    var category: ErrorCategory { .usage }
    var message: String { fault.printable(limit: 400) }
    var hint: String? { "docs/plans.md shows how a plan file is written." }
}

/// Plans that break rules.
struct InvalidPlansError: Reportable {
    let faults: Int
    let plans: Int
    /// What is broken.
    let rules: Set<PlanRule>

    var code: String { "plan.invalid" }
    var category: ErrorCategory { .checkFailed }
    var message: String {
        "\(faults.counted("fault")) in \(plans.counted("plan"))."
    }
    var hint: String? {
        var hint = "docs/plans.md lists the rules."
        if rules.contains(.driftedWord) {
            hint = "`worklead plan hygiene` mends drifted words; " + hint
        }
        if rules.contains(.receiptUntracked) {
            hint = "`git add PATH` and a commit make git track a receipt; " + hint
        }
        return hint
    }
}

/// Words of plans that have drifted.
struct PlanDriftError: Reportable {
    let count: Int
    let first: String

    var code: String { "plan.drifted" }
    var category: ErrorCategory { .wouldChange }
    var message: String {
        count.counted("word has", "words have")
            + " drifted. First: \(first.printable(limit: 300))"
    }
    var hint: String? { "`worklead plan hygiene --apply` mends them." }
}

/// Asked to look only, and to mend.
struct CheckOrApplyError: Reportable {
    var code: String { "usage.check_and_apply" }
    var category: ErrorCategory { .usage }
    var message: String { "--check changes nothing and --apply does: only one can be meant." }
    var hint: String? { "Leave one of them out." }
}
