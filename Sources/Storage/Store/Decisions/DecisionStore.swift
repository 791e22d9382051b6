import Digests
import Model
import SQLKit

/// The decisions, open and settled.
package struct DecisionStore {
    let transaction: any SQLTransaction

    package init(_ transaction: any SQLTransaction) {
        self.transaction = transaction
    }

    /// A decision with its times, and with how much evidence of it there is.
    package struct Stored: Hashable, Sendable {
        package let decision: Decision
        package let askedAt: Timestamp
        /// When it was settled; a default is at its deadline, whenever that was written down.
        package let settledAt: Timestamp?
        /// When something last happened to it.
        package let changedAt: Timestamp
        package let escalatedAt: Timestamp?
        package let evidence: Int

        package init(
            decision: Decision,
            askedAt: Timestamp,
            settledAt: Timestamp?,
            changedAt: Timestamp,
            escalatedAt: Timestamp?,
            evidence: Int
        ) {
            self.decision = decision
            self.askedAt = askedAt
            self.settledAt = settledAt
            self.changedAt = changedAt
            self.escalatedAt = escalatedAt
            self.evidence = evidence
        }

        /// Whether it should have evidence by a moment, and has none.
        package func lacksEvidence(at now: Timestamp) -> Bool {
            switch decision.state {
            case .withdrawn: false
            case .open, .answered, .defaulted, .recorded:
                evidence == 0 && now - askedAt >= Decision.evidenceWithin
            }
        }
    }

    /// A link with who added it.
    package struct Link: Hashable, Sendable {
        package let link: EvidenceLink
        package let note: String?
        package let agent: AgentID
        package let addedAt: Timestamp
    }

    /// The columns that ``decode(_:)`` reads, in its order.
    static let selection: SQL = """
        SELECT id, asker, kind, text, thread, desk, fallback, deadline, delegate, state, option,
            decider, note, outcome, reference, asked_at, settled_at, changed_at, escalated_at,
            (SELECT count(*) FROM decision_evidence WHERE decision = decision.id),
            (SELECT json_group_array(json_array(name, text)) FROM (
                SELECT name, text FROM decision_option WHERE decision = decision.id
                    ORDER BY position
            )),
            (SELECT json_group_array(task) FROM (
                SELECT task FROM decision_task WHERE decision = decision.id ORDER BY task
            ))
        FROM decision

        """

    /// The decision of that id.
    package func decision(_ id: DecisionID) throws -> Stored? {
        try transaction.first(Self.selection + "WHERE id = \(id.text)", Self.decode)
    }

    /// The decision that bears a reference.
    package func decision(referredToAs reference: String) throws -> DecisionID? {
        try transaction.first("SELECT id FROM decision WHERE reference = \(reference)") {
            try $0.name(0)
        }
    }

    /// What is linked to a decision, in the order in which it was added.
    package func links(of id: DecisionID) throws -> [Link] {
        try transaction.query(
            """
            SELECT kind, name, digest, note, agent, added_at FROM decision_evidence
            WHERE decision = \(id.text) ORDER BY position
            """
        ) { row in
            Link(
                link: EvidenceLink(
                    kind: try row.choice(0, of: "decision_evidence"),
                    name: try row.text(1),
                    digest: try row.optionalText(2) == nil
                        ? nil : row.digest(2, of: "decision_evidence")
                ),
                note: try row.optionalText(3),
                agent: try row.name(4),
                addedAt: try row.moment(5)
            )
        }
    }

    static func decode(_ row: SQLRow) throws -> Stored {
        var fallback: Decision.Fallback?
        if let option: OptionName = try row.optionalName(6) {
            fallback = Decision.Fallback(option: option, deadline: try row.moment(7))
        }
        let decision = Decision(
            id: try row.name(0),
            asker: try row.name(1),
            kind: try row.choice(2, of: "decision"),
            text: try row.text(3),
            thread: try row.name(4),
            desk: try row.choice(5, of: "decision"),
            options: try options(row),
            fallback: fallback,
            tasks: try row.texts(21, of: "decision").map(TaskKey.init(trusted:)),
            delegate: try row.optionalName(8),
            state: try state(row)
        )
        return Stored(
            decision: decision,
            askedAt: try row.moment(15),
            settledAt: try row.optionalMoment(16),
            changedAt: try row.moment(17),
            escalatedAt: try row.optionalMoment(18),
            evidence: Int(try row.int64(19))
        )
    }

    private static func state(_ row: SQLRow) throws -> DecisionState {
        switch try row.choice(9, of: "decision", as: DecisionState.Name.self) {
        case .open: return .open
        case .answered:
            return .answered(
                try row.name(10),
                by: try row.name(11),
                note: try row.optionalText(12)
            )
        case .defaulted: return .defaulted(try row.name(10))
        case .withdrawn: return .withdrawn(reason: try row.text(12))
        case .recorded:
            let at = try row.moment(16)
            return .recorded(
                DecisionOutcome(
                    text: try row.text(13),
                    decider: try row.optionalText(11),
                    at: at,
                    reference: try row.optionalText(14)
                )
            )
        }
    }

    private static func options(_ row: SQLRow) throws -> [Decision.Option] {
        try (row.json(20, of: "decision").arrayValue ?? []).map { pair in
            guard let parts = pair.arrayValue, parts.count == 2, let name = parts[0].stringValue,
                let text = parts[1].stringValue
            else {
                throw StoredValueError(table: "decision", column: 20, fault: "no option")
            }
            return Decision.Option(name: OptionName(trusted: name), text: text)
        }
    }
}
