import Model
import Store

extension GateDescription {
    package static let review = GateDescription(
        "review",
        "No review of a delivery that goes on, or was given up, has a blocking or high finding that is not settled.",
        on: [.delivery],
        at: [.acceptance],
        level: .block,
        hint: "`worklead review list --open` shows the reviews; their findings are mended first."
    )
}

/// Whether the reviews of a task let it be accepted.
struct ReviewGate: Gate {
    let description = GateDescription.review

    func material(at site: GateSite) throws -> [Finding] {
        let key = try site.requireTask().key
        return try site.read { view in
            // Of a slice that is a review of others, what it has found counts.
            let parts = try view.reviews.reviews(of: key)
            guard try !parts.isEmpty || view.reviews.count(of: key) > 0 else {
                throw GateSkip("The task was not reviewed.")
            }
            return try (view.reviews.standing(of: key) + parts).flatMap { stored in
                try view.findings.findings(of: stored.review.id)
            }
        }
    }

    func judge(_ material: [Finding]) throws -> GateJudgement {
        GateJudgement(
            material.filter(\.stopsAcceptance).map { finding in
                let place = finding.anchor?.place
                return GateFinding(
                    "\(finding.id) is \(finding.severity.rawValue) and \(finding.state.name).",
                    path: place?.path,
                    line: place?.lines?.first
                )
            },
            figure: GateFigure(material.count, "findings of reviews that count")
        )
    }

    var cases: [GateCase<[Finding]>] {
        [
            .refuses("an open high finding", [Self.finding(.high)]),
            .refuses(
                "a disputed blocking finding",
                [
                    Self.finding(
                        .blocking,
                        .disputed(reason: "it is none", by: AgentID(trusted: "ada"))
                    )
                ]
            ),
            .passes("an open medium finding", [Self.finding(.medium)]),
            .passes(
                "a mended blocking finding",
                [
                    Self.finding(
                        .blocking,
                        .fixed(
                            FindingState.Fix(
                                commit: "c2",
                                agent: AgentID(trusted: "ada"),
                                round: 1
                            )
                        )
                    )
                ]
            ),
        ]
    }

    private static func finding(_ severity: Severity, _ state: FindingState = .open) -> Finding {
        Finding(
            id: FindingID(trusted: "F-1"),
            review: ReviewID(trusted: "RV-1"),
            round: 1,
            severity: severity,
            text: "It is wrong.",
            anchor: nil,
            owner: AgentID(trusted: "ada"),
            state: state
        )
    }
}

extension Finding {
    /// Whether work that has it is not accepted.
    var stopsAcceptance: Bool { severity.mustBeFixed && state.isUnresolved }
}
