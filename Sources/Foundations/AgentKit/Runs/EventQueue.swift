import CLinux
import Glibc
import SubprocessKit
import Telemetry

/// Events on their way from the thread that drives a program to the task that reads them.
///
/// It holds a few hundred. When it is full the thread waits, and with it the program, whose pipe
/// fills up: a slow reader slows the agent down instead of filling the memory.
final class EventQueue: Sendable {
    private struct State {
        var events: [AgentEvent] = []
        var first = 0
        var waiter: CheckedContinuation<AgentEvent?, Never>?
        var hasEnded = false
        var isDiscarding = false
        var dropped = 0

        var count: Int { events.count - first }

        mutating func take() -> AgentEvent {
            defer {
                first += 1
                if first == events.count {
                    events.removeAll(keepingCapacity: true)
                    first = 0
                }
            }
            return events[first]
        }
    }

    private let countMax: Int
    private let state = Lock(State())
    /// Raised when there may be room.
    private let room: Int32

    init(countMax: Int = 256) throws(SubprocessError) {
        self.countMax = countMax
        room = clinux_event()
        guard room >= 0 else {
            throw .systemRefused(program: "events", doing: "make an event", errno: errno)
        }
    }

    deinit {
        close(room)
    }

    var dropped: Int { state.withLock { $0.dropped } }

    /// Adds an event, holding the thread while there is no room.
    ///
    /// - Parameter patience: Asked each time how many milliseconds are left to wait; at zero the
    ///   event is dropped and counted.
    func push(_ event: AgentEvent, patience: () -> Int32) {
        while true {
            var waiter: CheckedContinuation<AgentEvent?, Never>?
            let isDone = state.withLock { state in
                if state.isDiscarding || state.hasEnded { return true }
                waiter = state.waiter.take()
                if waiter != nil { return true }
                guard state.count < countMax else { return false }
                state.events.append(event)
                return true
            }
            waiter?.resume(returning: event)
            if isDone { return }
            let milliseconds = patience()
            guard milliseconds > 0 else {
                state.withLock { $0.dropped += 1 }
                return
            }
            var entry = pollfd(fd: room, events: Int16(POLLIN), revents: 0)
            poll(&entry, 1, milliseconds)
            clinux_event_lower(room)
        }
    }

    /// Adds an event though there may be no room: for the few that a reader's own answers make.
    func add(_ event: AgentEvent) {
        let waiter = state.withLock { state -> CheckedContinuation<AgentEvent?, Never>? in
            guard !state.isDiscarding, !state.hasEnded else { return nil }
            if let waiter = state.waiter.take() { return waiter }
            state.events.append(event)
            return nil
        }
        waiter?.resume(returning: event)
    }

    /// The next event; `nil` after the last, and for a task that is cancelled.
    func next() async -> AgentEvent? {
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let event: AgentEvent?? = state.withLock { state in
                    if state.count > 0 { return .some(state.take()) }
                    if state.hasEnded || Task.isCancelled { return .some(nil) }
                    precondition(state.waiter == nil, "one task reads the events of a run")
                    state.waiter = continuation
                    return nil
                }
                if let event {
                    clinux_event_raise(room)
                    continuation.resume(returning: event)
                }
            }
        } onCancel: {
            state.withLock { $0.waiter.take() }?.resume(returning: nil)
        }
    }

    /// Lets a thread that waits for room ask again how long it may.
    func hurry() {
        clinux_event_raise(room)
    }

    /// No more events come.
    func end() {
        let waiter = state.withLock { state in
            state.hasEnded = true
            return state.waiter.take()
        }
        waiter?.resume(returning: nil)
    }

    /// Nobody reads: what is there and what comes is forgotten.
    func discard() {
        state.withLock { state in
            state.isDiscarding = true
            state.events = []
            state.first = 0
        }
        clinux_event_raise(room)
    }
}

/// The events of a run, each once, for one task.
package struct AgentEvents: AsyncSequence, Sendable {
    let queue: EventQueue

    /// Reads one after the other.
    package struct Iterator: AsyncIteratorProtocol {
        let queue: EventQueue

        package mutating func next() async -> AgentEvent? { await queue.next() }
    }

    package func makeAsyncIterator() -> Iterator { Iterator(queue: queue) }
}
