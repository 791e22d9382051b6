import Model
import Store
import Telemetry

/// What the ledger hears of gates.
package struct GateEngine {
    let change: Change

    /// Records a run.
    ///
    /// - Returns: Its id.
    package func record(_ run: GateEvent) throws -> GateRunID {
        let id = GateRunID(trusted: try change.view.counters.next(.gate))
        try change.record(run.fact, on: Subject(.gate, id.text))
        return id
    }
}

extension Change {
    /// What the ledger hears of gates, in this change.
    package var gates: GateEngine { GateEngine(change: self) }

    /// Asks a gate, and notes what it said.
    ///
    /// - Parameter material: Asked for only where the gate is on.
    /// - Throws: ``RuleError`` where it refuses at level `block`; what was noted then has that
    ///   refusal as its last.
    func consult<G: Gate>(
        _ gate: G,
        noting notes: GateNotes,
        about task: TaskKey,
        remedy: String? = nil,
        _ material: () throws -> G.Material
    ) throws {
        let level = try view.level(of: gate.description, for: task)
        guard level != .off else { return }
        let judgement = try gate.judge(material())
        let result = GateResult(
            gate: gate.description.name,
            level: level,
            verdict: judgement.verdict,
            judgement: judgement,
            duration: .zero
        )
        notes.add(result)
        if result.blocks, let fault = judgement.fault {
            throw RuleError(rule: gate.description, fault: fault, remedy: remedy)
        }
    }
}

/// What gates said, kept apart from a transaction that may come to nothing.
package final class GateNotes: Sendable {
    private let kept = Lock([GateResult]())

    package init() {}

    /// What was said so far, in order.
    package var answers: [GateResult] { kept.withLock { $0 } }

    func add(_ answer: GateResult) { kept.withLock { $0.append(answer) } }
}

extension [GateResult] {
    /// What gates at level `advise` have to say.
    var advice: [String] {
        filter { $0.level == .advise && !$0.blocks }.compactMap(\.fault)
    }
}
