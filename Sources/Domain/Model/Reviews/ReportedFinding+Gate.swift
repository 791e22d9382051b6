extension ReportedFinding {
    /// What a gate refuses, as a finding of a review: high where it would have stopped the work,
    /// else medium.
    package init(_ finding: GateFinding, of result: GateResult) {
        self.init(
            severity: result.level == .block ? .high : .medium,
            text: finding.text,
            place: finding.path.map { path in
                AnchorPlace(path, finding.line.flatMap { LineRange($0, $0) })
            },
            tool: "gate \(result.gate)",
            rule: finding.rule ?? result.gate.text
        )
    }

    /// All that a gate's answer keeps of what it refuses; a gate that refuses without a list, such
    /// as one that could not judge, is one finding.
    package static func all(in result: GateResult) -> [ReportedFinding] {
        switch result.verdict {
        case .fail: result.findings.map { ReportedFinding($0, of: result) }
        case .error:
            [ReportedFinding(GateFinding(result.reason ?? "It could not judge."), of: result)]
        case .pass, .skipped: []
        }
    }
}
