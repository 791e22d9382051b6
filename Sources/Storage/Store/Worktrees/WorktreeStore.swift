import Model
import SQLKit

/// The worktrees that Worklead made, as they are kept.
package struct WorktreeStore {
    private let transaction: any SQLTransaction

    package init(_ transaction: any SQLTransaction) {
        self.transaction = transaction
    }

    /// The columns that ``decode(_:)`` reads, in its order.
    private static let selection: SQL = """
        SELECT name, repository, path, branch, start, task, agent, fence, state, parked_ref,
            parked_commit
        FROM worktree

        """

    /// The worktree of a name, removed or not.
    package func worktree(_ name: String) throws -> Worktree? {
        try transaction.first(
            Self.selection + """
                WHERE name = \(name)
                """,
            Self.decode
        )
    }

    /// The worktree at a path, unless it was removed.
    package func worktree(at path: String) throws -> Worktree? {
        try transaction.first(
            Self.selection + """
                WHERE path = \(path) AND state <> 'removed'
                """,
            Self.decode
        )
    }

    /// The worktrees made for a task, newest first.
    package func worktrees(of key: TaskKey) throws -> [Worktree] {
        try transaction.query(
            Self.selection + """
                WHERE task = \(key.text) ORDER BY fence DESC
                """,
            Self.decode
        )
    }

    /// All worktrees that are not removed, by name.
    package func worktrees() throws -> [Worktree] {
        try transaction.query(
            Self.selection + """
                WHERE state <> 'removed' ORDER BY name
                """,
            Self.decode
        )
    }

    func fold(_ change: WorktreeEvent, of name: String) throws {
        switch change {
        case .planned(let plan):
            _ = try transaction.run(
                """
                INSERT INTO worktree (
                    name, repository, path, branch, start, task, agent, fence, state
                ) VALUES (
                    \(name), \(plan.repository.text), \(plan.path), \(plan.branch), \(plan.start),
                    \(plan.task?.text), \(plan.agent.text), \(plan.fence?.number), 'planned'
                )
                ON CONFLICT (name) DO UPDATE SET repository = excluded.repository,
                    path = excluded.path, branch = excluded.branch, start = excluded.start,
                    task = excluded.task, agent = excluded.agent, fence = excluded.fence,
                    state = 'planned'
                """
            )
        case .made:
            _ = try transaction.run("UPDATE worktree SET state = 'made' WHERE name = \(name)")
        case .parked(let ref, let commit):
            _ = try transaction.run(
                """
                UPDATE worktree SET state = 'parked', parked_ref = \(ref), parked_commit = \(commit)
                WHERE name = \(name)
                """
            )
        case .removed:
            _ = try transaction.run("UPDATE worktree SET state = 'removed' WHERE name = \(name)")
        }
    }

    private static func decode(_ row: SQLRow) throws -> Worktree {
        Worktree(
            name: try row.text(0),
            plan: WorktreePlan(
                repository: try row.name(1),
                path: try row.text(2),
                branch: try row.optionalText(3),
                start: try row.text(4),
                task: try row.optionalName(5),
                agent: try row.name(6),
                fence: try row.optionalInt64(7).map(Fence.init)
            ),
            state: try row.choice(8, of: "worktree"),
            parkedRef: try row.optionalText(9),
            parkedCommit: try row.optionalText(10)
        )
    }
}
