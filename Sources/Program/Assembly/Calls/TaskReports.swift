import Engine
import Model
import Operations
import Store

// Tasks and what belongs to them, as surfaces show them.
extension TaskLine {
    init(_ stored: StoredTask) {
        self.init()
        let task = stored.task
        self.task = task.key
        title = task.title
        state = task.state.name.rawValue
        repository = task.repository
        lane = task.lane
        phase = task.phase
        risk = task.risk
        priority = task.priority
        assignee = task.assignee
        waitsFor = stored.openDependencies
        changedAt = stored.changedAt
        switch task.state {
        case .claimed(let hold):
            holder = hold.agent
            until = hold.expiry
        case .paused(let hold, _): holder = hold.agent
        case .delivered(let handover): holder = handover.agent
        case .rework(let rework):
            holder = rework.worker
            until = rework.keptUntil
        case .draft, .ready, .blocked, .parked, .accepted, .cancelled, .superseded: break
        }
    }
}

extension TaskChange {
    init(_ stored: StoredTask, advice: [String] = []) {
        self.init()
        task = TaskLine(stored)
        self.advice = advice
    }
}

extension TaskChange {
    /// - Parameter advice: What there was to say before it was handed out.
    init(_ made: TaskEngine.Assignment, advice: [String] = []) {
        self.init(made.task, advice: advice + made.advice)
        message = made.message
    }
}

extension TaskEngine.HandOut {
    /// - Parameter patience: Zero asks for no acknowledgement.
    init(isStaged: Bool, lease: Duration, acknowledgingWithin patience: Duration) {
        self.init(
            isStaged: isStaged,
            lease: lease,
            acknowledgeWithin: patience == .zero ? nil : patience
        )
    }
}

extension TaskDetail {
    init(_ key: TaskKey, _ view: View, withPacket: Bool) throws {
        self.init()
        let stored = try view.task(key)
        task = TaskLine(stored)
        fence = stored.task.fence.number
        reason = stored.task.state.reason
        acknowledged = stored.task.hold?.isAcknowledged
        packetRevision = stored.task.packetRevision
        packetDigest = stored.task.packetDigest
        inScope = try view.reservations.scope(of: key)
        let dependencies = try view.tasks.dependencies(of: key)
        dependsOn = dependencies.map(\.key)
        if !stored.task.state.name.isFinal {
            cancelled = dependencies.filter { $0.state == .cancelled }.map(\.key)
        }
        decisions = try view.undecided(key)
        unlocks = try view.tasks.dependents(of: key)
        claims = try view.claims.claims(on: key).map(ClaimLine.init)
        deliveries = try view.deliveries.deliveries(of: key).map { try DeliveryLine($0, view) }
        unresolved = try view.findings.unresolved(of: key).map(\.id)
        worktrees = try view.worktrees.worktrees(of: key).map(WorktreeLine.init)
        if withPacket {
            packet = try view.tasks.packet(of: key, revision: stored.task.packetRevision)?.text
        }
    }
}

extension TaskState {
    /// Why the task stands still, where somebody said so.
    fileprivate var reason: String? {
        switch self {
        case .paused(_, let reason), .blocked(let reason, _), .cancelled(let reason): reason
        case .parked(let parking, _): parking.reason
        case .superseded(let successor): "by \(successor)"
        case .draft, .ready, .claimed, .delivered, .rework, .accepted: nil
        }
    }
}

extension ClaimLine {
    init(_ record: ClaimStore.Record) {
        self.init()
        fence = record.fence.number
        agent = record.agent
        session = record.session
        claimedAt = record.claimedAt
        endedAt = record.endedAt
        ending = record.ending
    }
}

extension DeliveryLine {
    init(_ stored: DeliveryStore.Stored, _ view: View) throws {
        self.init()
        delivery = stored.delivery.id
        agent = stored.delivery.handover.agent
        commit = stored.delivery.commit
        branch = stored.delivery.branch
        deliveredAt = stored.deliveredAt
        outcome = stored.outcome?.rawValue
        judge = stored.verdict?.judge
        findings = stored.verdict?.findings ?? []
        let latest = try view.replays.latest(of: stored.delivery.id)
        replay = latest?.id
        grade = latest?.event.grade
    }
}

extension WorktreeLine {
    init(_ worktree: Worktree) {
        self.init()
        name = worktree.name
        path = worktree.plan.path
        repository = worktree.plan.repository
        branch = worktree.plan.branch
        task = worktree.plan.task
        agent = worktree.plan.agent
        state = worktree.state.rawValue
        parked = worktree.parkedCommit
    }
}

extension NextLine {
    init(_ next: ClaimCandidate) {
        self.init()
        task = TaskLine(next.task)
        why = next.reasons
        unlocks = next.unlocks
    }
}

extension StrandedLine {
    init(_ waiting: StrandedTask) {
        self.init()
        (task, on) = (waiting.task, waiting.on)
        command = "worklead \(waiting.remedy)"
    }
}

extension FindingLine {
    init(_ finding: PacketFinding) {
        self.init()
        rule = finding.rule
        severity = finding.severity.rawValue
        field = finding.field.rawValue
        line = finding.line
        reason = finding.reason
        mend = finding.mend
    }
}

extension VerdictReport {
    init(_ judged: VerdictEngine.Judged, outcome: String) {
        self.init()
        task = TaskLine(judged.task)
        delivery = judged.verdict.delivery
        self.outcome = outcome
        judge = judged.verdict.judge
        replay = judged.verdict.replay
        findings = judged.verdict.findings
        unlocked = judged.unlocked
        message = judged.message
        advice = judged.advice
    }
}
