import Telemetry

/// Why nothing more can be written to a stream.
package enum HTTPStreamError: Error, Hashable {
    /// The client went away or was too slow, or the server stops.
    case closed
    /// The task that was writing has been cancelled.
    case cancelled
}

/// A response body that is written while it is sent, such as a stream of events.
///
/// Its buffer is bounded: a writer either waits for room with ``send(_:)``, or learns from
/// ``offer(_:)`` that the client is too slow. It belongs to one response.
package final class HTTPBodyStream: Sendable {
    /// What the server finds when it reads.
    package enum Reading: Hashable, Sendable {
        case bytes(Int)
        /// There is nothing now; the reader was suspended.
        case waits
        case ends
        /// The connection is to be cut, for the body is not complete.
        case fails
    }

    /// How the server is told of news.
    ///
    /// All are called while the stream is locked, so they must not touch it.
    package struct Reader: Sendable {
        /// There is nothing to read now.
        package let suspend: @Sendable () -> Void
        /// There is something to read again; called once after each `suspend`.
        package let wake: @Sendable () -> Void
        /// Whether something lies here that the client has to take in time: called at each change.
        package let isBehind: @Sendable (Bool) -> Void
        /// The connection is to be cut at once.
        package let cut: @Sendable () -> Void

        package init(
            suspend: @escaping @Sendable () -> Void,
            wake: @escaping @Sendable () -> Void,
            isBehind: @escaping @Sendable (Bool) -> Void,
            cut: @escaping @Sendable () -> Void
        ) {
            self.suspend = suspend
            self.wake = wake
            self.isBehind = isBehind
            self.cut = cut
        }
    }

    private enum Ending { case open, finished, cut }

    private struct State {
        var buffer: [UInt8] = []
        /// How many bytes at the buffer's front were read already.
        var taken = 0
        var ending = Ending.open
        var reader: Reader?
        var isWaiting = false
        var senders: [Int: CheckedContinuation<Void, Never>] = [:]
        var sendersSeen = 0
        var closeWatchers: [@Sendable () -> Void] = []

        var backlog: Int { buffer.count - taken }
    }

    /// What is called after the lock is let go.
    private struct Effects {
        var senders: [CheckedContinuation<Void, Never>] = []
        var watchers: [@Sendable () -> Void] = []

        func run() {
            for sender in senders { sender.resume() }
            for watcher in watchers { watcher() }
        }
    }

    private let bufferBytesMax: Int
    private let state = Lock(State())

    /// - Parameter bufferBytesMax: How much may wait for the client, beside what the kernel holds.
    package init(bufferBytesMax: Int = 64 * 1024) {
        self.bufferBytesMax = bufferBytesMax
    }

    /// Whether what is written may still arrive.
    package var isOpen: Bool { state.withLock { $0.ending == .open } }

    /// Writes, after waiting for room in the buffer.
    ///
    /// More than the buffer holds is taken whole once the buffer is empty.
    package func send(_ bytes: [UInt8]) async throws(HTTPStreamError) {
        while true {
            switch write(bytes) {
            case .written: return
            case .closed: throw .closed
            case .full: break
            }
            await waitForRoom(bytes.count)
            if Task.isCancelled { throw .cancelled }
        }
    }

    /// Writes if there is room.
    ///
    /// - Returns: Whether it was written. Where it was not, the client is too slow or gone.
    package func offer(_ bytes: [UInt8]) -> Bool {
        write(bytes) == .written
    }

    /// Ends the body: the client gets what was written, and then its end.
    package func finish() {
        end(.finished)
    }

    /// Cuts the connection: the client sees that the body is not complete.
    package func cut() {
        end(.cut)
    }

    /// Calls `body` once when nothing more can be written, or now if that is so.
    ///
    /// It runs on a thread of the server and must not wait.
    package func whenClosed(_ body: @escaping @Sendable () -> Void) {
        let isClosed = state.withLock { state in
            if state.ending == .open { state.closeWatchers.append(body) }
            return state.ending != .open
        }
        if isClosed { body() }
    }

    // MARK: The server's side

    /// The server will read it from now on.
    package func attach(_ reader: Reader) {
        state.withLock { state in
            precondition(state.reader == nil, "a stream belongs to one response")
            state.reader = reader
            if state.backlog > 0 || state.ending != .open { reader.isBehind(true) }
            if state.ending == .cut { reader.cut() }
        }
    }

    /// The server will read no more: what is written from now on is lost.
    package func detach() {
        state.withLock { $0.reader = nil }
        end(.cut)
    }

    /// Moves bytes to the server.
    package func read(into target: UnsafeMutableRawBufferPointer) -> Reading {
        var effects = Effects()
        let reading: Reading = state.withLock { state in
            let count = min(target.count, state.backlog)
            guard state.ending != .cut else { return .fails }
            guard count > 0 else {
                guard state.ending == .open else { return .ends }
                state.isWaiting = true
                state.reader?.suspend()
                return .waits
            }
            state.buffer.withUnsafeBytes { bytes in
                target.copyMemory(
                    from: UnsafeRawBufferPointer(rebasing: bytes[state.taken..<state.taken + count])
                )
            }
            state.taken += count
            if state.backlog == 0 {
                state.buffer.removeAll(keepingCapacity: state.buffer.capacity <= bufferBytesMax)
                state.taken = 0
            }
            if state.backlog <= bufferBytesMax / 2 {
                effects.senders = Array(state.senders.values)
                state.senders = [:]
            }
            state.reader?.isBehind(state.backlog > 0 || state.ending != .open)
            return .bytes(count)
        }
        effects.run()
        return reading
    }

    private enum Writing { case written, full, closed }

    private func write(_ bytes: [UInt8]) -> Writing {
        guard !bytes.isEmpty else { return isOpen ? .written : .closed }
        return state.withLock { state -> Writing in
            guard state.ending == .open else { return .closed }
            guard hasRoom(for: bytes.count, state) else { return .full }
            if state.taken > 0 {
                state.buffer.removeFirst(state.taken)
                state.taken = 0
            }
            if state.buffer.isEmpty { state.reader?.isBehind(true) }
            state.buffer += bytes
            Self.wake(&state)
            return .written
        }
    }

    private func end(_ ending: Ending) {
        var effects = Effects()
        state.withLock { state in
            guard state.ending == .open || (state.ending == .finished && ending == .cut) else {
                return
            }
            state.ending = ending
            // Its end has to be taken in time as well.
            state.reader?.isBehind(true)
            if ending == .cut { state.reader?.cut() }
            Self.wake(&state)
            effects.senders = Array(state.senders.values)
            effects.watchers = state.closeWatchers
            state.senders = [:]
            state.closeWatchers = []
        }
        effects.run()
    }

    /// Wakes the reader if it waits; from then on it does not.
    private static func wake(_ state: inout State) {
        guard state.isWaiting else { return }
        state.isWaiting = false
        state.reader?.wake()
    }

    private func hasRoom(for count: Int, _ state: State) -> Bool {
        state.backlog == 0 || state.backlog + count <= bufferBytesMax
    }

    private func waitForRoom(_ count: Int) async {
        let number = state.withLock { state in
            state.sendersSeen += 1
            return state.sendersSeen
        }
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let goesOn = state.withLock { state in
                    if Task.isCancelled || state.ending != .open || hasRoom(for: count, state) {
                        return true
                    }
                    state.senders[number] = continuation
                    return false
                }
                if goesOn { continuation.resume() }
            }
        } onCancel: {
            state.withLock { $0.senders.removeValue(forKey: number) }?.resume()
        }
    }
}
