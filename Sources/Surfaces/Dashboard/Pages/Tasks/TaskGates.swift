import Model
import Operations

// What gates said of a task.
extension [ScreenBlock] {
    /// What was said of the newest delivery, and since; what was said before it is folded away.
    ///
    /// - Parameters:
    ///   - lines: The newest first.
    ///   - deliveries: The oldest first.
    static func gates(
        _ lines: [GateHistoryLine],
        on deliveries: [DeliveryLine]
    ) -> [ScreenBlock] {
        let newest = deliveries.last
        let runs = lines.enumerated().map { index, line in
            GateRun(
                id: "g-\(line.run.text.pageName)-\(line.result.gate.text.pageName)-\(index)",
                line: line,
                delivery: deliveries.last { $0.commit == line.commit }?.delivery
            )
        }
        let isNew = { (run: GateRun) in
            guard let newest else { return true }
            return run.delivery.map { $0 == newest.delivery }
                ?? (newest.deliveredAt <= run.line.ranAt)
        }
        let older = runs.filter { !isNew($0) }
        let nothing =
            older.isEmpty
            ? "No gate has run on it yet."
            : "No gate has run on \(newest?.delivery.text ?? "it") yet."
        let now = Grid.gates("What gates said", runs.filter(isNew), nothing)
        guard !older.isEmpty else { return [.grid(now)] }
        let before = Grid.gates("What gates said before", older, "")
        return [
            .grid(now),
            .more("\(older.count.of("verdict")) from before that delivery", [.grid(before)]),
        ]
    }
}

/// A verdict with the delivery that it is about, if it is about one.
private struct GateRun {
    let id: String
    let line: GateHistoryLine
    let delivery: DeliveryID?
}

extension Grid {
    fileprivate static func gates(
        _ caption: String,
        _ runs: [GateRun],
        _ emptiness: String
    ) -> Grid {
        Grid(
            caption,
            columns: [
                "Gate", "Verdict", "Delivery", "Level", "When", "Took", "Asked", "What is wrong",
            ],
            rows: runs.map { run in
                let (line, result) = (run.line, run.line.result)
                return Grid.Row(
                    run.id,
                    [
                        .gate(result.gate), result.badge,
                        .maybe(run.delivery) { .text($0.text) }, .text("\(result.level)"),
                        .moment(line.ranAt), result.took,
                        .text(line.moment.map { "at \($0.rawValue)" } ?? "by \(line.actor.text)"),
                        .maybe(result.fault ?? result.reason) { .text($0) },
                    ]
                )
            },
            emptiness: emptiness
        )
    }
}
