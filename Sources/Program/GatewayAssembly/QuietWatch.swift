import Assembly
import ServiceKit
import Telemetry

/// Does what is done when nothing has been asked for a while, and gives memory back.
///
/// It wakes while there is something to do, and once after.
final class QuietWatch: Sendable {
    private struct State {
        var notes = 0
        var isWatching = false
    }

    private static let after = Duration.seconds(5)

    private let runner: any TaskExecutor
    private let settle: @Sendable () -> Void
    private let state = Lock(State())

    init(on runner: any TaskExecutor, settle: @escaping @Sendable () -> Void) {
        self.runner = runner
        self.settle = settle
    }

    /// Something was asked for, or has ended.
    func note() {
        let isFirst = state.withLock { state in
            state.notes += 1
            defer { state.isWatching = true }
            return !state.isWatching
        }
        guard isFirst else { return }
        // Nobody waits for it: it ends when all is quiet, or with the process.
        Task(executorPreference: runner) { [self] in
            while !waitForQuiet() {}
            settle()
            ProcessResources.settleMemory()
        }
    }

    /// Whether nothing was noted for a while; then nobody watches any more.
    private func waitForQuiet() -> Bool {
        let before = state.withLock { $0.notes }
        WaitingThread.pause(for: Self.after)
        return state.withLock { state in
            state.isWatching = state.notes != before
            return !state.isWatching
        }
    }
}
