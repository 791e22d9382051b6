import Engine
import Model
import Operations
import Store

extension LocalCaller {
    func provideDeliveries(_ provider: inout OperationProvider) {
        provider.provide(DeliverTask.self) { [unowned self] input, context in
            let request = try request(DeliverTask.self, input, context, right: .work)
            let workspace = try open()
            let changed = try await workspace.engine.deliver(
                DeliveryOrder(
                    task: input.task,
                    path: surroundings.absolute(input.path),
                    revision: input.revision,
                    fence: input.fence.map(Fence.init),
                    report: input.report,
                    claims: input.claims,
                    artifacts: input.artifacts
                ),
                request,
                packets: packets,
                tools: gateTools(for: input.task),
                encode: { DeliveryReport($0).json }
            )
            return try reply(changed) { DeliveryReport($0) }
        }
        provider.provide(ReplayDelivery.self) { [unowned self] input, context in
            let request = try request(ReplayDelivery.self, input, context, right: .judge)
            let changed = try await open().engine.replay(
                input.task,
                request,
                packets: packets,
                replayer: replayer,
                allowsUnsandboxed: input.unsandboxed,
                encode: { ReplayReport($0).json }
            )
            return try reply(changed) { ReplayReport($0) }
        }
        provider.provide(AcceptDelivery.self) { [unowned self] input, context in
            let request = try request(AcceptDelivery.self, input, context, right: .judge)
            let changed = try await open().engine.accept(
                AcceptanceOrder(task: input.task, waivedGaps: input.gaps, note: input.note),
                request,
                tools: gateTools(for: input.task),
                encode: { VerdictReport($0, outcome: "accepted").json }
            )
            return try reply(changed) { verdict in
                var report = VerdictReport(verdict, outcome: "accepted")
                if !request.isDryRun { report.advice += try bringIntoRun(input.task) }
                return report
            }
        }
        provider.change(ReworkDelivery.self, self, right: .judge) { change, input in
            VerdictReport(
                try change.verdicts.sendBack(
                    input.task,
                    findings: input.findings,
                    reviews: input.reviews,
                    keeping: input.keep
                ),
                outcome: "sent_back"
            )
        }
        provider.change(RejectDelivery.self, self, right: .judge) { change, input in
            VerdictReport(
                try change.verdicts.reject(input.task, because: input.reason),
                outcome: "rejected"
            )
        }
    }
}

extension LocalCaller {
    /// Brings what was accepted into the branch of its run.
    ///
    /// - Returns: What there is to say where that can't be done: it was accepted all the same.
    private func bringIntoRun(_ key: TaskKey) throws -> [String] {
        let engine = try open().engine
        let (run, repository) = try engine.read { view in
            (
                try view.runs.runOfSlice(key),
                try view.task(key).task.repository.map { try view.repository(named: $0) }
            )
        }
        guard let run, let repository else { return [] }
        do {
            _ = try RunBranch(of: run, engine).bring(in: repository)
            return []
        } catch let error as any Reportable where error.category == .checkFailed {
            return [[error.message, error.hint].compactMap(\.self).joined(separator: " ")]
        }
    }
}

extension DeliveryReport {
    init(_ delivered: Delivered) {
        self.init()
        task = TaskLine(delivered.task)
        delivery = delivered.delivery.id
        commit = delivered.delivery.commit
        branch = delivered.delivery.branch
        changed = delivered.changedPaths
        repeated = delivered.isRepeat
        advice = delivered.delivery.advice
    }
}

extension ReplayReport {
    init(_ replayed: Replayed) {
        self.init()
        let evidence = replayed.record.evidence
        task = replayed.task
        delivery = replayed.delivery
        replay = replayed.id
        commit = evidence.commit
        grade = replayed.record.grade
        gaps = replayed.record.gaps.map(\.message)
        checks = evidence.results.map(CheckLine.init)
        layers = evidence.sandbox.layers.sorted().map(\.rawValue)
        profile = evidence.profileDigest
        durationMs = evidence.results.reduce(0) { $0 + $1.duration.wholeMilliseconds }
    }
}

extension CheckLine {
    init(_ result: CheckResult) {
        self.init()
        command = result.command.text
        outcome = result.ending.description
        durationMs = result.duration.wholeMilliseconds
        executed = result.counts?.executed
        failed = result.counts?.failed
        guard !result.ending.isSuccess else { return }
        let kept = result.output.tail.isEmpty ? result.output.head : result.output.tail
        output = String(decoding: kept.suffix(2000), as: UTF8.self)
    }
}
