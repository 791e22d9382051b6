import CHTTPServer
import Glibc
import HTTPKit
import Telemetry

/// One connection, from when it was accepted until its descriptor is closed.
final class ServerConnection: Sendable {
    private struct State {
        /// The library has closed it, or is about to: the descriptor may belong to another one.
        var isClosed = false
        var isGone = false
        /// The server's patience is over: what begins now is not answered.
        var isAbandoned = false
        /// When it is cut; in nanoseconds of the keeper's clock.
        var deadline: Int64
        var exchange: Exchange?
        var lastTarget: HTTPTarget?
    }

    let descriptor: Int32
    /// Tells it from others that have had the descriptor.
    let number: UInt32
    let peer: HTTPPeer
    let keeper: ConnectionKeeper
    private let state: Lock<State>

    init(
        _ descriptor: Int32,
        number: UInt32,
        peer: HTTPPeer,
        keeper: ConnectionKeeper,
        deadline: Int64
    ) {
        self.descriptor = descriptor
        self.number = number
        self.peer = peer
        self.keeper = keeper
        state = Lock(State(deadline: deadline))
    }

    /// What it was asked for last: clients that stay mostly ask for the same again.
    var lastTarget: HTTPTarget? {
        get { state.withLock { $0.lastTarget } }
        set { state.withLock { $0.lastTarget = newValue } }
    }

    // MARK: Deadlines

    func setDeadline(after limit: Duration) {
        let deadline = keeper.now() + limit.nanoseconds
        state.withLock { $0.deadline = deadline }
        keeper.expect(deadline)
    }

    /// More of a request has to come by then; from a client that has closed, what is on its way.
    func setReceivingDeadline(after limit: Duration) {
        let isGone = state.withLock { $0.isGone }
        setDeadline(after: isGone ? min(limit, keeper.limits.closed) : limit)
    }

    func clearDeadline() {
        state.withLock { $0.deadline = .max }
    }

    /// Cuts it if its time is over.
    ///
    /// - Returns: When that is to be looked at again; `.max` where no time is set.
    func expire(at now: Int64) -> Int64 {
        state.withLock { state in
            if state.deadline <= now {
                state.deadline = .max
                cut(state)
            }
            return state.deadline
        }
    }

    // MARK: Its requests

    /// A request line has come.
    func begin(_ exchange: Exchange) {
        let (isGone, isAbandoned) = state.withLock { state in
            state.exchange = exchange
            return (state.isGone, state.isAbandoned)
        }
        // The library may still read requests that it had before the connection was cut. None may
        // wait for its handler when the library stops.
        if isAbandoned { exchange.abandon() }
        setReceivingDeadline(after: keeper.limits.head)
        if isGone { exchange.presence.leave() }
    }

    /// The request is over, and the next one may come.
    func end() {
        state.withLock { $0.exchange = nil }
        setReceivingDeadline(after: keeper.limits.idle)
        if keeper.isStopping { cut() }
    }

    // MARK: Its end

    /// The client has closed, or will write no more.
    func leave() {
        let exchange = state.withLock { state in
            state.isGone = true
            return state.exchange
        }
        exchange?.leave()
        // The library does not look at a connection again that ended in the middle of a request.
        if exchange?.isIncomplete ?? true { setDeadline(after: keeper.limits.closed) }
    }

    /// Ends it at once; the library notices and closes.
    func cut() {
        state.withLock { cut($0) }
    }

    /// The descriptor is about to be closed.
    func close() {
        state.withLock { state in
            state.isClosed = true
            state.deadline = .max
            state.exchange = nil
        }
    }

    /// The server stops: ends what waits for nothing, lets the rest finish.
    func retire() {
        let exchange = state.withLock { state in
            if state.exchange == nil { cut(state) }
            return state.exchange
        }
        exchange?.retire()
    }

    /// The server's patience is over.
    func abandon() {
        let exchange = state.withLock { state in
            state.isAbandoned = true
            return state.exchange
        }
        exchange?.abandon()
        cut()
    }

    private func cut(_ state: State) {
        if !state.isClosed { shutdown(descriptor, Int32(SHUT_RDWR)) }
    }
}

extension Duration {
    /// Rounded down; what is beyond 290 years counts as for ever.
    var nanoseconds: Int64 {
        let (seconds, overflow) = components.seconds.multipliedReportingOverflow(by: 1_000_000_000)
        return overflow ? .max / 4 : seconds + components.attoseconds / 1_000_000_000
    }
}
