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

    /// What each gate said when it last had something to judge, by gate.
    package func latest() throws -> [Answer] {
        try transaction.query(
            Self.selection + """
                WHERE (gate_result.gate, gate_result.sequence) IN (
                    SELECT gate, max(sequence) FROM gate_result
                    WHERE verdict != 'skipped' GROUP BY gate
                ) ORDER BY gate_result.gate
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
        // From one name to the next by the key, since a gate has an answer for each time.
        try transaction.query(
            """
            WITH RECURSIVE known (gate) AS (
                SELECT min(gate) FROM gate_result UNION ALL
                SELECT (SELECT min(gate) FROM gate_result WHERE gate > known.gate)
                FROM known WHERE known.gate IS NOT NULL
            )
            SELECT known.gate FROM known JOIN gate_result AS last ON last.gate = known.gate
                AND last.sequence = (
                    SELECT max(sequence) FROM gate_result WHERE gate = known.gate
                )
            WHERE last.verdict = 'fail' AND last.level = 'block' ORDER BY known.gate
            """
        ) { try $0.name(0) }
    }

    /// A gate that refuses, and since when.
    package struct Failure: Hashable, Sendable {
        package let gate: GateName
        package let task: TaskKey?
        package let findings: Int64
        /// The sequence of its first refusal after it last passed.
        package let sequence: Int64
        package let since: Timestamp
    }

    /// Since when gates refuse, and about what; without those that refused what is over now.
    package func failures(of gates: [GateName]) throws -> [Failure] {
        try gates.compactMap { gate in
            try transaction.first(
                """
                SELECT last.gate, run.task, last.findings, first.sequence, first.ran_at
                FROM gate_result AS last JOIN gate_run AS run ON run.sequence = last.sequence
                LEFT JOIN task ON task.key = run.task
                JOIN gate_run AS first ON first.sequence = (
                    SELECT min(sequence) FROM gate_result WHERE gate = \(gate.text)
                        AND sequence > coalesce((
                            SELECT sequence FROM gate_result
                            WHERE gate = \(gate.text) AND verdict <> 'fail'
                            ORDER BY sequence DESC LIMIT 1
                        ), 0)
                )
                WHERE last.gate = \(gate.text)
                    AND last.sequence = (
                        SELECT max(sequence) FROM gate_result WHERE gate = \(gate.text)
                    )
                    AND (task.state IS NULL
                        OR task.state NOT IN ('accepted', 'cancelled', 'superseded'))
                """
            ) { row in
                Failure(
                    gate: try row.name(0),
                    task: try row.optionalName(1),
                    findings: try row.int64(2),
                    sequence: try row.int64(3),
                    since: try row.moment(4)
                )
            }
        }
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
