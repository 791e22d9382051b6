import Documents
import Model
import Store

extension GateDescription {
    package static let planValid = GateDescription(
        "plan_valid",
        "Plan files that a change touches are valid, and so are plans that have its task.",
        on: [.delivery, .worktree, .workspace],
        level: .advise,
        hint: "`worklead plan validate --strict` names every rule that is broken."
    )
}

/// Whether the plans that a change is part of are valid.
///
/// Receipts are looked for in the commit: what is in it is tracked.
struct PlanGate: Gate {
    let description = GateDescription.planValid
    private let places: PlanPlaces

    init(_ settings: GateSettings) {
        places = settings.plans
    }

    struct Material: Sendable {
        /// The plan files that are judged.
        var files: [SourceFile] = []
        var paths: Set<String> = []
        /// The contents of files that plans name as receipts.
        var receipts: [SourceFile] = []
        /// Plans of the ledger by name, as they stand.
        var plans: [(name: String, outline: PlanOutline, isApprovalStale: Bool)] = []
        var now: Timestamp
    }

    func material(at site: GateSite) throws -> Material {
        let kept = try site.read { view -> Material in
            var material = Material(now: view.now)
            guard site.task != nil || site.target == .workspace else { return material }
            let stored = try view.plans.plans(openOnly: site.task == nil, of: site.task)
            material.plans = try stored.map(\.plan).filter { $0.state != .rejected }.map { plan in
                (
                    plan.name.text, PlanOutline(plan, try view.following(plan)),
                    plan.isApprovalCurrent == false
                )
            }
            return material
        }
        var material = kept
        if site.change != nil {
            let touched = try site.changedPaths().filter(places.covers)
            if !touched.isEmpty {
                material.paths = Set(try site.paths())
                material.files = try site.contents(of: touched.filter(material.paths.contains))
                material.receipts = try site.contents(
                    of: material.named.filter(material.paths.contains).sorted()
                )
            }
        }
        guard !material.files.isEmpty || !material.plans.isEmpty else {
            throw GateSkip("No plan is touched.")
        }
        return material
    }

    func judge(_ material: Material) throws -> GateJudgement {
        var findings: [GateFinding] = []
        for file in material.files {
            do {
                let plan = try PlanFile(file.bytes, at: file.path, now: material.now)
                findings += try plan.judge(material.look)
                    .filter { $0.rule.severity == .fault }
                    .map {
                        GateFinding($0.text, path: file.path, line: $0.line, rule: $0.rule.rawValue)
                    }
            } catch let error as PlanFileError {
                findings.append(
                    GateFinding(
                        "The plan can't be read: \(error.fault).",
                        path: file.path,
                        rule: PlanRule.unreadable.rawValue
                    )
                )
            }
        }
        for plan in material.plans {
            findings += plan.outline.contradictions.filter { $0.rule.severity == .fault }.map {
                GateFinding("\(plan.name): \($0.text)", rule: $0.rule.rawValue)
            }
            if plan.isApprovalStale {
                findings.append(
                    GateFinding(
                        "\(plan.name): It was changed since it was approved.",
                        rule: PlanRule.approvalStale.rawValue
                    )
                )
            }
        }
        return GateJudgement(
            findings,
            figure: GateFigure(material.files.count + material.plans.count, "plans")
        )
    }

    var cases: [GateCase<Material>] {
        let now = Timestamp(milliseconds: 1_800_000_000_000)
        func file(_ status: String, _ step: String, _ receipts: String = "[]") -> SourceFile {
            SourceFile(
                "_plans/2025-09-18-a.plan.json",
                """
                {"version": 0, "plan_id": "2025-09-18-a", "created": "2025-09-18T00:00:00Z",
                "actor": "ada", "summary": "It is done.", "status": "\(status)",
                "steps": [{"id": "S1", "title": "Do it", "status": "\(step)"}],
                "checkpoint": {"description": "It holds", "owner": "ada", "status": "satisfied"},
                "receipts": \(receipts)}
                """
            )
        }
        let receipt = #"["docs/a.json"]"#
        func done(_ text: String?) -> Material {
            Material(
                files: [file("done", "done", receipt)],
                paths: text == nil ? [] : ["docs/a.json"],
                receipts: text.map { [SourceFile("docs/a.json", $0)] } ?? [],
                now: now
            )
        }
        func plan(_ state: PlanState, _ step: StepState, isStale: Bool = false) -> Material {
            let outline = PlanOutline(
                state: state,
                steps: [PlanOutline.Step(id: "S1", state: step, receipts: [])],
                checkpoint: nil,
                receipts: []
            )
            return Material(plans: [("a", outline, isStale)], now: now)
        }
        return [
            .refuses("a receipt that is not in the commit", done(nil)),
            .refuses("a receipt that is no JSON", done("{")),
            .refuses("an empty receipt", done(" \n")),
            .refuses(
                "a done plan without receipt",
                Material(files: [file("done", "done")], now: now)
            ),
            .refuses(
                "a done plan with a queued step",
                Material(files: [file("done", "queued")], now: now)
            ),
            .refuses("a drifted word", Material(files: [file("In Progress", "done")], now: now)),
            .refuses(
                "a file that can't be read",
                Material(files: [SourceFile("_plans/a.plan.json", "{")], now: now)
            ),
            .refuses("a done plan of the ledger with an open step", plan(.done, .inProgress)),
            .refuses("a plan in progress of which nothing was started", plan(.inProgress, .queued)),
            .refuses(
                "a plan that was changed since it was approved",
                plan(.inProgress, .inProgress, isStale: true)
            ),
            .passes("a plan with its receipt", done("{}")),
            .passes("a plan that is under way", plan(.inProgress, .inProgress)),
        ]
    }
}

extension PlanGate.Material {
    /// Every path that the plans name.
    fileprivate var named: Set<String> {
        var named: Set<String> = []
        for file in files {
            do throws(PlanFileError) {
                let content = try PlanFile(file.bytes, at: file.path, now: now).content
                named.formUnion(content.receipts + content.steps.flatMap(\.receipts))
            } catch {
                // Judging says that it can't be read.
                continue
            }
        }
        return named
    }

    /// What of the files is in the commit.
    fileprivate func look(_ asked: Set<String>) -> [String: ReceiptFound] {
        var found: [String: ReceiptFound] = [:]
        for path in asked {
            if let file = receipts.first(where: { $0.path == path }) {
                found[path] = .tracked(ReceiptFault(of: file.bytes, named: path))
            } else if paths.contains(path) {
                found[path] = .tracked(nil)
            } else if paths.contains(where: { $0.hasPrefix(path + "/") }) {
                found[path] = .folder
            }
        }
        return found
    }
}
