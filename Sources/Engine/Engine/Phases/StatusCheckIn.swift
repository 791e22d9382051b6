import Model
import ReportKit
import Store

extension CheckInFacts {
    /// What stands where: the figures, what is done, in hand and next, and what proves it.
    func status(in view: View) throws -> ReportDocument {
        var page = try page("Status", in: view)
        let counted = tasks.filter { ![.cancelled, .superseded].contains($0.state.name) }
        let done = counted.count { $0.state.name == .accepted }
        let lanes = Set(tasks.compactMap(\.lane)).sorted { $0.text < $1.text }
        page.blocks = [
            .facts([
                ReportFact("phase", ReportText(name)),
                ReportFact("state", phase.phase.isOpen ? "open" : "closed"),
                ReportFact("lanes", ReportText(lanes.map(\.text).joined(separator: ", "))),
                ReportFact("tasks", .number(counted.count)),
                ReportFact("accepted", .number(done)),
                ReportFact(
                    "percent complete",
                    .number(counted.isEmpty ? 0 : done * 100 / counted.count)
                ),
                ReportFact("colour", ReportText(colour)),
            ])
        ]
        page.sections = [
            ReportSection("Tasks", [.table(states)]),
            Self.list("Completed", tasks(in: .accepted).map(Self.line)),
            Self.list("In progress", inProgress),
            ReportSection("Next actions", [.list(nextActions, isOrdered: true)]),
            try proof(in: view),
            Self.list("Missing for closing", phase.lacks.map { ReportText($0.text) }),
        ]
        return page
    }

    /// Red where something is stopped, yellow where something waits for others or goes back.
    private var colour: String {
        if !tasks(in: .blocked).isEmpty { return "red: something is stopped" }
        if !tasks(in: .rework, .parked, .paused).isEmpty {
            return "yellow: something was sent back or put aside"
        }
        return "green"
    }

    private var states: ReportTable {
        ReportTable(
            columns: ["task", "state", "lane", "agent", "title"],
            rows: tasks.map { task in
                [
                    ReportText(task.key), ReportText(task.state.name.rawValue),
                    ReportText(task.lane), ReportText(Self.agent(of: task)),
                    ReportText(task.title),
                ]
            },
            emptiness: "The phase has no task."
        )
    }

    private static func agent(of task: WorkTask) -> AgentID? { task.holder ?? task.assignee }

    private var inProgress: [ReportText] {
        tasks(in: .claimed, .paused, .delivered, .rework).map { task in
            let agent = Self.agent(of: task)?.text ?? "nobody"
            return ReportText("\(task.key) is \(task.state.name.words), \(agent): \(task.title)")
        }
    }

    /// The three that move the phase most: verdicts, then what is stopped, then what can begin.
    private var nextActions: [ReportItem] {
        let verdicts = tasks(in: .delivered).map { task in
            "Judge \(task.key): " + ReportText.command("replay \(task.key)")
        }
        let stopped = tasks(in: .blocked).map { task in
            ReportText("Clear what blocks \(task.key): \(task.state.reason ?? "")")
        }
        let open = claimable.map { task in
            "Begin \(task.key): " + ReportText.command("claim \(task.key)")
        }
        let all = Array((verdicts + stopped + open).prefix(3))
        guard all.isEmpty else { return all.map { ReportItem($0) } }
        return [
            ReportItem(
                phase.phase.isOpen && phase.lacks.isEmpty
                    ? "Close the phase: " + .command("phase close \(name)")
                    : "None: the phase waits or is closed."
            )
        ]
    }

    /// What each acceptance rests on.
    private func proof(in view: View) throws -> ReportSection {
        let accepted = try view.deliveries.decisions(phase: name.text, limit: 10_000)
            .filter { $0.outcome == .accepted }
        return ReportSection(
            "Proof",
            [
                .table(
                    ReportTable(
                        columns: ["task", "delivery", "grade", "judge", "accepted"],
                        rows: accepted.reversed().map { decision in
                            [
                                ReportText(decision.task), ReportText(decision.delivery),
                                ReportText(decision.grade ?? ""), ReportText(decision.judge),
                                ReportText(decision.decidedAt),
                            ]
                        }
                    )
                )
            ]
        )
    }
}
