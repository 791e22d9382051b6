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
        var files: [(path: PlanPath, file: PlanFile)] = []
        var report = PlanMendings()
        for path in order.files {
            let file = try planFile(at: path)
            files.append((path, file))
            report.add(file)
        }
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
        for (path, file) in files where !file.mendings.isEmpty {
            try FileReplacement.write(file.mended, over: path.absolute)
            written.written.append(path.shown)
        }
        return Reply(written, revision: reply.revision, already: reply.already)
    }

    private func planFile(at path: PlanPath) throws(PlanFileError) -> PlanFile {
        let bytes: [UInt8]?
        do throws(FileError) {
            bytes = try FileBytes.read(path.absolute, upTo: PlanFile.bytesMax)
        } catch {
            throw PlanFileError(path: path.shown, fault: error.fault)
        }
        guard let bytes else {
            throw PlanFileError(
                path: path.shown,
                fault: "it has more than \(PlanFile.bytesMax) bytes"
            )
        }
        return try PlanFile(bytes, at: path.shown, now: time.now())
    }

    private func verdict(onFile path: PlanPath, strict: Bool) throws -> PlanVerdict {
        let file: PlanFile
        do throws(PlanFileError) {
            file = try planFile(at: path)
        } catch {
            return PlanVerdict(path: path.shown, [PlanFinding(.unreadable, "", error.message)])
        }
        guard strict else { return PlanVerdict(path: path.shown, try file.judge(nil)) }
        let receipts = try receipts(around: path.absolute)
        return PlanVerdict(path: path.shown, try file.judge { try receipts.look($0) })
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
    func workingRoot(of repository: Repository) throws -> String {
        guard let location = try open().found.location, let root = location.root,
            location.commonDirectory == repository.commonDirectory
        else { return repository.path }
        return root
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
