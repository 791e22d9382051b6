import Model
import ReportKit
import Store

// What is planned and what is asked, as the coordination report shows it.
extension View {
    func activePlans() throws -> ReportTable {
        ReportTable(
            columns: [
                "plan", "state", .number("steps"), .number("done"), "approved", "author", "about",
            ],
            rows: try plans.plans(openOnly: true, limit: 200).map { stored in
                let (plan, following) = (stored.plan, try following(stored.plan))
                return [
                    ReportText(plan.name), ReportText(plan.state.rawValue),
                    .number(plan.steps.count),
                    .number(plan.steps.count { $0.state(following).isFinished }),
                    ReportText(stored.approvedAt), ReportText(plan.author),
                    ReportText(plan.summary),
                ]
            }
        )
    }

    func openWindows() throws -> ReportTable {
        ReportTable(
            columns: ["window", "opened", "lead", "wave", "lanes"],
            rows: try windows.open().map { stored in
                let plan = stored.window.plan
                let lanes = plan.lanes.map(\.text).joined(separator: ", ")
                return [
                    ReportText(stored.window.name), ReportText(stored.openedAt),
                    ReportText(stored.window.lead), ReportText(plan.wave),
                    ReportText(plan.coversAll ? "all" : lanes),
                ]
            }
        )
    }

    func phasesAndLanes() throws -> [ReportBlock] {
        let standings = try tasks.standings()
        let open = try phases.phases().filter(\.phase.isOpen).map(\.phase)
        let phaseRows = open.map { phase in
            let own = standings.filter { $0.phase == phase.name.text }
            return [
                ReportText(phase.name), .number(own.total), .number(own.count(.accepted)),
                .number(own.count(.claimed, .paused)), .number(own.count(.delivered, .rework)),
                .number(own.count(.blocked, .parked)), ReportText(phase.title ?? ""),
            ]
        }
        let laneRows = try lanes.lanes().map { lane in
            let own = standings.filter { $0.lane == lane.key }
            let parked = lane.parking.map { parking in
                parking.reason + (parking.blocker.map { ", waits for \($0)" } ?? ", for nothing")
            }
            return [
                ReportText(lane.key), ReportText(lane.owner),
                .number(own.total - own.count(.accepted)), .number(own.count(.claimed, .paused)),
                ReportText(parked ?? ""),
            ]
        }
        return [
            .table(
                ReportTable(
                    "Open phases",
                    columns: [
                        "phase", .number("tasks"), .number("accepted"), .number("in hand"),
                        .number("handed in"), .number("stopped"), "about",
                    ],
                    rows: phaseRows
                )
            ),
            .table(
                ReportTable(
                    "Lanes",
                    columns: ["lane", "owner", .number("open"), .number("in hand"), "parked"],
                    rows: laneRows
                )
            ),
        ]
    }

    func openDecisions() throws -> ReportTable {
        var filter = DecisionFilter()
        filter.state = .open
        return ReportTable(
            columns: ["asked", "decision", "by", "at the latest", "holds up", "question"],
            rows: try decisions.decisions(filter, at: now, limit: 200).map { stored in
                let decision = stored.decision
                return [
                    ReportText(stored.askedAt), ReportText(decision.id),
                    ReportText(decision.asker), ReportText(decision.fallback?.deadline),
                    ReportText(decision.tasks.map(\.text).joined(separator: ", ")),
                    ReportText(decision.text),
                ]
            }
        )
    }
}
