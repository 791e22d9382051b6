import Engine
import GitKit
import Model
import Operations
import Store

extension LocalCaller {
    func provideSessions(_ provider: inout OperationProvider) {
        provider.provide(StartSession.self) { [unowned self] input, context in
            try await start(input, context)
        }
        provider.provide(SwitchSession.self) { [unowned self] input, context in
            try await switchSession(input, context)
        }
        provider.provide(ShowSession.self) { [unowned self] _, context in
            try read(ShowSession.self, context) { view in
                guard let session = try view.requireAsker().session else {
                    throw SessionError.absent
                }
                return try report(session.id, view)
            }
        }
        provider.provide(EndSession.self) { [unowned self] input, context in
            let reply = try await change(EndSession.self, input, context, right: nil) { change in
                guard let session = change.actor.session else { throw SessionError.absent }
                if let words = input.reflect {
                    _ = try change.memory.keep(
                        MemoryEngine.Draft(kind: .reflection, text: words)
                    )
                }
                let holds = try change.sessions.end(releasing: input.release, because: input.reason)
                var report = try self.report(session.id, change.view)
                report.holds = holds
                return report
            }
            if !reply.isDryRun, let location = try open().found.location {
                CredentialFile.remove(from: location)
            }
            return reply
        }
        provider.provide(
            BeatSession.self,
            inOneTransaction: true
        ) { [unowned self] input, context in
            let lease = try lease(input.lease)
            let words = try BeatWords(reading: input.meta)
            return try await change(BeatSession.self, input, context, right: .speak) { change in
                let renewed = try change.sessions.beat(
                    note: input.note,
                    words: words,
                    lease: lease
                )
                let unread = try change.view.messages.unreadCount(of: change.actor.id)
                return BeatReport {
                    $0.session = change.actor.session?.id ?? .unset
                    $0.renewed = renewed
                    $0.unread = unread
                }
            }
        }
        provideHandoffs(&provider)
        provider.provide(SaveSession.self) { [unowned self] input, context in
            try await save(input, context)
        }
        provider.provide(BriefSession.self) { [unowned self] input, context in
            try read(BriefSession.self, context) { view in
                let agent = try view.requireAsker().agent
                let since =
                    try input.since ?? input.sinceTime.map { try view.ledger.head(before: $0) }
                return BriefReport(try view.brief(for: agent, since: since))
            }
        }
    }

    private func save(
        _ input: SaveSession.Input,
        _ context: CallContext
    ) async throws -> Reply<SessionNoteLine> {
        let words = try BeatWords(reading: input.meta)
        let beat = try input.heartbeat ? (words: words, lease: lease(nil)) : nil
        return try await keep(SaveSession.self, input, context, beat) { _ in
            (label: input.label, done: input.done, next: input.next)
        }
    }

    func checkpoint(
        _ input: CheckpointSession.Input,
        _ context: CallContext
    ) async throws -> Reply<SessionNoteLine> {
        try await keep(CheckpointSession.self, input, context) { view in
            let (done, next) = try view.checkpoint(because: input.trigger)
            return (label: "checkpoint", done: done, next: next)
        }
    }

    /// Keeps a note, with the branch and the commit that are checked out where the asker works.
    private func keep<O: Operation>(
        _ operation: O.Type,
        _ input: O.Input,
        _ context: CallContext,
        _ beat: (words: BeatWords, lease: Duration)? = nil,
        _ words: (View) throws -> (label: String?, done: String, next: String?)
    ) async throws -> Reply<SessionNoteLine> where O.Output == SessionNoteLine {
        let request = try request(operation, input, context, right: nil)
        let engine = try open().engine
        let (worktree, words) = try engine.read(as: request.caller, expecting: request.expected) {
            (try $0.requireAsker().session?.worktree, try words($0))
        }
        let note = SessionNote(
            label: words.label,
            done: words.done,
            next: words.next,
            branch: worktree.flatMap(branch),
            commit: worktree.flatMap { head(of: $0, engine.checkouts) }
        )
        return try await change(operation, input, context, right: nil) { change in
            guard let session = change.actor.session else { throw SessionError.absent }
            try change.sessions.save(note)
            if let beat {
                _ = try change.sessions.beat(
                    note: note.label ?? note.next,
                    words: beat.words,
                    lease: beat.lease
                )
            }
            return SessionNoteLine(note, by: change.actor.id, in: session.id, at: change.now)
        }
    }

    func report(_ id: SessionID, _ view: View) throws -> SessionReport {
        guard let session = try view.sessions.session(id) else { throw SessionError.unknown(id) }
        let role = try view.agents.agent(session.agent)?.role ?? .worker
        let holds = try view.tasks.held(by: session.agent).filter { $0.task.hold?.session == id }
        let unread = try view.messages.unreadCount(of: session.agent)
        var report = SessionReport()
        report.session = id
        report.agent = session.agent
        report.role = role
        report.worktree = session.worktree
        report.repository = session.repository
        report.branch = session.worktree.flatMap(branch)
        report.startedAt = session.startedAt
        report.holds = holds.map(\.key)
        report.unread = unread
        return report
    }

    private func branch(of worktree: String) -> String? {
        do {
            return try RepositoryLocator.location(at: worktree)?.branch?.text
        } catch {
            // The worktree may be gone; the session is still to be shown.
            return nil
        }
    }

    private func head(of worktree: String, _ checkouts: any CheckoutAccess) -> String? {
        do {
            return try checkouts.commit("HEAD", in: worktree)
        } catch {
            // A branch without commits; what was done is still to be kept.
            return nil
        }
    }
}

extension SessionNoteLine {
    init(_ note: SessionNote, by agent: AgentID, in session: SessionID, at moment: Timestamp) {
        self.init()
        self.agent = agent
        self.session = session
        label = note.label
        done = note.done
        next = note.next
        branch = note.branch
        commit = note.commit
        savedAt = moment
    }
}

extension LeftoverLine {
    init(_ leftover: Leftover, _ message: MessageID?) {
        self.init()
        agent = leftover.owner
        worktree = leftover.worktree
        branch = leftover.branch
        head = leftover.head
        paths = leftover.paths
        count = leftover.count
        self.message = message
    }
}

extension BriefReport {
    init(_ brief: SessionBrief) {
        self.init()
        agent = brief.agent.id
        role = brief.agent.role
        since = brief.since
        note = brief.note.map {
            SessionNoteLine($0.note, by: brief.agent.id, in: $0.session, at: $0.savedAt)
        }
        inHand = brief.inHand.map(TaskLine.init)
        unread = brief.unread
        followUps = brief.followUps.map(FollowUpLine.init)
        heldMessages = brief.heldMessages
        messages = brief.messages.map { MessageLine($0.stored) }
        toAcknowledge = brief.toAcknowledge.map { MessageLine($0.stored) }
        next = brief.next.map(NextLine.init)
        news = brief.news.map { type, count in
            EventCount {
                $0.type = type
                $0.count = count
            }
        }
    }
}
