import Telemetry

/// Events in the form of the stream, read once for all streams that have come equally far.
///
/// A thousand streams that wait at the ledger's head would else read and write out each new event a
/// thousand times.
final class EventPages: Sendable {
    /// The events after some revision.
    struct Page: Sendable {
        /// The frames of the events; none where nothing has happened.
        var bytes: [UInt8] = []
        /// Where to go on.
        var next: Int64
        /// Whether more events are there already.
        var isFull = false
        /// Whether one of them can have ended somebody's session.
        var endsSessions = false
    }

    private struct State {
        var pages: [Int64: Task<Page, any Error>] = [:]
        /// The keys of the pages that are kept, the oldest first.
        var kept: [Int64] = []
    }

    private static let keptMax = 8

    private let runner: any TaskExecutor
    private let state = Lock(State())

    init(runner: any TaskExecutor) { self.runner = runner }

    /// The events after a revision: those that were read for another stream, or read now.
    func page(
        after revision: Int64,
        _ read: @escaping @Sendable () async throws -> Page
    ) async throws -> Page {
        let task = state.withLock { state in
            if let page = state.pages[revision] { return page }
            // Whoever asks for the page waits for it.
            let task = Task(executorPreference: runner) { [self] in
                do {
                    let page = try await read()
                    settle(revision, isKept: !page.bytes.isEmpty && !page.isFull)
                    return page
                } catch {
                    settle(revision, isKept: false)
                    throw error
                }
            }
            state.pages[revision] = task
            return task
        }
        return try await task.value
    }

    /// A page was read; only one that can't change any more and that others will ask for is kept.
    private func settle(_ revision: Int64, isKept: Bool) {
        state.withLock { state in
            guard isKept else {
                state.pages[revision] = nil
                return
            }
            state.kept.append(revision)
            if state.kept.count > Self.keptMax { state.pages[state.kept.removeFirst()] = nil }
        }
    }
}
