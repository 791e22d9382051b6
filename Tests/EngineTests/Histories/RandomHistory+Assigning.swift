import Engine
import Model
import Store
import TestSupport

extension RandomHistory {
    static let assigningSteps: [Step] = [
        ("hand a task out", { try await $0.handOut() }),
        ("hand a task out", { try await $0.handOut() }),
        ("give a stale claim back", { try await $0.reclaim() }),
        settling, settling, settling,
    ]

    private static let settling: Step = (
        "settle a handoff",
        { history in
            let open = try history.workspace.read { try $0.sessions.leftovers() }
            let found = open.isEmpty ? history.session().id : history.chance.pick(open).session
            // Who plans may always; anybody else only what concerns them.
            let who = history.chance.oneIn(2) ? nil : history.session()
            try await history.workspace.change(as: who) {
                try $0.sessions.settle(found, note: "done")
            }
        }
    )

    private func handOut() async throws {
        let (key, agent) = (try key(in: .ready), session().agent)
        let handOut = TaskEngine.HandOut(
            isStaged: chance.oneIn(3),
            lease: lease(),
            acknowledgeWithin: chance.oneIn(2) ? .seconds(60) : nil
        )
        let before = model.owners[key]
        let now = now
        let made = try await workspace.change {
            try $0.tasks.assign(key, to: agent, handOut)
        }
        guard let hold = made.task.task.hold, before == nil || before?.fence != hold.fence else {
            return
        }
        if hold.agent != agent { fault("\(key) was claimed for \(hold.agent), not for \(agent)") }
        let wrong = model.claimed(
            key,
            by: hold.agent,
            in: hold.session,
            under: hold.fence,
            until: hold.expiry,
            at: now
        )
        if let wrong { fault(wrong) }
    }

    private func reclaim() async throws {
        let grace = chance.oneIn(2) ? Duration.zero : .seconds(30)
        let stale = try workspace.read { try $0.staleClaims(after: grace) }
        guard !stale.isEmpty else { return }
        let claim = chance.pick(stale)
        if let end = model.owners[claim.task]?.until, end > now {
            fault("\(claim.task) is called stale while its lease runs")
        }
        let back = try await workspace.change(as: session()) {
            try $0.claims.reclaim(claim, leaving: nil)
        }
        if back == nil { fault("\(claim.task) was not given back") }
        model.freed(claim.task)
    }
}
