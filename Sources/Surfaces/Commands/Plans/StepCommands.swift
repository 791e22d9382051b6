import CommandLineKit
import Model
import Operations

/// The commands about the steps of plans.
enum StepCommands {
    static let all: [Command] = [add, set]

    private static let step = Argument("STEP", help: "The step's id")

    static let add = Command(
        AddStep.self,
        CommandSpecification(
            "add",
            summary: "Add a step to a plan",
            discussion: """
                With --task the step is that task: it stands where the task does, and is done when \
                the task is accepted.
                """,
            arguments: [PlanCommands.plan],
            options: [title, task, id],
            examples: [
                CommandExample(
                    "worklead plan step add retention --title 'Measure it on a copy'",
                    "One more thing to do."
                ),
                CommandExample("worklead plan step add retention --task P07-B5", "A task of it."),
            ],
            seeAlso: ["plan show"]
        ),
        input: { parsed, _ in
            try AddStep.Input { input in
                input.plan = try parsed.name(PlanCommands.plan)
                input.title = parsed.text(title)
                input.task = try parsed.optionalName(task)
                input.step = try parsed.optionalName(id)
            }
        },
        output: { reply, _ in
            let detail = reply.output
            return CommandOutput(
                change: reply,
                of: AddStep.self,
                "plan \(detail.plan.plan) has step \(detail.steps.last?.step.text ?? "")"
            )
        }
    )

    private static let title = Option("title", value: "TEXT", help: "What is to be done")
    private static let task = Option(
        "task",
        value: "TASK",
        help: "The task that it follows",
        completion: .dynamic("task")
    )
    private static let id = Option("id", value: "STEP", help: "Its id; by default the next number")

    static let set = Command(
        MoveStep.self,
        CommandSpecification(
            "set",
            summary: "Say where a step stands",
            discussion: """
                To block it takes a note. A plan that was queued is in progress with its first \
                step. The same state with another --note keeps the note alone.
                """,
            arguments: [PlanCommands.plan, step, state],
            options: [PlanCommands.note],
            examples: [
                CommandExample("worklead plan step set retention S1 in_progress", "It is begun."),
                CommandExample(
                    "worklead plan step set retention S1 done --note '12 tests'",
                    "It is done."
                ),
            ],
            seeAlso: ["plan receipt"]
        ),
        input: { parsed, _ in
            try MoveStep.Input { input in
                input.plan = try parsed.name(PlanCommands.plan)
                input.step = try parsed.name(step)
                input.state = parsed.choice(state) ?? .done
                input.note = parsed.text(PlanCommands.note)
            }
        },
        output: { reply, context in
            let detail = reply.output
            return CommandOutput(
                change: reply,
                of: MoveStep.self,
                """
                plan \(detail.plan.plan) is \(Cell.literal(detail.plan.state.rawValue)), \
                \(detail.plan.finished) of \(detail.plan.steps, "step") finished
                """
            )
        }
    )

    private static let state = Argument(
        "STATE",
        help: "Where it stands",
        allowed: StepState.allCases.map(\.rawValue)
    )
}
