import Model
import ReportKit

/// Shows the board.
package enum ReportBoard: Operation {
    package typealias Output = ReportPage
    package static let name = "report.board"
    package static let summary = "Shows all tasks as a board, with those that stand still."
    package static let effect = Effect.reads
    package static let errors: [String] = []
    package static let example = Input()

    /// What is asked of `report.board`.
    package struct Input: Record {
        package static let name = "report.board.input"
        package static let fields: [Field<Self>] = [
            Field(
                "idle_seconds",
                \.idle,
                "How long work may stand still before it is listed.",
                .minimum(0),
                .maximum(315_360_000)
            )
        ]

        package var idle: Duration?

        package init() {}
    }
}

/// Writes the board into its file, or looks whether the file shows it.
package enum SyncBoard: Operation {
    package typealias Output = BoardReport
    package static let name = "board.sync"
    package static let summary =
        "Writes the board into its file where nobody has edited that, and lists edits as changes."
    package static let effect = Effect.reads
    package static let needsPlace = true
    package static let errors: [String] = ["board.foreign"]
    package static let example = Input { $0.checkOnly = true }

    /// What is asked of `board.sync`.
    package struct Input: Record {
        package static let name = "board.sync.input"
        package static let fields: [Field<Self>] = [
            Field(
                "file",
                \.file,
                "The file; TASK_BOARD.md of the worktree by default.",
                .line(500)
            ),
            Field(
                "idle_seconds",
                \.idle,
                "How long work may stand still before it is listed.",
                .minimum(0),
                .maximum(315_360_000)
            ),
            Field("check_only", \.checkOnly, "Whether to write nothing.", .hasDefault),
            Field(
                "set_aside",
                \.setAside,
                "Whether to write it anew though it was edited, and keep the edited file beside it.",
                .hasDefault
            ),
        ]

        package var file: String?
        package var idle: Duration?
        package var checkOnly = false
        package var setAside = false

        package init() {}
    }
}

/// What came of writing the board, or of looking at it.
package struct BoardReport: Record {
    package static let name = "board.report"
    package static let fields: [Field<Self>] = [
        Field("file", \.file, "The file."),
        Field("written", \.isWritten, "Whether it was written now."),
        Field("set_aside", \.setAside, "Where the edited file was kept."),
        Field("tasks", \.tasks, "How many tasks there are."),
        Field("stale", \.stale, "Those that stand still."),
        Field("edits", \.edits, "What somebody edited in the file."),
        Field("drift", \.drift, "The tasks that the file does not show as they are."),
        Field("missing", \.isMissing, "Whether there was no file.", .hasDefault),
    ]

    package var file = ""
    package var isWritten = false
    package var setAside: String?
    package var tasks = 0
    package var stale: [StaleLine] = []
    package var edits: [BoardEditLine] = []
    package var drift: [String] = []
    package var isMissing = false

    package init() {}
}

/// A task that stands still.
package struct StaleLine: Record {
    package static let name = "board.stale"
    package static let fields: [Field<Self>] = [
        Field("task", \.task, "The task."),
        Field("state", \.state, "Its state."),
        Field("agent", \.agent, "Who has it in hand."),
        Field("worked_at", \.workedAt, "When anybody last worked on it."),
        Field("title", \.title, "What it is about."),
    ]

    package var task: TaskKey = .unset
    package var state = ""
    package var agent: AgentID?
    package var workedAt: Timestamp = .unset
    package var title = ""

    package init() {}
}

/// Something that somebody edited in the board.
package struct BoardEditLine: Record {
    package static let name = "board.edit"
    package static let fields: [Field<Self>] = [
        Field("kind", \.kind, "Whether it is a cell, or a row added, removed or repeated."),
        Field("task", \.task, "The task, as the row names it."),
        Field("column", \.column, "The column."),
        Field("was", \.was, "What the board said."),
        Field("edited", \.edited, "What stands there now."),
        Field("ledger", \.ledger, "What the ledger says by now, where that has changed too."),
        Field("command", \.command, "The command that makes the change, if one does."),
        Field("text", \.text, "The edit as a sentence."),
    ]

    package var kind = ""
    package var task = ""
    package var column: String?
    package var was: String?
    package var edited: String?
    package var ledger: String?
    package var command: String?
    package var text = ""

    package init() {}
}
