/// How many agents work on a run at the same time.
package struct RunCapacity: Hashable, Sendable {
    /// As many as are started for whatever is ready.
    package let target: Int64
    /// The most; beyond the target only what is on the critical path is started.
    package let max: Int64

    package init(target: Int64 = 4, max: Int64 = 6) {
        self.target = target
        self.max = max
    }

    /// The most that a run can ask for.
    package static let limit: Int64 = 64
}

/// Whether an agent that has finished a slice may take the next one in the same session.
package enum Freshness: String, Sendable, CaseIterable {
    /// Never: each slice gets a fresh agent.
    case fresh
    /// Where the next slice is of the same stage or follows the last one, and after the agent has
    /// compacted what it remembers.
    case aligned
}

/// How often and how long something may be tried before a person is asked.
package struct RunLimits: Hashable, Sendable {
    /// The rounds of a review.
    package let rounds: Int64
    /// The attempts at a slice.
    package let attempts: Int64
    /// How long one attempt at a slice may take; `nil` for as long as it does.
    package let slice: Duration?

    package init(rounds: Int64 = 3, attempts: Int64 = 3, slice: Duration? = nil) {
        self.rounds = rounds
        self.attempts = attempts
        self.slice = slice
    }

    /// Reads them back; what is left out is as it is by itself.
    init(_ reader: FactReader) throws(FactError) {
        let standard = RunLimits()
        rounds = try reader.optionalInteger("rounds") ?? standard.rounds
        attempts = try reader.optionalInteger("attempts") ?? standard.attempts
        slice = try reader.optionalInteger("slice_ms").map { .milliseconds($0) }
    }
}

/// What a run may use; once it is used up nothing of the run is claimed any more.
package struct RunBudget: Hashable, Sendable {
    /// In billionths of a US dollar; `nil` for no bound.
    package let costNanos: Int64?
    /// Tokens that models read anew and wrote; `nil` for no bound.
    package let tokens: Int64?

    package init(costNanos: Int64? = nil, tokens: Int64? = nil) {
        self.costNanos = costNanos
        self.tokens = tokens
    }

    /// Whether there is a bound at all.
    package var isBounded: Bool { costNanos != nil || tokens != nil }

    /// Whether what was used reaches one of the bounds.
    package func isReached(by usage: TokenUsage) -> Bool {
        if let costNanos, usage.costNanos >= costNanos { return true }
        if let tokens, usage.input + usage.output >= tokens { return true }
        return false
    }
}
