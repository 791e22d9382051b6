import Engine
import Model
import ReportKit
import SQLKit
import SQLiteDriver
import Store
import TestSupport

// What is too dear for each step.
extension Witness {
    /// Holds everything against everything, now and again as if it were later, with no event
    /// between.
    func look(_ workspace: TestWorkspace, later: Duration) throws {
        let now = workspace.time.now()
        try workspace.database.read { transaction in
            let view = View(transaction: transaction, now: now, asker: nil)
            try compareTasks(view)
            for agent in books.roles.keys.sorted() {
                try compareInbox(agent, view.messages)
                let count = try view.messages.inboxCount(of: AgentID(trusted: agent))
                agree(count, books.inboxes[agent]?.places.count ?? 0, "messages to \(agent)")
            }
            try compareReports(view)
            try comparePages(view)
            try comparePhases(view)
            let soon = View(transaction: transaction, now: now + later, asker: nil)
            let standings = (try view.presences(.standard), try soon.presences(.standard))
            try compareAges(view, standings.0)
            try compareAges(soon, standings.1)
            compareMoments(standings.0, standings.1)
        }
    }

    private func agree<Value: Equatable>(
        _ live: Value,
        _ known: Value,
        _ what: @autoclosure () -> String
    ) {
        if live != known { find("\(what()): the engine says \(live), the ledger \(known)") }
    }

    /// Each task, and that there are no others.
    private func compareTasks(_ view: View) throws {
        let stored = try view.tasks.tasks(TaskFilter(), limit: .max)
        let byKey = Dictionary(uniqueKeysWithValues: stored.map { ($0.key.text, $0) })
        agree(byKey.count, books.tasks.count, "tasks")
        for key in books.tasks.keys.sorted() { compareTask(key, byKey[key]) }
    }

    /// What status and the lanes at a glance are made of.
    private func compareReports(_ view: View) throws {
        let counts = try view.tasks.counts()
        agree(
            Dictionary(uniqueKeysWithValues: counts.map { ($0.key.rawValue, $0.value) }),
            books.stateCounts,
            "tasks by state"
        )
        agree(try view.tasks.waitingCount(), books.waiting, "ready tasks that wait")
        agree(try view.ledger.head(), books.head, "events")
        let standings = try view.tasks.standings().map { standing in
            (
                "\(standing.phase ?? "-") \(standing.lane?.text ?? "-") \(standing.state.rawValue)",
                standing.count
            )
        }
        agree(Dictionary(uniqueKeysWithValues: standings), books.standings, "standings")
    }

    /// The pages that people read: the board, and who does what.
    private func comparePages(_ view: View) throws {
        let board = try Board(in: view)
        agree(board.revision, books.head, "the board's revision")
        agree(board.rows.count, books.tasks.count, "tasks on the board")
        agree(Set(board.rows.map(\.key)).count, books.tasks.count, "different tasks on the board")
        for row in board.rows {
            let account = books.tasks[row.key.text]
            agree(row.state.rawValue, account?.state, "\(row.key) on the board")
            agree(row.lane?.text, account?.lane, "\(row.key) on the board")
            agree(row.phase, account?.phase, "\(row.key) on the board")
            agree(row.priority, account?.priority, "\(row.key) on the board")
            agree(row.assignee?.text, account?.assignee, "\(row.key) on the board")
        }
        let states = books.stateCounts
        let facts = [
            ReportFact("accepted", .number(states["accepted", default: 0])),
            ReportFact(
                "live claims",
                .number(states["claimed", default: 0] + states["paused", default: 0])
            ),
        ]
        let told = Self.facts(of: try view.coordinationPage(.standard))
        for fact in facts where !told.contains(fact) {
            find("the page of coordination does not say \(fact)")
        }
    }

    private func comparePhases(_ view: View) throws {
        let phases = try view.phases.phases().map(\.phase)
        agree(
            phases.filter(\.isOpen).map(\.name.text).sorted(),
            books.phases.filter(\.isOpen).map(\.name).sorted(),
            "open phases"
        )
        for phase in phases {
            let status = try PhaseStatus(of: phase, specs: [], in: view)
            let known = books.tasks.filter { $0.value.phase == phase.name.text }
            agree(
                status.accepted.map(\.key.text).sorted(),
                known.filter { $0.value.state == "accepted" }.keys.sorted(),
                "accepted in \(phase.name)"
            )
            let told = Self.facts(of: try CheckIns(of: status, in: view).status)
            let counted = known.values.filter { !["cancelled", "superseded"].contains($0.state) }
            let accepted = counted.count { $0.state == "accepted" }
            for fact in [
                ReportFact("tasks", .number(counted.count)),
                ReportFact("accepted", .number(accepted)),
            ] where !told.contains(fact) {
                find("the check-in of \(phase.name) does not say \(fact)")
            }
        }
    }

    private static func facts(of page: ReportDocument) -> [ReportFact] {
        var told: [ReportFact] = []
        for block in page.blocks {
            if case .facts(let facts) = block { told += facts }
        }
        return told
    }

    /// What is decided by comparing with the time of the question.
    private func compareAges(_ view: View, _ standings: [AgentPresence]) throws {
        let now = view.now
        agree(
            Set(try view.tasks.endedLeases(at: now, limit: .max).map(\.key.text)),
            books.endedLeases(at: now),
            "ended leases"
        )
        let overdue = try view.messages.overdue(at: now, limit: .max).map {
            "\($0.recipient) \($0.stored.message.id)"
        }
        agree(Set(overdue), books.overdue(at: now), "overdue acknowledgements")
        for standing in standings {
            let agent = standing.agent.id.text
            guard let window = standing.window, standing.presence.state != .needsFounder else {
                continue
            }
            agree(
                standing.presence.state == .silent,
                books.isSilent(agent, at: now, within: window),
                "whether \(agent) is silent"
            )
            if standing.presence.since > now { find("\(agent) stands so since a time to come") }
        }
    }

    /// Who stands the same at both moments does so since the same one: it is the age that grows.
    private func compareMoments(_ now: [AgentPresence], _ soon: [AgentPresence]) {
        for later in soon {
            guard let earlier = now.first(where: { $0.agent == later.agent }) else { continue }
            let isSame =
                earlier.presence.state == later.presence.state
                && earlier.presence.reason == later.presence.reason
            if !isSame {
                books.count("standings that changed by time alone")
            } else if earlier.presence.since != later.presence.since {
                find("\(later.agent.id) has another beginning when asked later")
            }
        }
    }

    /// Looks at what must be so once everything has calmed down.
    func close(_ workspace: TestWorkspace, outboxes: [[Call]]) throws {
        try follow(workspace, since: nil)
        try look(workspace, later: .hours(1))
        if let call = outboxes.joined().first { find("\(call.key) waits in an outbox for ever") }
        if let lost = post.underWay.first { find("nobody knows what became of \(lost.text)") }
        for (agent, inbox) in books.inboxes.sorted(by: { $0.key < $1.key }) {
            let live = try workspace.read {
                try $0.messages.inbox(of: AgentID(trusted: agent), unreadOnly: false, limit: .max)
            }
            agree(live.map(\.stored.message.id.text), inbox.messages, "the inbox of \(agent)")
        }
        let difference = try workspace.verification().difference
        if let difference { find("rebuilt is not live: \(difference)") }
    }
}
