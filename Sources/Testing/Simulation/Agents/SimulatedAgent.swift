import Model
import TestSupport

/// An agent of a simulated month: what it has on its disk, and what it only remembers.
final class SimulatedAgent {
    /// What a crash takes away.
    struct Memory {
        /// The call whose answer it waits for.
        var waiting: Call?
        var job: Job?
        /// What it means to do next, in this order.
        var errands: [Order] = []
        /// What it is to acknowledge, and when it will get to it.
        var duties: [(message: MessageID, at: Timestamp)] = []
        var beatenAt: Timestamp?
        /// What it has written in this life.
        var letters = 0
    }

    /// A task that it works on.
    struct Job {
        let task: TaskKey
        let fence: Fence
        let doneAt: Timestamp
    }

    let number: Int
    let id: AgentID
    let role: Role
    let lane: LaneKey?
    let worktree: String
    /// How wrong its clock is.
    let skew: Duration

    var memory = Memory()
    /// The credential in its worktree.
    var session: TestSession?
    /// What no gateway could be given, in order; on the disk before anybody is told so.
    var outbox: [Call] = []
    /// Rises with each crash: what was meant for an earlier life is not heard by this one.
    var life = 1
    var isUp = true
    /// The last time that it was set to wake.
    var alarm = 0
    /// How many calls it has made.
    var calls = 0

    init(number: Int, id: AgentID, role: Role, lane: LaneKey?, skew: Duration) {
        self.number = number
        self.id = id
        self.role = role
        self.lane = lane
        self.skew = skew
        worktree = "/worktrees/\(id)"
    }

    /// The token of the next message of this life.
    func nextToken() -> LetterToken {
        memory.letters += 1
        return LetterToken(author: id.text, life: life, number: memory.letters)
    }
}
