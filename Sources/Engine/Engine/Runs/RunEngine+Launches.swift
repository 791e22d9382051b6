import Documents
import Model
import Store

// The starts of agents' programs for the slices of a run.
extension RunEngine {
    /// As many agents as may be started in a workspace, unless a run in progress may have more.
    package static let crowdMax: Int64 = 6

    /// Notes that an agent's program is about to be started for a slice.
    ///
    /// From here to ``land(_:of:usage:by:)`` nobody else starts anything for the slice, and nothing
    /// else is started for the agent. Whether the agent goes on with what it remembers is decided
    /// here, as ``Alignment`` has it.
    package func launch(
        _ task: TaskKey,
        of name: RunName,
        for agent: AgentID,
        by driver: DriverName
    ) throws -> RunLaunch {
        let run = try change.view.runHead(name)
        switch run.state {
        case .running: break
        case .paused(_, let reason): throw RunError.held(task, name, reason: reason)
        case .drafted, .approved, .finished, .cancelled:
            throw RunError.notRunning(name, run.state.name)
        }
        let slice = try requireOpen(task, of: name, for: agent)
        let waiting = try change.view.runs.question(about: slice.task, .attempts, in: name)
        if let decision = waiting {
            throw RunError.exhausted(task, name, decision)
        }
        if let open = try change.view.runs.openLaunch(of: task) {
            throw RunError.launched(task, open.run, by: open.launch.number)
        }
        if let open = try change.view.runs.openLaunch(of: agent) {
            throw RunError.busy(agent, open.launch.task)
        }
        let crowd = try change.view.runs.crowd()
        let most = max(Self.crowdMax, crowd.max)
        guard crowd.open < most else { throw RunError.crowded(max: most) }
        if run.budget.isBounded,
            run.budget.isReached(by: try change.view.runs.usage(of: name))
        {
            throw RunError.spent(task, name)
        }
        let rules = try change.view.ruleDigest()
        let dialect = run.dialects[agent]
        let trail = try change.view.trail(of: agent, in: name, dialect, rules: rules)
        let alignment = Alignment(of: trail, for: slice, run.freshness)
        let resumed = alignment.goesOn ? trail.last?.launch : nil
        let launch = RunLaunch(
            number: try change.view.runs.lastNumber(of: name) + 1,
            task: task,
            agent: agent,
            driver: driver,
            resumes: resumed,
            compacts: resumed != nil && alignment.action == .compact,
            packet: try change.view.task(task).task.packetRevision,
            rules: rules
        )
        try record(.launched(launch), on: name)
        return launch
    }

    /// Notes the end of a launch, and what its program has used.
    ///
    /// Where the attempts at the slice are used up and it is not handed in, a founder is asked.
    package func land(
        _ landing: RunLanding,
        of name: RunName,
        usage: UsageSample?
    ) throws -> RunStore.StoredLaunch {
        guard let stored = try change.view.runs.launch(landing.number, of: name) else {
            throw RunError.unknownLaunch(name, landing.number)
        }
        if let before = stored.landing {
            throw RunError.landed(name, landing.number, before.outcome)
        }
        try record(.landed(landing.withoutSecrets), on: name)
        if var usage, !usage.usage.isNothing {
            usage.agent = stored.launch.agent.text
            usage.task = stored.launch.task.text
            try change.usage.record([usage])
        }
        try askIfExhausted(stored.launch.task, name)
        guard let landed = try change.view.runs.launch(landing.number, of: name) else {
            throw RunError.unknownLaunch(name, landing.number)
        }
        return landed
    }

    /// Notes that a delivery was sent back, after which it may have been tried often enough.
    func noteRework(of task: TaskKey) throws {
        guard let name = try change.view.runs.bounds(of: task)?.name else { return }
        try askIfExhausted(task, name)
    }

    private func requireOpen(
        _ task: TaskKey,
        of name: RunName,
        for agent: AgentID
    ) throws -> RunSlice {
        guard let (run, slice) = try change.view.runs.slice(of: task), run == name else {
            throw TaskError.unknown(task, near: [])
        }
        guard slice.owner == agent || slice.backups.contains(agent) else {
            throw TaskError.assigned(task, to: slice.owner)
        }
        let stored = try change.view.task(task)
        switch stored.task.state {
        case .ready, .rework: return slice
        case .claimed(let hold), .paused(let hold, _):
            guard hold.agent != agent else { return slice }
            throw RunError.notOpen(task, name)
        default: throw RunError.notOpen(task, name)
        }
    }

    private func askIfExhausted(_ task: TaskKey, _ name: RunName) throws {
        let stored = try change.view.task(task)
        switch stored.task.state.name {
        case .ready, .rework, .claimed: break
        default: return
        }
        let slice = try change.view.runs.slice(of: task)?.slice.task ?? task
        guard try change.view.runs.openLaunch(of: task) == nil,
            try change.view.runs.question(about: slice, .attempts, in: name) == nil
        else { return }
        let tried = try change.view.runs.attempts(at: task, of: slice, in: name)
        guard tried > 0, let run = try change.view.runs.head(of: name),
            tried >= run.limits.attempts
        else { return }
        let last = try change.view.runs.launches(of: name, task: task, limit: 1).first?.landing
        let asked = try change.decisions.ask(
            DecisionDraft(
                text: Self.question(task, name, tried, last),
                kind: .strategy,
                options: [
                    (RunQuestion.Answer.again, "As many attempts once more."),
                    (.pause, "The run is paused."),
                ].map { answer, text in
                    Decision.Option(name: OptionName(trusted: answer.rawValue), text: text)
                },
                thread: ThreadID(trusted: name.text)
            )
        )
        let question = RunQuestion(
            decision: asked.stored.decision.id,
            slice: slice,
            matter: .attempts,
            number: tried
        )
        try record(.questioned(question), on: name)
    }

    private static func question(
        _ task: TaskKey,
        _ name: RunName,
        _ tried: Int64,
        _ last: RunLanding?
    ) -> String {
        var lines = [
            "\(task) of \(name) was tried \(Int(tried).counted("time")) and is not done. What now?"
        ]
        if let last {
            lines.append("The last attempt ended as \(last.outcome.rawValue).")
            if let note = last.note { lines.append(note.printable(limit: 500)) }
            if let remedy = last.outcome.remedy(run: name, launch: last.number) {
                lines.append(remedy)
            }
        }
        return lines.joined(separator: "\n")
    }
}

extension RunLanding {
    /// The same, where nothing in it looks like a secret: a program's last words are no place for
    /// one, and must not keep a landing from being noted.
    fileprivate var withoutSecrets: RunLanding {
        func clean(_ text: String?, _ limit: Int) -> String? {
            guard let text, !text.isEmpty else { return nil }
            let clipped = text.split(whereSeparator: \.isNewline).joined(separator: " ")
                .printable(limit: limit)
            return SecretsGate.fault(in: clipped, called: "note") == nil
                ? clipped : "(left out, since it looks like a secret)"
        }
        return RunLanding(
            number: number,
            outcome: outcome,
            note: clean(note, Self.noteBytesMax / 4),
            conversation: conversation.flatMap {
                $0.utf8.count <= Self.conversationBytesMax ? $0 : nil
            }
        )
    }
}
