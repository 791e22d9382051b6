import Digests

/// A fact in the ledger, never changed once written.
package struct Event: Hashable, Sendable {
    /// The event's place in the ledger: 1, 2, 3 … without gaps.
    package let sequence: Int64
    /// A UUIDv7.
    package let id: EventID
    /// When the ledger took it, by the clock of the machine that wrote it.
    package let time: Timestamp
    /// When its author says that it happened, if a time was given.
    ///
    /// Never used for order or age.
    package let claimedTime: Timestamp?
    /// Who did it.
    package let actor: AgentID
    /// The session it was done under; `nil` for what Worklead does by itself.
    package let session: SessionID?
    package let subject: Subject
    package let fact: Fact

    package init(
        sequence: Int64,
        id: EventID,
        time: Timestamp,
        claimedTime: Timestamp?,
        actor: AgentID,
        session: SessionID?,
        subject: Subject,
        fact: Fact
    ) {
        self.sequence = sequence
        self.id = id
        self.time = time
        self.claimedTime = claimedTime
        self.actor = actor
        self.session = session
        self.subject = subject
        self.fact = fact
    }
}

/// The UUIDv7 of an event, in its usual text form.
package struct EventID: Identifier {
    package static let kind = "an event id"
    package static let rule = IdentifierRule(lengthMax: 36, allowsUppercase: false)
    package let text: String
    package init(trusted text: String) { self.text = text }
}

/// What an event is about: a kind and the name of one of that kind.
package struct Subject: Hashable, Sendable, CustomStringConvertible {
    /// The kinds of things that have a history.
    package enum Kind: String, Sendable, CaseIterable {
        case workspace, repository, lane, agent, session, task, message, worktree, replay,
            gate, bundle, spec, phase, waiver, supply, review,
            finding,
            plan
        case wave, window, decision, link, imported
        case memory
        case run
        case followUp = "followup"
        case merge
    }

    package let kind: Kind
    package let name: String

    package init(_ kind: Kind, _ name: String) {
        self.kind = kind
        self.name = name
    }

    /// The subject of a task's events.
    package static func task(_ key: TaskKey) -> Subject { Subject(.task, key.text) }

    package var description: String { "\(kind.rawValue):\(name)" }
}

/// What happened, in a form that suffices to rebuild the tables.
package struct Fact: Hashable, Sendable {
    /// A dotted name such as `task.claimed`.
    package let type: String
    /// The version of the data's shape; an older one stays readable for ever.
    package let version: Int
    /// A JSON object.
    package let data: JSONValue

    package init(type: String, version: Int = 1, data: JSONValue) {
        self.type = type
        self.version = version
        self.data = data
    }
}

/// A fact whose data can't be read: of an unknown type, a newer version, or with a field missing.
package struct FactError: Reportable, Equatable {
    package let type: String
    package let fault: String

    package init(type: String, fault: String) {
        self.type = type
        self.fault = fault
    }

    package var code: String { "ledger.unreadable_event" }
    package var category: ErrorCategory { .failure }
    package var message: String {
        "An event of type '\(type.printable(limit: 60))' can't be read: \(fault)."
    }
    package var hint: String? {
        "It may be from a newer Worklead: upgrade, then `worklead ledger verify`."
    }
}
