import Model
import SQLKit

extension RunStore {
    /// A run as far as a launch has to know it: all but its file, its slices and what became of
    /// these.
    package struct Head: Hashable, Sendable {
        package let name: RunName
        package let state: Run.State
        package let freshness: Freshness
        package let budget: RunBudget
        package let limits: RunLimits
        package let artifacts: RunSpec.Artifacts
        package let dialects: [AgentID: RunDriver.Dialect]
    }

    /// The run of that name, without what grows with it.
    package func head(of name: RunName) throws -> Head? {
        try transaction.first(
            """
            SELECT state, decision, reason, freshness, cost_nanos, tokens, rounds, attempts,
                slice_ms, artifacts, dialects
            FROM run WHERE name = \(name.text)
            """
        ) { row in
            Head(
                name: name,
                state: try Self.state(row, 0),
                freshness: try row.choice(3, of: "run"),
                budget: RunBudget(
                    costNanos: try row.optionalInt64(4),
                    tokens: try row.optionalInt64(5)
                ),
                limits: RunLimits(
                    rounds: try row.int64(6),
                    attempts: try row.int64(7),
                    slice: try row.optionalInt64(8).map { .milliseconds($0) }
                ),
                artifacts: try Self.artifacts(row, 9),
                dialects: RunDriver.Dialect.list(try row.json(10, of: "run"))
            )
        }
    }

    /// The number of the last launch of a run; `0` for none.
    package func lastNumber(of name: RunName) throws -> Int64 {
        try transaction.first("SELECT " + Self.launchesSoFar(of: name)) { try $0.int64(0) } ?? 0
    }
}
