import Model
import Store

/// What the ledger knows of worktrees.
///
/// Making and removing them is ``WorktreeKeeper``'s.
package struct WorktreeEngine {
    let change: Change

    /// Notes that a worktree is to be made, before it is.
    package func plan(_ plan: WorktreePlan, named name: String) throws {
        if let existing = try change.view.worktrees.worktree(name), existing.plan == plan,
            existing.state != .removed
        {
            return
        }
        try change.record(WorktreeEvent.planned(plan).fact, on: Subject(.worktree, name))
    }

    /// Notes that a worktree stands.
    package func noteMade(_ name: String) throws {
        guard try change.view.worktrees.worktree(name)?.state == .planned else { return }
        try change.record(WorktreeEvent.made.fact, on: Subject(.worktree, name))
    }

    /// Notes where uncommitted work was kept.
    package func noteParked(_ name: String, ref: String, commit: String) throws {
        guard let worktree = try change.view.worktrees.worktree(name),
            worktree.parkedCommit != commit || worktree.state != .parked
        else { return }
        try change.record(
            WorktreeEvent.parked(ref: ref, commit: commit).fact,
            on: Subject(.worktree, name)
        )
    }

    /// Notes that a worktree is gone; again changes nothing.
    package func noteRemoved(_ name: String) throws {
        guard let worktree = try change.view.worktrees.worktree(name), worktree.state != .removed
        else { return }
        try change.record(WorktreeEvent.removed.fact, on: Subject(.worktree, name))
    }
}
