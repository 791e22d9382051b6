import Model
import ReportKit
import Store

extension CheckInFacts {
    /// What can be done next, what holds, and the log of what was decided and said.
    func guidance(in view: View) throws -> ReportDocument {
        var page = try page("Guidance", in: view)
        page.sections = [
            Self.list("Ready to be claimed", claimable.map(Self.line)),
            Self.list("To be judged", tasks(in: .delivered).map(Self.line)),
            Self.list("Specs that hold", phase.phase.specs.map { ReportText($0) }),
            Self.list("Live waivers", try waivers(in: view)),
            ReportSection("Log", [.table(try log(in: view))]),
        ]
        return page
    }

    private func waivers(in view: View) throws -> [ReportText] {
        try view.waivers.waivers().filter {
            $0.isLive(at: view.now) && $0.waiver.grant.phase == name
        }.map { stored in
            let grant = stored.waiver.grant
            let scope = grant.task?.text ?? "the phase"
            return ReportText(
                "\(stored.waiver.id): '\(grant.rule)' for \(scope), by \(stored.waiver.approver): "
                    + grant.reason
            )
        }
    }

    /// Verdicts and messages of guidance about the phase's tasks, the newest first.
    private func log(in view: View) throws -> ReportTable {
        let decisions = try view.deliveries.decisions(phase: name.text, limit: 200).map {
            decision in
            (
                at: decision.decidedAt, by: decision.judge, task: Optional(decision.task),
                text: ([decision.outcome.rawValue] + decision.findings).joined(separator: ": ")
            )
        }
        let messages = try view.messages.latest(.guidance, phase: name.text, limit: 200).map {
            (at: $0.sentAt, by: $0.sender, task: $0.task, text: "\($0.id): \($0.subject)")
        }
        let entries = (decisions + messages).enumerated().sorted {
            ($1.element.at, $0.offset) < ($0.element.at, $1.offset)
        }.map(\.element)
        return ReportTable(
            columns: ["at", "by", "task", "guidance"],
            rows: entries.map { entry in
                [
                    ReportText(entry.at), ReportText(entry.by), ReportText(entry.task),
                    ReportText(entry.text),
                ]
            }
        )
    }
}
