import Digests
import Model
import SQLKit

/// The runs of gates as they were recorded.
package struct GateStore {
    private let transaction: any SQLTransaction

    package init(_ transaction: any SQLTransaction) {
        self.transaction = transaction
    }

    /// What a gate said in one run.
    package struct Answer: Hashable, Sendable {
        package let run: GateRunID
        package let actor: AgentID
        package let target: GateTarget
        package let task: TaskKey?
        package let phase: String?
        package let commit: String?
        package let moment: GateMoment?
        package let ranAt: Timestamp
        package let result: GateResult
    }

    /// What the runs of a gate came to.
    package struct Sum: Hashable, Sendable {
        package let gate: GateName
        package let runs: Int64
        package let passes: Int64
        package let refusals: Int64
        package let skips: Int64
        package let errors: Int64
        package let duration: Duration
        package let longest: Duration
    }

    /// What a gate said, newest first.
    package func answers(of gate: GateName, limit: Int) throws -> [Answer] {
        try transaction.query(
            Self.selection + """
                WHERE gate_result.gate = \(gate.text)
                ORDER BY gate_result.sequence DESC LIMIT \(Int64(limit))
                """,
            Self.decode
        )
    }

    /// What all gates said of a task, newest first.
    package func answers(on task: TaskKey, limit: Int) throws -> [Answer] {
        try transaction.query(
            Self.selection + """
                WHERE gate_run.task = \(task.text)
                ORDER BY gate_result.sequence DESC, gate_result.gate LIMIT \(Int64(limit))
                """,
            Self.decode
        )
    }

    /// All that was said in one run, by gate.
    package func answers(in run: GateRunID) throws -> [Answer] {
        try transaction.query(
            Self.selection + """
                WHERE gate_run.id = \(run.text) ORDER BY gate_result.gate
                """,
            Self.decode
        )
    }

    /// How long a gate took when it came to a verdict, newest first; what was judged inside of
    /// something else has no time of its own.
    package func durations(of gate: GateName, on target: GateTarget) throws -> [Duration] {
        try transaction.query(
            """
            SELECT duration_us FROM gate_result JOIN gate_run USING (sequence)
            WHERE gate = \(gate.text) AND target = \(target.rawValue)
                AND verdict IN ('pass', 'fail') AND duration_us > 0
            ORDER BY sequence DESC LIMIT 20
            """
        ) { .microseconds(try $0.int64(0)) }
    }

    /// What the gates have cost and refused, by name.
    ///
    /// - Parameter since: From that moment on; `nil` for ever.
    package func sums(since: Timestamp? = nil) throws -> [Sum] {
        try transaction.query(
            """
            SELECT gate, COUNT(*), SUM(CASE WHEN verdict = 'pass' THEN 1 ELSE 0 END),
                SUM(CASE WHEN verdict = 'fail' THEN 1 ELSE 0 END),
                SUM(CASE WHEN verdict = 'skipped' THEN 1 ELSE 0 END),
                SUM(CASE WHEN verdict = 'error' THEN 1 ELSE 0 END),
                SUM(duration_us), MAX(duration_us)
            FROM gate_result JOIN gate_run USING (sequence)
            WHERE ran_at >= \(since?.milliseconds ?? 0) GROUP BY gate ORDER BY gate
            """
        ) { row in
            Sum(
                gate: try row.name(0),
                runs: try row.int64(1),
                passes: try row.int64(2),
                refusals: try row.int64(3),
                skips: try row.int64(4),
                errors: try row.int64(5),
                duration: .microseconds(try row.int64(6)),
                longest: .microseconds(try row.int64(7))
            )
        }
    }

    /// The gates that refused when they were last asked, at level `block`, by name.
    package func failing() throws -> [GateName] {
        try transaction.query(
            """
            SELECT gate FROM gate_result AS last
            WHERE verdict = 'fail' AND level = 'block' AND sequence = (
                SELECT max(sequence) FROM gate_result WHERE gate_result.gate = last.gate
            ) ORDER BY gate
            """
        ) { try $0.name(0) }
    }

    private static let selection: SQL = """
        SELECT gate_run.id, gate_run.actor, gate_run.target, gate_run.task, gate_run.commit_id,
            gate_run.moment, gate_run.ran_at, gate_run.phase, gate_result.result
        FROM gate_result JOIN gate_run USING (sequence)

        """

    private static func decode(_ row: SQLRow) throws -> Answer {
        Answer(
            run: try row.name(0),
            actor: try row.name(1),
            target: try row.choice(2, of: "gate_run"),
            task: try row.optionalName(3),
            phase: try row.optionalText(7),
            commit: try row.optionalText(4),
            moment: try row.optionalText(5).flatMap(GateMoment.init(rawValue:)),
            ranAt: try row.moment(6),
            result: try GateResult(row.json(8, of: "gate_result"))
        )
    }

    func fold(_ change: GateEvent, of id: GateRunID, at event: Event) throws {
        _ = try transaction.run(
            """
            INSERT INTO gate_run (
                id, actor, target, task, phase, commit_id, moment, ran_at, sequence
            ) VALUES (
                \(id.text), \(event.actor.text), \(change.target.rawValue),
                \(change.task?.text), \(change.phase), \(change.commit), \(change.moment?.rawValue),
                \(event.time.milliseconds), \(event.sequence)
            )
            """
        )
        for result in change.results {
            _ = try transaction.run(
                """
                INSERT INTO gate_result (
                    gate, sequence, level, verdict, figure, findings, duration_us, result
                ) VALUES (
                    \(result.gate.text), \(event.sequence), \(result.level.rawValue),
                    \(result.verdict.rawValue), \(result.figure?.value), \(result.findingCount),
                    \(result.duration.wholeMicroseconds), \(result.json.canonicalText)
                )
                """
            )
        }
        try Counter(transaction).raise(.gate, past: id.text)
    }
}
