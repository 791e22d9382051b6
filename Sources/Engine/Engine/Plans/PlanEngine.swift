import Model
import Store

/// What happens to plans.
package struct PlanEngine {
    let change: Change

    /// What a new plan is to be.
    package struct Draft: Sendable {
        package var name: PlanName
        package var summary: String
        package var repository: RepositoryName?
        /// Steps with a title of their own; those of tasks come after them.
        package var titles: [String] = []
        package var tasks: [TaskKey] = []
        package var checkpoint: (text: String, owner: AgentID?)?
        package var links: [PlanLink] = []

        package init(name: PlanName, summary: String) {
            self.name = name
            self.summary = summary
        }
    }

    /// Writes a plan down; its author is who asks.
    package func create(_ draft: Draft) throws -> Plan {
        let view = change.view
        guard try view.plans.plan(draft.name) == nil else { throw PlanError.taken(draft.name) }
        if let twin = try view.plans.lookAlike(of: draft.name) {
            throw PlanError.lookAlike(draft.name, existing: twin)
        }
        if let name = draft.repository { _ = try view.repository(named: name) }
        var plan = Plan(
            name: draft.name,
            summary: draft.summary,
            author: change.actor.id,
            repository: draft.repository
        )
        for title in draft.titles {
            _ = try plan.add(
                PlanStep(id: plan.nextStep, title: title, standing: .own(.queued))
            )
        }
        for key in draft.tasks {
            _ = try view.task(key)
            _ = try plan.add(PlanStep(id: plan.nextStep, title: nil, standing: .follows(key)))
        }
        for link in draft.links {
            try require(link)
            _ = try plan.add(link)
        }
        if let (text, owner) = draft.checkpoint {
            try owner.map(requireAgent)
            _ = try plan.set(
                PlanCheckpoint(text: text, owner: owner ?? change.actor.id, state: .pending)
            )
        }
        try record(.created(plan), on: plan.name)
        return plan
    }

    /// Adds a step: with a title of its own, or that of a task.
    package func addStep(
        to name: PlanName,
        id: StepID?,
        title: String?,
        task: TaskKey?
    ) throws -> PlanStep {
        guard title != nil || task != nil else { throw PlanError.untitledStep }
        if let task { _ = try change.view.task(task) }
        return try edit(name) { plan, _ in
            let step = PlanStep(
                id: id ?? plan.nextStep,
                title: title,
                standing: task.map(PlanStep.Standing.follows) ?? .own(.queued)
            )
            return ([try plan.add(step)], step)
        }
    }

    /// Says where a step stands.
    ///
    /// A plan that waits to be started is in progress with its first step.
    package func move(
        step id: StepID,
        of name: PlanName,
        to state: StepState,
        note: String?
    ) throws -> Plan {
        try edit(name) { plan, following in
            var events = [try plan.move(step: id, to: state, note: note)]
            if plan.state == .queued, state == .inProgress || state == .done {
                events.append(try plan.move(to: .inProgress, note: nil, following()))
            }
            return (events, plan)
        }
    }

    /// Names files that show that a step was done, or the plan.
    package func addReceipts(
        _ paths: [String],
        to step: StepID?,
        of name: PlanName
    ) throws -> Plan {
        try edit(name) { plan, _ in ([try plan.addReceipts(paths, to: step)], plan) }
    }

    /// Points to something else.
    package func link(_ name: PlanName, to link: PlanLink) throws -> Plan {
        try require(link)
        return try edit(name) { plan, _ in ([try plan.add(link)], plan) }
    }

    /// Says what the plan is held against, or whether it holds.
    ///
    /// What is not given stays as it is.
    package func setCheckpoint(
        of name: PlanName,
        text: String?,
        owner: AgentID?,
        state: CheckpointState?
    ) throws -> Plan {
        try owner.map(requireAgent)
        return try edit(name) { plan, _ in
            let held = plan.checkpoint
            guard let text = text ?? held?.text else { throw PlanError.noCheckpoint(name) }
            let fresh = PlanCheckpoint(
                text: text,
                owner: owner ?? held?.owner ?? change.actor.id,
                state: state ?? held?.state ?? .pending
            )
            return ([try plan.set(fresh)], plan)
        }
    }

    /// Moves the plan as a whole.
    package func move(_ name: PlanName, to state: PlanState, note: String?) throws -> Plan {
        try edit(name) { plan, following in
            ([try plan.move(to: state, note: note, following())], plan)
        }
    }

    /// Says yes to a plan as it is now; a founder or a lead who has not written it may.
    package func approve(_ name: PlanName, note: String?) throws -> Plan {
        try change.actor.require(.plan)
        var plan = try change.view.plan(name)
        let isFounder = change.actor.agent.role == .founder
        try record(
            try plan.approve(by: change.actor.id, isFounder: isFounder, note: note),
            on: name
        )
        return plan
    }

    /// Moves plans to where their steps say that they stand.
    ///
    /// - Returns: Those that were moved, with what they were.
    package func tidy(_ names: [PlanName]) throws -> [(plan: Plan, before: PlanState)] {
        var moved: [(plan: Plan, before: PlanState)] = []
        for name in names {
            let before = try change.view.plan(name)
            let following = try change.view.following(before)
            guard let fitting = PlanOutline(before, following).mendedState else { continue }
            let plan = try edit(name) { plan, following in
                let note = fitting == .blocked ? "A step of it is blocked." : nil
                return ([try plan.move(to: fitting, note: note, following())], plan)
            }
            moved.append((plan, before.state))
        }
        return moved
    }

    private func edit<Answer>(
        _ name: PlanName,
        _ body: (inout Plan, _ following: () throws -> [TaskKey: StepState]) throws -> (
            [PlanEvent], Answer
        )
    ) throws -> Answer {
        var plan = try change.view.plan(name)
        guard plan.author == change.actor.id || change.actor.agent.role.has(.plan) else {
            throw PlanError.notYours(name, author: plan.author)
        }
        let before = plan
        // Asked of each task of the plan, so only where it is needed.
        let (events, answer) = try body(&plan) { try change.view.following(before) }
        for event in events { try record(event, on: name) }
        return answer
    }

    private func require(_ link: PlanLink) throws {
        switch link.kind.text {
        case "task": _ = try change.view.task(try TaskKey(link.target))
        case "review": _ = try change.view.review(try ReviewID(link.target))
        case "plan": _ = try change.view.plan(try PlanName(link.target))
        default: return
        }
    }

    private func requireAgent(_ agent: AgentID) throws {
        guard try change.view.agents.agent(agent) != nil else { throw AgentError.unknown(agent) }
    }

    private func record(_ event: PlanEvent, on name: PlanName) throws {
        try change.record(event.fact, on: Subject(.plan, name.text))
    }
}

extension View {
    /// The plan, or an error that names a near one.
    package func plan(_ name: PlanName) throws -> Plan { try storedPlan(name).plan }

    /// The plan as it is kept, or an error that names a near one.
    package func storedPlan(_ name: PlanName) throws -> PlanStore.Stored {
        guard let stored = try plans.plan(name) else {
            let near = name.text.nearest(among: try plans.names().map(\.text))
            throw PlanError.unknown(name, near: near)
        }
        return stored
    }

    /// Where the tasks of a plan stand, as steps; one that was superseded stands where its
    /// successor does.
    package func following(_ plan: Plan) throws -> [TaskKey: StepState] {
        var following: [TaskKey: StepState] = [:]
        for key in plan.tasks { following[key] = try stepState(of: key) }
        return following
    }

    private func stepState(of key: TaskKey) throws -> StepState {
        try current(of: key).map { StepState(of: $0.task.state.name) } ?? .queued
    }

    /// The task that stands for another now: the last of its successors.
    func current(of key: TaskKey) throws -> StoredTask? {
        var seen: Set<TaskKey> = [key]
        var found = try tasks.task(key)
        while case .superseded(let next)? = found?.task.state, seen.insert(next).inserted {
            found = try tasks.task(next)
        }
        return found
    }

    /// The tasks that a plan rests on, or all, with what they wait for.
    package func graph(of name: PlanName?) throws -> TaskGraph {
        guard let name else { return try tasks.graph() }
        let plan = try plan(name)
        let keys = try plan.tasks.compactMap { try current(of: $0)?.key }
        return try tasks.graph().below(Set(keys + plan.tasks))
    }
}
