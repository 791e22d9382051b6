/// How an agent stands at a moment, read off two clocks: when it was last heard of, and when it
/// last worked.
package struct Presence: Hashable, Sendable {
    /// The ways to stand, the most urgent first.
    package enum State: String, Sendable, CaseIterable {
        /// It has asked the founder something that is not answered.
        case needsFounder = "needs_founder"
        /// It has something in hand and does not move it.
        case stuck
        /// It has not been heard of for longer than its role may be quiet.
        case silent
        case working
        /// It can go on only when somebody else has acted.
        case waiting
        case idle

        /// Whether somebody should be told.
        package var raisesAlert: Bool {
            switch self {
            case .stuck, .silent: true
            case .needsFounder, .working, .waiting, .idle: false
            }
        }
    }

    package let state: State
    package let reason: String
    /// Since when it stands so; never after the moment of asking.
    package let since: Timestamp
    /// A command that helps; `nil` where nothing has to be done.
    package let remedy: String?

    package init(state: State, reason: String, since: Timestamp, remedy: String? = nil) {
        self.state = state
        self.reason = reason
        self.since = since
        self.remedy = remedy
    }
}

/// That somebody was told of an agent that is stuck or silent.
package struct PresenceAlert: Hashable, Sendable {
    package let state: Presence.State
    /// Since when the agent stood so.
    package let since: Timestamp
    package let reason: String
    package let remedy: String?

    package init(state: Presence.State, since: Timestamp, reason: String, remedy: String?) {
        self.state = state
        self.since = since
        self.reason = reason
        self.remedy = remedy
    }
}

extension Presence {
    /// The alert that is due, or `nil` where none is.
    ///
    /// One is due for each stretch of being stuck or silent, and a stretch is told by its
    /// beginning: however often somebody looks, it is raised once.
    ///
    /// - Parameter last: The last alert about the agent.
    package func alert(after last: PresenceAlert?) -> PresenceAlert? {
        guard state.raisesAlert else { return nil }
        if let last, last.state == state, last.since == since { return nil }
        return PresenceAlert(state: state, since: since, reason: reason, remedy: remedy)
    }
}
