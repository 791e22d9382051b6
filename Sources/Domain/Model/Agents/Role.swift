/// What an agent is for, which bounds what it may do.
package enum Role: String, Sendable, CaseIterable {
    case founder, lead, worker, validator, auditor

    /// Whether the role may do what the right names.
    package func has(_ right: Right) -> Bool {
        switch self {
        case .founder, .lead: true
        case .worker: right == .work || right == .speak
        case .validator: right == .judge || right == .speak
        case .auditor: right == .speak
        }
    }
}

/// The kinds of acts that roles are told apart by.
package enum Right: String, Sendable, CaseIterable {
    /// Plan: create, edit, assign, cancel and order tasks; register agents, lanes and repositories.
    case plan
    /// Work: claim, renew, release and deliver tasks.
    case work
    /// Judge: replay deliveries and decide on them.
    case judge
    /// Speak: send and acknowledge messages, beat.
    case speak
}
