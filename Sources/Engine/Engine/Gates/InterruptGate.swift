import Model
import Store

extension GateDescription {
    package static let interrupt = GateDescription(
        "interrupt",
        "Only strategy, blockers, safety and law may interrupt the founder.",
        on: [.workspace],
        at: [.message],
        level: .block,
        hint: "Let a lead answer it: `worklead decision delegate DECISION AGENT`.",
        category: .notAllowed
    )
}

/// Whether nothing lies on the founder's desk that could have waited.
///
/// At level `block` a routine question does not get there: it is a lead's, or waits until the
/// founder looks.
struct InterruptGate: Gate {
    let description = GateDescription.interrupt

    struct Question: Sendable {
        let id: DecisionID
        let kind: Decision.Kind
        let desk: Decision.Desk
    }

    func material(at site: GateSite) throws -> [Question] {
        try site.read { view in
            var filter = DecisionFilter()
            filter.state = .open
            return try view.decisions.decisions(filter, at: view.now, limit: 1000).map {
                Question(id: $0.decision.id, kind: $0.decision.kind, desk: $0.decision.desk)
            }
        }
    }

    func judge(_ material: [Question]) throws -> GateJudgement {
        GateJudgement(
            material.filter { $0.desk == .founder && !$0.kind.mayInterrupt }.map {
                GateFinding("\($0.id) is \($0.kind.rawValue), and interrupts the founder.")
            },
            figure: GateFigure(material.count, "open decisions")
        )
    }

    var cases: [GateCase<[Question]>] {
        func question(_ kind: Decision.Kind, _ desk: Decision.Desk) -> [Question] {
            [Question(id: DecisionID(trusted: "D-1"), kind: kind, desk: desk)]
        }
        return [
            .refuses("routine on the founder's desk", question(.routine, .founder)),
            .passes("routine that is a lead's", question(.routine, .lead)),
            .passes("routine that waits", question(.routine, .digest)),
        ]
            + Decision.Kind.allCases.filter(\.mayInterrupt).map {
                .passes("\($0.rawValue) on the founder's desk", question($0, .founder))
            }
    }
}
