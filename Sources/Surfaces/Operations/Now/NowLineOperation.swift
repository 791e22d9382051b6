import Model

/// Shows in a few numbers what needs the asker and how the work goes, for a line of a prompt.
package enum ShowNowLine: Operation {
    package typealias Output = NowLine
    package static let name = "now.line"
    package static let summary =
        "Shows in a few numbers what needs the asker and how the work goes."
    package static let effect = Effect.reads
    package static let errors: [String] = []
    package typealias Input = NoInput
    package static let example = NoInput()
}

/// What needs the asker, in a few numbers.
package struct NowLine: Record {
    package static let name = "now.line.report"
    package static let fields: [Field<Self>] = [
        Field("workspace", \.workspace, "The workspace."),
        Field("agent", \.agent, "For whom it is: the asker, else the first founder."),
        Field("at", \.at, "The moment at which it is so."),
        Field("needs", \.needs, "How many things need them."),
        Field("blockers", \.blockers, "How many of these may not wait."),
        Field("working", \.working, "How many agents work."),
        Field("stuck", \.stuck, "How many are stuck or silent."),
        Field("task", \.task, "What the asker holds, the longest held first."),
        Field("lease_until", \.leaseUntil, "When its lease ends; none while it is paused."),
        Field("unread", \.unread, "How many messages the asker has not read."),
    ]

    package var workspace: WorkspaceName = .unset
    package var agent: AgentID?
    package var at: Timestamp = .unset
    package var needs: Int = 0
    package var blockers: Int = 0
    package var working: Int = 0
    package var stuck: Int = 0
    package var task: TaskKey?
    package var leaseUntil: Timestamp?
    package var unread: Int = 0

    package init() {}
}
