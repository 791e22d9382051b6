import Digests
import Model
import Store

extension GateDescription {
    package static let closeout = GateDescription(
        "closeout",
        "A delivery that is accepted was reported, and run again by another than its worker.",
        on: [.delivery],
        at: [.acceptance],
        level: .advise,
        hint: "`worklead replay TASK` runs its checks again; `worklead rework TASK` sends it back."
    )
}

/// Whether all that comes before an acceptance has been done.
struct CloseoutGate: Gate {
    let description = GateDescription.closeout

    struct Material: Sendable {
        var report = "Done."
        var worker = AgentID(trusted: "ada")
        var replayer: AgentID? = AgentID(trusted: "vera")
        var grade: ReplayGrade? = .verified
        /// How many checks the replay ran, and for how many of those the worker said what they
        /// gave.
        var checks = 1
        var claims = 1
    }

    func material(at site: GateSite) throws -> Material {
        guard let id = try site.requireChange().delivery else {
            throw GateSkip("Nothing was handed in yet.")
        }
        return try site.read { view in
            guard let stored = try view.deliveries.delivery(id) else {
                throw GateSkip("The delivery is not known.")
            }
            let replay = try view.replays.latest(of: id)
            return Material(
                report: stored.delivery.report,
                worker: stored.delivery.handover.agent,
                replayer: replay?.replayer,
                grade: replay.flatMap { ReplayGrade(rawValue: $0.event.grade) },
                checks: replay?.event.record["results"]?.arrayValue?.count ?? 0,
                claims: stored.delivery.claims.count
            )
        }
    }

    func judge(_ material: Material) throws -> GateJudgement {
        var findings: [GateFinding] = []
        if !material.report.contains(where: { !$0.isWhitespace }) {
            findings.append(GateFinding("There is no report.", rule: "report"))
        }
        if material.claims == 0 {
            findings.append(
                GateFinding("The worker does not say what the checks gave.", rule: "claims")
            )
        }
        switch (material.replayer, material.grade) {
        case (nil, _), (_, nil):
            findings.append(GateFinding("It was not run again.", rule: "replay"))
        case (let replayer?, _) where replayer == material.worker:
            findings.append(GateFinding("Its own worker ran it again.", rule: "replay"))
        case (_, .notVerified?):
            findings.append(GateFinding("The replay did not verify it.", rule: "replay"))
        case (_, .verified?), (_, .verifiedWithGaps?): break
        }
        return GateJudgement(findings, figure: GateFigure(material.checks, "checks run again"))
    }

    var cases: [GateCase<Material>] {
        [
            .refuses("an empty report", Material(report: " \n")),
            .refuses("no replay", Material(replayer: nil, grade: nil)),
            .refuses(
                "a replay by the worker",
                Material(replayer: AgentID(trusted: "ada"))
            ),
            .refuses("a replay that did not verify it", Material(grade: .notVerified)),
            .refuses("a delivery that claims nothing", Material(claims: 0)),
            .passes("a reported and replayed delivery", Material()),
        ]
    }
}
