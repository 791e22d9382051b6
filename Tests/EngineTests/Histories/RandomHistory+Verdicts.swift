import Engine
import Model
import Store
import TestSupport

extension RandomHistory {
    static let verdictSteps: [Step] = [
        ("deliver", { try await $0.deliver() }), ("deliver", { try await $0.deliver() }),
        ("replay", { try await $0.replay() }), ("replay", { try await $0.replay() }),
        (
            "accept",
            { history in
                let gaps = history.chance.oneIn(2) ? "known" : nil
                try await history.workspace.accept(
                    history.waiting(),
                    as: history.session(),
                    waiving: gaps
                )
            }
        ),
        (
            "send back",
            { history in
                let (key, keeping) = (history.waiting(), history.lease())
                try await history.workspace.change(as: history.session()) {
                    _ = try $0.verdicts.sendBack(key, findings: ["mend it"], keeping: keeping)
                }
            }
        ),
        (
            "reject",
            { history in
                let key = history.waiting()
                try await history.workspace.change(as: history.session()) {
                    _ = try $0.verdicts.reject(key, because: "wrong")
                }
            }
        ),
    ]

    /// A task that was delivered, mostly.
    private func waiting() -> TaskKey {
        deliveries.isEmpty || chance.oneIn(5) ? key() : chance.pick(deliveries.keys.sorted())
    }

    private func deliver() async throws {
        // Mostly by who holds something, or nothing would ever be delivered.
        let held = model.owners.keys.sorted()
        let key = held.isEmpty || chance.oneIn(4) ? key() : chance.pick(held)
        let owner = model.owners[key]
        let session = sessions.first { $0.id == owner?.session && !chance.oneIn(4) } ?? session()
        let fence = try fence(of: key)
        let delivery = try await workspace.deliver(key, as: session, under: fence)
        deliveries[key] = delivery
        if delivery.handover.agent != session.agent { fault("\(key) was delivered for another") }
        model.freed(key)
    }

    private func replay() async throws {
        let key = waiting()
        guard let delivery = deliveries[key] else { return }
        let grade = chance.pick(ReplayGrade.allCases)
        try await workspace.replay(
            delivery,
            of: key,
            as: session(),
            grade: grade,
            gaps: grade == .verified ? [] : ["zero tests"]
        )
    }
}
