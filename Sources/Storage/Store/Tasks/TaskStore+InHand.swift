import Model
import SQLKit

// What an agent has in hand, with no more of it than tells how the agent stands.
extension TaskStore {
    /// The running holds of one agent or of all, by agent, longest held first.
    ///
    /// A paused task is held since it was paused.
    package func holdings(
        of agent: AgentID? = nil
    ) throws -> [AgentID: [PresenceEvidence.Holding]] {
        let found = try transaction.query(
            """
            SELECT task.agent, key, CASE state WHEN 'claimed' THEN coalesce(claimed_at, changed_at)
                ELSE changed_at END AS since, CASE state WHEN 'claimed' THEN until END
            FROM task LEFT JOIN claim ON claim.task = task.key AND claim.fence = task.fence
            WHERE state IN ('claimed', 'paused')

            """ + (agent.map { "AND task.agent = \($0.text) " } ?? "") + "ORDER BY since, key"
        ) { row in
            (
                agent: try row.name(0, as: AgentID.self),
                holding: PresenceEvidence.Holding(
                    task: try row.name(1),
                    since: try row.moment(2),
                    leaseEnd: try row.optionalMoment(3)
                )
            )
        }
        return Dictionary(grouping: found, by: \.agent).mapValues { $0.map(\.holding) }
    }
}
