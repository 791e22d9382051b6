import Model
import Store

/// What was decided in a stretch of time, and what there is to show for it.
package struct DecisionCadence: Sendable {
    /// How often somebody looks.
    package enum Period: String, Sendable, CaseIterable {
        case daily, weekly

        var length: Duration {
            switch self {
            case .daily: .seconds(24 * 60 * 60)
            case .weekly: .seconds(7 * 24 * 60 * 60)
            }
        }
    }

    package let period: Period
    package let from: Timestamp
    /// Exclusive.
    package let until: Timestamp
    /// Asked in the period, whatever came of it.
    package let asked: [DecisionStore.Stored]
    /// Settled in the period.
    package let settled: [DecisionStore.Stored]
    /// Open at its end, longest open first.
    package let open: [DecisionStore.Stored]
    /// Without evidence at its end for longer than a decision may be.
    package let lacking: [DecisionStore.Stored]

    /// Whether nothing has to be seen to.
    package var isHealthy: Bool { lacking.isEmpty }
}

extension View {
    /// The most decisions that a report looks at.
    private static let cadenceMax = 10_000

    /// What was decided in the day or the week before a moment.
    ///
    /// - Parameter until: By default now.
    package func cadence(
        _ period: DecisionCadence.Period,
        until end: Timestamp?
    ) throws -> DecisionCadence {
        let end = min(end ?? now, now)
        let from = end + (.zero - period.length)
        let all = try decisions.decisions(DecisionFilter(), at: now, limit: Self.cadenceMax)
            .filter { $0.askedAt < end }.reversed()
        let span = from..<end
        return DecisionCadence(
            period: period,
            from: from,
            until: end,
            asked: all.filter { span.contains($0.askedAt) && $0.decision.isQuestion },
            settled: all.filter { $0.settled(at: end).map { span.contains($0) } ?? false },
            open: all.filter { $0.settled(at: end) == nil },
            lacking: all.filter { $0.lacksEvidence(at: end) }
        )
    }
}

extension Decision {
    /// Whether it was asked here.
    fileprivate var isQuestion: Bool {
        switch state {
        case .recorded: false
        case .open, .answered, .defaulted, .withdrawn: true
        }
    }
}

extension DecisionStore.Stored {
    /// When it was settled, as far as that was so at a moment.
    fileprivate func settled(at now: Timestamp) -> Timestamp? {
        let deadline = decision.taken(at: now) == nil ? nil : decision.fallback?.deadline
        guard let moment = settledAt ?? deadline, moment <= now else { return nil }
        return moment
    }
}
