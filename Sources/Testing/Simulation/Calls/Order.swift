import Engine
import Model

/// What an agent can ask for.
enum Order: Sendable {
    // Everybody.
    case start(worktree: String)
    case beat
    case send(Letter)
    case acknowledge(MessageID)
    case read(through: MessageID)
    case save(String)

    // Who works.
    case claim(TaskKey)
    case claimNext(LaneKey?)
    case deliver(TaskKey, under: Fence, commit: String, worktree: String)
    case release(TaskKey, under: Fence, note: String)
    case pause(TaskKey, under: Fence)
    case resume(TaskKey, under: Fence)
    case block(TaskKey)

    // Who judges.
    case replay(TaskKey)
    case accept(TaskKey, waiving: String?)
    case sendBack(TaskKey)
    case reject(TaskKey)

    // Who plans.
    case create(TaskEngine.Draft)
    case makeReady(TaskKey)
    case assign(TaskKey, to: AgentID?)
    case free(TaskKey)
    case unblock(TaskKey)
    case park(TaskKey)
    case unpark(TaskKey)
    case cancel(TaskKey)
    case supersede(TaskKey, by: TaskKey)
    case depend(TaskKey, on: TaskKey)
    case parkLane(LaneKey)
    case unparkLane(LaneKey)
    case sweepMessages
    case sweepAgents
    case openPhase(PhaseName)
    case closePhase(PhaseName)
    case retire(AgentID)
    case revive(AgentID)
    case revoke(SessionID)

    /// Whether it goes to the outbox when no gateway answers, as the program has it.
    var mayQueue: Bool {
        switch self {
        case .send, .acknowledge, .save: true
        default: false
        }
    }

    /// What the role must allow.
    var right: Right? {
        switch self {
        case .start, .block, .pause, .resume: nil
        case .beat, .send, .acknowledge, .read, .save: .speak
        case .claim, .claimNext, .deliver, .release: .work
        case .replay, .accept, .sendBack, .reject: .judge
        default: .plan
        }
    }

    /// The first word of it.
    var name: String {
        // Not what it would print, of which the first word is the least part.
        Mirror(reflecting: self).children.first?.label ?? "\(self)"
    }
}
