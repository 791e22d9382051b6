import Model
import Store

extension GateDescription {
    package static let review = GateDescription(
        "review",
        "No review of a delivery that counts has a blocking or high finding that is not settled, and those of a review slice are closed.",
        on: [.delivery],
        at: [.acceptance],
        level: .block,
        hint: "`worklead review list --open` shows the reviews; their findings are mended first."
    )
}

/// Whether the reviews of a task let it be accepted, and for a review slice of a run, those that
/// are parts of it.
struct ReviewGate: Gate {
    let description = GateDescription.review

    struct Material: Sendable {
        /// The findings of reviews that count.
        var findings: [Finding] = []
        /// The parts of a review slice that are not closed.
        var open: [ReviewID] = []
        /// Whether it is a review slice for which nothing was reviewed to its end.
        var lacksReview = false
    }

    func material(at site: GateSite) throws -> Material {
        let key = try site.requireTask().key
        return try site.read { view in
            let slice = try view.runs.slice(of: key)?.slice
            let standing =
                slice?.kind.isReview == true
                ? try ReviewStanding(of: slice?.task ?? key, in: view) : nil
            guard try standing != nil || view.reviews.count(of: key) > 0 else {
                throw GateSkip("The task was not reviewed.")
            }
            let own = try view.reviews.standing(of: key).map(\.review.id)
            let open = standing?.unsettled.map(\.id) ?? []
            return Material(
                findings: try (own + open).uniqued.flatMap { try view.findings.findings(of: $0) },
                open: open,
                lacksReview: standing.map { $0.unsettled.isEmpty && !$0.hasClosed } ?? false
            )
        }
    }

    func judge(_ material: Material) throws -> GateJudgement {
        let found = material.findings.filter(\.stopsAcceptance).map { finding in
            let place = finding.anchor?.place
            return GateFinding(
                "\(finding.id) is \(finding.severity.rawValue) and \(finding.state.name).",
                path: place?.path,
                line: place?.lines?.first
            )
        }
        let open = material.open.map { GateFinding("\($0) is not closed.") }
        let missing =
            material.lacksReview ? [GateFinding("Nothing was reviewed to its end.")] : []
        return GateJudgement(
            found + open + missing,
            figure: GateFigure(material.findings.count, "findings of reviews that count")
        )
    }

    var cases: [GateCase<Material>] {
        [
            .refuses("an open high finding", Material(findings: [Self.finding(.high)])),
            .refuses(
                "a disputed blocking finding",
                Material(findings: [
                    Self.finding(
                        .blocking,
                        .disputed(reason: "it is none", by: AgentID(trusted: "ada"))
                    )
                ])
            ),
            .refuses(
                "a review slice whose review is open",
                Material(open: [ReviewID(trusted: "RV-1")])
            ),
            .refuses("a review slice that reviewed nothing", Material(lacksReview: true)),
            .passes("an open medium finding", Material(findings: [Self.finding(.medium)])),
            .passes("a review slice whose reviews are closed", Material()),
            .passes(
                "a mended blocking finding",
                Material(findings: [
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
                ])
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
