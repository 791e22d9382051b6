import Model
import SQLKit

/// What the ledger says of agents, as far as it decides how they stand.
package struct PresenceStore {
    private let transaction: any SQLTransaction

    package init(_ transaction: any SQLTransaction) {
        self.transaction = transaction
    }

    /// An agent with what the ledger says of it.
    package struct Standing: Sendable {
        package let agent: Agent
        package var evidence: PresenceEvidence
        /// The last alert about it, whether or not it still stands so.
        package let alert: AgentStore.Alert?
    }

    /// The agents, or the one, by id; retired ones are among them.
    ///
    /// Three questions, however many agents there are.
    package func standings(of agent: AgentID? = nil, at now: Timestamp) throws -> [Standing] {
        let live = Dictionary(grouping: try SessionStore(transaction).live(of: agent), by: \.agent)
        let holds = try TaskStore(transaction).holdings(of: agent)
        let query =
            Self.selection(now) + (agent.map { " WHERE one.id = \($0.text)" } ?? "")
            + " ORDER BY one.id"
        return try transaction.query(query) { row in
            var standing = try Self.decode(row)
            let sessions = live[standing.agent.id] ?? []
            standing.evidence.startedAt = sessions.map(\.startedAt).min()
            standing.evidence.seenAt =
                (sessions.map(\.seenAt) + [standing.evidence.seenAt].compactMap(\.self)).max()
            standing.evidence.holds = holds[standing.agent.id] ?? []
            return standing
        }
    }

    /// Each fact is the first of an index, so that it costs the same after a million events.
    private static func selection(_ now: Timestamp) -> SQL {
        // The conditions of partial indexes stand here letter for letter.
        """
        SELECT one.id, one.role, one.capabilities, one.retirement,
            alert.state, alert.since, alert.reason, alert.remedy, alert.raised_at,
            one.registered_at,
            (SELECT ended_at FROM session WHERE session.agent = one.id
                ORDER BY started_at DESC, length(id) DESC, id DESC LIMIT 1),
            (SELECT time FROM event WHERE event.actor = one.id ORDER BY sequence DESC LIMIT 1),
            (SELECT time FROM event WHERE event.actor = one.id AND
        """ + " " + SQL(stringLiteral: PresenceSchema.isWork)
            + """
                 ORDER BY sequence DESC LIMIT 1),
                question.id, question.sent_at, decision.id, decision.asked_at,
                owed.message, owed.acknowledge_by,
                (SELECT key FROM task WHERE task.agent = one.id AND state = 'rework'
                    ORDER BY born LIMIT 1),
                delivered.key, coalesce(delivery.delivered_at, delivered.changed_at),
                waiter.task, coalesce(queued.time, \(now.milliseconds))
            FROM agent AS one
            LEFT JOIN alert ON alert.agent = one.id
            LEFT JOIN message AS question ON question.id = (

            """ + unanswered
                + """
                )
                LEFT JOIN decision ON decision.id = (
                    SELECT id FROM decision AS asked
                    WHERE asked.asker = one.id AND state = 'open' AND desk = 'founder'
                        AND (deadline IS NULL OR deadline > \(now.milliseconds))
                    ORDER BY place LIMIT 1
                )
                LEFT JOIN inbox AS owed ON owed.agent = one.id AND owed.place = (
                    SELECT place FROM inbox WHERE inbox.agent = one.id
                        AND acknowledge_by IS NOT NULL AND acknowledged_at IS NULL
                    ORDER BY acknowledge_by, place LIMIT 1
                )
                LEFT JOIN task AS delivered ON delivered.key = (
                    SELECT key FROM task WHERE task.agent = one.id AND state = 'delivered'
                    ORDER BY born LIMIT 1
                )
                LEFT JOIN delivery ON delivery.id = delivered.delivery
                LEFT JOIN waiter ON waiter.agent = one.id AND waiter.place = (
                    SELECT place FROM waiter AS queue
                    WHERE queue.agent = one.id AND until > \(now.milliseconds)
                    ORDER BY place LIMIT 1
                )
                LEFT JOIN event AS queued ON queued.sequence = waiter.place
                """
    }

    /// The oldest question of an agent to founders that none of them has answered: neither with an
    /// acknowledgement nor with a word in its thread.
    ///
    /// Each place is above 0: it is said so that SQLite takes the index of what the agent has
    /// asked, and not that of all questions.
    private static let unanswered: SQL = """
            SELECT id FROM message
            WHERE message.sender = one.id AND kind = 'question' AND place > 0 AND EXISTS (
                SELECT 1 FROM inbox JOIN agent ON agent.id = inbox.agent
                WHERE inbox.message = message.id AND agent.role = 'founder'
                    AND agent.retirement IS NULL AND agent.id <> message.sender
            ) AND NOT EXISTS (
                SELECT 1 FROM inbox JOIN agent ON agent.id = inbox.agent
                WHERE inbox.message = message.id AND agent.role = 'founder'
                    AND inbox.acknowledged_at IS NOT NULL
            ) AND NOT EXISTS (
                SELECT 1 FROM message AS answer JOIN agent ON agent.id = answer.sender
                WHERE answer.thread = message.thread AND answer.place > message.place
                    AND agent.role = 'founder' AND agent.id <> message.sender
            )
            ORDER BY place LIMIT 1

        """

    private static func decode(_ row: SQLRow) throws -> Standing {
        let agent = try AgentStore.decode(row)
        var evidence = PresenceEvidence(
            agent: agent.id,
            role: agent.role,
            restingSince: try row.optionalMoment(10) ?? row.moment(9)
        )
        evidence.seenAt = try row.optionalMoment(11)
        evidence.workedAt = try row.optionalMoment(12)
        evidence.question = try row.optionalName(13).map {
            PresenceEvidence.Pending(message: $0, at: try row.moment(14))
        }
        evidence.decision = try row.optionalName(15).map {
            PresenceEvidence.Undecided(decision: $0, at: try row.moment(16))
        }
        evidence.owed = try row.optionalName(17).map {
            PresenceEvidence.Pending(message: $0, at: try row.moment(18))
        }
        evidence.rework = try row.optionalName(19)
        if let task: TaskKey = try row.optionalName(20) {
            evidence.wait = .verdict(on: task, since: try row.moment(21))
        } else if let task: TaskKey = try row.optionalName(22) {
            evidence.wait = .turn(for: task, since: try row.moment(23))
        }
        return Standing(
            agent: agent,
            evidence: evidence,
            alert: try row.optionalText(4) == nil ? nil : AgentStore.alert(row, from: 4)
        )
    }
}
