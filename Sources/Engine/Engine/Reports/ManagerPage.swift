import Model
import ReportKit
import Store

/// A stretch of work that is reported on.
package struct Shift: Hashable, Sendable {
    package let since: Timestamp
    /// What it is called.
    package let label: String?
    /// More to say of it, as name=value.
    package let meta: [String]

    package init(since: Timestamp, label: String?, meta: [String]) {
        self.since = since
        self.label = label
        self.meta = meta
    }
}

// What came of the work since a moment, for who answers for it.
extension View {
    /// The page of a stretch of work.
    package func managerPage(
        _ shift: Shift,
        _ windows: PresenceWindows
    ) throws -> ReportDocument {
        var page = try report("Work")
        let sums = try deliveries.sums(since: shift.since)
        let decisions = try deliveries.decisions(since: shift.since, limit: 1000)
        var facts = [ReportFact("since", ReportText(shift.since))]
        if let label = shift.label { facts.append(ReportFact("shift", ReportText(label))) }
        facts += shift.meta.sorted().map { entry in
            let parts = entry.split(separator: "=", maxSplits: 1).map(String.init)
            return ReportFact(parts.first ?? "", ReportText(parts.count > 1 ? parts[1] : ""))
        }
        facts += [
            ReportFact("deliveries", .number(sums.delivered)),
            ReportFact("accepted", .number(sums.decided[.accepted] ?? 0)),
            ReportFact("sent back", .number(sums.decided[.sentBack] ?? 0)),
            ReportFact("rejected", .number(sums.decided[.rejected] ?? 0)),
        ]
        page.blocks = [.facts(facts)]
        page.sections = [
            ReportSection(
                "Accepted",
                [.table(table(of: decisions.filter { $0.outcome == .accepted }))]
            ),
            ReportSection(
                "Sent back or rejected",
                [.table(table(of: decisions.filter { $0.outcome != .accepted }))]
            ),
            ReportSection("Waiting for a verdict", [.table(try waiting())]),
            ReportSection("In hand", [.table(try inHand())]),
            ReportSection("Stopped", [.table(try stopped())]),
            ReportSection("Open follow-ups", [.table(try openFollowUps())]),
            ReportSection("Agents", [.table(try agents(windows))]),
        ]
        return page
    }

    private func table(of decisions: [DeliveryStore.Decision]) -> ReportTable {
        ReportTable(
            columns: ["decided", "task", "worker", "judge", "outcome", "grade", "why", "title"],
            rows: decisions.map { decision in
                [
                    ReportText(decision.decidedAt), ReportText(decision.task),
                    ReportText(decision.worker), ReportText(decision.judge),
                    ReportText(decision.outcome.rawValue), ReportText(decision.grade ?? ""),
                    ReportText(decision.findings.joined(separator: "; ")),
                    ReportText(decision.title),
                ]
            }
        )
    }

    private func inHand() throws -> ReportTable {
        ReportTable(
            columns: ["task", "agent", "since", "state", "title"],
            rows: try claims.running().map { claim in
                [
                    ReportText(claim.task), ReportText(claim.agent), ReportText(claim.claimedAt),
                    ReportText(claim.state.rawValue), ReportText(claim.title),
                ]
            }
        )
    }

    private func stopped() throws -> ReportTable {
        let found =
            try tasks.tasks(TaskFilter(state: .blocked), limit: 1000)
            + tasks.tasks(TaskFilter(state: .parked), limit: 1000)
        return ReportTable(
            columns: ["task", "state", "since", "why", "title"],
            rows: found.map { stored in
                [
                    ReportText(stored.key), ReportText(stored.task.state.name.rawValue),
                    ReportText(stored.changedAt), ReportText(stored.task.state.reason ?? ""),
                    ReportText(stored.task.title),
                ]
            }
        )
    }

    private func agents(_ windows: PresenceWindows) throws -> ReportTable {
        ReportTable(
            columns: ["agent", "role", "state", "worked", "why"],
            rows: try presences(windows).map { standing in
                [
                    ReportText(standing.agent.id), ReportText(standing.agent.role.rawValue),
                    ReportText(standing.presence.state.rawValue),
                    ReportText(standing.evidence.workedAt), ReportText(standing.presence.reason),
                ]
            }
        )
    }
}

extension TaskState {
    /// Why it stands still, where somebody said so.
    var reason: String? {
        switch self {
        case .blocked(let reason, _), .paused(_, let reason), .cancelled(let reason): reason
        case .parked(let parking, _): parking.reason
        case .draft, .ready, .claimed, .delivered, .rework, .accepted, .superseded: nil
        }
    }
}
