import Telemetry

/// Wakes the streams when the ledger grows, and now and then so that they show that they live.
///
/// It sleeps while nobody listens.
final class EventFeed: Sendable {
    /// Why a stream was woken.
    enum Wake: Sendable {
        /// The ledger has grown.
        case news
        /// Nothing happened for a while.
        case heartbeat
        /// The gateway stops, or the client has gone.
        case stop
    }

    private struct State {
        var head: Int64 = 0
        var isStopped = false
        var streams = 0
        var streamsMost = 0
        var waiters: [Int: CheckedContinuation<Wake, Never>] = [:]
        var waitersSeen = 0
        var ticks = false
    }

    /// So many streams have left something to tidy up.
    private static let many = 64

    private let heartbeat: Duration
    private let runner: any TaskExecutor
    private let quiet: @Sendable () -> Void
    private let pause: @Sendable (Duration) async throws -> Void
    private let state = Lock(State())

    init(
        heartbeat: Duration,
        runner: any TaskExecutor,
        quiet: @escaping @Sendable () -> Void,
        pause: @escaping @Sendable (Duration) async throws -> Void
    ) {
        self.heartbeat = heartbeat
        self.runner = runner
        self.quiet = quiet
        self.pause = pause
    }

    /// How many streams are open.
    var count: Int { state.withLock { $0.streams } }

    func opened() {
        state.withLock { state in
            state.streams += 1
            state.streamsMost = max(state.streamsMost, state.streams)
        }
    }

    func closed() {
        let isQuiet = state.withLock { state in
            state.streams -= 1
            guard state.streams == 0, state.streamsMost >= Self.many else { return false }
            state.streamsMost = 0
            return true
        }
        if isQuiet { quiet() }
    }

    func note(_ revision: Int64) {
        let woken = state.withLock { state in
            state.head = max(state.head, revision)
            return Self.takeAll(&state)
        }
        for waiter in woken { waiter.resume(returning: .news) }
    }

    func stop() {
        let woken = state.withLock { state in
            state.isStopped = true
            return Self.takeAll(&state)
        }
        for waiter in woken { waiter.resume(returning: .stop) }
    }

    /// Waits until the ledger is beyond the revision, for a heartbeat, or for the task's end.
    func wait(beyond revision: Int64) async -> Wake {
        let number = state.withLock { state in
            state.waitersSeen += 1
            return state.waitersSeen
        }
        return await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let at: Wake? = state.withLock { state in
                    if state.isStopped || Task.isCancelled { return .stop }
                    if state.head > revision { return .news }
                    state.waiters[number] = continuation
                    startTicking(&state)
                    return nil
                }
                if let at { continuation.resume(returning: at) }
            }
        } onCancel: {
            state.withLock { $0.waiters.removeValue(forKey: number) }?.resume(returning: .stop)
        }
    }

    private func startTicking(_ state: inout State) {
        guard !state.ticks else { return }
        state.ticks = true
        // Nobody waits for it: it ends when a beat finds no stream.
        Task(executorPreference: runner) { [self] in await tick() }
    }

    private func tick() async {
        while true {
            do {
                try await pause(heartbeat)
            } catch {
                return state.withLock { $0.ticks = false }
            }
            let woken: [CheckedContinuation<Wake, Never>]? = state.withLock { state in
                guard !state.waiters.isEmpty else {
                    state.ticks = false
                    return nil
                }
                return Self.takeAll(&state)
            }
            guard let woken else { return }
            for waiter in woken { waiter.resume(returning: .heartbeat) }
        }
    }

    private static func takeAll(_ state: inout State) -> [CheckedContinuation<Wake, Never>] {
        defer { state.waiters.removeAll(keepingCapacity: true) }
        return Array(state.waiters.values)
    }
}
