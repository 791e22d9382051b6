import Model

/// Adds a step to a plan.
package enum AddStep: Operation {
    package typealias Output = PlanDetail
    package static let name = "step.add"
    package static let summary = "Adds a step to a plan: one with a title, or one that is a task."
    package static let effect = Effect.changes
    package static let errors: [String] = [
        "plan.unknown", "plan.closed", "plan.untitled_step", "plan.step_taken", "plan.task_taken",
        "plan.too_many_steps", "plan.not_yours", "task.unknown",
    ]
    package static let example = Input { input in
        input.plan = PlanName(trusted: "retention")
        input.title = "Measure the job on a copy"
    }

    /// What is asked of `step.add`.
    package struct Input: Record {
        package static let name = "step.add.input"
        package static let fields: [Field<Self>] = [
            Field("plan", \.plan, "The plan."),
            Field("step", \.step, "Its id; the next number if left out."),
            Field(
                "title",
                \.title,
                "What is to be done; that of the task if left out.",
                .line(200)
            ),
            Field("task", \.task, "The task that it follows."),
        ]

        package var plan: PlanName = .unset
        package var step: StepID?
        package var title: String?
        package var task: TaskKey?

        package init() {}
    }
}

/// Says where a step stands.
package enum MoveStep: Operation {
    package typealias Output = PlanDetail
    package static let name = "step.move"
    package static let summary = "Says where a step stands; one that follows a task can't be told."
    package static let effect = Effect.changes
    package static let errors: [String] = [
        "plan.unknown", "plan.unknown_step", "plan.closed", "plan.step_follows_task",
        "plan.step_already", "plan.needs_note", "plan.not_yours",
    ]
    package static let example = Input { input in
        input.plan = PlanName(trusted: "retention")
        input.step = StepID(trusted: "S1")
        input.state = .done
    }

    /// What is asked of `step.move`.
    package struct Input: Record {
        package static let name = "step.move.input"
        package static let fields: [Field<Self>] = [
            Field("plan", \.plan, "The plan."),
            Field("step", \.step, "The step."),
            Field("state", \.state, "Where it stands."),
            Field("note", \.note, "A word about it, kept with the step.", .line(500)),
        ]

        package var plan: PlanName = .unset
        package var step: StepID = .unset
        package var state: StepState = .done
        package var note: String?

        package init() {}
    }
}
