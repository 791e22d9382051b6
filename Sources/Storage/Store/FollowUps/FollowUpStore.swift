import Digests
import Model
import SQLKit

/// The follow-ups, open and closed.
package struct FollowUpStore {
    private let transaction: any SQLTransaction

    package init(_ transaction: any SQLTransaction) {
        self.transaction = transaction
    }

    /// A follow-up with its times and what shows that it was done.
    package struct Stored: Hashable, Sendable {
        package let followUp: FollowUp
        package let openedAt: Timestamp
        package let closedAt: Timestamp?
        package let evidence: [EvidenceLink]
    }

    /// Which ones are asked for; what is `nil` filters nothing.
    package struct Filter: Sendable {
        package var followUp: FollowUpID?
        /// Who is to do it.
        package var agent: AgentID?
        package var requester: AgentID?
        package var thread: ThreadID?
        package var openOnly = false

        package init(
            followUp: FollowUpID? = nil,
            agent: AgentID? = nil,
            requester: AgentID? = nil,
            thread: ThreadID? = nil,
            openOnly: Bool = false
        ) {
            self.followUp = followUp
            self.agent = agent
            self.requester = requester
            self.thread = thread
            self.openOnly = openOnly
        }

        fileprivate var condition: SQL {
            var condition: SQL = "WHERE 1 "
            if openOnly { condition += "AND state = 'open' " }
            if let followUp { condition += "AND id = \(followUp.text) " }
            if let agent { condition += "AND agent = \(agent.text) " }
            if let requester { condition += "AND requester = \(requester.text) " }
            if let thread { condition += "AND thread = \(thread.text) " }
            return condition
        }
    }

    private static let selection: SQL = """
        SELECT id, requester, agent, text, thread, message, task, state, closer, note, opened_at,
            closed_at
        FROM followup

        """

    /// The follow-up of that id.
    package func followUp(_ id: FollowUpID) throws -> Stored? {
        try transaction.first(Self.selection + "WHERE id = \(id.text)", decode)
    }

    /// What the filter lets through, oldest first.
    package func followUps(_ filter: Filter, limit: Int) throws -> [Stored] {
        try transaction.query(
            Self.selection + filter.condition + "ORDER BY place LIMIT \(Int64(limit))",
            decode
        )
    }

    /// How many the filter lets through.
    package func count(_ filter: Filter) throws -> Int {
        try transaction.count("SELECT count(*) FROM followup " + filter.condition)
    }

    func fold(_ change: FollowUpEvent, of id: FollowUpID, at event: Event) throws {
        switch change {
        case .opened(let followUp):
            _ = try transaction.run(
                """
                INSERT INTO followup (
                    id, place, requester, agent, text, thread, message, task, state, opened_at
                ) VALUES (
                    \(id.text), \(event.sequence), \(followUp.requester.text),
                    \(followUp.agent.text), \(followUp.text), \(followUp.thread.text),
                    \(followUp.message.text), \(followUp.task?.text), 'open',
                    \(event.time.milliseconds)
                )
                """
            )
            try Counter(transaction).raise(.followUp, past: id.text)
        case .resolved(let links, let note):
            for (position, link) in links.enumerated() {
                _ = try transaction.run(
                    """
                    INSERT INTO followup_evidence (followup, position, kind, name, digest)
                    VALUES (\(id.text), \(Int64(position)), \(link.kind.rawValue), \(link.name),
                        \(link.digest?.description))
                    """
                )
            }
            try close(id, as: .resolved, note, at: event)
        case .withdrawn(let reason): try close(id, as: .withdrawn, reason, at: event)
        }
    }

    private func close(
        _ id: FollowUpID,
        as state: FollowUp.State.Name,
        _ note: String?,
        at event: Event
    ) throws {
        _ = try transaction.run(
            """
            UPDATE followup SET state = \(state.rawValue), closer = \(event.actor.text),
                note = \(note), closed_at = \(event.time.milliseconds)
            WHERE id = \(id.text)
            """
        )
    }

    private func decode(_ row: SQLRow) throws -> Stored {
        let id: FollowUpID = try row.name(0)
        let state: FollowUp.State
        switch try row.choice(7, of: "followup", as: FollowUp.State.Name.self) {
        case .open: state = .open
        case .resolved:
            state = .resolved(by: try row.name(8), note: try row.optionalText(9))
        case .withdrawn: state = .withdrawn(reason: try row.text(9))
        }
        let evidence = try transaction.query(
            """
            SELECT kind, name, digest FROM followup_evidence WHERE followup = \(id.text)
            ORDER BY position
            """
        ) { row in
            EvidenceLink(
                kind: try row.choice(0, of: "followup_evidence"),
                name: try row.text(1),
                digest: try row.optionalText(2) == nil
                    ? nil : row.digest(2, of: "followup_evidence")
            )
        }
        return Stored(
            followUp: FollowUp(
                id: id,
                requester: try row.name(1),
                agent: try row.name(2),
                text: try row.text(3),
                thread: try row.name(4),
                message: try row.name(5),
                task: try row.optionalName(6),
                state: state
            ),
            openedAt: try row.moment(10),
            closedAt: try row.optionalMoment(11),
            evidence: evidence
        )
    }
}
