import Assembly
import Gateway
import MCP
import Model
import Telemetry

/// The ledger of a gateway, which hears of each change: who waits for one is woken by it, and by
/// nothing before.
struct AnnouncedLedger: LedgerWatching {
    let bell: LedgerBell
    let store: SharedStore
    let time: SystemTime

    func wait(
        beyond revision: Int64?,
        upTo duration: Duration,
        asking ask: @Sendable () async throws -> Int64?
    ) async throws -> Duration {
        let start = time.elapsed()
        let most = min(duration, try untilNextEnding() ?? duration)
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await bell.rings(beyond: revision ?? bell.head) }
            group.addTask { try await Alarms.shared.pause(for: most) }
            defer { group.cancelAll() }
            try await group.next()
        }
        return time.elapsed() - start
    }

    /// How long until a task can be claimed though nobody does anything: a lease ends by itself.
    private func untilNextEnding() throws -> Duration? {
        try store.engine.read { view in
            try view.tasks.nextEnding(after: view.now).map { $0 - view.now }
        }
    }
}

/// Wakes those who wait for the ledger to grow.
final class LedgerBell: Sendable {
    private struct State {
        var head: Int64 = 0
        var isStopped = false
        var last = 0
        var waiters: [Int: CheckedContinuation<Void, any Error>] = [:]
    }

    private let state = Lock(State())

    /// The newest revision that was announced.
    var head: Int64 { state.withLock { $0.head } }

    func ring(_ revision: Int64) {
        let woken = state.withLock { state in
            state.head = max(state.head, revision)
            return Self.takeAll(&state)
        }
        for waiter in woken { waiter.resume() }
    }

    /// Sends away all who wait, and those who come.
    func stop() {
        let woken = state.withLock { state in
            state.isStopped = true
            return Self.takeAll(&state)
        }
        for waiter in woken { waiter.resume(throwing: RequestError.stopping) }
    }

    /// Returns when the ledger is beyond the revision.
    ///
    /// - Throws: `RequestError.stopping` where the gateway ends, and `CancellationError`.
    func rings(beyond revision: Int64) async throws {
        let number = state.withLock { state in
            state.last += 1
            return state.last
        }
        try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                let outcome: Result<Void, any Error>? = state.withLock { state in
                    if Task.isCancelled { return .failure(CancellationError()) }
                    if state.isStopped { return .failure(RequestError.stopping) }
                    if state.head > revision { return .success(()) }
                    state.waiters[number] = continuation
                    return nil
                }
                if let outcome { continuation.resume(with: outcome) }
            }
        } onCancel: {
            let waiter = state.withLock { $0.waiters.removeValue(forKey: number) }
            waiter?.resume(throwing: CancellationError())
        }
    }

    private static func takeAll(_ state: inout State) -> [CheckedContinuation<Void, any Error>] {
        defer { state.waiters.removeAll(keepingCapacity: true) }
        return Array(state.waiters.values)
    }
}
