import Model
import Store

extension GateDescription {
    package static let checkout = GateDescription(
        "checkout",
        "A delivery's checkout was acknowledged before.",
        on: [.delivery, .worktree],
        at: [.delivery],
        level: .off,
        hint: "Ask a lead to run `worklead task acknowledge TASK`."
    )
}

/// Whether a lead knew that the work began.
struct CheckoutGate: Gate {
    let description = GateDescription.checkout

    struct Material: Sendable {
        let task: TaskKey
        let isAcknowledged: Bool
    }

    func material(at site: GateSite) throws -> Material {
        let stored = try site.requireTask()
        if let hold = stored.task.hold {
            return Material(task: stored.key, isAcknowledged: hold.isAcknowledged)
        }
        // After the delivery the claim is over; what it was is in the ledger.
        let fact = try site.read { view in
            try view.ledger.events(
                EventFilter(subject: stored.key.text, type: "task.checkout_acknowledged"),
                limit: 1
            ).first
        }
        return Material(task: stored.key, isAcknowledged: fact != nil)
    }

    func judge(_ material: Material) throws -> GateJudgement {
        guard !material.isAcknowledged else { return GateJudgement() }
        let fault = "The checkout of \(material.task) has not been acknowledged."
        return GateJudgement([GateFinding(fault)], sentence: fault)
    }

    var cases: [GateCase<Material>] {
        let task = TaskKey(trusted: "T-1")
        return [
            .refuses(
                "a checkout that nobody acknowledged",
                Material(task: task, isAcknowledged: false)
            ),
            .passes("an acknowledged one", Material(task: task, isAcknowledged: true)),
        ]
    }
}
