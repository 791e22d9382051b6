import Engine
import Model
import Operations
import Store

extension StatusReport {
    init(_ view: View) throws {
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
        waiting = try view.tasks.waitingCount()
        ready = max(0, (counts[.ready] ?? 0) - waiting)
        delivered = try view.tasks.tasks(TaskFilter(state: .delivered), limit: 10).map(
            TaskLine.init
        )
        overdue = try view.tasks.endedLeases(at: view.now, limit: 10).map(TaskLine.init)
        parkedLanes = try view.lanes.lanes().filter { $0.parking != nil }
            .map { try LaneLine($0.key, view) }
        events = try view.ledger.head()
        if let asker = view.asker {
            agent = asker.id
            role = asker.agent.role
            held = try view.tasks.held(by: asker.id).map(TaskLine.init)
            unread = try view.messages.unreadCount(of: asker.id)
            unacknowledged = try view.messages.unacknowledgedCount(of: asker.id)
        }
    }
}

extension PrimeReport {
    init(_ input: PrimeAgent.Input, _ view: View) throws {
        self.init()
        guard let name = try view.workspace.name() else { throw WorkspaceError.absent }
        let asker = view.asker
        workspace = name
        agent = asker?.id
        role = input.role ?? asker?.agent.role ?? .worker
        changes = try view.ledger.head() - (input.since ?? 0)
        commands = role.commands
        if let asker {
            held = try view.tasks.held(by: asker.id).map(TaskLine.init)
            unread = try view.messages.unreadCount(of: asker.id)
            messages = try view.messages.inbox(of: asker.id, unreadOnly: true, limit: 3)
                .map { MessageLine($0.stored) }
        }
        if role.has(.work), asker != nil {
            next = try view.next(in: nil, limit: 3).map(NextLine.init)
        }
        if role.has(.judge) {
            delivered = try view.tasks.tasks(TaskFilter(state: .delivered), limit: 5).map(
                TaskLine.init
            )
        }
        if role.has(.plan) {
            blocked = try view.tasks.tasks(TaskFilter(state: .blocked), limit: 5).map(TaskLine.init)
        }
    }
}

extension Role {
    /// The commands that the role lives by.
    fileprivate var commands: [String] {
        switch self {
        case .founder, .lead:
            [
                "worklead status", "worklead task create --packet FILE --ready",
                "worklead replay TASK", "worklead accept TASK",
                "worklead rework TASK --finding TEXT",
                "worklead message send AGENT TEXT",
            ]
        case .worker:
            [
                "worklead next --claim", "worklead claim TASK", "worklead beat",
                "worklead deliver TASK --report FILE", "worklead inbox",
            ]
        case .validator:
            [
                "worklead task list --state delivered", "worklead replay TASK",
                "worklead accept TASK",
            ]
        case .auditor: ["worklead ledger verify", "worklead event list", "worklead task show TASK"]
        }
    }
}
