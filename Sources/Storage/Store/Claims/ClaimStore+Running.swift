import Model
import SQLKit

extension ClaimStore {
    /// A claim that has not ended, with its task.
    package struct Running: Hashable, Sendable {
        package let task: TaskKey
        package let title: String
        package let agent: AgentID
        package let claimedAt: Timestamp
        package let state: TaskState.Name
        /// When its lease ends or has ended; a paused task's clock stands still.
        package let until: Timestamp
        package let isAcknowledged: Bool
    }

    /// All claims that have not ended, longest held first.
    package func running() throws -> [Running] {
        try transaction.query(
            """
            SELECT claim.task, task.title, claim.agent, claim.claimed_at, task.state, task.until,
                task.acknowledged
            FROM claim JOIN task ON task.key = claim.task
            WHERE claim.ended_at IS NULL AND task.state IN ('claimed', 'paused')
            ORDER BY claim.claimed_at, claim.task
            """
        ) { row in
            Running(
                task: try row.name(0),
                title: try row.text(1),
                agent: try row.name(2),
                claimedAt: try row.moment(3),
                state: try row.choice(4, of: "task"),
                until: try row.moment(5),
                isAcknowledged: try row.bool(6)
            )
        }
    }
}
