import CommandLineKit
import Model
import Operations

extension RunArtifacts {
    func describe(in text: inout TextDocument) {
        let shown = counts.map { "\($0.count) \($0.state.rawValue)" }.joined(separator: ", ")
        text.say("\(run): \(shown.isEmpty ? "nothing is asked for" : shown)")
        text.list(
            TextList(
                "files",
                columns: ["slice", "agent", "kind", "state", "path"],
                rows: files.map { file in
                    [
                        .maybe(file.slice, Cell.name), .maybe(file.agent, Cell.name),
                        .literal(file.kind.rawValue), file.stateCell, .path(file.path),
                    ]
                },
                total: total,
                rest: total > files.count ? "worklead run artifacts \(run) --limit \(total)" : nil
            )
        )
        let faults = files.filter { $0.state == .faulty }.flatMap { file in
            file.faults.map { (file, $0) }
        }
        guard !faults.isEmpty else { return }
        text.list(
            TextList(
                "faults",
                columns: ["place", "fault", "mend"],
                rows: faults.map { file, fault in
                    let place = fault.line.map { "\(file.path):\($0)" } ?? file.path
                    // Cut short a fault is of no use.
                    return [.path(place), .path(fault.text), .path(fault.hint)]
                }
            )
        )
    }
}

extension RunArtifactLine {
    fileprivate var stateCell: Cell {
        switch state {
        case .there: .state(state.rawValue, .done)
        case .missing: .state(state.rawValue, .stuck)
        case .faulty: .state(state.rawValue, .attention)
        case .due: .state(state.rawValue, .waiting)
        }
    }
}

extension RunCleanupReport {
    /// How many files are moved to where what is over is kept.
    var archived: Int { steps.count { $0.to != nil } }

    /// How many files are deleted.
    var deleted: Int { steps.count { $0.to == nil } }

    func describe(in text: inout TextDocument) {
        text.field("manifest", .path(manifest))
        text.field("named", .number(named))
        text.list(
            TextList(
                "steps",
                columns: ["action", "path", "to"],
                rows: steps.map { step in
                    [
                        .literal(step.to == nil ? "delete" : "archive"), .path(step.path),
                        .maybe(step.to, Cell.path),
                    ]
                }
            )
        )
        text.list(Self.list("faults", faults))
        text.list(Self.list("advice", advice))
    }

    private static func list(_ name: String, _ findings: [GateFindingLine]) -> TextList {
        TextList(
            name,
            columns: ["place", "what"],
            rows: findings.map { [.maybe($0.place, Cell.path), .path($0.text)] }
        )
    }
}
