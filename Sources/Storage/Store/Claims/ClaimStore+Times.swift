import Model
import SQLKit

extension ClaimStore {
    /// A claim with its task, whether it has ended or not.
    package struct Held: Hashable, Sendable {
        package let task: TaskKey
        package let title: String
        package let claim: Record
    }

    /// The claims that ran at some time from one moment to another, the newest first.
    package func held(
        from start: Timestamp,
        to end: Timestamp,
        by agent: AgentID?,
        limit: Int
    ) throws -> [Held] {
        var query: SQL =
            Self.heldSelection + """
                WHERE claim.claimed_at < \(end.milliseconds)
                    AND (claim.ended_at IS NULL OR claim.ended_at >= \(start.milliseconds))
                """
        if let agent { query += " AND claim.agent = \(agent.text)" }
        query += " ORDER BY claim.claimed_at DESC, claim.task, claim.fence DESC LIMIT "
        return try transaction.query(query + "\(Int64(limit))", Self.decodeHeld)
    }

    /// The claims of an agent, the newest first.
    package func held(by agent: AgentID, limit: Int) throws -> [Held] {
        try transaction.query(
            Self.heldSelection + """
                WHERE claim.agent = \(agent.text)
                ORDER BY claim.claimed_at DESC, claim.task, claim.fence DESC LIMIT \(Int64(limit))
                """,
            Self.decodeHeld
        )
    }

    /// How many claims an agent had.
    package func count(of agent: AgentID) throws -> Int {
        try transaction.first("SELECT count(*) FROM claim WHERE agent = \(agent.text)") {
            Int(try $0.int64(0))
        } ?? 0
    }

    private static let heldSelection: SQL = """
        SELECT claim.fence, claim.agent, claim.session, claim.claimed_at, claim.ended_at,
            claim.ending, claim.task, task.title
        FROM claim JOIN task ON task.key = claim.task

        """

    private static func decodeHeld(_ row: SQLRow) throws -> Held {
        Held(task: try row.name(6), title: try row.text(7), claim: try decode(row))
    }
}
