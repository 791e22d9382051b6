import Model
import SQLKit

// What an agent has in hand, with no more of it than tells how the agent stands.
extension TaskStore {
    /// The running holds of an agent, longest held first.
    ///
    /// A paused task is held since it was paused.
    package func holdings(of agent: AgentID) throws -> [PresenceEvidence.Holding] {
        try transaction.query(
            """
            SELECT key, CASE state WHEN 'claimed' THEN coalesce(claimed_at, changed_at)
                ELSE changed_at END AS since, CASE state WHEN 'claimed' THEN until END
            FROM task LEFT JOIN claim ON claim.task = task.key AND claim.fence = task.fence
            WHERE task.agent = \(agent.text) AND state IN ('claimed', 'paused')
            ORDER BY since, key
            """
        ) { row in
            PresenceEvidence.Holding(
                task: try row.name(0),
                since: try row.moment(1),
                leaseEnd: try row.optionalMoment(2)
            )
        }
    }

    /// The oldest task in a state that an agent has in hand.
    package func oldest(_ state: TaskState.Name, of agent: AgentID) throws -> StoredTask? {
        try transaction.first(
            Self.selection + "WHERE agent = \(agent.text) AND " + state.condition
                + " ORDER BY born LIMIT 1",
            Self.decode
        )
    }
}
