import Model
import Store

extension GateDescription {
    package static let staleClaim = GateDescription(
        "stale_claim",
        "No task stays with an agent whose lease ended long ago.",
        on: [.workspace],
        at: [],
        level: .advise,
        hint: "`worklead task reclaim` gives such tasks back and keeps the work."
    )
}

/// Whether tasks stay with agents who let their leases end.
struct StaleClaimGate: Gate {
    let description = GateDescription.staleClaim

    func material(at site: GateSite) throws -> [StaleClaim] {
        try site.read { try $0.staleClaims(after: StaleClaim.standardGrace) }
    }

    func judge(_ material: [StaleClaim]) throws -> GateJudgement {
        GateJudgement(
            material.map { claim in
                GateFinding(
                    "The lease of \(claim.hold.agent) on \(claim.task) ended at "
                        + "\(claim.hold.expiry.text)."
                )
            },
            figure: GateFigure(material.count, "stale claims")
        )
    }

    var cases: [GateCase<[StaleClaim]>] {
        let hold = Hold(
            agent: AgentID(trusted: "ada"),
            session: SessionID(trusted: "S-1"),
            fence: .none.next,
            expiry: Timestamp(milliseconds: 0)
        )
        let claim = StaleClaim(task: TaskKey(trusted: "T-1"), hold: hold)
        return [.refuses("a lease that ended", [claim]), .passes("none", [])]
    }
}
