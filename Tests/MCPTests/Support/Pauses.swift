import MCP
import Telemetry

/// Lets no time pass and says it did, so that what waits comes to its end at once.
struct SkippedPauses: WaitPausing {
    func pause(upTo duration: Duration) async throws -> Duration {
        await Task.yield()
        try Task.checkCancellation()
        return duration
    }
}

/// Pauses that end when the test says so, or when they are cancelled.
final class HeldPauses: WaitPausing {
    private struct State {
        var next = 0
        /// Ends that nobody waited for yet.
        var ends = 0
        var held: [Int: CheckedContinuation<Void, any Error>] = [:]
    }

    private let state = Lock(State())
    // Read by the test alone: a stream ends for all its readers when one of them is cancelled.
    private let (begun, beginning) = AsyncStream<Void>.makeStream()

    func pause(upTo duration: Duration) async throws -> Duration {
        let place = state.withLock { state in
            state.next += 1
            return state.next
        }
        try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                let isOver: Result<Void, any Error>? = state.withLock { state in
                    if Task.isCancelled { return .failure(CancellationError()) }
                    if state.ends > 0 {
                        state.ends -= 1
                        return .success(())
                    }
                    state.held[place] = continuation
                    return nil
                }
                beginning.yield()
                if let isOver { continuation.resume(with: isOver) }
            }
        } onCancel: {
            state.withLock { $0.held.removeValue(forKey: place) }?.resume(
                throwing: CancellationError()
            )
        }
        return duration
    }

    /// Returns once something pauses.
    func untilOneBegins() async {
        for await _ in begun { return }
    }

    /// Ends the pause that began first, or else the next one.
    func end() {
        let first = state.withLock { state -> CheckedContinuation<Void, any Error>? in
            guard let place = state.held.keys.min() else {
                state.ends += 1
                return nil
            }
            return state.held.removeValue(forKey: place)
        }
        first?.resume()
    }
}

/// A ledger that tells of changes when the test says so, and counts who waits for one.
final class ToldLedger: LedgerWatching {
    private struct State {
        var waits = 0
        var waiting: CheckedContinuation<Void, Never>?
    }

    private let state = Lock(State())
    private let (begun, beginning) = AsyncStream<Void>.makeStream()

    /// How often somebody began to wait.
    var waits: Int { state.withLock { $0.waits } }

    func wait(
        beyond revision: Int64?,
        upTo duration: Duration,
        asking ask: @Sendable () async throws -> Int64?
    ) async throws -> Duration {
        await withCheckedContinuation { continuation in
            state.withLock { state in
                state.waits += 1
                state.waiting = continuation
            }
            beginning.yield()
        }
        return .milliseconds(1)
    }

    /// Returns once somebody waits.
    func untilOneBegins() async {
        for await _ in begun { return }
    }

    /// Wakes who waits.
    func tell() {
        let waiting = state.withLock { state in
            defer { state.waiting = nil }
            return state.waiting
        }
        waiting?.resume()
    }
}
