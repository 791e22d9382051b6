import Documents
import Engine
import Model
import Operations
import Store

extension NowReport {
    /// What needs the asker; without one, what needs the first founder.
    init(_ input: ShowNow.Input, _ view: View, _ guide: WorkspaceConfiguration) throws {
        self.init()
        guard let name = try view.workspace.name() else { throw WorkspaceError.absent }
        workspace = name
        at = view.now
        let standings = try view.presences(guide.presence)
        if let reader = try view.asker?.agent ?? view.agents.active(in: [.founder]).first {
            agent = reader.id
            role = reader.role
            let needs = try view.needs(of: reader, standings, limit: input.limit)
            items = needs.first.map(QueueItem.init)
            itemsTotal = needs.total
            waitingSince = needs.oldest
            gatesFailing = needs.failingGates.count
            unread = try view.messages.unreadCount(of: reader.id)
            undecided = try view.decisions.waitingCount(for: reader, at: view.now)
        }
        lately = try view.ledger.lastVerdicts(limit: Self.latelyMax).map(VerdictLine.init)
        let fleet = standings.fleet
        agentStates = StateCount.lines(of: fleet)
        agentsTotal = fleet.count
        agents = fleet.sorted { $0.agent.id.text < $1.agent.id.text }.prefix(100)
            .map(PresenceLine.init)
        let today = view.now.startOfDay
        let decided = try view.deliveries.sums(since: today).decided
        acceptedToday = decided[.accepted] ?? 0
        sentBackToday = (decided[.sentBack] ?? 0) + (decided[.rejected] ?? 0)
        work = try Self.work(view)
        costToday = try view.usage.sums(by: .day, since: today.date).last?.usage.costDollars
        costTodayMax = guide.dollarsPerDay.map(Double.init)
        activity = try view.ledger.activity(minutes: 10, until: view.now)
        let known = try input.since ?? input.sinceTime.map { try view.ledger.head(before: $0) }
        since = try known.map { try SinceLine($0, view) }
        verdict = sentence
    }

    private static let latelyMax = 6

    private var sentence: String {
        func agents(_ state: Presence.State) -> Int {
            agentStates.first { $0.state == state.rawValue }?.count ?? 0
        }
        var parts =
            agentsTotal == 0
            ? ["No agent is registered yet"]
            : ["\(agents(.working).counted("agent")) working", "\(agents(.stuck)) stuck"]
        if agents(.silent) > 0 { parts.append("\(agents(.silent)) silent") }
        parts.append("\(gatesFailing.counted("gate")) failing")
        let needs =
            itemsTotal == 0
            ? "Nothing needs you" : itemsTotal.counted("thing needs", "things need") + " you"
        return needs + ". " + parts.joined(separator: ", ") + "."
    }

    private static func work(_ view: View) throws -> [WorkLine] {
        let waves = try view.waves.progress(span: 5).map { wave in
            WorkLine { line in
                (line.kind, line.name, line.title) = ("wave", wave.name.text, wave.phase)
                (line.done, line.total) = (wave.accepted, wave.total)
            }
        }
        let phases = PhaseStanding.lines(of: try view.tasks.standings()).prefix(20).map { phase in
            WorkLine { line in
                (line.kind, line.name) = ("phase", phase.phase)
                (line.done, line.total) = (phase.accepted, phase.total)
            }
        }
        let runs = try view.runs.progress(limit: 5).map { run in
            try WorkLine { line in
                (line.kind, line.name, line.title) = ("run", run.name.text, run.title)
                (line.state, line.done, line.total) = (run.state.rawValue, run.accepted, run.slices)
                guard let most = run.budget.costNanos else { return }
                line.cost = try view.runs.usage(of: run.name).costDollars
                line.costMax = Double(most) / 1e9
            }
        }
        return waves + phases + runs
    }
}

extension VerdictLine {
    fileprivate init(_ verdict: LedgerVerdict) {
        self.init()
        (revision, kind, subject) = (verdict.sequence, verdict.kind, verdict.subject)
        (outcome, agent, at) = (verdict.outcome, verdict.agent, verdict.time)
    }
}

extension NowLine {
    init(_ view: View, _ windows: PresenceWindows) throws {
        self.init()
        guard let name = try view.workspace.name() else { throw WorkspaceError.absent }
        (workspace, at) = (name, view.now)
        let standings = try view.presences(windows)
        let fleet = standings.fleet
        working = fleet.count { $0.presence.state == .working }
        stuck = fleet.count(where: \.presence.state.raisesAlert)
        if let reader = try view.asker?.agent ?? view.agents.active(in: [.founder]).first {
            agent = reader.id
            let found = try view.needs(of: reader, standings, limit: 1)
            (needs, blockers) = (found.total, found.blockers)
        }
        guard let asker = view.asker?.id else { return }
        unread = try view.messages.unreadCount(of: asker)
        guard let held = try view.tasks.holdings(of: asker)[asker]?.first else { return }
        (task, leaseUntil) = (held.task, held.leaseEnd)
    }
}

extension [AgentPresence] {
    /// Who is looked after; founders look.
    fileprivate var fleet: [AgentPresence] { filter { $0.agent.role != .founder } }
}

extension StateCount {
    /// How many agents stand in each way that some stand in.
    static func lines(of standings: [AgentPresence]) -> [StateCount] {
        Presence.State.allCases.compactMap { state in
            let count = standings.count { $0.presence.state == state }
            guard count > 0 else { return nil }
            return StateCount { ($0.state, $0.count) = (state.rawValue, count) }
        }
    }
}

extension QueueItem {
    init(_ need: Need) {
        self.init()
        (kind, subject, title) = (need.kind, need.subject, need.title)
        (reason, severity, since) = (need.reason, need.urgency, need.since)
        (who, task, lane, repository) = (need.who, need.task, need.lane, need.repository)
        (blocks, remedy, key) = (need.blocks, need.remedy, need.key)
        options = need.options.map { option in
            OptionLine { ($0.option, $0.text) = (option.name, option.text) }
        }
        (fallback, deadline) = (need.fallback?.option, need.fallback?.deadline)
    }
}

extension SinceLine {
    init(_ revision: Int64, _ view: View) throws {
        self.init()
        self.revision = revision
        at = try view.ledger.time(of: revision)
        let verdicts = try view.ledger.verdicts(after: revision)
        accepted = verdicts["task.accepted"] ?? 0
        sentBack = (verdicts["task.sent_back"] ?? 0) + (verdicts["task.rejected"] ?? 0)
        answered = verdicts["decision.answered"] ?? 0
    }
}
