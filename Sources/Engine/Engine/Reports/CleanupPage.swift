import Model
import ReportKit
import Store

// What lies about, each with a command that takes nothing away that is not kept elsewhere.
extension View {
    /// The page of what could be put away.
    ///
    /// - Parameter idle: How long something may lie before it is listed.
    package func cleanupPage(idle: Duration) throws -> ReportDocument {
        var page = try report("Clean-up")
        let sections: [(String, [[ReportText]])] = [
            ("Worktrees of finished tasks", try finishedWorktrees()),
            ("Worktrees that were not finished", try unfinishedWorktrees()),
            ("Leases that have ended", try endedLeases()),
            ("Open bundles of finished tasks", try openBundles()),
            ("Drafts that nobody has touched", try oldDrafts(idle)),
            ("Phases with nothing left to do", try donePhases()),
            ("Lanes that are parked for nothing", try idleLanes()),
            ("Sessions that nobody hears of", try quietSessions(idle)),
        ]
        page.blocks = [
            .facts(
                [ReportFact("things", .number(sections.map(\.1.count).reduce(0, +)))]
                    + sections.map { ReportFact($0.0.lowercased(), .number($0.1.count)) }
            )
        ]
        page.sections = sections.filter { !$0.1.isEmpty }.map { title, rows in
            let table = ReportTable(columns: ["what", "since", "why", "what helps"], rows: rows)
            return ReportSection(title, [.table(table)])
        }
        if page.sections.isEmpty { page.blocks.append(.paragraph("Nothing lies about.")) }
        return page
    }

    private func finishedWorktrees() throws -> [[ReportText]] {
        let made = try worktrees.worktrees().filter { $0.state == .made }
        return try made.compactMap { worktree in
            guard let key = worktree.plan.task, let stored = try tasks.task(key),
                stored.task.state.name.isFinal
            else { return nil }
            return [
                ReportText(worktree.plan.path), ReportText(stored.changedAt),
                ReportText("\(key) is \(stored.task.state.name.words)."),
                .command("worktree clean"),
            ]
        }
    }

    private func unfinishedWorktrees() throws -> [[ReportText]] {
        try worktrees.worktrees().filter { $0.state == .planned }.map { worktree in
            [
                ReportText(worktree.plan.path), .empty, "It was planned and never made.",
                worktree.plan.task.map { .command("worktree add \($0)") } ?? .empty,
            ]
        }
    }

    private func endedLeases() throws -> [[ReportText]] {
        try tasks.endedLeases(at: now, limit: 1000).map { stored in
            let hold = stored.task.hold
            return [
                ReportText(stored.key), ReportText(hold?.expiry),
                ReportText("\(hold?.agent.text ?? "Its agent") has not renewed it."),
                .command("task show \(stored.key)"),
            ]
        }
    }

    private func openBundles() throws -> [[ReportText]] {
        try evidence.standings().compactMap { standing in
            guard let bundle = standing.lastOpen else { return nil }
            return [
                ReportText(bundle), .empty, ReportText("\(standing.task) is accepted."),
                .command("evidence seal \(bundle)"),
            ]
        }
    }

    private func oldDrafts(_ idle: Duration) throws -> [[ReportText]] {
        try tasks.tasks(TaskFilter(state: .draft), limit: 10_000)
            .filter { $0.changedAt <= now + (.zero - idle) }.map { stored in
                [
                    ReportText(stored.key), ReportText(stored.changedAt),
                    ReportText(stored.task.title),
                    .command("task park \(stored.key) --reason 'not now'"),
                ]
            }
    }

    private func donePhases() throws -> [[ReportText]] {
        let standings = try tasks.standings()
        return try phases.phases().filter(\.phase.isOpen).compactMap { stored in
            let own = standings.filter { $0.phase == stored.phase.name.text }
            guard own.total > 0, own.count(.accepted) == own.total else { return nil }
            return [
                ReportText(stored.phase.name), ReportText(stored.openedAt),
                ReportText("All its \(own.total) tasks are accepted."),
                .command("phase check \(stored.phase.name)"),
            ]
        }
    }

    private func idleLanes() throws -> [[ReportText]] {
        try lanes.lanes().compactMap { lane in
            guard let parking = lane.parking, parking.blocker == nil else { return nil }
            return [
                ReportText(lane.key), .empty, ReportText(parking.reason),
                .command("lane unpark \(lane.key)"),
            ]
        }
    }

    private func quietSessions(_ idle: Duration) throws -> [[ReportText]] {
        try sessions.live().filter { $0.seenAt <= now + (.zero - idle) }.map { session in
            [
                ReportText(session.id), ReportText(session.seenAt),
                ReportText("\(session.agent) was last heard of then."), .command("agent sweep"),
            ]
        }
    }
}
