import Engine
import Model
import Operations

extension LocalCaller {
    func provideReports(_ provider: inout OperationProvider) {
        provideBoard(&provider)
        provider.provide(ReportCoordination.self) { [unowned self] _, context in
            let windows = try presenceWindows()
            return try read(ReportCoordination.self, context) { view in
                ReportPage(try view.coordinationPage(windows))
            }
        }
        provider.provide(ReportShift.self) { [unowned self] input, context in
            let windows = try presenceWindows()
            return try read(ReportShift.self, context) { view in
                let shift = Shift(
                    since: input.since ?? view.now + .seconds(-86_400),
                    label: input.shift,
                    meta: input.meta
                )
                return ReportPage(try view.managerPage(shift, windows))
            }
        }
        provider.provide(ReportEvidence.self) { [unowned self] input, context in
            let index = try evidenceIndex(of: input.folder, all: false)
            return try read(ReportEvidence.self, context) { view in
                ReportPage(try view.evidencePage(EvidenceFiles(index)))
            }
        }
        provider.read(ReportCleanup.self, self) { view, input in
            ReportPage(try view.cleanupPage(idle: input.idle ?? .seconds(7 * 86_400)))
        }
        provider.provide(ReportReadiness.self) { [unowned self] input, context in
            let specs = try input.phase.map { try specsFound(of: $0) } ?? []
            return try read(ReportReadiness.self, context) { view in
                let found = try Readiness(of: input.phase, specs: specs, in: view)
                return try ReadinessReport(found, in: view)
            }
        }
        provider.provide(AuditReports.self) { [unowned self] input, context in
            let found = try open().engine.rubberStamps(
                since: input.since,
                wordsPerMinute: input.wordsPerMinute,
                sources: GitSources(program: git)
            )
            return try read(AuditReports.self, context) { view in
                let page = try found.page(in: view)
                return AuditReport {
                    $0.verdicts = found.verdicts
                    $0.hasty = found.hasty.map(AuditLine.init)
                    $0.claims = found.claims
                    $0.short = found.short.map(AuditLine.init)
                    $0.gates = found.gates
                    $0.neverFailed = found.neverFailed.map { GateCostLine($0) }
                    $0.page = page
                }
            }
        }
    }
}

extension AuditLine {
    fileprivate init(_ hasty: RubberStamps.Hasty) {
        self.init()
        task = hasty.task
        delivery = hasty.delivery
        agent = hasty.agent
        outcome = hasty.outcome?.rawValue
        tookMs = hasty.took.wholeMilliseconds
        needsMs = hasty.needs.wholeMilliseconds
        words = hasty.words
        reason = hasty.reason
    }
}

extension EvidenceFiles {
    fileprivate init(_ index: EvidenceIndexReport) {
        self.init()
        folder = index.folder
        files = index.files
        tracked = index.tracked
        referenced = index.referenced
        missing = index.missing
        amiss = index.items.map { Amiss(path: $0.path, isThere: $0.exists) }
    }
}

extension ReadinessReport {
    fileprivate init(_ found: Readiness, in view: View) throws {
        self.init()
        isReady = found.isReady
        blockers = found.blockers.map { blocker in
            ReadinessBlocker {
                $0.order = blocker.order
                $0.kind = blocker.kind
                $0.subject = blocker.subject
                $0.owner = blocker.owner?.text
                $0.text = blocker.text
                $0.command = blocker.command.map { "worklead " + $0 }
            }
        }
        page = try found.page(in: view)
    }
}
