import Engine
import Model
import Store

extension Order {
    /// How long a claim is given.
    static let lease = Duration.minutes(60)
    /// How long a rework is kept for its worker.
    static let keeping = Duration.hours(4)

    /// Does it in a transaction; what git or checks are asked for does ``EngineDesk``.
    func carryOut(_ change: Change) throws -> CallAnswer {
        var answer = CallAnswer()
        switch self {
        case .start, .beat, .send, .acknowledge, .read, .save: return try speak(change)
        case .claim(let key): return CallAnswer(try change.claims.claim(key, for: Self.lease))
        case .claimNext(let lane):
            return CallAnswer(try change.claims.claimNext(in: lane, for: Self.lease))
        case .release(let key, let fence, let note):
            try change.claims.release(key, under: fence, note: note)
        case .pause(let key, let fence):
            try change.claims.pause(key, under: fence, because: "something else first")
        case .resume(let key, let fence):
            try change.claims.resume(key, under: fence, for: Self.lease)
            answer.task = key
            answer.fence = fence
        case .block(let key): try change.tasks.block(key, because: "the interface is not decided")
        case .sendBack(let key):
            _ = try change.verdicts.sendBack(
                key,
                findings: ["A check fails."],
                keeping: Self.keeping
            )
        case .reject(let key): _ = try change.verdicts.reject(key, because: "not what was asked")
        default: try plan(change)
        }
        return answer
    }

    private func speak(_ change: Change) throws -> CallAnswer {
        var answer = CallAnswer()
        switch self {
        case .start(let worktree):
            let opened = try change.sessions.start(SessionOrder(worktree: worktree)).started
            answer.session = CallAnswer.TestSessionParts(
                id: opened.id,
                credential: opened.credential
            )
        case .beat: _ = try change.sessions.beat(note: nil, lease: Self.lease)
        case .send(let letter): answer.message = try change.messages.send(letter.draft).id
        case .acknowledge(let id): _ = try change.messages.acknowledge(id, note: nil)
        case .read(let id): _ = try change.messages.markRead(through: id)
        case .save(let note):
            try change.sessions.save(
                SessionNote(label: nil, done: note, next: nil, branch: nil, commit: nil)
            )
        default: break
        }
        return answer
    }

    private func plan(_ change: Change) throws {
        switch self {
        case .create(let draft): _ = try change.tasks.create(draft)
        case .makeReady(let key): _ = try change.tasks.makeReady(key, findings: [])
        case .assign(let key, let agent): try change.tasks.assign(key, to: agent)
        case .free(let key): try change.claims.release(key, under: nil, note: "its agent is away")
        case .unblock(let key): try change.tasks.unblock(key)
        case .park(let key):
            try change.tasks.park(key, because: Lane.Parking(reason: "not now", blocker: nil))
        case .unpark(let key): try change.tasks.unpark(key)
        case .cancel(let key): try change.tasks.cancel(key, because: "not needed any more")
        case .supersede(let key, let other): try change.tasks.supersede(key, by: other)
        case .depend(let key, let other): try change.tasks.addDependency(of: key, on: other)
        case .parkLane(let lane):
            try change.lanes.park(lane, because: Lane.Parking(reason: "frozen", blocker: nil))
        case .unparkLane(let lane): try change.lanes.unpark(lane)
        case .sweepMessages: _ = try change.messages.sweep(giving: .minutes(30))
        case .sweepAgents: _ = try change.presence.sweep(.standard)
        case .openPhase(let name): try change.phases.open(name, title: nil, specs: [])
        case .closePhase(let name): try change.phases.close(name, [])
        case .retire(let agent): try change.agents.retire(agent, because: "its model is gone")
        case .revive(let agent): try change.agents.revive(agent)
        case .revoke(let id):
            guard let session = try change.view.sessions.session(id) else {
                throw SessionError.unknown(id)
            }
            try change.sessions.revoke(session, because: "not heard of")
        default: preconditionFailure("\(name) is no plan")
        }
    }
}
