import Model
import SQLKit

/// The agents as they are kept.
package struct AgentStore {
    private let transaction: any SQLTransaction

    package init(_ transaction: any SQLTransaction) {
        self.transaction = transaction
    }

    /// The agent, retired or not.
    package func agent(_ id: AgentID) throws -> Agent? {
        try transaction.first(
            "SELECT id, role, capabilities, retirement FROM agent WHERE id = \(id.text)",
            Self.decode
        )
    }

    /// All agents, by id.
    package func agents() throws -> [Agent] {
        try transaction.query(
            "SELECT id, role, capabilities, retirement FROM agent ORDER BY id",
            Self.decode
        )
    }

    /// The active agents that have one of the roles, by id.
    package func active(in roles: Set<Role>) throws -> [Agent] {
        try agents().filter { $0.isActive && roles.contains($0.role) }
    }

    /// The agent whose id folds like the given one.
    package func lookAlike(of id: AgentID) throws -> AgentID? {
        try transaction.first("SELECT id FROM agent WHERE folded = \(id.folded)") { try $0.name(0) }
    }

    /// The last alert about an agent.
    package struct Alert: Hashable, Sendable {
        package let alert: PresenceAlert
        package let raisedAt: Timestamp
    }

    /// The last alert that was raised about the agent, whether or not it still stands so.
    package func alert(about id: AgentID) throws -> Alert? {
        try transaction.first(
            "SELECT state, since, reason, remedy, raised_at FROM alert WHERE agent = \(id.text)"
        ) { try Self.alert($0, from: 0) }
    }

    static func alert(_ row: SQLRow, from first: Int) throws -> Alert {
        Alert(
            alert: PresenceAlert(
                state: try row.choice(first, of: "alert"),
                since: try row.moment(first + 1),
                reason: try row.text(first + 2),
                remedy: try row.optionalText(first + 3)
            ),
            raisedAt: try row.moment(first + 4)
        )
    }

    func fold(_ change: AgentEvent, at event: Event) throws {
        let id = AgentID(trusted: event.subject.name)
        switch change {
        case .registered(let role, let capabilities):
            _ = try transaction.run(
                """
                INSERT INTO agent (id, folded, role, capabilities, registered_at, read_through)
                VALUES (\(id.text), \(id.folded), \(role.rawValue), \(stored(capabilities)),
                    \(event.time.milliseconds), 0)
                """
            )
        case .retired(let reason):
            _ = try transaction.run(
                "UPDATE agent SET retirement = \(reason) WHERE id = \(id.text)"
            )
        case .revived:
            _ = try transaction.run("UPDATE agent SET retirement = NULL WHERE id = \(id.text)")
        case .alerted(let alert):
            _ = try transaction.run(
                """
                INSERT INTO alert (agent, state, since, reason, remedy, raised_at)
                VALUES (\(id.text), \(alert.state.rawValue), \(alert.since.milliseconds),
                    \(alert.reason), \(alert.remedy), \(event.time.milliseconds))
                ON CONFLICT (agent) DO UPDATE SET state = excluded.state,
                    since = excluded.since, reason = excluded.reason,
                    remedy = excluded.remedy, raised_at = excluded.raised_at
                """
            )
        }
    }

    static func decode(_ row: SQLRow) throws -> Agent {
        Agent(
            id: try row.name(0),
            role: try row.choice(1, of: "agent"),
            capabilities: try row.texts(2, of: "agent"),
            retirement: try row.optionalText(3)
        )
    }
}
