import Engine
import Model
import Store
import TestSupport

extension RandomHistory {
    typealias Step = (name: String, act: @Sendable (RandomHistory) async throws -> Void)

    static let steps: [Step] =
        claimSteps + claimSteps + verdictSteps + verdictSteps + planSteps + messageSteps + timeSteps
        + sessionSteps + evidenceSteps + roadmapSteps + reviewSteps
        + steppedPlanSteps
        + windowSteps + decisionSteps
        + hubSteps + followUpSteps
        + linkSteps
        + importSteps
        + memorySteps + assigningSteps
        + repositorySteps
        + runSteps + roundSteps
        + mergeSteps

    static let claimSteps: [Step] = [
        ("claim", { try await $0.claim() }), ("claim", { try await $0.claim() }),
        ("claim next", { try await $0.claimNext() }), ("renew", { try await $0.renew() }),
        ("release", { try await $0.release() }), ("pause", { try await $0.pause() }),
        ("resume", { try await $0.resume() }),
        (
            "acknowledge",
            { history in
                let key = try history.key(in: .claimed)
                let planner = history.chance.oneIn(2) ? nil : history.session()
                try await history.workspace.change(as: planner) {
                    try $0.actor.require(.plan)
                    try $0.claims.acknowledgeCheckout(key)
                }
            }
        ),
        (
            "join the line",
            { history in
                let (key, until) = (history.key(), history.now + history.lease())
                try await history.workspace.change(as: history.session()) {
                    try $0.claims.joinLine(for: key, until: until)
                }
            }
        ),
        (
            "leave the line",
            { history in
                guard let key = history.keys.first else { return }
                try await history.workspace.change(as: history.session()) {
                    try $0.claims.leaveLine(for: key)
                }
            }
        ),
    ]

    func note(_ claimed: ClaimEngine.Claimed, at now: Timestamp) {
        let hold = claimed.hold
        let wrong = model.claimed(
            claimed.task.key,
            by: hold.agent,
            in: hold.session,
            under: hold.fence,
            until: hold.expiry,
            at: now
        )
        if let wrong { fault(wrong) }
    }

    private func claim() async throws {
        let (key, lease, session) = (key(), lease(), session())
        do {
            note(
                try await workspace.change(as: session) {
                    try $0.actor.require(.work)
                    return try $0.claims.claim(key, for: lease)
                },
                at: now
            )
        } catch let error as TaskError {
            if case .held(_, let holder, let until) = error, let owner = model.owners[key] {
                if owner.agent != holder || until <= now { fault("\(key) is not held so") }
            }
            throw error
        }
    }

    private func claimNext() async throws {
        let lease = lease()
        let lane = chance.oneIn(3) ? LaneKey(trusted: chance.pick(["core", "web"])) : nil
        note(
            try await workspace.change(as: session()) {
                try $0.actor.require(.work)
                return try $0.claims.claimNext(in: lane, for: lease)
            },
            at: now
        )
    }

    private func renew() async throws {
        let (key, lease) = (key(), lease())
        let fence = try fence(of: key)
        let hold = try await workspace.change(as: session()) {
            try $0.claims.renew(key, under: fence, for: lease)
        }
        model.renewed(key, until: hold.expiry)
    }

    private func release() async throws {
        let key = key()
        let fence = try fence(of: key)
        let session = session()
        let owner = model.owners[key]
        try await workspace.change(as: session) {
            try $0.claims.release(key, under: fence, note: nil)
        }
        let isPlanner = ["lea"].contains(session.agent.text)
        if let owner, owner.agent != session.agent, !isPlanner {
            fault("\(session.agent) released what \(owner.agent) held")
        }
        model.freed(key)
    }

    private func pause() async throws {
        let key = try key(in: .claimed)
        let fence = try fence(of: key)
        let session = chance.oneIn(3) ? nil : session()
        try await workspace.change(as: session) {
            try $0.claims.pause(key, under: fence, because: "lunch")
        }
        model.paused(key)
    }

    private func resume() async throws {
        let (key, lease) = (try key(in: .paused), lease())
        let fence = try fence(of: key)
        let session = chance.oneIn(3) ? nil : session()
        try await workspace.change(as: session) {
            try $0.claims.resume(key, under: fence, for: lease)
        }
        model.renewed(key, until: now + lease)
    }
}
