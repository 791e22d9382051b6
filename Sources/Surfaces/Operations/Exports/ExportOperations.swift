import Model

/// Writes the files that a team reads which coordinates by files.
package enum ExportFiles: Operation {
    package typealias Output = ExportReport
    package static let name = "export.files"
    package static let summary =
        "Writes the files that a team reads which coordinates by files, as the ledger has them."
    package static let effect = Effect.changes
    package static let needsPlace = true
    package static let takesTime = true
    package static let isRepeatable = true
    package static let errors: [String] = ["export.foreign", "export.link"]
    package static let example = Input { input in
        input.layout = .parallel
        input.path = "team"
    }

    /// What is asked of `export.files`.
    package struct Input: Record {
        package static let name = "export.files.input"
        package static let fields: [Field<Self>] = [
            Field("layout", \.layout, "In which layout of files."),
            Field(
                "path",
                \.path,
                "The folder that is written to; it is made where it is not there."
            ),
        ]

        package var layout: ImportLayout = .parallel
        package var path: String = ""

        package init() {}
    }
}

/// What was written.
package struct ExportReport: Record {
    package static let name = "export.report"
    package static let fields: [Field<Self>] = [
        Field("layout", \.layout, "In which layout of files."),
        Field("path", \.path, "The folder."),
        Field("written", \.written, "The files that were written, or would be."),
        Field("same", \.same, "How many files stood there as they are."),
        Field(
            "edited",
            \.edited,
            "Files that somebody else has written or changed: they are kept."
        ),
    ]

    package var layout: ImportLayout = .parallel
    package var path: String = ""
    package var written: [String] = []
    package var same: Int = 0
    package var edited: [String] = []

    package init() {}
}
