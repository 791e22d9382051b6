import Engine
import Model

/// One attempt of an agent to have something done.
///
/// Its key stays the same for every copy and every further attempt, so that whatever the network
/// does to it, it is done once.
package struct Call: Sendable {
    let key: String
    let agent: Int
    /// The life of the agent that waits for the answer: a later one has never heard of it.
    var life: Int
    var attempt = 1
    let order: Order
    /// When it was decided on, by the agent's own clock.
    let claimedTime: Timestamp
    var caller: Caller
    /// Whether it is the first in the line of what could not be sent before.
    var isFromOutbox = false
}

/// What came of a call.
package enum CallOutcome: Sendable {
    case answered(CallAnswer)
    case refused(String)
    /// What never should: a fault of the engine or of the store.
    case failed(String)
}

/// What an answer tells, as far as somebody goes on with it.
package struct CallAnswer: Sendable {
    var session: TestSessionParts?
    var task: TaskKey?
    var fence: Fence?
    var message: MessageID?
    var grade: String?

    /// A session with its credential.
    struct TestSessionParts: Sendable {
        let id: SessionID
        let credential: String
    }
}
