import Model
import SQLKit

/// Tokens and cost as they are kept: a row for each day, agent, task, program and model.
package struct UsageStore {
    private let transaction: any SQLTransaction

    package init(_ transaction: any SQLTransaction) {
        self.transaction = transaction
    }

    /// What usage is summed up by.
    package enum Grouping: String, Sendable, CaseIterable {
        case agent, task, lane, day, model
    }

    /// The sums, the most expensive first, and then those with the most tokens; days in their
    /// order.
    ///
    /// - Parameter day: The first day that counts; `nil` for all.
    package func sums(
        by grouping: Grouping,
        since day: String? = nil
    ) throws -> [(name: String, usage: TokenUsage)] {
        let column = SQL(text: grouping.rawValue)
        let order: SQL =
            grouping == .day
            ? " ORDER BY 1"
            : " ORDER BY 6 DESC, SUM(input_tokens + output_tokens) DESC, 1"
        return try transaction.query(
            "SELECT " + column + """
                , SUM(input_tokens), SUM(output_tokens), SUM(cache_read_tokens),
                    SUM(cache_write_tokens), SUM(cost_nanos)
                FROM usage WHERE day >= \(day ?? "") GROUP BY 1
                """ + order
        ) { row in
            var usage = TokenUsage()
            usage.input = try row.int64(1)
            usage.output = try row.int64(2)
            usage.cacheRead = try row.int64(3)
            usage.cacheWrite = try row.int64(4)
            usage.costNanos = try row.int64(5)
            return (try row.text(0), usage)
        }
    }

    func fold(_ change: UsageEvent) throws {
        switch change {
        case .recorded(let entries):
            for entry in entries { try add(entry) }
        }
    }

    private func add(_ entry: UsageEntry) throws {
        let usage = entry.usage
        _ = try transaction.run(
            """
            INSERT INTO usage (day, agent, task, lane, source, model, input_tokens, output_tokens,
                cache_read_tokens, cache_write_tokens, cost_nanos)
            VALUES (\(entry.day), \(entry.agent.text), \(entry.task?.text ?? ""),
                \(entry.lane?.text ?? ""), \(entry.source), \(entry.model), \(usage.input),
                \(usage.output), \(usage.cacheRead), \(usage.cacheWrite), \(usage.costNanos))
            ON CONFLICT (day, agent, task, lane, source, model) DO UPDATE SET
                input_tokens = usage.input_tokens + excluded.input_tokens,
                output_tokens = usage.output_tokens + excluded.output_tokens,
                cache_read_tokens = usage.cache_read_tokens + excluded.cache_read_tokens,
                cache_write_tokens = usage.cache_write_tokens + excluded.cache_write_tokens,
                cost_nanos = usage.cost_nanos + excluded.cost_nanos
            """
        )
    }
}
