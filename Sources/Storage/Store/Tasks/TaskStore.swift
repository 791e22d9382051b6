import Digests
import Model
import SQLKit

/// The tasks as they are kept.
package struct TaskStore {
    let transaction: any SQLTransaction

    package init(_ transaction: any SQLTransaction) {
        self.transaction = transaction
    }

    /// The columns that ``decode(_:)`` reads, in its order.
    static let selection: SQL = """
        SELECT key, title, state, repository, lane, phase, risk, priority, assignee,
            packet_revision,
            packet_digest, fence, attempts, agent, session, until, acknowledged, delivery, replay,
            reason, blocker, standing, successor, open_dependencies, created_at, changed_at, born,
            revision
        FROM task

        """

    /// The task with what the store knows beside it.
    package func task(_ key: TaskKey) throws -> StoredTask? {
        try transaction.first(
            Self.selection + """
                WHERE key = \(key.text)
                """,
            Self.decode
        )
    }

    /// The task whose key folds like the given one.
    package func lookAlike(of key: TaskKey) throws -> TaskKey? {
        try transaction.first("SELECT key FROM task WHERE folded = \(key.folded)") {
            try $0.name(0)
        }
    }

    /// A few keys that start like the given one, for "did you mean".
    package func keys(near key: TaskKey) throws -> [TaskKey] {
        if let same = try lookAlike(of: key) { return [same] }
        let folded = key.folded
        return try transaction.query(
            """
            SELECT key FROM task WHERE folded >= \(folded) AND folded < \(folded + "~")
            ORDER BY folded LIMIT 3
            """
        ) { try $0.name(0) }
    }

    /// All keys that begin with a prefix, for completion.
    package func keys(startingWith prefix: String, limit: Int) throws -> [TaskKey] {
        try transaction.query(
            """
            SELECT key FROM task WHERE substr(key, 1, length(\(prefix))) = \(prefix)
            ORDER BY key LIMIT \(Int64(limit))
            """
        ) { try $0.name(0) }
    }

    /// The tasks that the filter lets through, by priority and age.
    package func tasks(_ filter: TaskFilter, limit: Int, offset: Int = 0) throws -> [StoredTask] {
        try transaction.query(
            Self.selection + filter.condition
                + " ORDER BY priority, born LIMIT \(Int64(limit)) OFFSET \(Int64(offset))",
            Self.decode
        )
    }

    /// How many tasks the filter lets through.
    package func count(_ filter: TaskFilter) throws -> Int {
        try transaction.count("SELECT count(*) FROM task " + filter.condition)
    }

    /// How many tasks stand in each state.
    package func counts() throws -> [TaskState.Name: Int] {
        let rows = try transaction.query("SELECT state, count(*) FROM task GROUP BY state") {
            (try $0.choice(0, of: "task", as: TaskState.Name.self), Int(try $0.int64(1)))
        }
        return Dictionary(uniqueKeysWithValues: rows)
    }

    /// How many ready tasks wait for others.
    package func waitingCount() throws -> Int {
        try transaction.count(
            "SELECT count(*) FROM task WHERE state = 'ready' AND open_dependencies > 0"
        )
    }

    /// What an agent could claim, best first: its own reworks, then ready tasks by priority and
    /// age, then tasks whose lease has ended.
    package func claimable(
        by agent: AgentID,
        in lane: LaneKey?,
        at now: Timestamp,
        limit: Int
    ) throws -> [StoredTask] {
        // Literal, since the partial indexes are found by it.
        let open: SQL = """
            open_dependencies = 0 AND (assignee IS NULL OR assignee = \(agent.text))
                AND (lane IS NULL
                    OR lane NOT IN (SELECT key FROM lane WHERE park_reason IS NOT NULL))
                AND NOT EXISTS (
                    SELECT 1 FROM decision_task
                    JOIN decision ON decision.id = decision_task.decision
                    WHERE decision_task.task = task.key AND decision.state = 'open'
                        AND (deadline IS NULL OR deadline > \(now.milliseconds))
                )
                AND NOT EXISTS (
                    SELECT 1 FROM run_slice JOIN run ON run.name = run_slice.run
                    WHERE run_slice.task = task.key AND run.state = 'paused'
                )

            """
        let inLane: SQL = lane.map { "AND lane = \($0.text) " } ?? ""
        let limited: SQL = "LIMIT \(Int64(limit))"
        var found = try transaction.query(
            Self.selection + "WHERE agent = \(agent.text) AND state = 'rework' AND " + open + inLane
                + "ORDER BY priority, born " + limited,
            Self.decode
        )
        // What was handed to the agent comes before what is open to all.
        found += try transaction.query(
            // In an order that no index has: what the agent is to take is little, what is ready
            // is much.
            Self.selection + "WHERE state = 'ready' AND assignee = \(agent.text) AND " + open
                + inLane + "ORDER BY +priority, born " + limited,
            Self.decode
        )
        found += try transaction.query(
            Self.selection + "WHERE state = 'ready' AND " + open + inLane
                + "ORDER BY priority, born " + limited,
            Self.decode
        )
        found += try transaction.query(
            Self.selection + """
                WHERE state IN ('claimed', 'rework')
                    AND (until <= \(now.milliseconds)
                        OR (state = 'rework' AND assignee = \(agent.text)))
                    AND (state = 'claimed' OR agent <> \(agent.text)) AND

                """ + open + inLane + "ORDER BY until " + limited,
            Self.decode
        )
        return found
    }

    /// The leases that had ended by a moment.
    package func endedLeases(at now: Timestamp, limit: Int) throws -> [StoredTask] {
        try transaction.query(
            Self.selection + """
                WHERE state IN ('claimed', 'rework') AND state = 'claimed'
                    AND until <= \(now.milliseconds)
                ORDER BY until LIMIT \(Int64(limit))
                """,
            Self.decode
        )
    }

    /// When the next lease ends, or the next kept place of who is to mend a delivery.
    package func nextEnding(after now: Timestamp) throws -> Timestamp? {
        try transaction.first(
            """
            SELECT until FROM task
            WHERE state IN ('claimed', 'rework') AND until > \(now.milliseconds)
            ORDER BY until LIMIT 1
            """
        ) { try $0.moment(0) }
    }

    /// The running holds of an agent.
    package func held(by agent: AgentID) throws -> [StoredTask] {
        try transaction.query(
            Self.selection + """
                WHERE agent = \(agent.text) AND state IN ('claimed', 'paused')
                ORDER BY born
                """,
            Self.decode
        )
    }

    /// What an agent has in hand in any way: holds, deliveries that wait, and reworks kept for it.
    package func inHand(of agent: AgentID) throws -> [StoredTask] {
        try transaction.query(
            Self.selection + """
                WHERE agent = \(agent.text)
                    AND state IN ('claimed', 'paused', 'delivered', 'rework')
                ORDER BY born
                """,
            Self.decode
        )
    }

    /// How many tasks of a phase and lane stand in a state.
    package struct Standing: Hashable, Sendable {
        package let phase: String?
        package let lane: LaneKey?
        package let state: TaskState.Name
        package let count: Int
    }

    /// The tasks that are not final, counted by phase, lane and state, in this order; and the
    /// accepted ones, since what is done tells how far a phase is.
    package func standings() throws -> [Standing] {
        try transaction.query(
            """
            SELECT phase, lane, state, count(*) FROM task
            WHERE state NOT IN ('cancelled', 'superseded')
            GROUP BY phase, lane, state ORDER BY phase, lane, state
            """
        ) { row in
            Standing(
                phase: try row.optionalText(0),
                lane: try row.optionalName(1),
                state: try row.choice(2, of: "task"),
                count: Int(try row.int64(3))
            )
        }
    }

    /// The first task of a lane that anybody could claim, or its assignee; of no lane for `nil`.
    package func nextReady(in lane: LaneKey?) throws -> StoredTask? {
        // Literal, since the partial index is found by it.
        try transaction.first(
            Self.selection
                + "WHERE state = 'ready' AND open_dependencies = 0 AND lane IS \(lane?.text) "
                + "ORDER BY priority, born LIMIT 1",
            Self.decode
        )
    }

    /// What is worked on in a lane: held, handed in, or sent back.
    package func active(in lane: LaneKey) throws -> [StoredTask] {
        try transaction.query(
            Self.selection
                + "WHERE state IN ('claimed', 'paused', 'delivered', 'rework') "
                + "AND lane = \(lane.text) ORDER BY born",
            Self.decode
        )
    }

    /// The text of a packet's revision.
    package func packet(
        of key: TaskKey,
        revision: Int64
    ) throws -> (format: PacketRevision.Format, text: String)? {
        try transaction.first(
            "SELECT format, text FROM packet WHERE task = \(key.text) AND revision = \(revision)"
        ) { (try $0.choice(0, of: "packet"), try $0.text(1)) }
    }

    func insert(_ task: WorkTask, at event: Event) throws {
        let row = TaskRow(task.state)
        _ = try transaction.run(
            """
            INSERT INTO task (
                key, folded, title, state, repository, lane, phase, risk, priority, assignee,
                packet_revision, packet_digest, fence, attempts, agent, session, until,
                acknowledged,
                delivery, replay, reason, blocker, standing, successor, open_dependencies,
                created_at,
                changed_at, born, revision
            ) VALUES (
                \(task.key.text), \(task.key.folded), \(task.title), \(row.name.rawValue),
                \(task.repository?.text), \(task.lane?.text), \(task.phase), \(task.risk),
                \(task.priority), \(task.assignee?.text), \(task.packetRevision),
                \(task.packetDigest?.hex), \(task.fence.number), \(task.attempts), \(row.agent),
                \(row.session), \(row.until), \(row.acknowledged), \(row.delivery), \(row.replay),
                \(row.reason), \(row.blocker), \(row.standing), \(row.successor), 0,
                \(event.time.milliseconds), \(event.time.milliseconds), \(event.sequence),
                \(event.sequence)
            )
            """
        )
        if let number = Counter.number(of: task.key.text, prefix: Counter.Kind.task.prefix) {
            try Counter(transaction).raise(.task, to: number)
        }
    }

    /// Writes what an event changed about the task, if nobody has changed it since it was read.
    ///
    /// Only the columns that differ are named: SQLite writes each index of a named column and looks
    /// up what it refers to, also where the value is the one that stood there.
    ///
    /// - Parameter before: The task as it stood at `revision`.
    /// - Throws: ``StaleTaskError`` when the stored revision is another one: the race is lost.
    func update(
        _ task: WorkTask,
        from before: WorkTask,
        at revision: Int64,
        by event: Event
    ) throws {
        var statement: SQL = """
            UPDATE task SET changed_at = \(event.time.milliseconds), revision = \(event.sequence)
            """
        if task.title != before.title { statement += ", title = \(task.title)" }
        if task.lane != before.lane { statement += ", lane = \(task.lane?.text)" }
        if task.phase != before.phase { statement += ", phase = \(task.phase)" }
        if task.priority != before.priority { statement += ", priority = \(task.priority)" }
        if task.assignee != before.assignee { statement += ", assignee = \(task.assignee?.text)" }
        if (task.packetRevision, task.packetDigest, task.repository, task.risk)
            != (before.packetRevision, before.packetDigest, before.repository, before.risk)
        {
            statement += packetColumns(of: task)
        }
        let row = TaskRow(task.state)
        var earlier = TaskRow(before.state)
        if row.until != earlier.until { statement += ", until = \(row.until)" }
        if row.acknowledged != earlier.acknowledged {
            statement += ", acknowledged = \(row.acknowledged)"
        }
        // Most events only renew a lease.
        earlier.until = row.until
        earlier.acknowledged = row.acknowledged
        if row != earlier || (task.fence, task.attempts) != (before.fence, before.attempts) {
            statement += stateColumns(of: task, row)
        }
        let changed = try transaction.run(
            statement + " WHERE key = \(task.key.text) AND revision = \(revision)"
        )
        guard changed == 1 else { throw StaleTaskError(key: task.key) }
    }

    /// What a task takes over from a new revision of its packet, beside the title.
    private func packetColumns(of task: WorkTask) -> SQL {
        """
        , repository = \(task.repository?.text), risk = \(task.risk),
            packet_revision = \(task.packetRevision), packet_digest = \(task.packetDigest?.hex)
        """
    }

    /// What a change of state changes, beside the lease's end and its acknowledgement.
    private func stateColumns(of task: WorkTask, _ row: TaskRow) -> SQL {
        """
        , state = \(row.name.rawValue), fence = \(task.fence.number),
            attempts = \(task.attempts), agent = \(row.agent), session = \(row.session),
            delivery = \(row.delivery), replay = \(row.replay), reason = \(row.reason),
            blocker = \(row.blocker), standing = \(row.standing), successor = \(row.successor)
        """
    }

    func foldPacket(_ change: TaskEvent, of key: TaskKey) throws {
        let revised: PacketRevision? =
            switch change {
            case .created(let plan): plan.packet
            case .packetRevised(let packet): packet
            default: nil
            }
        guard let revised else { return }
        _ = try transaction.run(
            """
            INSERT INTO packet (task, revision, format, text, digest)
            VALUES (\(key.text), \(revised.number), \(revised.format.rawValue), \(revised.text),
                \(revised.digest.hex))
            """
        )
        try ReservationStore(transaction).replaceScope(of: key, with: revised.inScope)
    }

    func foldDependencies(_ change: TaskEvent, of key: TaskKey) throws {
        switch change {
        case .created(let plan):
            guard !plan.dependencies.isEmpty else { return }
            for other in plan.dependencies { try depend(key, on: other) }
            try recountDependencies(of: key)
        case .dependencyAdded(let other):
            try depend(key, on: other)
            try recountDependencies(of: key)
        case .dependencyRemoved(let other):
            _ = try transaction.run(
                "DELETE FROM dependency WHERE task = \(key.text) AND on_task = \(other.text)"
            )
            try recountDependencies(of: key)
        case .accepted:
            for waiting in try dependents(of: key) { try recountDependencies(of: waiting) }
        case .superseded(let successor):
            // What waited for the old task waits for the new one.
            let waiting = try dependents(of: key)
            for task in waiting where task != successor { try depend(task, on: successor) }
            _ = try transaction.run("DELETE FROM dependency WHERE on_task = \(key.text)")
            for task in waiting { try recountDependencies(of: task) }
        default: return
        }
    }

    private func depend(_ key: TaskKey, on other: TaskKey) throws {
        _ = try transaction.run(
            """
            INSERT INTO dependency (task, on_task) VALUES (\(key.text), \(other.text))
            ON CONFLICT DO NOTHING
            """
        )
    }

    private func recountDependencies(of key: TaskKey) throws {
        _ = try transaction.run(
            """
            UPDATE task SET open_dependencies = (
                SELECT count(*) FROM dependency JOIN task AS other ON other.key = dependency.on_task
                WHERE dependency.task = task.key AND other.state <> 'accepted'
            ) WHERE key = \(key.text)
            """
        )
    }

    static func decode(_ row: SQLRow) throws -> StoredTask {
        let state = try state(of: row)
        return StoredTask(
            task: WorkTask(
                key: try row.name(0),
                title: try row.text(1),
                state: state,
                repository: try row.optionalName(3),
                lane: try row.optionalName(4),
                phase: try row.optionalText(5),
                risk: try row.optionalText(6),
                priority: try row.int64(7),
                assignee: try row.optionalName(8),
                packetRevision: try row.int64(9),
                packetDigest: try row.optionalText(10).flatMap { Digest($0) },
                fence: Fence(try row.int64(11)),
                attempts: try row.int64(12)
            ),
            revision: try row.int64(27),
            born: try row.int64(26),
            openDependencies: try row.int64(23),
            createdAt: try row.moment(24),
            changedAt: try row.moment(25)
        )
    }

    private static func state(of row: SQLRow) throws -> TaskState {
        switch try row.choice(2, of: "task", as: TaskState.Name.self) {
        case .draft: .draft
        case .ready: .ready
        case .claimed: .claimed(try hold(of: row))
        case .paused: .paused(try hold(of: row), reason: try row.text(19))
        case .delivered:
            .delivered(
                TaskState.Handover(
                    delivery: try row.name(17),
                    agent: try row.name(13),
                    session: try row.name(14),
                    fence: Fence(try row.int64(11))
                )
            )
        case .rework:
            .rework(
                TaskState.Rework(
                    delivery: try row.name(17),
                    worker: try row.name(13),
                    keptUntil: try row.moment(15)
                )
            )
        case .blocked: .blocked(reason: try row.text(19), from: try row.choice(21, of: "task"))
        case .parked:
            .parked(
                Lane.Parking(reason: try row.text(19), blocker: try row.optionalText(20)),
                from: try row.choice(21, of: "task")
            )
        case .accepted:
            .accepted(
                TaskState.Acceptance(
                    delivery: try row.name(17),
                    replay: try row.name(18),
                    judge: try row.name(13)
                )
            )
        case .cancelled: .cancelled(reason: try row.text(19))
        case .superseded: .superseded(by: try row.name(22))
        }
    }

    private static func hold(of row: SQLRow) throws -> Hold {
        Hold(
            agent: try row.name(13),
            session: try row.name(14),
            fence: Fence(try row.int64(11)),
            expiry: try row.moment(15),
            isAcknowledged: try row.bool(16)
        )
    }
}

/// Which tasks are asked for; what is `nil` filters nothing.
package struct TaskFilter: Sendable {
    package var state: TaskState.Name?
    package var lane: LaneKey?
    package var repository: RepositoryName?
    package var phase: String?
    /// Who has it in hand or is to take it.
    package var agent: AgentID?
    /// What has to stand in the key or the title, each of them.
    package var words: [String]
    /// Leaves out what is final.
    package var openOnly: Bool

    package init(
        state: TaskState.Name? = nil,
        lane: LaneKey? = nil,
        repository: RepositoryName? = nil,
        phase: String? = nil,
        agent: AgentID? = nil,
        words: [String] = [],
        openOnly: Bool = false
    ) {
        self.state = state
        self.lane = lane
        self.repository = repository
        self.phase = phase
        self.agent = agent
        self.words = words
        self.openOnly = openOnly
    }
}

extension TaskFilter {
    /// The filter as a condition in which only what is asked for stands, so that each part finds
    /// its index.
    fileprivate var condition: SQL {
        var condition: SQL = "WHERE true"
        if let state { condition += " AND " + state.condition }
        if let lane { condition += " AND lane = \(lane.text)" }
        if let repository { condition += " AND repository = \(repository.text)" }
        if let phase { condition += " AND phase = \(phase)" }
        if let agent {
            // The agent of an accepted task is its judge.
            condition += """
                 AND ((agent = \(agent.text) AND state <> 'accepted') OR assignee = \(agent.text))
                """
        }
        for word in words {
            // Without a pattern, so that no mark in the word means anything.
            condition += " AND instr(lower(key || ' ' || title), lower(\(word))) > 0"
        }
        if openOnly { condition += " AND state NOT IN ('accepted', 'cancelled', 'superseded')" }
        return condition
    }
}

/// A task that somebody else changed between the reading and the writing.
package struct StaleTaskError: Reportable, Equatable {
    package let key: TaskKey

    package var code: String { "task.changed_meanwhile" }
    package var category: ErrorCategory { .conflict }
    package var message: String { "\(key) was changed by somebody else at the same moment." }
    package var hint: String? { "Ask again." }
}
