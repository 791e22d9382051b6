import Digests
import Model

/// Writes a plan down.
package enum CreatePlan: Operation {
    package typealias Output = PlanDetail
    package static let name = "plan.create"
    package static let summary = "Writes a plan down, with its steps; who asks is its author."
    package static let effect = Effect.changes
    package static let errors: [String] = [
        "plan.taken", "plan.look_alike", "plan.task_taken", "plan.link_taken",
        "plan.too_many_steps", "task.unknown", "repository.unknown", "agent.unknown",
        "review.unknown", "plan.unknown",
    ]
    package static let example = Input { input in
        input.plan = PlanName(trusted: "retention")
        input.summary = "Old rows are deleted each night"
        input.tasks = [TaskKey(trusted: "P07-B4")]
    }

    /// What is asked of `plan.create`.
    package struct Input: Record {
        package static let name = "plan.create.input"
        package static let fields: [Field<Self>] = [
            Field("plan", \.plan, "Its name."),
            Field("summary", \.summary, "What it is for.", .line(200)),
            Field("repository", \.repository, "The repository that its receipts lie in."),
            Field("steps", \.steps, "The titles of steps.", .hasDefault, .line(200)),
            Field("tasks", \.tasks, "Tasks that are steps, after those.", .hasDefault),
            Field("checkpoint", \.checkpoint, "What it is held against.", .line(300)),
            Field("owner", \.owner, "Who says whether the checkpoint holds."),
            Field("links", \.links, "What it points to.", .hasDefault),
        ]

        package var plan: PlanName = .unset
        package var summary: String = ""
        package var repository: RepositoryName?
        package var steps: [String] = []
        package var tasks: [TaskKey] = []
        package var checkpoint: String?
        package var owner: AgentID?
        package var links: [PlanLinkLine] = []

        package init() {}
    }
}

/// Lists the plans.
package enum ListPlans: Operation {
    package typealias Output = Page<PlanLine>
    package static let name = "plan.list"
    package static let summary = "Lists the plans, newest first."
    package static let effect = Effect.reads
    package static let errors: [String] = []
    package static let example = Input { $0.open = true }

    /// What is asked of `plan.list`.
    package struct Input: Record {
        package static let name = "plan.list.input"
        package static let fields: [Field<Self>] = [
            Field("state", \.state, "Only those that stand there."),
            Field("open", \.open, "Without those that are done or rejected.", .hasDefault),
            Field("task", \.task, "Only those that a task is a step of."),
            Field("limit", \.limit, "The most of them.", .hasDefault, .minimum(1), .maximum(1000)),
        ]

        package var state: PlanState?
        package var open = false
        package var task: TaskKey?
        package var limit = 50

        package init() {}
    }
}

/// Shows a plan.
package enum ShowPlan: Operation {
    package typealias Output = PlanDetail
    package static let name = "plan.show"
    package static let summary = "Shows a plan; steps that are tasks stand where these stand now."
    package static let effect = Effect.reads
    package static let errors: [String] = ["plan.unknown"]
    package static let example = Input { $0.plan = PlanName(trusted: "retention") }

    /// What is asked of `plan.show`.
    package struct Input: Record {
        package static let name = "plan.show.input"
        package static let fields: [Field<Self>] = [Field("plan", \.plan, "The plan.")]

        package var plan: PlanName = .unset

        package init() {}
    }
}

/// Moves a plan.
package enum MovePlan: Operation {
    package typealias Output = PlanDetail
    package static let name = "plan.move"
    package static let summary =
        "Says where a plan stands; it is done only when its steps and its checkpoint are."
    package static let effect = Effect.changes
    package static let errors: [String] = [
        "plan.unknown", "plan.already", "plan.unfinished", "plan.nothing_done",
        "plan.checkpoint_pending", "plan.needs_note", "plan.not_yours",
    ]
    package static let example = Input { input in
        input.plan = PlanName(trusted: "retention")
        input.state = .blocked
        input.note = "The schema is not decided"
    }

    /// What is asked of `plan.move`.
    package struct Input: Record {
        package static let name = "plan.move.input"
        package static let fields: [Field<Self>] = [
            Field("plan", \.plan, "The plan."),
            Field("state", \.state, "Where it stands."),
            Field("note", \.note, "Why.", .line(500)),
        ]

        package var plan: PlanName = .unset
        package var state: PlanState = .inProgress
        package var note: String?

        package init() {}
    }
}

/// Says what a plan is held against.
package enum SetCheckpoint: Operation {
    package typealias Output = PlanDetail
    package static let name = "plan.checkpoint"
    package static let summary = "Says what a plan is held against at its end, or whether it holds."
    package static let effect = Effect.changes
    package static let errors: [String] = [
        "plan.unknown", "plan.closed", "plan.no_checkpoint", "plan.not_yours", "agent.unknown",
    ]
    package static let example = Input { input in
        input.plan = PlanName(trusted: "retention")
        input.state = .satisfied
    }

    /// What is asked of `plan.checkpoint`.
    package struct Input: Record {
        package static let name = "plan.checkpoint.input"
        package static let fields: [Field<Self>] = [
            Field("plan", \.plan, "The plan."),
            Field("text", \.text, "What has to hold; as it was if left out.", .line(300)),
            Field("owner", \.owner, "Who says whether it does."),
            Field("state", \.state, "Whether it does."),
        ]

        package var plan: PlanName = .unset
        package var text: String?
        package var owner: AgentID?
        package var state: CheckpointState?

        package init() {}
    }
}

/// Names files that show that something was done.
package enum AddPlanReceipts: Operation {
    package typealias Output = PlanDetail
    package static let name = "plan.receipt"
    package static let summary = "Names files that show that a step was done, or the whole plan."
    package static let effect = Effect.changes
    package static let errors: [String] = [
        "plan.unknown", "plan.unknown_step", "plan.closed", "plan.bad_receipt",
        "plan.receipt_taken", "plan.not_yours",
    ]
    package static let example = Input { input in
        input.plan = PlanName(trusted: "retention")
        input.step = StepID(trusted: "S1")
        input.paths = ["docs/receipts/retention/tests.json"]
    }

    /// What is asked of `plan.receipt`.
    package struct Input: Record {
        package static let name = "plan.receipt.input"
        package static let fields: [Field<Self>] = [
            Field("plan", \.plan, "The plan."),
            Field("step", \.step, "The step; the whole plan if left out."),
            Field("paths", \.paths, "The files, from the repository's top on.", .line(400)),
        ]

        package var plan: PlanName = .unset
        package var step: StepID?
        package var paths: [String] = []

        package init() {}
    }
}

/// Points a plan to something.
package enum LinkPlan: Operation {
    package typealias Output = PlanDetail
    package static let name = "plan.link"
    package static let summary =
        "Points a plan to something else: a task, a review, a decision, an address."
    package static let effect = Effect.changes
    package static let errors: [String] = [
        "plan.unknown", "plan.link_taken", "plan.not_yours", "task.unknown", "review.unknown",
    ]
    package static let example = Input { input in
        input.plan = PlanName(trusted: "retention")
        input.kind = LinkKind(trusted: "bus")
        input.target = "_bus/claims/QUEUE-001.json"
    }

    /// What is asked of `plan.link`.
    package struct Input: Record {
        package static let name = "plan.link.input"
        package static let fields: [Field<Self>] = [
            Field("plan", \.plan, "The plan."),
            Field("kind", \.kind, "What kind of thing it is."),
            Field("target", \.target, "Which one.", .line(300)),
        ]

        package var plan: PlanName = .unset
        package var kind: LinkKind = .unset
        package var target: String = ""

        package init() {}
    }
}

/// Says yes to a plan.
package enum ApprovePlan: Operation {
    package typealias Output = PlanDetail
    package static let name = "plan.approve"
    package static let summary =
        "Says yes to a plan as it is now; what is changed later makes that stale."
    package static let effect = Effect.changes
    package static let errors: [String] = [
        "plan.unknown", "plan.own_plan", "plan.no_steps", "plan.closed", "plan.approved_already",
    ]
    package static let example = Input { $0.plan = PlanName(trusted: "retention") }

    /// What is asked of `plan.approve`.
    package struct Input: Record {
        package static let name = "plan.approve.input"
        package static let fields: [Field<Self>] = [
            Field("plan", \.plan, "The plan."),
            Field("note", \.note, "A word about it.", .line(500)),
        ]

        package var plan: PlanName = .unset
        package var note: String?

        package init() {}
    }
}
