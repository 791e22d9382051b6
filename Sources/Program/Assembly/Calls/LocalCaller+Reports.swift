import Engine
import Model
import Operations

extension LocalCaller {
    func provideReports(_ provider: inout OperationProvider) {
        provider.provide(AuditReports.self) { [unowned self] input, context in
            let found = try open().engine.rubberStamps(
                since: input.since,
                wordsPerMinute: input.wordsPerMinute,
                sources: GitSources(program: git)
            )
            return try read(AuditReports.self, context) { _ in
                AuditReport {
                    $0.verdicts = found.verdicts
                    $0.hasty = found.hasty.map(AuditLine.init)
                    $0.claims = found.claims
                    $0.short = found.short.map(AuditLine.init)
                    $0.gates = found.gates
                    $0.neverFailed = found.neverFailed.map { GateCostLine($0) }
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
