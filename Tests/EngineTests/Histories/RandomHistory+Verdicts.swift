import Engine
import Model
import Store
import TestSupport

extension RandomHistory {
    static let verdictSteps: [Step] = [
        (
            "run gates",
            { history in
                let run = history.gateRun()
                try await history.workspace.change(as: history.session()) {
                    _ = try $0.gates.record(run)
                }
            }
        ),
        ("deliver", { try await $0.deliver() }), ("deliver", { try await $0.deliver() }),
        ("replay", { try await $0.replay() }), ("replay", { try await $0.replay() }),
        ("accept", { try await $0.accept() }), ("accept", { try await $0.accept() }),
        ("accept", { try await $0.accept() }),
        (
            "send back",
            { history in
                let (key, keeping) = (try history.waiting(), history.lease())
                try await history.workspace.change(as: history.judge()) {
                    _ = try $0.verdicts.sendBack(key, findings: ["mend it"], keeping: keeping)
                }
            }
        ),
        (
            "reject",
            { history in
                let key = try history.waiting()
                try await history.workspace.change(as: history.judge()) {
                    _ = try $0.verdicts.reject(key, because: "wrong")
                }
            }
        ),
    ]

    /// What some gates said of some task.
    private func gateRun() -> GateEvent {
        let verdicts = ["scope", "lint", "secrets"].map { name in
            let verdict = chance.pick(GateVerdict.allCases)
            let findings = verdict == .fail ? [GateFinding("it is wrong", path: "a", line: 3)] : []
            return GateResult(
                gate: GateName(trusted: name),
                level: chance.pick(RuleLevel.allCases),
                verdict: verdict,
                reason: verdict == .error ? "it broke" : nil,
                judgement: GateJudgement(findings, figure: GateFigure(7, "lines")),
                duration: lease()
            )
        }
        return GateEvent(
            target: chance.pick(GateTarget.allCases),
            task: keys.isEmpty || chance.oneIn(3) ? nil : chance.pick(keys),
            commit: chance.oneIn(2) ? "c1" : nil,
            moment: chance.oneIn(2) ? chance.pick(GateMoment.allCases) : nil,
            results: Array(verdicts.prefix(Int.random(in: 1...3, using: &chance)))
        )
    }

    /// A task that waits for a verdict, mostly.
    private func waiting() throws -> TaskKey { try key(in: .delivered) }

    /// Somebody who may judge, mostly.
    func judge() -> TestSession {
        let judges = sessions.filter { ["vera", "lea"].contains($0.agent.text) }
        return chance.oneIn(5) ? session() : chance.pick(judges)
    }

    private func accept() async throws {
        let gaps = chance.oneIn(2) ? "known" : nil
        try await workspace.accept(waiting(), as: judge(), waiving: gaps)
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
        let key = try waiting()
        guard let delivery = deliveries[key] else { return }
        let grade = chance.oneIn(2) ? .verified : chance.pick(ReplayGrade.allCases)
        try await workspace.replay(
            delivery,
            of: key,
            as: judge(),
            grade: grade,
            gaps: grade == .verified ? [] : ["zero tests"]
        )
    }
}
