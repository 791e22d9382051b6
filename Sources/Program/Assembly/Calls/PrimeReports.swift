import Documents
import Engine
import Model
import Operations
import Store

extension PrimeReport {
    /// - Parameter gateway: The state of the gateway, as Assembly knows it.
    init(
        _ input: PrimeAgent.Input,
        _ view: View,
        _ configuration: WorkspaceConfiguration,
        missing: [String],
        gateway: String
    ) throws {
        self.init()
        guard let name = try view.workspace.name() else { throw WorkspaceError.absent }
        let asker = view.asker
        workspace = name
        agent = asker?.id
        role = input.role ?? asker?.agent.role ?? .worker
        self.gateway = gateway
        let known = try input.since ?? input.sinceTime.map { try view.ledger.head(before: $0) }
        changes = max(0, try view.ledger.head() - (known ?? 0))
        commands = role.commands
        documents = configuration.readingOrder
        self.missing = missing
        memory = try view.recall(limit: 3).map { MemoryLine($0.stored, why: $0.why) }
        remembered = try view.memory.count(MemoryFilter())
        if let asker { try readOwn(of: asker.id, view) }
        if role.has(.work), asker != nil {
            next = try view.next(in: nil, limit: 3).map(NextLine.init)
        }
        if role.has(.judge) {
            delivered = try view.tasks.tasks(TaskFilter(state: .delivered), limit: 5).map(
                TaskLine.init
            )
        }
        if role.has(.plan) { try readPlan(view, configuration) }
    }

    /// What is the asker's own.
    private mutating func readOwn(of agent: AgentID, _ view: View) throws {
        (decisions, undecided) = try view.toDecide()
        (followUps, followUpsTotal) = try view.followUps(.init(agent: agent, openOnly: true))
        (asked, askedTotal) = try view.followUps(.init(requester: agent, openOnly: true))
        held = try view.tasks.inHand(of: agent).map(TaskLine.init)
        unread = try view.messages.unreadCount(of: agent)
        heldMessages = try view.messages.heldCount(of: agent)
        messages = try view.messages.inbox(of: agent, unreadOnly: true, limit: 3)
            .map { MessageLine($0.stored) }
        let owed = try view.messages.unacknowledged(by: agent, limit: 1000)
        unacknowledged = owed.count
        toAcknowledge = owed.prefix(3).map { MessageLine($0.stored) }
        note = try view.sessions.note(of: agent).map {
            SessionNoteLine($0.note, by: agent, in: $0.session, at: $0.savedAt)
        }
    }

    /// What those who plan have to see to.
    private mutating func readPlan(_ view: View, _ configuration: WorkspaceConfiguration) throws {
        blocked = try view.tasks.tasks(TaskFilter(state: .blocked), limit: 5).map(TaskLine.init)
        attention = try view.presences(configuration.presence)
            .filter(\.presence.state.needsAttention).prefix(3).map(PresenceLine.init)
        let standings = try view.tasks.standings()
        phases = PhaseStanding.lines(of: standings)
        let known = try view.lanes.lanes()
        lanes = LaneStanding.lines(of: standings, known)
        launch = try view.launches(known, standings).map { stored in
            LaunchLine { line in
                (line.lane, line.task) = (stored.task.lane, stored.key)
                line.title = stored.task.title
                line.agent =
                    stored.task.assignee
                    ?? known.first { $0.key == stored.task.lane }?.owner
            }
        }
    }
}

extension PhaseStanding {
    /// The phases that have open tasks, by name.
    static func lines(of standings: [TaskStore.Standing]) -> [PhaseStanding] {
        let names = Set(standings.compactMap(\.phase)).sorted()
        return names.map { name in
            let own = standings.filter { $0.phase == name }
            return PhaseStanding {
                $0.phase = name
                $0.total = own.map(\.count).reduce(0, +)
                $0.accepted = own.count(in: [.accepted])
                $0.claimed = own.count(in: [.claimed, .paused])
                $0.blocked = own.count(in: [.blocked])
            }
        }.filter { $0.accepted < $0.total }
    }
}

extension LaneStanding {
    /// The lanes that have open tasks or are parked, by key.
    fileprivate static func lines(
        of standings: [TaskStore.Standing],
        _ lanes: [Lane]
    ) -> [LaneStanding] {
        lanes.map { lane in
            let own = standings.filter { $0.lane == lane.key }
            return LaneStanding {
                $0.lane = lane.key
                $0.open = own.map(\.count).reduce(0, +) - own.count(in: [.accepted])
                $0.claimed = own.count(in: [.claimed, .paused])
                $0.parked = lane.parking?.reason
                $0.blocker = lane.parking?.blocker
            }
        }.filter { $0.open > 0 || $0.parked != nil }
    }
}

extension [TaskStore.Standing] {
    fileprivate func count(in states: Set<TaskState.Name>) -> Int {
        filter { states.contains($0.state) }.map(\.count).reduce(0, +)
    }
}

extension Role {
    /// The commands that the role lives by.
    fileprivate var commands: [String] {
        switch self {
        case .founder, .lead:
            [
                "worklead status", "worklead task assign TASK AGENT",
                "worklead replay TASK", "worklead accept TASK",
                "worklead rework TASK --finding TEXT",
                "worklead message send AGENT TEXT", "worklead memory search WORDS",
            ]
        case .worker:
            [
                "worklead next --claim", "worklead claim TASK", "worklead beat",
                "worklead deliver TASK --report FILE", "worklead inbox",
                "worklead memory search WORDS",
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
