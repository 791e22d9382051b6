import Telemetry

/// Passes announcements of a provider on to all who listen, on whichever connection.
final class ChangeHub: Sendable {
    private struct Listeners {
        var next = 0
        var all: [Int: AsyncStream<MCPChange>.Continuation] = [:]
    }

    private let listeners = Lock(Listeners())

    /// How many announcements a listener may be behind; the oldest are dropped, since each says
    /// only that there is something to look at.
    private static let backlogMax = 256

    /// What is announced from now on, until the one who listens stops reading.
    func listen() -> AsyncStream<MCPChange> {
        AsyncStream(bufferingPolicy: .bufferingNewest(Self.backlogMax)) { continuation in
            let place = listeners.withLock { listeners in
                listeners.next += 1
                listeners.all[listeners.next] = continuation
                return listeners.next
            }
            continuation.onTermination = { [listeners] _ in
                listeners.withLock { $0.all[place] = nil }
            }
        }
    }

    func announce(_ change: MCPChange) {
        for listener in listeners.withLock({ Array($0.all.values) }) { listener.yield(change) }
    }
}
