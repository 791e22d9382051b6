import Engine
import Model
import Operations
import Store

extension GateLine {
    init(_ gate: any Gate, _ catalogue: GateCatalogue, _ levels: [GateName: RuleLevel]) {
        self.init()
        let description = gate.description
        self.gate = description.name
        level = levels[description.name] ?? description.defaultLevel
        isDefault = levels[description.name] == nil
        isCommand = catalogue.isCommand(gate)
        targets = description.targets
        moments = description.moments
        summary = description.summary
    }
}

extension GateResultLine {
    init(_ result: GateResult, hint: String? = nil) {
        self.init()
        gate = result.gate
        level = result.level
        verdict = result.verdict
        fault = result.fault
        reason = result.reason
        self.hint = result.verdict == .fail ? hint : nil
        figure = result.figure?.value
        unit = result.figure?.unit
        findings = result.findings.map(GateFindingLine.init)
        findingCount = result.findingCount
        evidence = result.evidence.map(GateEvidenceLine.init)
        durationUs = result.duration.wholeMicroseconds
        usualUs = result.unusuallyFast?.wholeMicroseconds
    }
}

extension GateFindingLine {
    init(_ finding: GateFinding) {
        self.init()
        text = finding.text
        path = finding.path
        line = finding.line
        rule = finding.rule
    }
}

extension GateEvidenceLine {
    init(_ evidence: GateEvidence) {
        self.init()
        command = evidence.command
        ending = evidence.ending
        tail = evidence.tail
        digest = evidence.digest.description
        bytes = evidence.bytes
        layers = evidence.layers
    }
}

extension GateRunReport {
    init(_ run: GatesRun, _ hints: [GateName: String]) {
        self.init()
        self.run = run.id
        target = run.event.target
        task = run.event.task
        phase = run.event.phase
        commit = run.event.commit
        passes = run.passes
        results = run.event.results.map { GateResultLine($0, hint: hints[$0.gate]) }
    }
}

extension GateHistoryLine {
    init(_ answer: GateStore.Answer) {
        self.init()
        run = answer.run
        ranAt = answer.ranAt
        actor = answer.actor
        moment = answer.moment
        target = answer.target
        task = answer.task
        phase = answer.phase
        commit = answer.commit
        result = GateResultLine(answer.result)
    }
}

extension GatePaceLine {
    /// - Parameter earlier: How long the last runs took; without any there is no pace.
    init?(_ target: GateTarget, _ earlier: [Duration]) {
        guard let shortest = earlier.min(), let longest = earlier.max() else { return nil }
        self.init()
        self.target = target
        runs = earlier.count
        usualUs = DurationBand(of: earlier)?.usual.wholeMicroseconds
        (shortestUs, longestUs) = (shortest.wholeMicroseconds, longest.wholeMicroseconds)
    }
}

extension GateCostLine {
    init(_ sum: GateStore.Sum, _ catalogue: GateCatalogue, _ levels: [GateName: RuleLevel]) {
        self.init(sum)
        let known = catalogue.gates.first { $0.description.name == sum.gate }
        level = known.map { levels[sum.gate] ?? $0.description.defaultLevel }
    }

    init(_ sum: GateStore.Sum) {
        self.init()
        gate = sum.gate
        runs = sum.runs
        passes = sum.passes
        refusals = sum.refusals
        skips = sum.skips
        errors = sum.errors
        totalUs = sum.duration.wholeMicroseconds
        longestUs = sum.longest.wholeMicroseconds
    }
}
