import Model

/// Shows what a delivery changes, with what reviews found at its lines.
package enum ShowDiff: Operation {
    package typealias Output = TaskDiff
    package static let name = "task.diff"
    package static let summary =
        "Shows what a delivery changes, with what reviews found at its lines."
    package static let effect = Effect.reads
    package static let takesTime = true
    package static let errors: [String] = [
        "task.unknown", "task.not_delivered", "delivery.unknown", "git.unknown_revision",
    ]
    package static let example = Input { $0.task = TaskKey(trusted: "P07-B4") }

    /// What is asked of `task.diff`.
    package struct Input: Record {
        package static let name = "task.diff.input"
        package static let fields: [Field<Self>] = [
            Field("task", \.task, "The task."),
            Field("delivery", \.delivery, "The delivery; by default the newest."),
            Field("path", \.path, "Only this file.", .line(500)),
            Field(
                "lines",
                \.lines,
                "The most lines that are shown of all files together.",
                .hasDefault,
                .minimum(0),
                .maximum(5000)
            ),
        ]

        package var task: TaskKey = .unset
        package var delivery: DeliveryID?
        package var path: String?
        package var lines: Int = 400

        package init() {}
    }
}

/// What a delivery changes, file by file.
package struct TaskDiff: Record {
    package static let name = "task.diff.report"
    package static let fields: [Field<Self>] = [
        Field("task", \.task, "The task."),
        Field("delivery", \.delivery, "The delivery."),
        Field("base", \.base, "The commit that the work started from."),
        Field("commit", \.commit, "The commit that was handed in."),
        Field("files", \.files, "The files that differ, the first two hundred."),
        Field("total", \.total, "How many files differ."),
        Field("added", \.added, "How many lines they gain together."),
        Field("removed", \.removed, "How many they lose."),
        Field("findings", \.findings, "What was found elsewhere than in a line of these files."),
    ]

    package var task: TaskKey = .unset
    package var delivery: DeliveryID = .unset
    package var base: String?
    package var commit: String = ""
    package var files: [DiffFileLine] = []
    package var total: Int = 0
    package var added: Int = 0
    package var removed: Int = 0
    package var findings: [DiffFindingLine] = []

    package init() {}
}

/// What differs in a file.
package struct DiffFileLine: Record {
    package static let name = "task.diff.file"
    package static let fields: [Field<Self>] = [
        Field("path", \.path, "Its path."),
        Field("was", \.was, "Its path before, where it was moved or copied."),
        Field(
            "kind",
            \.kind,
            "What became of it.",
            .oneOf(["added", "modified", "deleted", "moved", "copied", "other_type"])
        ),
        Field("added", \.added, "How many lines it gains."),
        Field("removed", \.removed, "How many it loses."),
        Field("binary", \.binary, "Whether it is no text."),
        Field("text", \.text, "The lines, as git shows them; left out where there are too many."),
        Field("left", \.left, "How many lines are left out."),
        Field("findings", \.findings, "What reviews found in it."),
    ]

    package var path: String = ""
    package var was: String?
    package var kind: String = "modified"
    package var added: Int = 0
    package var removed: Int = 0
    package var binary: Bool = false
    package var text: String?
    package var left: Int = 0
    package var findings: [DiffFindingLine] = []

    package init() {}
}

/// A finding, with where it is in what is shown.
package struct DiffFindingLine: Record {
    package static let name = "task.diff.finding"
    package static let fields: [Field<Self>] = [
        Field("finding", \.finding, "Its id."),
        Field("review", \.review, "The review."),
        Field("severity", \.severity, "How much it matters."),
        Field("state", \.state, "Where it stands."),
        Field("owner", \.owner, "Who is to mend it."),
        Field("text", \.text, "What is wrong."),
        Field("path", \.path, "The file that it is in."),
        Field("line", \.line, "The line of the file in that commit."),
        Field("row", \.row, "The line of the shown text that this is, from 1."),
    ]

    package var finding: FindingID = .unset
    package var review: ReviewID = .unset
    package var severity: Severity = .low
    package var state: FindingStateName = .open
    package var owner: AgentID = .unset
    package var text: String = ""
    package var path: String?
    package var line: Int?
    package var row: Int?

    package init() {}
}
