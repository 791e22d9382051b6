import Digests
import Model
import Store

/// What happens to sessions.
package struct SessionEngine {
    let change: Change

    /// What a start of a session gives to who asked for it.
    package struct Started: Sendable {
        package let id: SessionID
        /// To be kept where nobody else can read it; the ledger has only its digest.
        package let credential: String
    }

    /// Starts a session of the asking agent, bound to a worktree if one is given.
    ///
    /// - Throws: ``SessionError/bound(worktree:to:_:)`` while another's session is bound to it.
    package func start(
        in worktree: String?,
        of repository: RepositoryName?,
        focus: String?
    ) throws -> Started {
        try start(change.actor.id, in: worktree, of: repository, focus: focus)
    }

    func start(
        _ agent: AgentID,
        in worktree: String?,
        of repository: RepositoryName?,
        focus: String?
    ) throws -> Started {
        if let worktree, let other = try change.view.sessions.live(in: worktree) {
            guard other.agent == agent else {
                throw SessionError.bound(worktree: worktree, to: other.agent, other.id)
            }
            // The credential of the earlier session is lost, or it would have been used: a new
            // start.
            try end(other.id, because: "started anew")
        }
        let id = SessionID(trusted: try change.view.counters.next(.session))
        let secret = change.secret()
        try change.record(
            SessionEvent.started(
                agent: agent,
                worktree: worktree,
                repository: repository,
                credential: Digest(of: secret),
                focus: focus
            ).fact,
            on: Subject(.session, id.text)
        )
        return Started(id: id, credential: secret)
    }

    /// Notes that the session lives, and renews its leases.
    ///
    /// - Returns: The tasks whose leases were renewed.
    package func beat(
        note: String?,
        words: BeatWords = BeatWords(),
        lease: Duration
    ) throws -> [TaskKey] {
        guard let session = change.actor.session else { throw SessionError.absent }
        try change.record(
            SessionEvent.beaten(note: note, words: words).fact,
            on: Subject(.session, session.id.text)
        )
        var renewed: [TaskKey] = []
        for stored in try change.view.tasks.held(by: change.actor.id) {
            guard case .claimed(let hold) = stored.task.state, hold.session == session.id else {
                continue
            }
            let end = change.now + lease
            try change.apply(to: stored) { task throws(TaskError) in
                try task.renew(under: hold.fence, until: end)
            }
            renewed.append(stored.key)
        }
        return renewed
    }

    /// The most bytes that a note may have.
    package static let noteBytesMax = 8 * 1024

    /// Keeps where the asking agent stands, for whoever goes on from there.
    package func save(_ note: SessionNote) throws {
        guard let session = change.actor.session else { throw SessionError.absent }
        let bytes = note.done.utf8.count + (note.next?.utf8.count ?? 0)
        guard note.done.contains(where: { !$0.isWhitespace }) else { throw SessionNoteError.empty }
        guard bytes <= Self.noteBytesMax else {
            throw SessionNoteError.tooLong(bytes: bytes, limit: Self.noteBytesMax)
        }
        try change.record(SessionEvent.saved(note).fact, on: Subject(.session, session.id.text))
    }

    /// Ends the asking session.
    ///
    /// - Parameter releasing: Whether to give back what it holds.
    /// - Throws: ``SessionHoldsError`` when it holds something that is not to be given back.
    package func end(releasing: Bool, because reason: String?) throws -> [TaskKey] {
        guard let session = change.actor.session else { throw SessionError.absent }
        let held = try change.view.tasks.held(by: change.actor.id).filter {
            $0.task.hold?.session == session.id
        }
        guard releasing || held.isEmpty else {
            throw SessionHoldsError(session: session.id, tasks: held.map(\.key))
        }
        for stored in held {
            try change.apply(to: stored) { task throws(TaskError) in
                try task.release(under: nil, because: .byHolder, note: reason)
            }
        }
        try end(session.id, because: reason)
        return held.map(\.key)
    }

    /// Ends a session from outside; what it holds goes back.
    package func revoke(_ session: Session, because reason: String?) throws {
        guard session.isLive else { throw SessionError.ended(session.id, session.agent) }
        for stored in try change.view.tasks.held(by: session.agent)
        where stored.task.hold?.session == session.id {
            try change.apply(to: stored) { task throws(TaskError) in
                try task.release(under: nil, because: .byLead, note: reason)
            }
        }
        try end(session.id, because: reason)
    }

    private func end(_ id: SessionID, because reason: String?) throws {
        try change.record(SessionEvent.ended(reason: reason).fact, on: Subject(.session, id.text))
    }
}

/// A session that is to end while it holds tasks.
package struct SessionHoldsError: Reportable, Equatable {
    package let session: SessionID
    package let tasks: [TaskKey]

    package init(session: SessionID, tasks: [TaskKey]) {
        self.session = session
        self.tasks = tasks
    }

    package var code: String { "session.holds_tasks" }
    package var category: ErrorCategory { .conflict }
    package var message: String {
        "\(session) still holds \(tasks.map(\.text).joined(separator: ", "))."
    }
    package var hint: String? { "Deliver them, or add `--release` to give them back." }
}

/// A note that can't be kept.
package enum SessionNoteError: Reportable, Equatable {
    case empty
    case tooLong(bytes: Int, limit: Int)

    package var code: String {
        switch self {
        case .empty: "session.note_empty"
        case .tooLong: "session.note_too_long"
        }
    }

    package var category: ErrorCategory { .usage }

    package var message: String {
        switch self {
        case .empty: "The note does not say what was done."
        case .tooLong(let bytes, let limit):
            "The note has \(bytes) bytes; \(limit) is the most."
        }
    }

    package var hint: String? {
        switch self {
        case .empty: "`worklead session save 'what was done' --next 'what comes'`."
        case .tooLong: "Commit the text as a file and name it in the note."
        }
    }
}
