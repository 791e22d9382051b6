/// What models were given and have answered with, and what that cost.
package struct TokenUsage: Hashable, Sendable {
    /// Tokens that a model read anew.
    package var input: Int64 = 0
    package var output: Int64 = 0
    /// Tokens that a model had kept from before.
    package var cacheRead: Int64 = 0
    /// Tokens that a model was told to keep.
    package var cacheWrite: Int64 = 0
    /// The cost in billionths of a US dollar, so that sums are exact.
    package var costNanos: Int64 = 0

    package init() {}

    /// Whether nothing was used.
    package var isNothing: Bool { self == TokenUsage() }

    /// The cost in US dollars, as near as a floating-point number comes.
    package var costDollars: Double { Double(costNanos) / 1e9 }

    /// The most that one figure may say; a sum of many still fits.
    package static let figureMax: Int64 = 1_000_000_000_000_000

    /// Adds figure by figure.
    package static func += (sum: inout TokenUsage, more: TokenUsage) {
        sum.input += more.input
        sum.output += more.output
        sum.cacheRead += more.cacheRead
        sum.cacheWrite += more.cacheWrite
        sum.costNanos += more.costNanos
    }
}

/// Usage as an agent's program has reported it.
package struct UsageSample: Hashable, Sendable {
    /// The agent that the report names, if any.
    package var agent: String?
    /// The task that the report names, if any.
    package var task: String?
    /// The program: `claude-code`.
    package var source: String
    package var model: String
    /// When it was used; `nil` where the report does not say.
    package var at: Timestamp?
    package var usage: TokenUsage

    package init(
        agent: String? = nil,
        task: String? = nil,
        source: String,
        model: String,
        at: Timestamp?,
        usage: TokenUsage
    ) {
        self.agent = agent
        self.task = task
        self.source = source
        self.model = model
        self.at = at
        self.usage = usage
    }
}
