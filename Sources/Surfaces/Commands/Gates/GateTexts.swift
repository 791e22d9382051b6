import Model
import Operations

extension GateResultLine {
    /// The verdict with its mark; what only advises is no failure.
    var cell: Cell {
        let mark: Mark =
            switch (verdict, level) {
            case (.pass, _): .done
            case (.skipped, _): .closed
            case (.fail, .block), (.error, .block): .failed
            case (.fail, _), (.error, _): .attention
            }
        return .state(verdict.rawValue, mark)
    }

    /// The unit for one: in the ledger it is a plural, of which the first noun counts.
    private static func singular(of unit: String) -> String {
        var words = unit.split(separator: " ").map(String.init)
        guard let noun = words.firstIndex(where: { $0.hasSuffix("s") }) else { return unit }
        words[noun] =
            words[noun].hasSuffix("ies")
            ? words[noun].dropLast(3) + "y" : String(words[noun].dropLast())
        return words.joined(separator: " ")
    }

    /// What it says in one cell: the fault, the reason, or the figure.
    var summary: Cell {
        if let said = fault ?? reason { return .text(said) }
        guard let figure, let unit else { return .absent }
        return .text(figure.counted(Self.singular(of: unit), unit))
    }
}

extension GateRunReport {
    func describe(in text: inout TextDocument) {
        var sentence: Phrase = "\(run) on the \(target.rawValue)"
        if let task { sentence = sentence + " of \(task)" }
        if let phase { sentence = sentence + " \(phase)" }
        if let commit { sentence = sentence + " at \(commit.prefix(12).description)" }
        text.say(sentence)
        text.list(
            TextList(
                "gates",
                columns: ["gate", "verdict", "level", "took", "what"],
                rows: results.filter { $0.verdict != .skipped }.map { result in
                    [
                        .name(result.gate), result.cell, .literal(result.level.rawValue),
                        .duration(.microseconds(result.durationUs)), result.summary,
                    ]
                }
            )
        )
        let skipped = results.filter { $0.verdict == .skipped }
        if !skipped.isEmpty {
            text.field("nothing to judge", .text(skipped.map(\.gate.text).joined(separator: ", ")))
        }
        let findings = results.flatMap { result in result.findings.map { (result.gate, $0) } }
        if !findings.isEmpty {
            text.list(
                TextList(
                    "findings",
                    columns: ["gate", "place", "what"],
                    rows: findings.map { gate, finding in
                        [.name(gate), .maybe(finding.place, Cell.path), .text(finding.text)]
                    },
                    total: Int(results.reduce(0) { $0 + $1.findingCount })
                )
            )
        }
        for result in results where result.verdict == .fail || result.verdict == .error {
            if let hint = result.hint { text.say("\(result.gate): \(hint)") }
            guard let evidence = result.evidence, !evidence.tail.isEmpty else { continue }
            text.body("output of \(result.gate)", evidence.tail)
        }
    }
}

extension GateFindingLine {
    /// Where it stands: `src/a.swift:12`.
    var place: String? { path.map { path in line.map { "\(path):\($0)" } ?? path } }
}

extension GateDetail {
    func describe(in text: inout TextDocument) {
        text.say("\(gate.gate): \(gate.summary)")
        text.field("level", .literal(gate.level.rawValue + (gate.isDefault ? ", by default" : "")))
        text.field("runs on", .text(gate.targets.map(\.rawValue).joined(separator: ", ")))
        if !gate.moments.isEmpty {
            text.field("asked at", .text(gate.moments.map(\.rawValue).joined(separator: ", ")))
        }
        text.field("when it refuses", .text(hint))
        if let cost {
            text.field("runs", .number(cost.runs))
            text.field("refusals", .number(cost.refusals))
        }
        text.list(
            TextList(
                "cases",
                columns: ["must", "case"],
                rows: refuses.map { [.literal("refuse"), .text($0)] }
                    + passes.map { [.literal("pass"), .text($0)] },
                total: cases
            )
        )
    }
}

extension SelftestReport {
    func describe(in text: inout TextDocument) {
        text.list(
            TextList(
                "gates",
                columns: ["gate", "verdict", "refuses", "passes", "fault"],
                rows: gates.map { line in
                    [
                        .name(line.gate),
                        line.faults.isEmpty
                            ? .state("proven", .done) : .state("unproven", .failed),
                        .number(line.refusing), .number(line.passing),
                        .maybe(line.faults.first, Cell.text),
                    ]
                }
            )
        )
        for line in gates where line.faults.count > 1 {
            for fault in line.faults.dropFirst() { text.say("\(line.gate): \(fault)") }
        }
    }
}

extension TextList {
    /// What gates cost and refused.
    init(costsOf lines: [GateCostLine], called name: String = "gates") {
        self.init(
            name,
            columns: ["gate", "level", "runs", "refused", "skipped", "errors", "took", "longest"],
            rows: lines.map { line in
                [
                    .name(line.gate), .maybe(line.level) { .literal($0.rawValue) },
                    .number(line.runs), .number(line.refusals), .number(line.skips),
                    .number(line.errors), .duration(.microseconds(line.totalUs)),
                    .duration(.microseconds(line.longestUs)),
                ]
            }
        )
    }
}
