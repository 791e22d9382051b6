import Telemetry

/// Tells whether the client of a request is still there.
///
/// A client that has closed its connection, or said that it will write no more, counts as gone.
/// Its request is answered all the same, where that is possible.
package final class HTTPClientPresence: Sendable {
    private struct State {
        var isGone = false
        var watchers: [Int: @Sendable () -> Void] = [:]
        var watchersSeen = 0
    }

    private let state = Lock(State())

    package init() {}

    package var isGone: Bool { state.withLock { $0.isGone } }

    /// Calls `body` once when the client goes away, or now if it has.
    ///
    /// It runs on a thread of the server and must not wait.
    ///
    /// - Returns: What ``forget(_:)`` takes.
    @discardableResult
    package func whenGone(_ body: @escaping @Sendable () -> Void) -> Int {
        let number: Int? = state.withLock { state in
            guard !state.isGone else { return nil }
            state.watchersSeen += 1
            state.watchers[state.watchersSeen] = body
            return state.watchersSeen
        }
        if number == nil { body() }
        return number ?? 0
    }

    /// Takes a ``whenGone(_:)`` back.
    package func forget(_ number: Int) {
        state.withLock { $0.watchers[number] = nil }
    }

    /// Returns when the client has gone away, or when the task is cancelled.
    package func untilGone() async {
        let (goings, continuation) = AsyncStream.makeStream(of: Never.self)
        let number = whenGone { continuation.finish() }
        for await _ in goings {}
        forget(number)
    }

    /// The server saw it go.
    package func leave() {
        let watchers = state.withLock { state in
            state.isGone = true
            let watchers = state.watchers
            state.watchers = [:]
            return watchers
        }
        for watcher in watchers.values { watcher() }
    }
}
