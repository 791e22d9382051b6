import Model
import SQLKit

/// Who held a task, under which fence, from when to when.
package struct ClaimStore {
    let transaction: any SQLTransaction

    package init(_ transaction: any SQLTransaction) {
        self.transaction = transaction
    }

    /// A claim as it is kept after its end.
    package struct Record: Hashable, Sendable {
        package let fence: Fence
        package let agent: AgentID
        package let session: SessionID
        package let claimedAt: Timestamp
        package let endedAt: Timestamp?
        /// How it ended, as a word: `delivered`, `by_holder`, `taken_over` and the like.
        package let ending: String?
    }

    /// The columns that ``decode(_:)`` reads, in its order.
    private static let selection: SQL =
        "SELECT fence, agent, session, claimed_at, ended_at, ending, task FROM claim "

    /// All claims on a task, oldest first.
    package func claims(on key: TaskKey) throws -> [Record] {
        try transaction.query(
            Self.selection + "WHERE task = \(key.text) ORDER BY fence",
            Self.decode
        )
    }

    /// The last claim on each task that ever had one.
    package func latest() throws -> [TaskKey: Record] {
        let claims = try transaction.query(Self.selection + "ORDER BY task, fence") { row in
            (try row.name(6, as: TaskKey.self), try Self.decode(row))
        }
        return Dictionary(claims, uniquingKeysWith: { _, later in later })
    }

    static func decode(_ row: SQLRow) throws -> Record {
        Record(
            fence: Fence(try row.int64(0)),
            agent: try row.name(1),
            session: try row.name(2),
            claimedAt: try row.moment(3),
            endedAt: try row.optionalMoment(4),
            ending: try row.optionalText(5)
        )
    }

    /// The last fence that a session was given for a task: what its later writes carry.
    package func fence(of session: SessionID, on key: TaskKey) throws -> Fence? {
        try transaction.first(
            """
            SELECT fence FROM claim WHERE task = \(key.text) AND session = \(session.text)
            ORDER BY fence DESC LIMIT 1
            """
        ) { Fence(try $0.int64(0)) }
    }

    /// When a fence was given out.
    package func claimedAt(_ fence: Fence, on key: TaskKey) throws -> Timestamp? {
        try transaction.first(
            "SELECT claimed_at FROM claim WHERE task = \(key.text) AND fence = \(fence.number)"
        ) { try $0.moment(0) }
    }

    /// Whom a fence was given to; `nil` for one that was never given out.
    package func holder(of fence: Fence, on key: TaskKey) throws -> AgentID? {
        try transaction.first(
            "SELECT agent FROM claim WHERE task = \(key.text) AND fence = \(fence.number)"
        ) { try $0.name(0) }
    }

    func fold(_ change: TaskEvent, of key: TaskKey, at event: Event) throws {
        switch change {
        case .claimed(let hold):
            // The first hand takes over from nobody.
            if hold.fence > Fence.none.next { try end(key, as: "taken_over", at: event) }
            _ = try transaction.run(
                """
                INSERT INTO claim (task, fence, agent, session, claimed_at)
                VALUES (\(key.text), \(hold.fence.number), \(hold.agent.text), \(hold.session.text),
                    \(event.time.milliseconds))
                """
            )
        case .released(let reason, _): try end(key, as: reason.rawValue, at: event)
        case .delivered: try end(key, as: "delivered", at: event)
        case .blocked: try end(key, as: "blocked", at: event)
        case .parked: try end(key, as: "parked", at: event)
        case .cancelled: try end(key, as: "cancelled", at: event)
        case .superseded: try end(key, as: "superseded", at: event)
        case .created, .edited, .packetRevised, .readied, .drafted, .assigned, .renewed,
            .checkoutAcknowledged, .paused, .resumed, .accepted, .sentBack, .rejected, .unblocked,
            .unparked, .dependencyAdded, .dependencyRemoved:
            return
        }
    }

    private func end(_ key: TaskKey, as ending: String, at event: Event) throws {
        _ = try transaction.run(
            """
            UPDATE claim SET ended_at = \(event.time.milliseconds), ending = \(ending)
            WHERE task = \(key.text) AND ended_at IS NULL
            """
        )
    }
}
