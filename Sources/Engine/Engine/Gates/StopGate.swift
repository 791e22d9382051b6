import Model
import Store

extension GateDescription {
    package static let stop = GateDescription(
        "stop",
        "An agent does not stop while it holds what it has not delivered.",
        on: [.worktree],
        at: [.stop],
        level: .block,
        hint: "Deliver it, or give it back with `worklead task release TASK`."
    )
}

/// Whether an agent could stop now.
struct StopGate: Gate {
    let description = GateDescription.stop

    func material(at site: GateSite) throws -> [TaskKey] {
        try site.read { view in
            guard try view.requireAsker().session != nil else {
                throw GateSkip("There is no session here.")
            }
            return try view.leaving().undelivered.map(\.key)
        }
    }

    func judge(_ material: [TaskKey]) throws -> GateJudgement {
        GateJudgement(
            material.map { GateFinding("\($0) is held and not delivered.") },
            figure: GateFigure(material.count, "tasks in hand")
        )
    }

    var cases: [GateCase<[TaskKey]>] {
        [
            .refuses("a task in hand", [TaskKey(trusted: "T-1")]),
            .passes("nothing in hand", []),
        ]
    }
}
