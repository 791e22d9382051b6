import Digests
import Model
import Store

/// A plan as a file: version 0 of the planner's form.
enum PlanPage {
    /// The document; what the file had beside what is known of plans here is kept.
    ///
    /// - Parameters:
    ///   - before: What was read from a file of it.
    ///   - following: Where the tasks of the plan stand.
    static func document(
        _ stored: PlanStore.Stored,
        over before: [String: JSONValue],
        _ following: [TaskKey: StepState]
    ) -> JSONValue {
        let plan = stored.plan
        var members = before
        members["version"] = before["version"] ?? 0
        members["plan_id"] = .string(plan.name.text)
        members["created"] = before["created"] ?? .string(stored.createdAt.text)
        members["actor"] = .string(plan.author.text)
        members["summary"] = .string(plan.summary)
        members["status"] = .string(plan.state.rawValue)
        members["steps"] = .array(
            plan.steps.map { step in
                var told: [String: JSONValue] = [
                    "id": .string(step.id.text),
                    "title": .string(step.title ?? step.task?.text ?? step.id.text),
                    "status": .string(step.state(following).rawValue),
                    "receipts": .array(step.receipts.map(JSONValue.string)),
                ]
                told["notes"] = step.note.map(JSONValue.string)
                return .object(told)
            }
        )
        if let checkpoint = plan.checkpoint {
            members["checkpoint"] = [
                "description": .string(checkpoint.text),
                "owner": .string(checkpoint.owner.text),
                "status": .string(checkpoint.state.rawValue),
            ]
        }
        members["links"] = .array(
            plan.links.map { ["type": .string($0.kind.text), "ref": .string($0.target)] }
        )
        members["receipts"] = .array(plan.receipts.map(JSONValue.string))
        return .object(members)
    }
}
