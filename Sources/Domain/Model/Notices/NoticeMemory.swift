/// What one target was told, so that it is told of each thing once.
///
/// It changes nothing but itself: what is due is asked for, sent by somebody else, and noted.
package struct NoticeMemory: Hashable, Sendable {
    /// What became of a thing that waits for a person.
    package enum Fate: Hashable, Sendable {
        /// It was seen and is still to be told.
        case pending(since: Timestamp)
        case told(Timestamp)
        /// It could not be told, and is not tried any more.
        case lost(Timestamp)
    }

    /// By the keys of the needs.
    package private(set) var fates: [String: Fate]
    /// How often in a row telling has failed.
    package private(set) var failures: Int
    /// When it is tried again.
    package private(set) var retryAt: Timestamp?
    package private(set) var lastError: String?
    package private(set) var lastToldAt: Timestamp?

    package init(
        fates: [String: Fate] = [:],
        failures: Int = 0,
        retryAt: Timestamp? = nil,
        lastError: String? = nil,
        lastToldAt: Timestamp? = nil
    ) {
        self.fates = fates
        self.failures = failures
        self.retryAt = retryAt
        self.lastError = lastError
        self.lastToldAt = lastToldAt
    }

    /// How often a notice is tried.
    package static let triesMax = 6
    /// How many are told one by one; more come as one notice.
    package static let singlesMax = 3
    /// For how long a key that is gone is remembered.
    package static let memory = Duration.seconds(30 * 86_400)

    /// How long to wait after so many failures: a minute, then twice as long each time, up to an
    /// hour.
    static func wait(after failures: Int) -> Duration {
        .seconds(min(3600, 60 << min(max(failures - 1, 0), 6)))
    }

    /// How many wait to be told.
    package var pending: Int {
        fates.values.count { if case .pending = $0 { true } else { false } }
    }

    /// How many could not be told.
    package var lost: Int { fates.values.count { if case .lost = $0 { true } else { false } } }

    /// Looks at a queue: what is new is pending, and what was to be told and is gone is forgotten.
    package mutating func see(_ needs: [Need], for target: NoticeTarget, at now: Timestamp) {
        let keys = Set(needs.map(\.key))
        fates = fates.filter { key, fate in
            switch fate {
            case .pending: keys.contains(key)
            case .told(let moment), .lost(let moment):
                keys.contains(key) || now - moment < Self.memory
            }
        }
        for need in needs where need.urgency <= target.least && fates[need.key] == nil {
            fates[need.key] = .pending(since: now)
        }
    }

    /// What is to be told now, in the groups in which it is.
    ///
    /// - Parameter minute: The minute of the day, by the clock of the machine.
    package func due(
        _ needs: [Need],
        for target: NoticeTarget,
        at now: Timestamp,
        minute: Int
    ) -> [[Need]] {
        if let retryAt, now < retryAt { return [] }
        let isQuiet = target.quiet?.holds(minute) ?? false
        let waiting = needs.compactMap { need -> (need: Need, since: Timestamp)? in
            guard case .pending(let since)? = fates[need.key] else { return nil }
            return isQuiet && need.urgency != .blocker ? nil : (need, since)
        }
        let blockers = waiting.map(\.need).filter { $0.urgency == .blocker }
        let others = waiting.filter { $0.need.urgency != .blocker }
        // A clock that was set back does not hold anything up for longer.
        let isRipe = others.contains { now < $0.since || now - $0.since >= target.digest }
        let rest = isRipe ? others.map(\.need) : []
        guard target.digest == .zero, blockers.count + rest.count <= Self.singlesMax else {
            return [blockers, rest].filter { !$0.isEmpty }
        }
        return (blockers + rest).map { [$0] }
    }

    /// When something is due though nothing new comes; `nil` where nothing waits.
    package func nextDue(for target: NoticeTarget, after now: Timestamp) -> Timestamp? {
        let first = fates.values.compactMap { fate -> Timestamp? in
            if case .pending(let since) = fate { since + target.digest } else { nil }
        }.min()
        guard let first else { return nil }
        return max(first, retryAt ?? first)
    }

    /// Notes that a notice of some needs has arrived.
    package mutating func told(_ needs: [Need], at now: Timestamp) {
        for need in needs { fates[need.key] = .told(now) }
        (failures, retryAt, lastError, lastToldAt) = (0, nil, nil, now)
    }

    /// Notes that a notice did not arrive; after so many tries what waits is given up.
    package mutating func failed(_ error: String, at now: Timestamp) {
        failures += 1
        lastError = error
        retryAt = now + Self.wait(after: failures)
        guard failures >= Self.triesMax else { return }
        for (key, fate) in fates {
            if case .pending = fate { fates[key] = .lost(now) }
        }
    }
}
