import Model

/// What merging asks of git.
///
/// Paths of repositories are absolute; commits are full ids.
package protocol BranchMerging: Sendable {
    /// The commit that a branch points to, or `nil` where there is no such branch.
    func tip(of branch: String, in path: String) throws -> String?
    /// Whether a commit is another one or came before it.
    func isPart(_ commit: String, of other: String, in path: String) throws -> Bool
    /// Merges a commit into another, as a commit that no branch has; no file is touched.
    func merge(
        _ commit: String,
        into tip: String,
        saying message: String,
        in path: String
    ) throws -> MergedTree
    /// The parts of a change that a later commit has lost.
    func losses(of change: AcceptedChange, in later: String, path: String) throws -> [MergeFinding]
    /// Makes sure that the branch can be moved.
    ///
    /// - Throws: ``MergeError/checkoutChanged(branch:path:files:)``.
    func requireMovable(_ branch: String, in path: String) throws
    /// Moves a branch, and the working directories that have it checked out with it; where a move
    /// was cut off, goes on with it.
    ///
    /// - Returns: Whether it was moved; not where the branch is at another commit by now.
    func move(_ branch: String, from old: String, to new: String, in path: String) throws -> Bool
}

/// What came of merging a commit into another.
package enum MergedTree: Hashable, Sendable {
    case made(commit: String)
    case conflict([MergeFinding])
}
