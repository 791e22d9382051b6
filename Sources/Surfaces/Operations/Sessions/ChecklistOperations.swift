import Model

/// Goes through what an operator checks before work goes on.
package enum CheckOperator: Operation {
    package typealias Output = ChecklistReport
    package static let name = "session.checklist"
    package static let summary = "Goes through what an operator checks before work goes on."
    package static let effect = Effect.reads
    package static let errors: [String] = ["session.absent", "task.unknown"]
    package static let example = Input { $0.task = TaskKey(trusted: "P07-B4") }

    /// What is asked of `session.checklist`.
    package struct Input: Record {
        package static let name = "session.checklist.input"
        package static let fields: [Field<Self>] = [
            Field("task", \.task, "The task that it is about; by default all in hand.")
        ]

        package var task: TaskKey?

        package init() {}
    }
}

/// What an operator's checks came to.
package struct ChecklistReport: Record {
    package static let name = "session.checklist.report"
    package static let fields: [Field<Self>] = [
        Field("agent", \.agent, "Who asks."),
        Field("tasks", \.tasks, "The tasks that it is about."),
        Field("verdict", \.verdict, "The worst of the lines."),
        Field("revision", \.revision, "The ledger's revision that it is true at."),
        Field("lines", \.lines, "The checks, in order."),
    ]

    package var agent: AgentID = .unset
    package var tasks: [TaskKey] = []
    package var verdict: ChecklistVerdict = .pass
    package var revision: Int64 = 0
    package var lines: [ChecklistLine] = []

    package init() {}
}

/// A check with what came of it.
package struct ChecklistLine: Record {
    package static let name = "session.checklist.line"
    package static let fields: [Field<Self>] = [
        Field("check", \.check, "What is checked."),
        Field("verdict", \.verdict, "What came of it."),
        Field("message", \.message, "Why."),
        Field("remedy", \.remedy, "What helps."),
    ]

    package var check: String = ""
    package var verdict: ChecklistVerdict = .pass
    package var message: String = ""
    package var remedy: String?

    package init() {}
}

/// What came of a check of a list.
package enum ChecklistVerdict: String, Sendable, CaseIterable, FieldValue {
    case pass, warn, fail
}
