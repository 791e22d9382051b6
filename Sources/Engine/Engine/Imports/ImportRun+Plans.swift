import Documents
import Model
import Store

// Plans as others tell of them. A plan is a claim about its own steps here too, so it stands where
// it says that it stands, as far as a plan can; approved by somebody here it is not.
extension ImportRun {
    mutating func takePlans() throws {
        for plan in reading.plans { try take(plan) }
    }

    private mutating func take(_ imported: ImportedPlan) throws {
        let earlier = known[Self.key(.plan, imported.name.text)]
        guard earlier?.digest != imported.digest else { return }
        let stored = try change.view.plans.plan(imported.name)?.plan
        switch (stored, earlier) {
        case (nil, _):
            if let twin = try change.view.plans.lookAlike(of: imported.name) {
                note(.lookAlike, imported, "\(imported.name)", .refused, "\(twin) is there")
                return
            }
            try create(imported)
        case (.some, nil): note(.planExists, imported, "\(imported.name)", .kept, nil)
        case (.some(let plan), .some): try bring(plan, to: imported)
        }
    }

    private mutating func create(_ imported: ImportedPlan) throws {
        let content = imported.content
        let author = content.actor.map(AgentID.init(trusted:)).map(here)
        var plan = Plan(
            name: imported.name,
            summary: content.summary ?? imported.name.text,
            author: try author.flatMap { try change.view.agents.agent($0)?.id } ?? change.actor.id,
            repository: nil
        )
        for step in content.steps {
            attempt(imported) { () throws(PlanError) in
                _ = try plan.add(Self.step(step, of: plan))
            }
        }
        for link in content.links where LinkKind.rule.fault(in: link.kind) == nil {
            let link = PlanLink(kind: LinkKind(trusted: link.kind), target: link.target)
            attempt(imported) { () throws(PlanError) in _ = try plan.add(link) }
        }
        try record(.created(plan), imported)
        try bring(plan, to: imported)
    }

    private static func step(_ step: PlanFile.Step, of plan: Plan) -> PlanStep {
        let isNamed = StepID.rule.fault(in: step.id) == nil
        return PlanStep(
            id: isNamed ? StepID(trusted: step.id) : plan.nextStep,
            title: step.title.isEmpty ? plan.nextStep.text : step.title,
            standing: .own(.queued)
        )
    }

    /// Brings a plan to where its file says that it stands.
    private mutating func bring(_ before: Plan, to imported: ImportedPlan) throws {
        let content = imported.content
        var plan = before
        var events: [PlanEvent] = []
        for step in content.steps {
            let id = StepID(trusted: step.id)
            guard StepID.rule.fault(in: step.id) == nil else { continue }
            if !plan.steps.contains(where: { $0.id == id }) {
                attempt(imported) { () throws(PlanError) in
                    events.append(try plan.add(Self.step(step, of: plan)))
                }
            }
            guard let held = plan.steps.first(where: { $0.id == id }) else { continue }
            if let state = step.state, held.state([:]) != state {
                let note = step.notes ?? (state == .blocked ? "as it was said" : nil)
                attempt(imported) { () throws(PlanError) in
                    events.append(try plan.move(step: id, to: state, note: note))
                }
            }
            add(
                step.receipts.filter { !held.receipts.contains($0) },
                to: id,
                &plan,
                &events,
                imported
            )
        }
        add(
            content.receipts.filter { !plan.receipts.contains($0) },
            to: nil,
            &plan,
            &events,
            imported
        )
        if let checkpoint = try checkpoint(of: content), checkpoint != plan.checkpoint {
            attempt(imported) { () throws(PlanError) in events.append(try plan.set(checkpoint)) }
        }
        if let state = content.state, state != plan.state {
            let note = state == .blocked || state == .rejected ? "as it was said" : nil
            attempt(imported) { () throws(PlanError) in
                events.append(try plan.move(to: state, note: note, [:]))
            }
        }
        for event in events { try record(event, imported) }
    }

    private mutating func add(
        _ paths: [String],
        to step: StepID?,
        _ plan: inout Plan,
        _ events: inout [PlanEvent],
        _ imported: ImportedPlan
    ) {
        for path in paths where ReceiptPath.isInside(path) {
            attempt(imported) { () throws(PlanError) in
                events.append(try plan.addReceipts([path], to: step))
            }
        }
    }

    private func checkpoint(of content: PlanFile.Content) throws -> PlanCheckpoint? {
        guard let said = content.checkpoint, let text = said.text else { return nil }
        let owner = said.owner.map(AgentID.init(trusted:)).map(here)
        return PlanCheckpoint(
            text: text,
            owner: try owner.flatMap { try change.view.agents.agent($0)?.id } ?? change.actor.id,
            state: said.state ?? .pending
        )
    }

    private func record(_ event: PlanEvent, _ imported: ImportedPlan) throws {
        let subject = Subject(.plan, imported.name.text)
        try change.record(event.fact, on: subject, saidAt: imported.content.created)
    }

    /// Does what a plan here may refuse; a refusal is an oddity of the file.
    private mutating func attempt(
        _ imported: ImportedPlan,
        _ act: () throws(PlanError) -> Void
    ) {
        do throws(PlanError) {
            try act()
        } catch {
            note(.planRule, imported, error.message, .refused, nil)
        }
    }

    private mutating func note(
        _ kind: ImportOddity,
        _ plan: ImportedPlan,
        _ read: String,
        _ handling: ImportAnomaly.Handling,
        _ how: String?
    ) {
        note(kind, plan.file, nil, read, handling, how)
    }
}
