import Model
import ReportKit
import Store

extension CheckInFacts {
    /// What stops the phase, what it waits for, and what was resolved.
    func blockers(in view: View) throws -> ReportDocument {
        var page = try page("Blockers", in: view)
        page.sections = [
            ReportSection("Current", [.table(try current(in: view))]),
            Self.list("Waiting", texts(of: .dependency)),
            Self.list("Specs", texts(of: .spec)),
            ReportSection("Resolved", [.table(try resolved(in: view))]),
        ]
        return page
    }

    private func texts(of kind: PhaseLack.Kind) -> [ReportText] {
        phase.lacks.filter { $0.kind == kind }.map { ReportText($0.text) }
    }

    private func current(in view: View) throws -> ReportTable {
        let lanes = try view.lanes.lanes()
        let stopped = phase.tasks.filter { [.blocked, .parked].contains($0.task.state.name) }
        return ReportTable(
            columns: ["since", "task", "owner", "state", "blocker", "what helps"],
            rows: stopped.map { stored in
                let task = stored.task
                let owner = task.assignee ?? lanes.first { $0.key == task.lane }?.owner
                let isBlocked = task.state.name == .blocked
                return [
                    ReportText(stored.changedAt), ReportText(task.key), ReportText(owner),
                    ReportText(task.state.name.rawValue), ReportText(task.state.reason ?? ""),
                    .command("task \(isBlocked ? "unblock" : "unpark") \(task.key)"),
                ]
            }
        )
    }

    /// What was blocked and is not any more, the newest first.
    private func resolved(in view: View) throws -> ReportTable {
        var open: [String: (reason: String, since: Timestamp)] = [:]
        var rows: [[ReportText]] = []
        for event in try view.ledger.blockings(inPhase: name.text) {
            switch try TaskEvent(event.fact) {
            case .blocked(let reason, _): open[event.subject.name] = (reason, event.time)
            case .unblocked:
                guard let blocked = open.removeValue(forKey: event.subject.name) else { continue }
                rows.append([
                    ReportText(event.time), ReportText(event.subject.name),
                    ReportText(blocked.reason), ReportText(event.actor),
                    ReportText(event.time - blocked.since),
                ])
            default: continue
            }
        }
        return ReportTable(
            columns: ["resolved", "task", "blocker", "by", "after"],
            rows: rows.reversed()
        )
    }
}
