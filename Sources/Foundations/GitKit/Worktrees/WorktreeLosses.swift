/// What would be lost with a worktree.
package struct WorktreeLosses: Hashable, Sendable {
    /// Files that are not as the last commit has them.
    package internal(set) var changes: [StatusEntry] = []
    /// Changed files that were flagged to look unchanged.
    package internal(set) var hiddenChanges: [GitPath] = []
    /// Commits that were made here and that no branch, tag or parked work has.
    ///
    /// At most a hundred.
    package internal(set) var commits: [CommitID] = []
    package internal(set) var operation: UnfinishedOperation?
    /// Whether repositories of submodules are kept in the worktree's private directory.
    package internal(set) var hasSubmoduleRepositories = false

    package var isEmpty: Bool { self == WorktreeLosses() }

    /// A list for the middle of a sentence.
    package var summary: String {
        let paths = changes.map(\.path) + hiddenChanges
        let parts = [
            paths.isEmpty ? nil : Self.count(paths.count, "uncommitted file") + Self.names(paths),
            commits.isEmpty ? nil : Self.count(commits.count, "commit") + " that no branch has",
            operation.map { "\($0.phrase) that has not ended" },
            hasSubmoduleRepositories ? "the repositories of its submodules" : nil,
        ].compactMap(\.self)
        return parts.isEmpty ? "nothing" : parts.joined(separator: ", ")
    }

    private static let namesShownMax = 3

    private static func count(_ number: Int, _ noun: String) -> String {
        "\(number) \(noun)\(number == 1 ? "" : "s")"
    }

    private static func names(_ paths: [GitPath]) -> String {
        let shown = paths.prefix(namesShownMax).map { "'\($0.text.shown(limit: 60))'" }
        return " (\(shown.joined(separator: ", "))\(paths.count > namesShownMax ? ", …" : ""))"
    }
}

/// Something that git has begun in a worktree and that waits to be continued.
package enum UnfinishedOperation: String, Hashable, Sendable, CaseIterable {
    case rebase
    case merge
    case cherryPick
    case revert
    case bisection

    /// The files in the private directory that show it.
    var marks: [String] {
        switch self {
        case .rebase: ["rebase-merge", "rebase-apply"]
        case .merge: ["MERGE_HEAD"]
        case .cherryPick: ["CHERRY_PICK_HEAD"]
        case .revert: ["REVERT_HEAD"]
        case .bisection: ["BISECT_LOG"]
        }
    }

    var phrase: String {
        switch self {
        case .rebase: "a rebase"
        case .merge: "a merge"
        case .cherryPick: "a cherry-pick"
        case .revert: "a revert"
        case .bisection: "a bisection"
        }
    }

    /// The files in the private directory that name a commit of it.
    static let commitFiles = [
        "MERGE_HEAD", "CHERRY_PICK_HEAD", "REVERT_HEAD", "MERGE_AUTOSTASH",
        "rebase-merge/autostash", "rebase-merge/orig-head", "rebase-apply/autostash",
        "rebase-apply/orig-head",
    ]
}
