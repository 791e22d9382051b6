import Digests
import Model
import Store

/// A gate that refused something at a moment at which runs of gates are not recorded.
package struct GateRefusal: Sendable {
    package let gate: GateName
    package let moment: GateMoment
    package let task: TaskKey?
    package let fault: String

    package init(gate: GateName, moment: GateMoment, task: TaskKey?, fault: String) {
        self.gate = gate
        self.moment = moment
        self.task = task
        self.fault = fault
    }

    /// For so long the same refusal of the same agent is told once: who asks again and again does
    /// not fill the ledger.
    static let once = Duration.seconds(600)

    /// How many answers of the gate are looked through for it.
    static let lookedThrough = 50
}

/// An error by which a gate refuses.
protocol GateRefusing: Error {
    /// What is to be recorded; `nil` where whoever asked does so.
    var refusal: GateRefusal? { get }
}

extension RuleError: GateRefusing {
    var refusal: GateRefusal? {
        moment.map { GateRefusal(gate: rule.name, moment: $0, task: task, fault: fault) }
    }
}

extension ReservationError: GateRefusing {
    var refusal: GateRefusal? {
        GateRefusal(
            gate: GateDescription.overlap.name,
            moment: .claim,
            task: key,
            fault: message
        )
    }
}

extension GateEngine {
    /// Records that a gate refused something, unless that was told just now.
    ///
    /// - Returns: Whether it is recorded now.
    package func note(_ refusal: GateRefusal) throws -> Bool {
        let result = GateResult(
            gate: refusal.gate,
            level: .block,
            verdict: .fail,
            judgement: GateJudgement([GateFinding(refusal.fault)]),
            duration: .zero
        )
        let earlier = try change.view.gates.answers(
            of: refusal.gate,
            limit: GateRefusal.lookedThrough
        )
        let isKnown = earlier.contains { answer in
            answer.actor == change.actor.id && answer.moment == refusal.moment
                && answer.task == refusal.task && answer.result.fault == result.fault
                && answer.ranAt + GateRefusal.once > change.now
        }
        guard !isKnown else { return false }
        _ = try record(
            GateEvent(
                target: refusal.moment.target,
                task: refusal.task,
                commit: nil,
                moment: refusal.moment,
                results: [result]
            )
        )
        return true
    }
}

extension GateMoment {
    /// What is looked at there.
    fileprivate var target: GateTarget {
        switch self {
        case .claim, .opening, .packet: .packet
        case .edit, .commit: .worktree
        case .delivery, .acceptance: .delivery
        case .message, .memory, .decision, .stop: .workspace
        }
    }
}

extension WorkspaceEngine {
    /// Records a refusal in a transaction of its own: that of what was refused comes to nothing.
    func note(_ refusal: GateRefusal, of request: ChangeRequest) async throws {
        var later = request
        (later.key, later.basis, later.right) = (nil, nil, nil)
        _ = try await change(later, encode: { (_: Bool) in .null }) {
            try $0.gates.note(refusal)
        }
    }
}
