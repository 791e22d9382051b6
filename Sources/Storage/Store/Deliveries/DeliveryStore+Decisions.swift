import Model
import SQLKit

// What was decided about deliveries and what waits, as reports tell it: without the reports and
// claims themselves.
extension DeliveryStore {
    /// A delivery that was decided on.
    package struct Decision: Hashable, Sendable {
        package let task: TaskKey
        package let title: String
        package let delivery: DeliveryID
        package let worker: AgentID
        package let judge: AgentID
        package let outcome: Outcome
        package let findings: [String]
        package let deliveredAt: Timestamp
        package let decidedAt: Timestamp
        /// The grade of the replay that it rests on.
        package let grade: String?
    }

    /// What was decided, the newest first.
    ///
    /// - Parameters:
    ///   - since: From that moment on.
    ///   - phase: Only of its tasks.
    package func decisions(
        since moment: Timestamp? = nil,
        phase: String? = nil,
        limit: Int
    ) throws -> [Decision] {
        var question: SQL = """
            SELECT delivery.task, task.title, delivery.id, delivery.agent, delivery.judge,
                delivery.outcome, delivery.findings, delivery.delivered_at, delivery.decided_at,
                replay.grade
            FROM delivery JOIN task ON task.key = delivery.task
            LEFT JOIN replay ON replay.id = delivery.replay
            WHERE delivery.decided_at IS NOT NULL
            """
        if let moment { question += " AND delivery.decided_at >= \(moment.milliseconds)" }
        if let phase { question += " AND task.phase = \(phase)" }
        question += " ORDER BY delivery.decided_at DESC, delivery.id LIMIT \(Int64(limit))"
        return try transaction.query(question) { row in
            Decision(
                task: try row.name(0),
                title: try row.text(1),
                delivery: try row.name(2),
                worker: try row.name(3),
                judge: try row.name(4),
                outcome: try row.choice(5, of: "delivery"),
                findings: try row.texts(6, of: "delivery"),
                deliveredAt: try row.moment(7),
                decidedAt: try row.moment(8),
                grade: try row.optionalText(9)
            )
        }
    }

    /// The accepted tasks of a repository, the newest acceptance first.
    ///
    /// - Parameter isOnly: Whether there is no other, so that tasks that name none are its own.
    package func accepted(
        in repository: RepositoryName,
        isOnly: Bool,
        limit: Int
    ) throws -> [TaskKey] {
        try transaction.query(
            """
            SELECT task.key FROM task JOIN delivery ON delivery.id = task.delivery
            WHERE task.state = 'accepted' AND (
                task.repository = \(repository.text)
                OR (task.repository IS NULL AND \(isOnly ? 1 : 0) = 1)
            )
            ORDER BY delivery.decided_at DESC, task.key LIMIT \(Int64(limit))
            """
        ) { try $0.name(0) }
    }

    /// How many deliveries came since a moment, and how many were decided on how.
    package func sums(since moment: Timestamp) throws -> (delivered: Int, decided: [Outcome: Int]) {
        let delivered = try transaction.first(
            "SELECT count(*) FROM delivery WHERE delivered_at >= \(moment.milliseconds)"
        ) { Int(try $0.int64(0)) }
        let decided = try transaction.query(
            """
            SELECT outcome, count(*) FROM delivery WHERE decided_at >= \(moment.milliseconds)
            GROUP BY outcome ORDER BY outcome
            """
        ) { (try $0.choice(0, of: "delivery", as: Outcome.self), Int(try $0.int64(1))) }
        return (delivered ?? 0, Dictionary(uniqueKeysWithValues: decided))
    }

    /// A delivery that waits for its verdict.
    package struct Waiting: Hashable, Sendable {
        package let task: TaskKey
        package let title: String
        package let delivery: DeliveryID
        package let worker: AgentID
        package let deliveredAt: Timestamp
        /// The grade of its newest replay; `nil` where it was not replayed.
        package let grade: String?
    }

    /// Which of the deliveries that wait are meant.
    package struct WaitingFilter: Sendable {
        /// Whose deliveries are none of it.
        package var besides: AgentID?
        /// After which moment only those are meant that were replayed already, or that nobody but
        /// ``judge`` could replay, whose own they are.
        package var freshAfter: Timestamp?
        /// Who alone replays.
        package var judge: AgentID?

        package init(
            besides: AgentID? = nil,
            freshAfter: Timestamp? = nil,
            judge: AgentID? = nil
        ) {
            self.besides = besides
            self.freshAfter = freshAfter
            self.judge = judge
        }

        fileprivate var condition: SQL {
            var condition: SQL = "WHERE task.state = 'delivered' "
            if let besides { condition += "AND delivery.agent <> \(besides.text) " }
            if let freshAfter {
                condition += """
                    AND (delivery.delivered_at <= \(freshAfter.milliseconds)
                        OR delivery.agent = \(judge?.text)
                        OR EXISTS (SELECT 1 FROM replay WHERE replay.delivery = delivery.id))

                    """
            }
            return condition
        }
    }

    /// The deliveries that wait for a verdict, the longest waiting first.
    package func waiting(
        _ filter: WaitingFilter = WaitingFilter(),
        limit: Int = .max
    ) throws -> [Waiting] {
        // What is said of each is read for the first ones only.
        try transaction.query(
            """
            WITH first AS MATERIALIZED (
                SELECT task.key, task.delivery, delivery.delivered_at
                FROM task JOIN delivery ON delivery.id = task.delivery

            """ + filter.condition + """
                    ORDER BY delivery.delivered_at, task.key LIMIT \(Int64(limit))
                )
                SELECT task.key, task.title, delivery.id, delivery.agent, delivery.delivered_at, (
                    SELECT grade FROM replay WHERE replay.delivery = delivery.id
                    ORDER BY sequence DESC LIMIT 1
                )
                FROM first JOIN task ON task.key = first.key
                    JOIN delivery ON delivery.id = first.delivery
                ORDER BY first.delivered_at, first.key
                """
        ) { row in
            Waiting(
                task: try row.name(0),
                title: try row.text(1),
                delivery: try row.name(2),
                worker: try row.name(3),
                deliveredAt: try row.moment(4),
                grade: try row.optionalText(5)
            )
        }
    }

    /// How many of them wait.
    package func waitingCount(_ filter: WaitingFilter) throws -> Int {
        try transaction.count(
            "SELECT count(*) FROM task JOIN delivery ON delivery.id = task.delivery "
                + filter.condition
        )
    }
}
