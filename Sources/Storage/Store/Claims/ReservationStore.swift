import Model
import SQLKit

/// The paths that claims hold, and who stands in line for them.
package struct ReservationStore {
    private let transaction: any SQLTransaction

    package init(_ transaction: any SQLTransaction) {
        self.transaction = transaction
    }

    /// A pattern held by a task that an agent has in hand.
    package struct Reservation: Hashable, Sendable {
        package let task: TaskKey
        package let agent: AgentID
        package let pattern: String
        /// When it ends unless renewed; `nil` while the task is paused or awaits replay.
        package let until: Timestamp?
    }

    /// An agent that waits to claim a task.
    package struct Waiter: Hashable, Sendable {
        package let task: TaskKey
        package let agent: AgentID
        package let until: Timestamp
        /// The sequence of the event by which it joined: its place in the line.
        package let place: Int64
    }

    /// The in-scope patterns of a task's packet.
    package func scope(of key: TaskKey) throws -> [String] {
        try transaction.query(
            "SELECT pattern FROM task_scope WHERE task = \(key.text) ORDER BY position"
        ) { try $0.text(0) }
    }

    /// Reservations of other tasks in the repository that might overlap patterns with these
    /// anchors.
    ///
    /// Only those count that still run: leases that have not ended, paused and delivered tasks, and
    /// reworks that are kept for their worker.
    package func candidates(
        beside key: TaskKey,
        in repository: RepositoryName,
        anchors: Set<String>,
        at now: Timestamp
    ) throws -> [Reservation] {
        let all = anchors.contains(Anchor.any)
        var found: [Reservation] = []
        for anchor in all ? [Anchor.any] : anchors.sorted() + [Anchor.any] {
            found += try transaction.query(
                """
                SELECT reservation.task, task.agent, reservation.pattern, task.until, task.state
                FROM reservation JOIN task ON task.key = reservation.task
                WHERE reservation.repository = \(repository.text)
                    AND (\(all) OR reservation.anchor = \(anchor))
                    AND reservation.task <> \(key.text)
                    AND (task.state IN ('paused', 'delivered')
                        OR (task.state IN ('claimed', 'rework')
                            AND task.until > \(now.milliseconds)))
                ORDER BY reservation.task, reservation.position
                """
            ) { row in
                Reservation(
                    task: try row.name(0),
                    agent: try row.name(1),
                    pattern: try row.text(2),
                    until: try row.text(4) == "claimed" ? try row.optionalMoment(3) : nil
                )
            }
        }
        return found
    }

    /// All reservations of a repository that run.
    package func reservations(
        in repository: RepositoryName,
        at now: Timestamp
    ) throws -> [Reservation] {
        try candidates(
            beside: TaskKey(trusted: ""),
            in: repository,
            anchors: [Anchor.any],
            at: now
        )
    }

    /// Who waits in the repository, first come first.
    ///
    /// Who waits for a task that somebody has in hand, or that is done with, waits in vain and
    /// holds nobody up.
    package func line(in repository: RepositoryName, at now: Timestamp) throws -> [Waiter] {
        try transaction.query(
            """
            SELECT waiter.task, waiter.agent, waiter.until, waiter.place
            FROM waiter JOIN task ON task.key = waiter.task
            WHERE task.repository = \(repository.text) AND waiter.until > \(now.milliseconds)
                AND (task.state = 'ready'
                    OR (task.state IN ('claimed', 'rework')
                        AND (task.until <= \(now.milliseconds) OR task.agent = waiter.agent)))
            ORDER BY waiter.place
            """
        ) { row in
            Waiter(
                task: try row.name(0),
                agent: try row.name(1),
                until: try row.moment(2),
                place: try row.int64(3)
            )
        }
    }

    func replaceScope(of key: TaskKey, with patterns: [String]) throws {
        _ = try transaction.run("DELETE FROM task_scope WHERE task = \(key.text)")
        for (position, pattern) in patterns.enumerated() {
            _ = try transaction.run(
                """
                INSERT INTO task_scope (task, position, pattern, anchor)
                VALUES (\(key.text), \(Int64(position)), \(pattern), \(Anchor.of(pattern)))
                """
            )
        }
    }

    /// - Parameter task: The task after the change.
    func fold(_ change: TaskEvent, of task: WorkTask) throws {
        let key = task.key
        switch change {
        case .claimed(let hold):
            // Without a packet it never had a scope, nor anything that is reserved for it.
            if task.packetRevision > 0 { try reserve(key) }
            try leave(key, hold.agent)
        case .packetRevised: try reserve(key)
        case .released, .accepted, .rejected, .blocked, .parked, .cancelled, .superseded:
            _ = try transaction.run("DELETE FROM reservation WHERE task = \(key.text)")
        case .created, .edited, .readied, .drafted, .assigned, .renewed,
            .checkoutAcknowledged, .paused, .resumed, .delivered, .sentBack, .unblocked, .unparked,
            .dependencyAdded, .dependencyRemoved:
            return
        }
    }

    /// Holds the paths of a task that somebody has in hand, as its packet names them now.
    private func reserve(_ key: TaskKey) throws {
        _ = try transaction.run("DELETE FROM reservation WHERE task = \(key.text)")
        _ = try transaction.run(
            """
            INSERT INTO reservation (task, position, repository, pattern, anchor)
            SELECT task_scope.task, task_scope.position, task.repository, task_scope.pattern,
                task_scope.anchor
            FROM task_scope JOIN task ON task.key = task_scope.task
            WHERE task_scope.task = \(key.text) AND task.repository IS NOT NULL
                AND task.state IN ('claimed', 'paused', 'rework')
            """
        )
    }

    func fold(_ change: LineEvent, on event: Event) throws {
        let key = TaskKey(trusted: event.subject.name)
        switch change {
        case .joined(let agent, let until):
            _ = try transaction.run(
                """
                INSERT INTO waiter (task, agent, until, place)
                VALUES (\(key.text), \(agent.text), \(until.milliseconds), \(event.sequence))
                ON CONFLICT (task, agent) DO UPDATE SET until = excluded.until,
                    place = CASE WHEN waiter.until > \(event.time.milliseconds)
                        THEN waiter.place ELSE excluded.place END
                """
            )
        case .left(let agent): try leave(key, agent)
        }
    }

    private func leave(_ key: TaskKey, _ agent: AgentID) throws {
        _ = try transaction.run(
            "DELETE FROM waiter WHERE task = \(key.text) AND agent = \(agent.text)"
        )
    }
}

/// The first literal segment of a pattern, by which reservations that can't overlap are told apart
/// without comparing them.
package enum Anchor {
    /// The anchor of a pattern whose first segment is not literal: it may overlap any other.
    package static let any = "*"

    /// The anchor of a pattern: its first segment, or ``any`` if that is not literal.
    package static func of(_ pattern: String) -> String {
        let first = pattern.prefix { $0 != "/" }
        return first.isEmpty || first.contains(where: { "*?[\\".contains($0) })
            ? any : String(first)
    }
}
