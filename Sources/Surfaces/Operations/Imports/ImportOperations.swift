import Model

extension ImportLayout: FieldValue {}
extension ImportedRecord.Kind: FieldValue {}
extension ImportAnomaly.Handling: FieldValue {}

/// Takes over what others have coordinated by in files of their own.
package enum ImportFiles: Operation {
    package typealias Output = LossReport
    package static let name = "import.files"
    package static let summary =
        "Takes over what others have coordinated by in files, and tells what is odd about them."
    package static let effect = Effect.changes
    package static let needsPlace = true
    package static let takesTime = true
    package static let isRepeatable = true
    package static let errors: [String] = ["import.no_folder", "import.nothing"]
    package static let example = Input { input in
        input.layout = .parallel
        input.path = "."
    }

    /// What is asked of `import.files`.
    package struct Input: Record {
        package static let name = "import.files.input"
        package static let fields: [Field<Self>] = [
            Field("layout", \.layout, "Whose layout of files it is."),
            Field("path", \.path, "The folder at whose top the layout begins."),
            Field(
                "report",
                \.report,
                "Where the loss report is written: as `.md` and as `.json` under this name."
            ),
        ]

        package var layout: ImportLayout = .parallel
        package var path: String = ""
        package var report: String?

        package init() {}
    }
}

/// Lists what was taken over, as it was said there.
package enum ListImports: Operation {
    package typealias Output = Page<ImportedLine>
    package static let name = "import.list"
    package static let summary =
        "Lists what was taken over from others' files, as it was said there."
    package static let effect = Effect.reads
    package static let errors: [String] = []
    package static let example = Input { $0.task = TaskKey(trusted: "QUEUE-009") }

    /// What is asked of `import.list`.
    package struct Input: Record {
        package static let name = "import.list.input"
        package static let fields: [Field<Self>] = [
            Field("layout", \.layout, "Only what came from this layout."),
            Field("kind", \.kind, "Only what is of this kind."),
            Field("task", \.task, "Only what is about this task."),
            Field("agent", \.agent, "Only what this agent is said to have done."),
            Field("limit", \.limit, "The most.", .hasDefault, .minimum(1), .maximum(10_000)),
        ]

        package var layout: ImportLayout?
        package var kind: ImportedRecord.Kind?
        package var task: TaskKey?
        package var agent: AgentID?
        package var limit: Int = 100

        package init() {}
    }
}
