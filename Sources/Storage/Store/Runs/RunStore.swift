import Digests
import Model
import SQLKit

/// The runs with their slices.
package struct RunStore {
    let transaction: any SQLTransaction

    package init(_ transaction: any SQLTransaction) {
        self.transaction = transaction
    }

    /// A run with its times.
    package struct Stored: Hashable, Sendable {
        package let run: Run
        package let draftedAt: Timestamp
        package let approvedAt: Timestamp?
        package let startedAt: Timestamp?
        package let endedAt: Timestamp?
    }

    /// The columns that ``decode(_:)`` reads, in its order.
    private static let selection: SQL = """
        SELECT name, title, repository, text, target, max, freshness, cost_nanos, tokens, state,
            decision, reason, drafted_at, approved_at, started_at, ended_at, dialects, rounds,
            attempts, slice_ms, artifacts
        FROM run

        """

    /// The run of that name.
    package func run(_ name: RunName) throws -> Stored? {
        try transaction.first(Self.selection + "WHERE name = \(name.text)", decode)
    }

    /// The run whose name folds like the given one.
    package func lookAlike(of name: RunName) throws -> RunName? {
        try transaction.first("SELECT name FROM run WHERE folded = \(name.folded)") {
            try $0.name(0)
        }
    }

    /// All names, in their order.
    package func names() throws -> [RunName] {
        try transaction.query("SELECT name FROM run ORDER BY name") { try $0.name(0) }
    }

    /// The newest runs, newest first.
    ///
    /// - Parameter openOnly: Without those that are finished or cancelled.
    package func runs(openOnly: Bool, limit: Int) throws -> [Stored] {
        try transaction.query(
            Self.selection + Self.condition(openOnly)
                + " ORDER BY place DESC LIMIT \(Int64(limit))",
            decode
        )
    }

    /// How many there are.
    package func count(openOnly: Bool) throws -> Int {
        try transaction.first("SELECT count(*) FROM run " + Self.condition(openOnly)) {
            Int(try $0.int64(0))
        } ?? 0
    }

    private static func condition(_ openOnly: Bool) -> SQL {
        openOnly ? "WHERE state NOT IN ('finished', 'cancelled')" : "WHERE true"
    }

    /// The run that waits for the answer to a question.
    package func run(askedBy decision: DecisionID) throws -> Stored? {
        try transaction.first(
            Self.selection + "WHERE decision = \(decision.text) AND state = 'drafted'",
            decode
        )
    }

    /// The slices of a run's file, in its order.
    package func slices(of name: RunName) throws -> [RunSlice] {
        try transaction.query(
            "SELECT " + Self.sliceColumns + """
                 FROM run_slice WHERE run = \(name.text) AND round IS NULL ORDER BY position
                """,
            Self.slice
        )
    }

    /// The columns that ``slice(_:)`` reads, in its order.
    static let sliceColumns: SQL = """
        run_slice.task, stage, run_slice.owner, backups, waits, gates, kind, mends,
            run_slice.artifacts
        """

    static func slice(_ row: SQLRow) throws -> RunSlice {
        RunSlice(
            task: try row.name(0),
            stage: try row.name(1),
            owner: try row.name(2),
            backups: try row.texts(3, of: "run_slice").map(AgentID.init(trusted:)),
            waits: try row.texts(4, of: "run_slice").map(TaskKey.init(trusted:)),
            gates: try row.texts(5, of: "run_slice").map(GateName.init(trusted:)),
            kind: try row.choice(6, of: "run_slice"),
            mends: try row.texts(7, of: "run_slice").map(FindingID.init(trusted:)),
            artifacts: try row.texts(8, of: "run_slice")
        )
    }

    private func decode(_ row: SQLRow) throws -> Stored {
        let name: RunName = try row.name(0)
        return Stored(
            run: Run(
                name: name,
                draft: RunDraft(
                    text: try row.text(3),
                    title: try row.text(1),
                    repository: try row.optionalName(2),
                    capacity: RunCapacity(target: try row.int64(4), max: try row.int64(5)),
                    freshness: try row.choice(6, of: "run"),
                    budget: RunBudget(
                        costNanos: try row.optionalInt64(7),
                        tokens: try row.optionalInt64(8)
                    ),
                    dialects: RunDriver.Dialect.list(try row.json(16, of: "run")),
                    limits: RunLimits(
                        rounds: try row.int64(17),
                        attempts: try row.int64(18),
                        slice: try row.optionalInt64(19).map { .milliseconds($0) }
                    ),
                    artifacts: try Self.artifacts(row, 20),
                    slices: try slices(of: name)
                ),
                state: try Self.state(row, 9),
                rounds: try rounds(of: name),
                questions: try questions(of: name)
            ),
            draftedAt: try row.moment(12),
            approvedAt: try row.optionalMoment(13),
            startedAt: try row.optionalMoment(14),
            endedAt: try row.optionalMoment(15)
        )
    }

    /// Reads the state, its decision and its reason, which follow each other.
    static func state(_ row: SQLRow, _ first: Int) throws -> Run.State {
        switch try row.choice(first, of: "run", as: Run.State.Name.self) {
        case .drafted: .drafted(asked: try row.optionalName(first + 1))
        case .approved: .approved(by: try row.name(first + 1))
        case .running: .running(by: try row.name(first + 1))
        case .paused: .paused(by: try row.name(first + 1), reason: try row.text(first + 2))
        case .finished: .finished(by: try row.name(first + 1))
        case .cancelled: .cancelled(reason: try row.text(first + 2))
        }
    }

    static func artifacts(_ row: SQLRow, _ column: Int) throws -> RunSpec.Artifacts {
        guard try row.optionalText(column) != nil else { return RunSpec.Artifacts() }
        return try RunSpec.Artifacts(try row.json(column, of: "run"), "run")
    }
}
