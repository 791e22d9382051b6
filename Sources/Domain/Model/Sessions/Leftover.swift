/// Uncommitted work of one agent that another finds in the worktree where its session starts.
///
/// It is taken note of and never touched.
package struct Leftover: Hashable, Sendable {
    /// The most paths that are written down; the count is exact.
    package static let pathsMax = 100

    package let owner: AgentID
    package let worktree: String
    package let branch: String?
    package let head: String?
    /// The paths that differ from the head, the first ``pathsMax`` of them.
    package let paths: [String]
    package let count: Int64

    /// - Parameter paths: All of them.
    package init(
        owner: AgentID,
        worktree: String,
        branch: String?,
        head: String?,
        paths: [String]
    ) {
        self.init(
            owner: owner,
            worktree: worktree,
            branch: branch,
            head: head,
            paths: Array(paths.prefix(Self.pathsMax)),
            count: Int64(paths.count)
        )
    }

    /// What was written down: some of the paths, and how many there were.
    package init(
        owner: AgentID,
        worktree: String,
        branch: String?,
        head: String?,
        paths: [String],
        count: Int64
    ) {
        self.owner = owner
        self.worktree = worktree
        self.branch = branch
        self.head = head
        self.paths = paths
        self.count = count
    }

    var writer: FactWriter {
        FactWriter().with("owner", owner).with("worktree", worktree).with("branch", branch)
            .with("head", head).with("paths", paths).with("count", count)
    }

    init(_ reader: FactReader) throws(FactError) {
        self.init(
            owner: try reader.name("owner"),
            worktree: try reader.text("worktree"),
            branch: try reader.optionalText("branch"),
            head: try reader.optionalText("head"),
            paths: try reader.texts("paths"),
            count: try reader.integer("count")
        )
    }
}
