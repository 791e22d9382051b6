import Digests
import Model

/// What the engine asks of git.
///
/// Paths are absolute; commits are full ids.
package protocol CheckoutAccess: Sendable {
    /// The full id of what a revision names in a checkout.
    func commit(_ revision: String, in path: String) throws -> String
    /// The branch that is checked out, or `nil` when the head is detached or unborn.
    func branch(in path: String) throws -> String?
    /// Whether a commit is reachable from a branch.
    func isReachable(_ commit: String, from branch: String, in path: String) throws -> Bool
    /// The commit where two histories part, or `nil` when they share none.
    func base(of commit: String, and other: String, in path: String) throws -> String?
    /// Whether a branch or other revision exists.
    func exists(_ revision: String, in path: String) throws -> Bool
    /// The paths that differ between two commits; `nil` stands for nothing at all.
    func changedPaths(from base: String?, to commit: String, in path: String) throws -> [String]
    /// The paths that differ from the head in a worktree, untracked ones included.
    func uncommittedPaths(in path: String) throws -> [String]
    /// The digest and size of a file in a commit, or `nil` when it is not there.
    func file(
        _ file: String,
        at commit: String,
        in path: String
    ) throws -> (digest: Digest, bytes: Int64)?

    /// Brings commits into a branch that is a run's own, merging where it has to; no working
    /// directory is touched.
    ///
    /// - Parameter base: Where the branch begins if it is not there.
    /// - Returns: The commit that the branch then is at.
    /// - Throws: ``RunError/conflict(branch:commit:paths:)``; what came before is in the branch.
    func integrate(
        _ commits: [String],
        into branch: String,
        from base: String,
        in path: String
    ) throws -> String

    /// Makes a worktree as planned, or finishes one whose making was interrupted.
    func makeWorktree(_ plan: WorktreePlan, of repository: Repository) throws
    /// Whether the worktree's directory is there and git knows it.
    func worktreeIsWhole(_ plan: WorktreePlan, of repository: Repository) throws -> Bool
    /// Keeps what is uncommitted in a worktree as a commit under a ref, and leaves the worktree as
    /// it is.
    ///
    /// - Returns: The commit, or `nil` when nothing was uncommitted.
    func park(_ path: String, as ref: String) throws -> String?
    /// Removes a worktree in which nothing is uncommitted.
    ///
    /// - Throws: Rather than lose uncommitted work.
    func removeWorktree(_ plan: WorktreePlan, of repository: Repository) throws
}
