import Model
import Store

extension GateDescription {
    package static let decisionEvidence = GateDescription(
        "decision_evidence",
        "Each decision has evidence within a day.",
        on: [.workspace],
        level: .advise,
        hint: "`worklead decision evidence DECISION FILE` links what shows it."
    )
}

/// Whether there is something to show for what was asked and decided.
///
/// At level `off` nothing is escalated either.
struct DecisionEvidenceGate: Gate {
    let description = GateDescription.decisionEvidence

    struct Material: Sendable {
        let decisions: [DecisionStore.Stored]
        let now: Timestamp
    }

    func material(at site: GateSite) throws -> Material {
        try site.read { view in
            var filter = DecisionFilter()
            filter.unfinishedOnly = true
            return Material(
                decisions: try view.decisions.decisions(filter, at: view.now, limit: 1000),
                now: view.now
            )
        }
    }

    func judge(_ material: Material) throws -> GateJudgement {
        GateJudgement(
            material.decisions.filter { $0.lacksEvidence(at: material.now) }.map {
                GateFinding("\($0.decision.id) has no evidence since \($0.askedAt.text).")
            },
            figure: GateFigure(material.decisions.count, "decisions")
        )
    }

    var cases: [GateCase<Material>] {
        let day = Decision.evidenceWithin
        return [
            .refuses("a day without evidence", Self.material(after: day)),
            .passes("less than a day", Self.material(after: day - .milliseconds(1))),
            .passes("a file", Self.material(after: day, evidence: 1)),
            .passes("withdrawn", Self.material(after: day, state: .withdrawn(reason: "x"))),
        ]
    }

    private static func material(
        after age: Duration,
        evidence: Int = 0,
        state: DecisionState = .open
    ) -> Material {
        let start = Timestamp(milliseconds: 0)
        let decision = Decision(
            id: DecisionID(trusted: "D-1"),
            asker: AgentID(trusted: "ada"),
            kind: .strategy,
            text: "Which?",
            thread: ThreadID(trusted: "D-1"),
            desk: .founder,
            options: [],
            fallback: nil,
            tasks: [],
            state: state
        )
        return Material(
            decisions: [
                DecisionStore.Stored(
                    decision: decision,
                    askedAt: start,
                    settledAt: nil,
                    changedAt: start,
                    escalatedAt: nil,
                    evidence: evidence
                )
            ],
            now: start + age
        )
    }
}
