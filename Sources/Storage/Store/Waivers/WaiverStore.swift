import Model
import SQLKit

/// The waivers, live and past.
package struct WaiverStore {
    private let transaction: any SQLTransaction

    package init(_ transaction: any SQLTransaction) {
        self.transaction = transaction
    }

    /// A waiver with its times, and whether the phase that it was granted in is open.
    package struct Stored: Hashable, Sendable {
        package let waiver: Waiver
        package let grantedAt: Timestamp
        package let revokedAt: Timestamp?
        package let phaseIsOpen: Bool

        /// Whether it waives anything at that moment.
        package func isLive(at now: Timestamp) -> Bool {
            waiver.isLive(at: now, phaseIsOpen: phaseIsOpen)
        }
    }

    /// The columns that ``decode(_:)`` reads, in its order.
    private static let selection: SQL = """
        SELECT waiver.id, rule, task, phase, reason, approver, granted_at, until, revoked_at,
            revocation, phase.name IS NOT NULL AND phase.closed_at IS NULL
        FROM waiver LEFT JOIN phase ON phase.name = waiver.phase

        """

    /// In the order in which they were granted.
    private static let order: SQL = " ORDER BY length(waiver.id), waiver.id"

    /// The waiver of that id.
    package func waiver(_ id: WaiverID) throws -> Stored? {
        try transaction.first(Self.selection + "WHERE waiver.id = \(id.text)", Self.decode)
    }

    /// All waivers, oldest first.
    package func waivers() throws -> [Stored] {
        try transaction.query(Self.selection + Self.order, Self.decode)
    }

    /// The waiver by which a rule does not block what is done for a task; `nil` where there is
    /// none.
    ///
    /// - Parameter phase: The phase of the task.
    package func live(
        _ rule: String,
        for task: TaskKey?,
        in phase: String?,
        at now: Timestamp
    ) throws -> Waiver? {
        let granted = try transaction.query(
            Self.selection + "WHERE rule = \(rule) AND revoked_at IS NULL" + Self.order,
            Self.decode
        )
        return granted.first { stored in
            let grant = stored.waiver.grant
            guard stored.isLive(at: now) else { return false }
            // A task that has left the phase is not covered any more.
            if let bound = grant.phase, bound.text != phase { return false }
            return grant.task == nil ? grant.phase != nil : grant.task == task
        }?.waiver
    }

    func fold(_ change: WaiverEvent, of id: WaiverID, at event: Event) throws {
        switch change {
        case .granted(let grant):
            _ = try transaction.run(
                """
                INSERT INTO waiver (id, rule, task, phase, reason, approver, granted_at, until)
                VALUES (\(id.text), \(grant.rule), \(grant.task?.text), \(grant.phase?.text),
                    \(grant.reason), \(event.actor.text), \(event.time.milliseconds),
                    \(grant.until?.milliseconds))
                """
            )
            try Counter(transaction).raise(.waiver, past: id.text)
        case .revoked(let reason):
            _ = try transaction.run(
                """
                UPDATE waiver SET revoked_at = \(event.time.milliseconds),
                    revocation = \(reason)
                WHERE id = \(id.text)
                """
            )
        }
    }

    private static func decode(_ row: SQLRow) throws -> Stored {
        Stored(
            waiver: Waiver(
                id: try row.name(0),
                grant: WaiverGrant(
                    rule: try row.text(1),
                    task: try row.optionalName(2),
                    phase: try row.optionalName(3),
                    reason: try row.text(4),
                    until: try row.optionalMoment(7)
                ),
                approver: try row.name(5),
                revocation: try row.optionalText(9)
            ),
            grantedAt: try row.moment(6),
            revokedAt: try row.optionalMoment(8),
            phaseIsOpen: try row.int64(10) != 0
        )
    }
}
