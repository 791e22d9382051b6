import Model
import SQLKit

/// What trends are counted from: one row for each thing that was settled, since a moment.
package struct TrendStore {
    private let transaction: any SQLTransaction

    package init(_ transaction: any SQLTransaction) {
        self.transaction = transaction
    }

    /// A verdict on a delivery.
    package struct Verdict: Sendable {
        package let lane: String?
        package let outcome: String
        /// When the task was first claimed.
        package let claimedAt: Timestamp?
        package let decidedAt: Timestamp
    }

    /// The verdicts since then, in their order.
    package func verdicts(since: Timestamp) throws -> [Verdict] {
        try transaction.query(
            """
            SELECT task.lane, delivery.outcome,
                (SELECT min(claimed_at) FROM claim WHERE claim.task = delivery.task),
                delivery.decided_at
            FROM delivery JOIN task ON task.key = delivery.task
            WHERE delivery.decided_at >= \(since.milliseconds)
            ORDER BY delivery.decided_at
            """
        ) { row in
            Verdict(
                lane: try row.optionalText(0),
                outcome: try row.text(1),
                claimedAt: try row.optionalMoment(2),
                decidedAt: try row.moment(3)
            )
        }
    }

    /// From when to when something was waited for.
    package struct Wait: Sendable {
        package let from: Timestamp
        package let to: Timestamp
    }

    /// From the plan of a task to its first replay, for replays since then.
    package func evidenceWaits(since: Timestamp) throws -> [Wait] {
        try transaction.query(
            """
            SELECT (SELECT time FROM event WHERE subject = first.task AND subject_kind = 'task'
                    ORDER BY sequence LIMIT 1), first.at
            FROM (SELECT task, min(replayed_at) AS at FROM replay GROUP BY task) AS first
            WHERE first.at >= \(since.milliseconds)
            ORDER BY first.at
            """
        ) { Wait(from: try $0.moment(0), to: try $0.moment(1)) }
    }

    /// From the question to the answer, for what lay on the founder's desk and was settled since.
    package func founderWaits(since: Timestamp) throws -> [Wait] {
        try transaction.query(
            """
            SELECT asked_at, settled_at FROM decision
            WHERE desk = 'founder' AND state = 'answered' AND settled_at >= \(since.milliseconds)
            ORDER BY settled_at
            """
        ) { Wait(from: try $0.moment(0), to: try $0.moment(1)) }
    }

    /// What a day cost in a lane.
    package struct Cost: Sendable {
        package let day: String
        package let lane: String?
        package let nanos: Int64
    }

    /// The cost of each day and lane from that day on.
    package func costs(since day: String) throws -> [Cost] {
        try transaction.query(
            """
            SELECT day, lane, SUM(cost_nanos) FROM usage WHERE day >= \(day)
            GROUP BY day, lane ORDER BY day, lane
            """
        ) { row in
            let lane = try row.text(1)
            return Cost(
                day: try row.text(0),
                lane: lane.isEmpty ? nil : lane,
                nanos: try row.int64(2)
            )
        }
    }

    /// How long a gate took.
    package struct GateTime: Sendable {
        package let gate: String
        package let micros: Int64
    }

    /// The times of the gates that judged something since then, by gate and the fastest first.
    package func gateTimes(since: Timestamp) throws -> [GateTime] {
        try transaction.query(
            """
            SELECT gate_result.gate, gate_result.duration_us
            FROM gate_run JOIN gate_result ON gate_result.sequence = gate_run.sequence
            WHERE gate_run.ran_at >= \(since.milliseconds)
                AND gate_result.verdict IN ('pass', 'fail')
            ORDER BY gate_result.gate, gate_result.duration_us
            """
        ) { GateTime(gate: try $0.text(0), micros: try $0.int64(1)) }
    }
}
