import Digests

/// A plan with a task in it, from its writing to its end.
enum PlanCases {
    static let steps: [ContractStep] = writing + steppingAndShowing + ending

    private static let writing: [ContractStep] = [
        .answered("task.create", ["key": "PL-1", "title": "One of its tasks"]),
        .answered(
            "plan.create",
            [
                "plan": "retention", "summary": "Old rows go", "steps": ["Measure it"],
                "tasks": ["PL-1"], "checkpoint": "It holds",
                "links": [["kind": "bus", "target": "_bus/claims/A.json"]],
            ],
            by: "ada"
        ),
        .refused("plan.create", ["plan": "retention", "summary": "a"], as: "plan.taken"),
        .answered("plan.list", ["open": true]),
        .misread("plan.list"),
        .answered("plan.show", ["plan": "retention"]),
        .refused("plan.show", ["plan": "other"], as: "plan.unknown"),
        .answered("plan.link", ["plan": "retention", "kind": "task", "target": "PL-1"]),
        .refused(
            "plan.link",
            ["plan": "retention", "kind": "task", "target": "PL-9"],
            as: "task.unknown"
        ),
        .answered("step.add", ["plan": "retention", "title": "Tell the others"], by: "ada"),
        .refused("step.add", ["plan": "retention", "task": "PL-1"], as: "plan.task_taken"),
        .refused("plan.approve", ["plan": "retention"], by: "ada", as: "agent.lacks_right"),
        .answered("plan.approve", ["plan": "retention", "note": "Go ahead"]),
        .refused("plan.approve", ["plan": "retention"], as: "plan.approved_already"),
    ]

    private static let steppingAndShowing: [ContractStep] = [
        .answered(
            "step.move",
            ["plan": "retention", "step": "S1", "state": "done", "note": "12 tests"],
            by: "ada"
        ),
        .refused(
            "step.move",
            ["plan": "retention", "step": "S2", "state": "done"],
            by: "ada",
            as: "plan.step_follows_task"
        ),
        .answered(
            "plan.receipt",
            ["plan": "retention", "step": "S1", "paths": ["docs/a.json"]],
            by: "ada"
        ),
        .refused(
            "plan.receipt",
            ["plan": "retention", "paths": ["../a.json"]],
            as: "plan.bad_receipt"
        ),
        .answered("plan.graph", ["plan": "retention", "notation": "mermaid"]),
        .refused("plan.graph", ["plan": "other"], as: "plan.unknown"),
        .answered("plan.path", ["plan": "retention"]),
        .refused("plan.path", ["plan": "other"], as: "plan.unknown"),
    ]

    private static let ending: [ContractStep] = [
        .refused(
            "plan.move",
            ["plan": "retention", "state": "done"],
            as: "plan.unfinished"
        ),
        .answered("task.cancel", ["task": "PL-1", "reason": "not needed"]),
        .answered("step.move", ["plan": "retention", "step": "S3", "state": "cancelled"]),
        .refused(
            "plan.move",
            ["plan": "retention", "state": "done"],
            as: "plan.checkpoint_pending"
        ),
        .refused(
            "plan.checkpoint",
            ["plan": "other", "state": "satisfied"],
            as: "plan.unknown"
        ),
        .answered("plan.checkpoint", ["plan": "retention", "state": "satisfied"]),
        .answered("plan.move", ["plan": "retention", "state": "done"]),
        .refused(
            "step.add",
            ["plan": "retention", "title": "More"],
            as: "plan.closed"
        ),
    ]
}
