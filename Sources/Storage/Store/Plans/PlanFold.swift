import Digests
import Model
import SQLKit

// What an event changes about a plan.
extension PlanStore {
    func fold(_ change: PlanEvent, of name: PlanName, at event: Event) throws {
        switch change {
        case .created(let plan): try insert(plan, at: event)
        case .stepAdded(let step): try insert(step, of: name)
        case .stepMoved(let id, let state, let note):
            _ = try transaction.run(
                """
                UPDATE plan_step SET state = \(state.rawValue),
                    note = coalesce(\(note), note)
                WHERE plan = \(name.text) AND id = \(id.text)
                """
            )
        case .receiptsAdded(let paths, let step): try add(paths, to: step, of: name)
        case .linked(let link): try insert(link, of: name)
        case .checkpointSet(let checkpoint):
            _ = try transaction.run(
                """
                UPDATE plan SET checkpoint = \(checkpoint.text),
                    checkpoint_owner = \(checkpoint.owner.text),
                    checkpoint_state = \(checkpoint.state.rawValue)
                WHERE name = \(name.text)
                """
            )
        case .moved(let state, let note):
            _ = try transaction.run(
                """
                UPDATE plan SET state = \(state.rawValue), note = \(note)
                WHERE name = \(name.text)
                """
            )
        case .approved(let digest, let note):
            _ = try transaction.run(
                """
                UPDATE plan SET approver = \(event.actor.text),
                    approved_digest = \(digest.description), approved_note = \(note),
                    approved_at = \(event.time.milliseconds)
                WHERE name = \(name.text)
                """
            )
        }
        _ = try transaction.run(
            "UPDATE plan SET changed_at = \(event.time.milliseconds) WHERE name = \(name.text)"
        )
    }

    private func insert(_ plan: Plan, at event: Event) throws {
        _ = try transaction.run(
            """
            INSERT INTO plan (name, place, folded, summary, author, repository, state, checkpoint,
                checkpoint_owner, checkpoint_state, receipts, created_at, changed_at)
            VALUES (\(plan.name.text), \(event.sequence), \(plan.name.folded), \(plan.summary),
                \(plan.author.text), \(plan.repository?.text), 'queued', \(plan.checkpoint?.text),
                \(plan.checkpoint?.owner.text), \(plan.checkpoint?.state.rawValue), '[]',
                \(event.time.milliseconds), \(event.time.milliseconds))
            """
        )
        for step in plan.steps { try insert(step, of: plan.name) }
        for link in plan.links { try insert(link, of: plan.name) }
    }

    private func insert(_ step: PlanStep, of name: PlanName) throws {
        let state: StepState? = step.task == nil ? .queued : nil
        _ = try transaction.run(
            """
            INSERT INTO plan_step (plan, position, id, title, task, state, receipts)
            VALUES (\(name.text),
                (SELECT count(*) + 1 FROM plan_step WHERE plan = \(name.text)), \(step.id.text),
                \(step.title), \(step.task?.text), \(state?.rawValue), '[]')
            """
        )
    }

    private func insert(_ link: PlanLink, of name: PlanName) throws {
        _ = try transaction.run(
            """
            INSERT INTO plan_link (plan, position, kind, target)
            VALUES (\(name.text),
                (SELECT count(*) + 1 FROM plan_link WHERE plan = \(name.text)), \(link.kind.text),
                \(link.target))
            """
        )
    }

    private func add(_ paths: [String], to step: StepID?, of name: PlanName) throws {
        guard let step else {
            let known = try transaction.first(
                "SELECT receipts FROM plan WHERE name = \(name.text)"
            ) { try $0.texts(0, of: "plan") }
            _ = try transaction.run(
                "UPDATE plan SET receipts = \(stored((known ?? []) + paths)) WHERE name = \(name.text)"
            )
            return
        }
        let known = try transaction.first(
            "SELECT receipts FROM plan_step WHERE plan = \(name.text) AND id = \(step.text)"
        ) { try $0.texts(0, of: "plan_step") }
        _ = try transaction.run(
            """
            UPDATE plan_step SET receipts = \(stored((known ?? []) + paths))
            WHERE plan = \(name.text) AND id = \(step.text)
            """
        )
    }
}
