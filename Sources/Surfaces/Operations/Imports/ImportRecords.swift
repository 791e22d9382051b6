import Digests
import Model

/// What came of an import: counts, and everything that is odd about what was read.
package struct LossReport: Record {
    package static let name = "import.loss"
    package static let fields: [Field<Self>] = [
        Field("layout", \.layout, "Whose layout of files it is."),
        Field("path", \.path, "The folder that was read."),
        Field("files", \.files, "How many files are in it."),
        Field("understood", \.understood, "How many of them are of a known kind."),
        Field("counts", \.counts, "What was read, kind by kind."),
        Field("oddities", \.oddities, "How many oddities there are, kind by kind."),
        Field("anomalies", \.anomalies, "Each oddity with its place and what was done."),
        Field("events", \.events, "How many events were recorded, or would be."),
        Field("reports", \.reports, "The files that the loss report was written to."),
    ]

    package var layout: ImportLayout = .parallel
    package var path: String = ""
    package var files: Int = 0
    package var understood: Int = 0
    package var counts: [ImportCountLine] = []
    package var oddities: [ImportOddityLine] = []
    package var anomalies: [ImportAnomalyLine] = []
    package var events: Int = 0
    package var reports: [String] = []

    package init() {}
}

/// How many of one kind were read.
package struct ImportCountLine: Record {
    package static let name = "import.count"
    package static let fields: [Field<Self>] = [
        Field("kind", \.kind, "What they are."),
        Field("read", \.read, "How many were read."),
        Field("new", \.new, "How many of them are new."),
        Field("changed", \.changed, "How many have changed since they were taken over."),
        Field("same", \.same, "How many were taken over before as they are."),
        Field("refused", \.refused, "How many were left out; an anomaly says why."),
        Field(
            "stays",
            \.stays,
            "Why they are records only, although there are such things here, and what makes some."
        ),
    ]

    package var kind: ImportedRecord.Kind = .document
    package var read: Int = 0
    package var new: Int = 0
    package var changed: Int = 0
    package var same: Int = 0
    package var refused: Int = 0
    package var stays: String?

    package init() {}
}

/// How many oddities of one kind there are.
package struct ImportOddityLine: Record {
    package static let name = "import.oddity"
    package static let fields: [Field<Self>] = [
        Field("kind", \.kind, "The oddity."),
        Field("meaning", \.meaning, "What it is."),
        Field("kept", \.kept, "How many stand as they were read."),
        Field("mended", \.mended, "How many were read as what was meant."),
        Field("refused", \.refused, "How many were not taken in."),
    ]

    package var kind: String = ""
    package var meaning: String = ""
    package var kept: Int = 0
    package var mended: Int = 0
    package var refused: Int = 0

    package init() {}
}

/// Something odd, with its place and what was done about it.
package struct ImportAnomalyLine: Record {
    package static let name = "import.anomaly"
    package static let fields: [Field<Self>] = [
        Field("kind", \.kind, "The oddity."),
        Field("file", \.file, "The file, from the folder that was read."),
        Field("line", \.line, "The line, where one is meant."),
        Field("read", \.read, "What was read."),
        Field("handling", \.handling, "What was done about it."),
        Field("how", \.how, "What was done, in words."),
    ]

    package var kind: String = ""
    package var file: String = ""
    package var line: Int?
    package var read: String = ""
    package var handling: ImportAnomaly.Handling = .kept
    package var how: String?

    package init() {}
}

/// Something that was taken over.
package struct ImportedLine: Record {
    package static let name = "import.line"
    package static let fields: [Field<Self>] = [
        Field("layout", \.layout, "Whose layout of files it came from."),
        Field("kind", \.kind, "What it is."),
        Field("file", \.file, "The file that it stood in."),
        Field("line", \.line, "The line that it stood on."),
        Field("said_at", \.saidAt, "When it says that it happened."),
        Field("agent", \.agent, "Whom it names."),
        Field("task", \.task, "The task that it is about."),
        Field("summary", \.summary, "What it says, as one line."),
        Field("became", \.became, "What it is here, such as message:M-3."),
        Field("digest", \.digest, "The digest of what it says."),
        Field("recorded_at", \.recordedAt, "When it was taken over."),
    ]

    package var layout: ImportLayout = .parallel
    package var kind: ImportedRecord.Kind = .document
    package var file: String = ""
    package var line: Int?
    package var saidAt: Timestamp?
    package var agent: AgentID?
    package var task: TaskKey?
    package var summary: String = ""
    package var became: String?
    package var digest: Digest = .unset
    package var recordedAt = Timestamp(milliseconds: 0)

    package init() {}
}
