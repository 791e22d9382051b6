/// How much may be in the ledger, and for how long, before it is signed.
package struct CheckpointPace: Hashable, Sendable {
    /// So many events at most are not signed while others are made.
    package var events: Int64
    /// So long at most an event is not signed while others are made.
    package var period: Duration

    package init(events: Int64, period: Duration) {
        self.events = events
        self.period = period
    }

    package static let standard = CheckpointPace(events: 1000, period: .seconds(900))

    /// At rest nothing is signed within this time of the last checkpoint: a little work now and
    /// then does not make a file each time.
    package static let rest = Duration.seconds(60)
}

/// What a repository chooses about signing the ledger.
package enum CheckpointSetting: Hashable, Sendable {
    /// It is signed when somebody asks for it.
    case off
    case at(CheckpointPace)

    /// What counts where several choose: the soonest, and never only if nothing else is said.
    ///
    /// - Returns: `nil` for never.
    package static func pace(of settings: [CheckpointSetting]) -> CheckpointPace? {
        guard !settings.isEmpty else { return .standard }
        var soonest: CheckpointPace?
        for case .at(let pace) in settings {
            soonest = CheckpointPace(
                events: min(pace.events, soonest?.events ?? pace.events),
                period: min(pace.period, soonest?.period ?? pace.period)
            )
        }
        return soonest
    }
}
