import Engine
import Model
import Operations
import Store

extension StatusReport {
    init(_ view: View, _ windows: PresenceWindows) throws {
        self.init()
        guard let name = try view.workspace.name() else { throw WorkspaceError.absent }
        workspace = name
        let counts = try view.tasks.counts()
        tasks = TaskState.Name.allCases.compactMap { state in
            counts[state].map { count in
                StateCount {
                    $0.state = state.rawValue
                    $0.count = count
                }
            }
        }
        waiting =
            try view.tasks.waitingCount()
            + view.decisions.undecidedTaskCount(at: view.now)
        ready = max(0, (counts[.ready] ?? 0) - waiting)
        delivered = try view.tasks.tasks(TaskFilter(state: .delivered), limit: 10).map(
            TaskLine.init
        )
        overdue = try view.tasks.endedLeases(at: view.now, limit: 10).map(TaskLine.init)
        parkedLanes = try view.lanes.lanes().filter { $0.parking != nil }
            .map { try LaneLine($0.key, view) }
        events = try view.ledger.head()
        let standings = try view.presences(windows)
        agents = StateCount.lines(of: standings)
        attention = standings.filter(\.presence.state.needsAttention).prefix(5)
            .map(PresenceLine.init)
        if let asker = view.asker {
            agent = asker.id
            role = asker.agent.role
            (decisions, undecided) = try view.toDecide()
            held = try view.tasks.held(by: asker.id).map(TaskLine.init)
            unread = try view.messages.unreadCount(of: asker.id)
            heldMessages = try view.messages.heldCount(of: asker.id)
            unacknowledged = try view.messages.unacknowledgedCount(of: asker.id)
        }
    }
}
