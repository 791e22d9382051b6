/// The id of a waiver: `W-3`.
package struct WaiverID: Identifier {
    package static let kind = "a waiver's id"
    package static let rule = IdentifierRule(lengthMax: 24)
    package let text: String
    package init(trusted text: String) { self.text = text }
}

/// Leave to break a rule, for a task or in a phase, with who gave it and why.
package struct Waiver: Hashable, Sendable {
    package let id: WaiverID
    package let grant: WaiverGrant
    package let approver: AgentID
    /// Why it was taken back; `nil` while it was not.
    package private(set) var revocation: String?

    package init(
        id: WaiverID,
        grant: WaiverGrant,
        approver: AgentID,
        revocation: String? = nil
    ) {
        self.id = id
        self.grant = grant
        self.approver = approver
        self.revocation = revocation
    }

    /// Whether it waives anything: an expired one waives nothing.
    ///
    /// - Parameter phaseIsOpen: Whether the phase that it was granted in is open; it ends with it.
    package func isLive(at now: Timestamp, phaseIsOpen: Bool) -> Bool {
        guard revocation == nil, grant.phase == nil || phaseIsOpen else { return false }
        return grant.until.map { now < $0 } ?? true
    }

    /// Takes it back.
    package mutating func revoke(because reason: String) throws(WaiverError) -> WaiverEvent {
        guard revocation == nil else { throw .revoked(id) }
        revocation = reason
        return .revoked(reason: reason)
    }
}

/// What is waived, where, and for how long.
package struct WaiverGrant: Hashable, Sendable {
    /// The rule or gate that is not to block.
    package let rule: String
    /// The one task that it is for; `nil` for all of the phase.
    package let task: TaskKey?
    /// The phase at whose end it ends.
    package let phase: PhaseName?
    package let reason: String
    /// Exclusive.
    package let until: Timestamp?

    package init(
        rule: String,
        task: TaskKey?,
        phase: PhaseName?,
        reason: String,
        until: Timestamp?
    ) {
        self.rule = rule
        self.task = task
        self.phase = phase
        self.reason = reason
        self.until = until
    }
}

/// What can happen to a waiver.
package enum WaiverEvent: Hashable, Sendable {
    case granted(WaiverGrant)
    case revoked(reason: String)

    /// The event as it is written.
    package var fact: Fact {
        switch self {
        case .granted(let grant):
            FactWriter().with("rule", grant.rule).with("task", grant.task)
                .with("phase", grant.phase).with("reason", grant.reason)
                .with("until", grant.until).fact("waiver.granted")
        case .revoked(let reason): FactWriter().with("reason", reason).fact("waiver.revoked")
        }
    }

    /// Reads the fact back, or answers `nil` for a fact about something else.
    package init?(_ fact: Fact) throws(FactError) {
        let reader = try FactReader(fact)
        switch fact.type {
        case "waiver.granted":
            self = .granted(
                WaiverGrant(
                    rule: try reader.text("rule"),
                    task: try reader.optionalName("task"),
                    phase: try reader.optionalName("phase"),
                    reason: try reader.text("reason"),
                    until: try reader.optionalMoment("until")
                )
            )
        case "waiver.revoked": self = .revoked(reason: try reader.text("reason"))
        default: return nil
        }
    }
}

/// What can be wrong with what is asked of a waiver.
package enum WaiverError: Reportable, Equatable {
    case unknown(WaiverID)
    case revoked(WaiverID)
    case unscoped
    case endless
    case past(Timestamp)
    case ownWork(TaskKey, AgentID)

    package var code: String {
        switch self {
        case .unknown: "waiver.unknown"
        case .revoked: "waiver.revoked"
        case .unscoped: "waiver.unscoped"
        case .endless: "waiver.endless"
        case .past: "waiver.past"
        case .ownWork: "waiver.own_work"
        }
    }

    package var category: ErrorCategory {
        switch self {
        case .unknown: .notFound
        case .revoked: .conflict
        case .unscoped, .endless, .past: .usage
        case .ownWork: .notAllowed
        }
    }

    package var message: String {
        switch self {
        case .unknown(let id): "There is no waiver \(id)."
        case .revoked(let id): "\(id) was taken back already."
        case .unscoped: "A waiver is for a task or for a phase, and this one names neither."
        case .endless: "A waiver ends with a phase or at a time, and this one has neither."
        case .past(let moment): "\(moment.text) has passed: the waiver would waive nothing."
        case .ownWork(let key, let agent):
            "\(agent) works on \(key), and can't waive a rule for it."
        }
    }

    package var hint: String? {
        switch self {
        case .unknown, .revoked: "`worklead waiver list --all` shows all."
        case .unscoped: "Name one with --task or --phase."
        case .endless: "Name a phase with --phase, or a time with --until."
        case .past: "Name a later time."
        case .ownWork: "Ask another lead."
        }
    }
}
