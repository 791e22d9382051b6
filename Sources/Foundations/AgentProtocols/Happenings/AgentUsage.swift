import Digests

/// What an agent has used of its model.
package struct AgentUsage: Hashable, Sendable {
    /// Which tokens are counted together.
    package enum Span: String, Hashable, Sendable {
        /// What this process used.
        case process
        /// What its conversation used since it began, in other processes too: who takes one up
        /// again takes off what was counted before.
        case session
    }

    package var span: Span = .process
    /// Read by the model, without what came from a cache.
    package var inputTokens: Int64 = 0
    package var cacheReadTokens: Int64 = 0
    package var cacheWriteTokens: Int64 = 0
    package var outputTokens: Int64 = 0
    /// In millionths of a dollar, of the whole session whatever the tokens' ``span``; `nil` where
    /// the program does not tell.
    package var costMicrodollars: Int64?
    /// How much of the model's context is in use, and how much it has; `nil` where not told.
    package var contextTokens: Int64?
    package var contextTokensMax: Int64?

    package init() {}

    package var totalTokens: Int64 {
        // Numbers come from outside: a sum that does not fit is as large as can be.
        [cacheReadTokens, cacheWriteTokens, outputTokens].reduce(inputTokens) { sum, tokens in
            let (result, overflows) = sum.addingReportingOverflow(tokens)
            return overflows ? .max : result
        }
    }

    /// Adds the tokens of another count.
    mutating func add(_ other: AgentUsage) {
        inputTokens = Self.sum(inputTokens, other.inputTokens)
        cacheReadTokens = Self.sum(cacheReadTokens, other.cacheReadTokens)
        cacheWriteTokens = Self.sum(cacheWriteTokens, other.cacheWriteTokens)
        outputTokens = Self.sum(outputTokens, other.outputTokens)
    }

    private static func sum(_ left: Int64, _ right: Int64) -> Int64 {
        let (result, overflows) = left.addingReportingOverflow(right)
        return overflows ? .max : result
    }

    /// Dollars as the wire has them.
    static func microdollars(_ dollars: JSONValue?) -> Int64? {
        guard let dollars = dollars?.doubleValue, dollars.isFinite, dollars >= 0 else { return nil }
        return Int64(exactly: (dollars * 1_000_000).rounded())
    }

    /// A number of tokens; none where there is none, or a senseless one.
    static func tokens(_ json: JSONValue?) -> Int64 {
        max(0, json?.int64Value ?? 0)
    }
}
