import Digests

/// What one gate said in a run.
package struct GateResult: Hashable, Sendable {
    package let gate: GateName
    package let level: RuleLevel
    package let verdict: GateVerdict
    /// Why it was skipped, or could not judge.
    package let reason: String?
    /// What it refuses, the first ones.
    package let findings: [GateFinding]
    package let findingCount: Int64
    package let figure: GateFigure?
    package let evidence: GateEvidence?
    package let duration: Duration
    /// How long it usually takes, where it was far faster than that.
    package let unusuallyFast: Duration?

    /// The most findings of a gate that are kept.
    package static let findingsMax = 50

    /// What a gate said, with as many findings as are kept.
    package init(
        gate: GateName,
        level: RuleLevel,
        verdict: GateVerdict,
        reason: String? = nil,
        judgement: GateJudgement = GateJudgement(),
        duration: Duration,
        unusuallyFast: Duration? = nil
    ) {
        self.gate = gate
        self.level = level
        self.verdict = verdict
        self.reason = reason
        findings = Array(judgement.findings.prefix(Self.findingsMax))
        findingCount = Int64(judgement.findings.count)
        figure = judgement.figure
        evidence = judgement.evidence
        self.duration = duration
        self.unusuallyFast = unusuallyFast
        fault = verdict == .error ? reason : judgement.fault
    }

    /// Whether it stops what it was asked about: what could not be judged is not let through.
    package var blocks: Bool {
        level == .block && (verdict == .fail || verdict == .error)
    }

    /// What is wrong, as a sentence; `nil` where nothing is.
    package let fault: String?
}

extension GateResult {
    /// The result as one JSON object.
    package var json: JSONValue {
        FactWriter().with("gate", gate).with("level", level.rawValue)
            .with("verdict", verdict.rawValue).with("reason", reason)
            .with("findings", findings.isEmpty ? nil : JSONValue.array(findings.map(\.json)))
            .with("finding_count", findingCount == 0 ? nil : findingCount)
            .with("figure", figure?.value).with("unit", figure?.unit)
            .with("evidence", evidence?.json)
            .with("duration_us", duration.wholeMicroseconds)
            .with("usual_us", unusuallyFast?.wholeMicroseconds).with("fault", fault).fact("").data
    }

    /// Reads a result back.
    package init(_ value: JSONValue) throws(FactError) {
        let reader = try FactReader(Fact(type: "gate.result", data: value))
        var findings: [GateFinding] = []
        if case .array(let values)? = reader.value("findings") {
            for value in values { findings.append(try GateFinding(value)) }
        }
        gate = try reader.name("gate")
        level = try reader.choice("level")
        verdict = try reader.choice("verdict")
        reason = try reader.optionalText("reason")
        self.findings = findings
        findingCount = try reader.optionalInteger("finding_count") ?? 0
        let unit = try reader.optionalText("unit")
        figure = try unit.map { unit throws(FactError) in
            GateFigure(try reader.integer("figure"), unit)
        }
        evidence = try reader.value("evidence").map { value throws(FactError) in
            try GateEvidence(value)
        }
        duration = .microseconds(try reader.integer("duration_us"))
        unusuallyFast = try reader.optionalInteger("usual_us").map { .microseconds($0) }
        fault = try reader.optionalText("fault")
    }
}

extension GateFinding {
    fileprivate var json: JSONValue {
        FactWriter().with("text", text).with("path", path).with("line", line.map(Int64.init))
            .with("rule", rule).fact("").data
    }

    fileprivate init(_ value: JSONValue) throws(FactError) {
        let reader = try FactReader(Fact(type: "gate.finding", data: value))
        self.init(
            try reader.text("text"),
            path: try reader.optionalText("path"),
            line: try reader.optionalInteger("line").map(Int.init),
            rule: try reader.optionalText("rule")
        )
    }
}

extension GateEvidence {
    fileprivate var json: JSONValue {
        FactWriter().with("command", command).with("ending", ending).with("tail", tail)
            .with("digest", digest.description).with("bytes", bytes).with("layers", layers)
            .fact("").data
    }

    fileprivate init(_ value: JSONValue) throws(FactError) {
        let reader = try FactReader(Fact(type: "gate.evidence", data: value))
        self.init(
            command: try reader.text("command"),
            ending: try reader.text("ending"),
            tail: try reader.text("tail"),
            digest: try reader.digest("digest"),
            bytes: try reader.integer("bytes"),
            layers: try reader.texts("layers")
        )
    }
}
