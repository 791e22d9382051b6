import Digests
import Model
import Operations

/// How the subject of an action stands, as far as who acts on it has to know.
struct SubjectState: Sendable {
    /// Of all that would make one decide anew.
    let digest: Digest
    /// Where it stands, in a word or two.
    let words: String

    private init(_ facts: JSONValue, _ words: String) {
        digest = Digest(of: facts.canonicalBytes)
        self.words = words
    }

    /// Looks at the subject now; `nil` where there is nothing to compare.
    static func read(
        _ subject: ActionSubject,
        _ caller: any OperationCaller,
        _ options: CallOptions
    ) async throws -> SubjectState? {
        switch subject {
        case .task(let key):
            let input = ShowTask.Input { $0.task = key }
            return SubjectState(try await caller.call(ShowTask.self, input, options).output)
        case .decision(let id):
            let input = ShowDecision.Input { $0.decision = id }
            let detail = try await caller.call(ShowDecision.self, input, options).output
            return SubjectState(detail.decision)
        case .run(let name):
            let input = ShowRun.Input { $0.run = name }
            return SubjectState(try await caller.call(ShowRun.self, input, options).output)
        case .gate(let name):
            let input = ShowGate.Input { $0.gate = name }
            return SubjectState(try await caller.call(ShowGate.self, input, options).output.gate)
        case .plan(let name):
            let input = ShowPlan.Input { $0.plan = name }
            return SubjectState(try await caller.call(ShowPlan.self, input, options).output)
        case .agent, .message, .finding, .bundle, .nothing: return nil
        }
    }

    /// Who holds a task, and what was handed in and came of it.
    init(_ task: TaskDetail) {
        let newest = task.deliveries.last
        self.init(
            [
                "state": .string(task.task.state),
                "holder": .string(task.task.holder?.text ?? ""),
                "fence": .integer(task.fence),
                "packet": .integer(task.packetRevision),
                "delivery": .string(newest?.delivery.text ?? ""),
                "replay": .string(newest?.replay?.text ?? ""),
                "outcome": .string(newest?.outcome ?? ""),
            ],
            task.task.state
        )
    }

    init(_ decision: DecisionLine) {
        self.init(
            [
                "state": .string(decision.state.rawValue),
                "text": .string(decision.text),
                "options": .array(decision.options.map(\.json)),
                "delegate": .string(decision.delegate?.text ?? ""),
            ],
            decision.state.rawValue
        )
    }

    init(_ run: RunDetail) {
        self.init(
            ["state": .string("\(run.run.state)"), "digest": .string("\(run.run.digest)")],
            "\(run.run.state)"
        )
    }

    init(_ gate: GateLine) {
        self.init(["level": .string(gate.level.rawValue)], "at level \(gate.level.rawValue)")
    }

    /// What somebody who approves says yes to, and whether somebody has.
    init(_ plan: PlanDetail) {
        self.init(
            [
                "state": .string(plan.plan.state.rawValue),
                "digest": .string(plan.digest.hex),
                "approval": .string(plan.plan.approval.rawValue),
            ],
            plan.plan.state.rawValue
        )
    }
}
