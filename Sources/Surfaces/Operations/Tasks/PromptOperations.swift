import Model

/// Makes a message that hands a task to somebody.
package enum HandOffTask: Operation {
    package typealias Output = TaskPromptReport
    package static let name = "task.handoff"
    package static let summary = "Makes a message that hands a task to somebody, to be pasted."
    package static let effect = Effect.reads
    package static let errors: [String] = ["task.unknown", "agent.unknown"]
    package static let example = Input { $0.task = TaskKey(trusted: "P07-B4") }

    /// What is asked of `task.handoff`.
    package struct Input: Record {
        package static let name = "task.handoff.input"
        package static let fields: [Field<Self>] = [
            Field("task", \.task, "The task."),
            Field(
                "for",
                \.agent,
                "Who it is for; by default who has the task in hand or is to do it."
            ),
        ]

        package var task: TaskKey = .unset
        package var agent: AgentID?

        package init() {}
    }
}

/// Makes what an agent is started with on a task.
package enum PromptTask: Operation {
    package typealias Output = TaskPromptReport
    package static let name = "task.prompt"
    package static let summary =
        "Makes the prompt that an agent is started with on a task, to begin it or to go on."
    package static let effect = Effect.reads
    package static let errors: [String] = ["task.unknown", "agent.unknown"]
    package static let example = Input { $0.task = TaskKey(trusted: "P07-B4") }

    /// What is asked of `task.prompt`.
    package struct Input: Record {
        package static let name = "task.prompt.input"
        package static let fields: [Field<Self>] = [
            Field("task", \.task, "The task."),
            Field(
                "for",
                \.agent,
                "Who it is for; by default who has the task in hand or is to do it."
            ),
            Field(
                "resume",
                \.resume,
                "Whether it is to go on from what was done so far.",
                .hasDefault
            ),
        ]

        package var task: TaskKey = .unset
        package var agent: AgentID?
        package var resume: Bool = false

        package init() {}
    }
}

/// A text about a task, to be pasted.
package struct TaskPromptReport: Record {
    package static let name = "task.prompt.report"
    package static let fields: [Field<Self>] = [
        Field("task", \.task, "The task."),
        Field("purpose", \.purpose, "Whether it hands over, launches or resumes."),
        Field("for", \.agent, "Who it is for, where that is known."),
        Field("role", \.role, "The role that it is written for."),
        Field("text", \.text, "The text, as Markdown."),
    ]

    package var task: TaskKey = .unset
    package var purpose: String = ""
    package var agent: AgentID?
    package var role: Role = .worker
    package var text: String = ""

    package init() {}
}
