import Documents
import Engine
import GitKit
import Glibc
import Model
import Operations
import Store

// Plans held against rules, and against files where the caller stands.
extension LocalCaller {
    func providePlanChecks(_ provider: inout OperationProvider) {
        provider.provide(ValidatePlans.self) { [unowned self] input, context in
            let order = try order(plans: input.plans, files: input.files)
            var verdicts = try order.files.map { try verdict(onFile: $0, strict: input.strict) }
            guard order.asksLedger else { return Reply(PlanVerdicts(verdicts)) }
            let kept = try open().engine.read { view in
                try order.plans(in: view).map { plan in
                    (
                        plan, PlanOutline(plan, try view.following(plan)),
                        try input.strict ? view.repositoryIfAny(of: plan) : nil
                    )
                }
            }
            for (plan, outline, repository) in kept {
                verdicts.append(
                    PlanVerdict(
                        plan: plan.name,
                        try findings(plan, outline, in: repository, strict: input.strict)
                    )
                )
            }
            return try read(ValidatePlans.self, context) { _ in PlanVerdicts(verdicts) }
        }
        provider.provide(CheckPlanHygiene.self) { [unowned self] input, context in
            let order = try order(plans: input.plans, files: input.files)
            var report = PlanMendings()
            for path in order.files { report.add(try planFile(at: path)) }
            guard order.asksLedger else { return Reply(report) }
            return try read(CheckPlanHygiene.self, context) { view in
                var report = report
                for plan in try order.plans(in: view) {
                    report.plans += 1
                    let outline = PlanOutline(plan, try view.following(plan))
                    guard let fitting = outline.mendedState else { continue }
                    report.mendings.append(.moved(plan.name, from: plan.state, to: fitting))
                }
                return report
            }
        }
        provider.provide(TidyPlans.self) { [unowned self] input, context in
            try await tidy(input, context)
        }
        provider.provide(ScaffoldPlan.self) { [unowned self] input, context in
            try scaffold(input, context)
        }
    }

    private func tidy(
        _ input: TidyPlans.Input,
        _ context: CallContext
    ) async throws -> Reply<PlanMendings> {
        let order = try order(plans: input.plans, files: input.files)
        let files = try order.files.map(planFile(at:))
        var report = PlanMendings()
        for file in files { report.add(file) }
        var reply = Reply(report)
        if order.asksLedger {
            let found = report
            reply = try await change(TidyPlans.self, input, context, right: .work) { change in
                var report = found
                let plans = try order.plans(in: change.view).filter { plan in
                    // Who names none means those that are theirs to change.
                    !input.plans.isEmpty || change.actor.agent.role.has(.plan)
                        || plan.author == change.actor.id
                }
                report.plans += plans.count
                for (plan, before) in try change.plans.tidy(plans.map(\.name)) {
                    report.mendings.append(.moved(plan.name, from: before, to: plan.state))
                }
                return report
            }
        }
        guard !context.options.dryRun else { return reply }
        var written = reply.output
        for file in files where !file.mendings.isEmpty {
            try FileReplacement.write(file.mended, over: file.path)
            written.written.append(file.path)
        }
        return Reply(written, revision: reply.revision, already: reply.already)
    }

    // What is asked about.

    private func order(plans: [PlanName], files: [String]) throws -> PlanOrder {
        if plans.isEmpty, files.isEmpty {
            return PlanOrder(plans: nil, files: try plansHere())
        }
        var paths: [String] = []
        for file in files {
            let path = surroundings.absolute(file)
            var status = stat()
            if stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFDIR {
                paths += try planFiles(in: path)
            } else {
                paths.append(path)
            }
        }
        return PlanOrder(plans: plans, files: paths)
    }

    /// The plan files of a folder, or of the folder `_plans` in it.
    private func planFiles(in folder: String) throws -> [String] {
        let names = try DirectoryListing.names(in: folder).filter {
            $0.hasSuffix(PlanFile.ending)
        }
        guard names.isEmpty else { return names.map { "\(folder)/\($0)" } }
        let inner = "\(folder)/_plans"
        let found = try DirectoryListing.names(in: inner).filter { $0.hasSuffix(PlanFile.ending) }
        guard !found.isEmpty else { throw PlanFileError(path: folder, fault: "it has no plan") }
        return found.map { "\(inner)/\($0)" }
    }

    /// The plan files that the repository around has.
    private func plansHere() throws -> [String] {
        guard let repository = try repository(of: nil), let location = try open().found.location,
            let root = location.root
        else { return [] }
        let places = try gateSettings(of: repository).plans
        return try GitRepository(at: root, program: git).trackedFiles()
            .filter(places.covers).map { "\(root)/\($0)" }
    }

    // How it is judged.

    private func planFile(at path: String) throws(PlanFileError) -> PlanFile {
        let bytes: [UInt8]?
        do throws(FileError) {
            bytes = try FileBytes.read(path, upTo: PlanFile.bytesMax)
        } catch {
            throw PlanFileError(path: path, fault: error.fault)
        }
        guard let bytes else {
            throw PlanFileError(path: path, fault: "it has more than \(PlanFile.bytesMax) bytes")
        }
        return try PlanFile(bytes, at: path, now: time.now())
    }

    private func verdict(onFile path: String, strict: Bool) throws -> PlanVerdict {
        let file: PlanFile
        do throws(PlanFileError) {
            file = try planFile(at: path)
        } catch {
            return PlanVerdict(path: path, [PlanFinding(.unreadable, "", error.message)])
        }
        guard strict else { return PlanVerdict(path: path, try file.judge(nil)) }
        let receipts = try receipts(around: path)
        return PlanVerdict(path: path, try file.judge { try receipts.look($0) })
    }

    /// The files that a plan file names: from the folder that has its `_plans`, else from the top
    /// of the repository around it.
    private func receipts(around path: String) throws -> ReceiptFiles {
        let folder = path.lastIndex(of: "/").map { String(path[..<$0]) } ?? "/"
        let location = try WorkspaceFinder(surroundings: surroundings).location(of: folder)
        let isUsual = folder.hasSuffix("/_plans")
        let above = isUsual ? String(folder.dropLast("/_plans".count)) : folder
        let root = isUsual ? above : location?.root ?? above
        return ReceiptFiles(
            root: root.isEmpty ? "/" : root,
            repository: location?.root == nil ? nil : GitRepository(at: root, program: git)
        )
    }

    private func findings(
        _ plan: Plan,
        _ outline: PlanOutline,
        in repository: Repository?,
        strict: Bool
    ) throws -> [PlanFinding] {
        var found = outline.contradictions
        if plan.steps.isEmpty {
            found.append(PlanFinding(.stepsEmpty, "steps", "The plan has no step."))
        }
        if plan.isApprovalCurrent == false {
            found.append(
                PlanFinding(
                    .approvalStale,
                    "approval",
                    "The plan was changed since \(plan.approval?.approver.text ?? "") approved it."
                )
            )
        }
        guard strict else { return found }
        var there: [String: ReceiptFound] = [:]
        let paths = Set(outline.placedReceipts.map(\.path))
        if !paths.isEmpty, let repository {
            let root = try workingRoot(of: repository)
            there = try ReceiptFiles(
                root: root,
                repository: GitRepository(at: root, program: git)
            ).look(paths)
        }
        return found + outline.receiptFindings(there)
    }

    /// The working directory here, where it is one of the repository, else its main one.
    private func workingRoot(of repository: Repository) throws -> String {
        guard let location = try open().found.location, let root = location.root,
            location.commonDirectory == repository.commonDirectory
        else { return repository.path }
        return root
    }

    // Where receipts are to lie.

    private func scaffold(
        _ input: ScaffoldPlan.Input,
        _ context: CallContext
    ) throws -> Reply<PlanScaffold> {
        let (plan, repository) = try open().engine.read { view in
            let plan = try view.plan(input.plan)
            return (plan, try view.repository(named: plan.repository))
        }
        let pattern = try input.folder ?? gateSettings(of: repository).plans.receipts
        let scaffold = ReceiptScaffold(for: plan, pattern: pattern)
        guard ReceiptPath.isInside(scaffold.folder) else {
            throw PlanError.badReceipt(scaffold.folder)
        }
        let root = try workingRoot(of: repository)
        let folder = "\(root)/\(scaffold.folder)"
        // A link on the way could lead into another repository, or out of all.
        let place = PathLocator.place(of: folder + "/README.md", from: nil)
        let top = PathLocator.place(of: root + "/README.md", from: nil)
        guard place.root != nil, place.root == top.root else {
            throw PlanError.badReceipt(scaffold.folder)
        }
        let readme = folder + "/README.md"
        let isNew = access(readme, F_OK) != 0
        if isNew, !context.options.dryRun {
            try PublicFolder.make(folder)
            try FileReplacement.create(Array(scaffold.readme.utf8), at: readme)
        }
        return try read(ScaffoldPlan.self, context) { _ in
            PlanScaffold { made in
                (made.plan, made.folder, made.root) = (plan.name, scaffold.folder, root)
                made.made = isNew
            }
        }
    }
}

/// Which plans are asked about.
private struct PlanOrder: Sendable {
    /// Those of the ledger; `nil` for all that are not rejected.
    let plans: [PlanName]?
    /// Absolute paths.
    let files: [String]

    /// Whether the ledger is needed at all: files are judged also where there is no workspace.
    var asksLedger: Bool { plans?.isEmpty != true }

    func plans(in view: View) throws -> [Plan] {
        guard let plans else {
            return try view.plans.plans().map(\.plan).filter { $0.state != .rejected }
        }
        return try plans.map(view.plan)
    }
}

extension View {
    /// The repository that a plan's receipts lie in; `nil` where there is none at all.
    fileprivate func repositoryIfAny(of plan: Plan) throws -> Repository? {
        let isNamed = plan.repository != nil
        guard try isNamed || !repositories.repositories().isEmpty else { return nil }
        return try repository(named: plan.repository)
    }
}

extension PlanMendings {
    fileprivate mutating func add(_ file: PlanFile) {
        plans += 1
        mendings += file.mendings.map { PlanMendingLine(path: file.path, $0) }
    }
}

extension PlanMendingLine {
    fileprivate static func moved(
        _ plan: PlanName,
        from before: PlanState,
        to after: PlanState
    ) -> PlanMendingLine {
        PlanMendingLine(
            plan: plan,
            PlanMending(
                place: "status",
                before: before.rawValue,
                after: after.rawValue,
                reason: "By its steps the plan is \(after.rawValue)."
            )
        )
    }
}
