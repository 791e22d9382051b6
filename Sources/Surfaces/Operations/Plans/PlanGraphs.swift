import Model

/// Shows tasks and what they wait for.
package enum GraphTasks: Operation {
    package typealias Output = TaskGraphReport
    package static let name = "plan.graph"
    package static let summary =
        "Shows the tasks that a plan rests on, or all open ones, in an order that can be worked."
    package static let effect = Effect.reads
    package static let errors: [String] = ["plan.unknown", "plan.cycle"]
    package static let example = Input { $0.notation = .mermaid }

    /// What is asked of `plan.graph`.
    package struct Input: Record {
        package static let name = "plan.graph.input"
        package static let fields: [Field<Self>] = [
            Field("plan", \.plan, "The plan; all tasks if left out."),
            Field("all", \.all, "Whether tasks that are over are shown too.", .hasDefault),
            Field("notation", \.notation, "The language to draw it in."),
        ]

        package var plan: PlanName?
        package var all = false
        package var notation: GraphNotation?

        package init() {}
    }
}

/// Finds what decides when all is done.
package enum FindCriticalPath: Operation {
    package typealias Output = CriticalPathReport
    package static let name = "plan.path"
    package static let summary =
        "Finds the longest way through open tasks that wait for each other."
    package static let effect = Effect.reads
    package static let errors: [String] = ["plan.unknown", "plan.cycle"]
    package static let example = Input { $0.plan = PlanName(trusted: "retention") }

    /// What is asked of `plan.path`.
    package struct Input: Record {
        package static let name = "plan.path.input"
        package static let fields: [Field<Self>] = [
            Field("plan", \.plan, "The plan; all tasks if left out.")
        ]

        package var plan: PlanName?

        package init() {}
    }
}

/// Tasks and what they wait for.
package struct TaskGraphReport: Record {
    package static let name = "task.graph"
    package static let fields: [Field<Self>] = [
        Field("tasks", \.tasks, "The tasks, each after all that it waits for."),
        Field("edges", \.edges, "How often one waits for another."),
        Field("drawing", \.drawing, "The drawing, where one was asked for."),
    ]

    package var tasks: [GraphedTask] = []
    package var edges: Int = 0
    package var drawing: String?

    package init() {}
}

/// A task in a graph.
package struct GraphedTask: Record {
    package static let name = "task.graphed"
    package static let fields: [Field<Self>] = [
        Field("task", \.task, "Its key."),
        Field("title", \.title, "Its title."),
        Field(
            "state",
            \.state,
            "Where it stands.",
            .oneOf(TaskState.Name.allCases.map(\.rawValue))
        ),
        Field("size", \.size, "How much work its packet estimates, in minutes or points."),
        Field("waits_for", \.waitsFor, "What it waits for among the tasks shown."),
        Field("critical", \.critical, "Whether it is on the critical path."),
    ]

    package var task: TaskKey = .unset
    package var title: String = ""
    package var state: String = ""
    package var size: Int64?
    package var waitsFor: [TaskKey] = []
    package var critical = false

    package init() {}
}

/// What decides when all is done.
package struct CriticalPathReport: Record {
    package static let name = "task.path"
    package static let fields: [Field<Self>] = [
        Field("measure", \.measure, "What lengths are told in."),
        Field("length", \.length, "How long it is."),
        Field("tasks", \.tasks, "The tasks on it, the first to be done first."),
        Field("open", \.open, "How many tasks are open in all."),
        Field("unsized", \.unsized, "Open tasks without an estimate, where others have one."),
    ]

    package var measure: CriticalPath.Measure = .tasks
    package var length: Int64 = 0
    package var tasks: [CriticalTask] = []
    package var open: Int = 0
    package var unsized: [TaskKey] = []

    package init() {}
}

/// A task on the critical path.
package struct CriticalTask: Record {
    package static let name = "task.critical"
    package static let fields: [Field<Self>] = [
        Field("task", \.task, "Its key."),
        Field("title", \.title, "Its title."),
        Field(
            "state",
            \.state,
            "Where it stands.",
            .oneOf(TaskState.Name.allCases.map(\.rawValue))
        ),
        Field("size", \.size, "How much it is."),
        Field("reached", \.reached, "How much is done once it is."),
    ]

    package var task: TaskKey = .unset
    package var title: String = ""
    package var state: String = ""
    package var size: Int64 = 0
    package var reached: Int64 = 0

    package init() {}
}
