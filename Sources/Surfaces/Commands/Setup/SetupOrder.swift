import Model
import Operations

/// What Worklead can be set up for.
package enum SetupTarget: String, Sendable, CaseIterable {
    case claude, codex, cursor, generic, git
}

/// What is to be set up, checked or taken away.
package struct SetupOrder: Sendable {
    package enum Action: String, Sendable {
        case write, check, remove
    }

    /// `nil` for all that are set up.
    package let target: SetupTarget?
    package let action: Action
    package let isDryRun: Bool
    /// Whether hooks refuse edits while the workspace can't be read.
    package let failsClosed: Bool
    /// Whether the end of a conversation gives back what its session holds.
    package let releases: Bool
    /// The moments that get no hook, in our spelling.
    package let without: Set<String>

    init(
        target: SetupTarget?,
        action: Action,
        isDryRun: Bool,
        failsClosed: Bool,
        releases: Bool,
        without: Set<String>
    ) {
        self.target = target
        self.action = action
        self.isDryRun = isDryRun
        self.failsClosed = failsClosed
        self.releases = releases
        self.without = without
    }
}

/// Writes our parts into the settings of agents' programs and of git.
package protocol AgentSetup: Sendable {
    /// Does what is ordered, or nothing at all: every file is read before the first is written.
    func run(_ order: SetupOrder) throws -> SetupReport
}

/// What became of each file.
package struct SetupReport: Record {
    package static let name = "setup.report"
    package static let fields: [Field<Self>] = [
        Field("files", \.files, "Each file, in the order written."),
        Field("advice", \.advice, "What is left for a person to do."),
    ]

    package var files: [SetupFileLine] = []
    package var advice: [String] = []

    package init() {}

    /// Whether everything is as it would be written.
    var isWhole: Bool { files.allSatisfy { $0.state == .whole } }
}

/// A file and what became of it.
package struct SetupFileLine: Record {
    /// What became of a file, or how it was found.
    package enum State: String, Sendable, CaseIterable {
        case whole, missing, drifted, written, unchanged, restored, removed, absent
    }

    package static let name = "setup.file"
    package static let fields: [Field<Self>] = [
        Field("target", \.target, "What it is for."),
        Field("path", \.path, "The file, from the top of the working directory on."),
        Field("state", \.state, "What became of it, or how it was found."),
        Field("backup", \.backup, "Where it is kept as it was before."),
    ]

    package var target: SetupTarget = .generic
    package var path: String = ""
    package var state: State = .whole
    package var backup: String?

    package init() {}
}

extension SetupTarget: FieldValue {}
extension SetupFileLine.State: FieldValue {}
