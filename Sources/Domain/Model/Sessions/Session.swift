import Digests

/// An agent's presence from start to end, bound to a worktree.
package struct Session: Hashable, Sendable {
    package let id: SessionID
    package let agent: AgentID
    /// The absolute path of the worktree that it is bound to; `nil` outside of any.
    package let worktree: String?
    package let repository: RepositoryName?
    /// The digest of the credential; the credential itself is kept by the worktree alone.
    package let credential: Digest
    package let startedAt: Timestamp
    /// The last heartbeat.
    package let seenAt: Timestamp
    package let endedAt: Timestamp?

    package init(
        id: SessionID,
        agent: AgentID,
        worktree: String?,
        repository: RepositoryName?,
        credential: Digest,
        startedAt: Timestamp,
        seenAt: Timestamp,
        endedAt: Timestamp?
    ) {
        self.id = id
        self.agent = agent
        self.worktree = worktree
        self.repository = repository
        self.credential = credential
        self.startedAt = startedAt
        self.seenAt = seenAt
        self.endedAt = endedAt
    }

    /// Whether it has not ended; how long ago it was seen plays no part.
    package var isLive: Bool { endedAt == nil }
}

/// What can happen to a session.
package enum SessionEvent: Hashable, Sendable {
    case started(
        agent: AgentID,
        worktree: String?,
        repository: RepositoryName?,
        credential: Digest,
        focus: String?
    )
    case beaten(note: String?, words: BeatWords = BeatWords())
    case saved(SessionNote)
    /// Another agent's uncommitted work lies in its worktree.
    case leftoverFound(Leftover)
    /// Somebody has seen to the uncommitted work that it found.
    case leftoverSettled(note: String?)
    /// It started although a rule speaks against it, because somebody said so.
    case ruleOverridden(GateName, fault: String)
    case ended(reason: String?)

    /// The event as it is written.
    package var fact: Fact {
        switch self {
        case .started(let agent, let worktree, let repository, let credential, let focus):
            FactWriter().with("agent", agent).with("worktree", worktree)
                .with("repository", repository).with("credential", credential.description)
                .with("focus", focus).fact("session.started")
        case .beaten(let note, let words):
            FactWriter().with("note", note).with("words", words.json).fact("session.beaten")
        case .saved(let note): note.writer.fact("session.saved")
        case .leftoverSettled(let note):
            FactWriter().with("note", note).fact("session.leftover_settled")
        case .leftoverFound(let leftover): leftover.writer.fact("session.leftover_found")
        case .ruleOverridden(let rule, let fault):
            FactWriter().with("rule", rule).with("fault", fault)
                .fact("session.rule_overridden")
        case .ended(let reason): FactWriter().with("reason", reason).fact("session.ended")
        }
    }

    /// Reads the fact back, or answers `nil` for a fact about something else.
    package init?(_ fact: Fact) throws(FactError) {
        let reader = try FactReader(fact)
        switch fact.type {
        case "session.started":
            self = .started(
                agent: try reader.name("agent"),
                worktree: try reader.optionalText("worktree"),
                repository: try reader.optionalName("repository"),
                credential: try reader.digest("credential"),
                focus: try reader.optionalText("focus")
            )
        case "session.beaten":
            self = .beaten(
                note: try reader.optionalText("note"),
                words: try BeatWords(reader)
            )
        case "session.leftover_settled":
            self = .leftoverSettled(note: try reader.optionalText("note"))
        case "session.saved": self = .saved(try SessionNote(reader))
        case "session.leftover_found": self = .leftoverFound(try Leftover(reader))
        case "session.rule_overridden":
            self = .ruleOverridden(try reader.name("rule"), fault: try reader.text("fault"))
        case "session.ended": self = .ended(reason: try reader.optionalText("reason"))
        default: return nil
        }
    }
}

/// What can be wrong with an identity.
package enum SessionError: Reportable, Equatable {
    case unknown(SessionID)
    case ended(SessionID, AgentID)
    case forged(SessionID)
    case contradiction(session: AgentID, environment: String)
    case bound(worktree: String, to: AgentID, SessionID)
    case absent
    case unproven(AgentID)

    package var code: String {
        switch self {
        case .unknown: "session.unknown"
        case .ended: "session.ended"
        case .forged: "session.forged"
        case .contradiction: "session.contradiction"
        case .bound: "session.bound"
        case .absent: "session.absent"
        case .unproven: "session.unproven"
        }
    }

    package var category: ErrorCategory {
        switch self {
        case .unknown: .notFound
        case .ended, .forged, .contradiction, .absent, .unproven: .notAllowed
        case .bound: .conflict
        }
    }

    package var message: String {
        switch self {
        case .unknown(let id): "There is no session '\(id)'."
        case .ended(let id, let agent): "The session \(id) of \(agent) has ended."
        case .forged(let id): "The credential does not belong to the session \(id)."
        case .contradiction(let agent, let environment):
            "This worktree's session is \(agent)'s, "
                + "but '\(environment.printable(limit: 80))' is asked for."
        case .bound(let worktree, let agent, let session):
            "The worktree \(worktree.printable(limit: 200)) is bound to \(agent) (\(session))."
        case .absent: "Nobody is known here: this directory has no session."
        case .unproven(let agent):
            "'\(agent)' is asked for without the credential of a session of theirs."
        }
    }

    package var hint: String? {
        switch self {
        case .unknown, .ended, .absent: "`worklead session start --as AGENT` starts one."
        case .forged: "`worklead session start --as AGENT` makes a new one in this worktree."
        case .contradiction:
            "Unset the variable or the option, or work from that agent's own worktree."
        case .bound: "`worklead session start --as AGENT --worktree` makes a worktree of your own."
        case .unproven:
            "Work from that agent's worktree, or name its credential's file in WORKLEAD_TOKEN_FILE."
        }
    }
}
