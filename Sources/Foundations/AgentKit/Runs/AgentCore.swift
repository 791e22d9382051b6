import AgentProtocols
import Glibc
import SubprocessKit
import Telemetry

/// What the thread that drives a program shares with those who listen and answer.
final class AgentCore: Sendable {
    /// What changes.
    struct State {
        var conversation: AgentConversation
        /// Until when the requests that wait for a caller do so.
        var answersDue: [PermissionID: Duration] = [:]
        var lastProgress: Duration
        /// Until when an event waits for room.
        var patience: Duration
        var outputBytes = 0
        var errorBytes = 0
        var isOverLimit = false
        var wantsCancel = false
        var wantsInterrupt = false
        var result: AgentResult?
        var waiters: [CheckedContinuation<AgentResult, Never>] = []
    }

    let order: AgentOrder
    let clock: @Sendable () -> Duration
    let streams: StreamRecord
    let pipe: InputPipe
    let events: EventQueue
    let wallDeadline: Duration
    private let state: Lock<State>

    init(
        _ order: AgentOrder,
        streams: StreamRecord,
        clock: @escaping @Sendable () -> Duration
    ) throws(SubprocessError) {
        self.order = order
        self.streams = streams
        self.clock = clock
        pipe = try InputPipe()
        events = try EventQueue()
        let now = clock()
        wallDeadline = now + order.limits.wall
        state = Lock(
            State(
                conversation: AgentConversation(
                    order.dialect,
                    order.brief,
                    lineBytesMax: order.limits.lineBytes
                ),
                lastProgress: now,
                patience: wallDeadline
            )
        )
    }

    var now: Duration { clock() }

    func withState<Value>(_ body: (inout State) -> Value) -> Value {
        state.withLock { state in body(&state) }
    }

    /// How long events wait for room once the work is being ended.
    static let patienceAtEnd: Duration = .seconds(2)

    /// Notes what somebody wants, and lets the thread look at it.
    func wish(_ change: (inout State) -> Void) {
        withState(change)
        pipe.wake()
    }

    /// Notes that the work is to end, also where the thread waits for a reader.
    func cancel() {
        let until = clock() + Self.patienceAtEnd
        wish { state in
            state.wantsCancel = true
            state.patience = min(state.patience, until)
        }
        events.hurry()
    }

    func result() async -> AgentResult {
        await withCheckedContinuation { continuation in
            let result = withState { state in
                if state.result == nil { state.waiters.append(continuation) }
                return state.result
            }
            if let result { continuation.resume(returning: result) }
        }
    }

    func finish(_ result: AgentResult) {
        let waiters = withState { state in
            state.result = result
            defer { state.waiters = [] }
            return state.waiters
        }
        events.end()
        for waiter in waiters { waiter.resume(returning: result) }
    }
}
