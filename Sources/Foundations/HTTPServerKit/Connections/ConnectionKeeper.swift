import CHTTPServer
import CLinux
import Glibc
import HTTPKit
import Synchronization
import Telemetry

/// Accepts connections, cuts those whose time is over, and ends the server.
///
/// It has a thread of its own beside the library's, which sleeps until something comes in or the
/// next deadline is there; with neither it sleeps for ever.
final class ConnectionKeeper: Sendable {
    private struct State {
        var connections: [Int32: ServerConnection] = [:]
        var addresses: [String: Int] = [:]
        var accepted: UInt32 = 0
        var stopBy: Int64?
        var isDone = false
        var waiters: [CheckedContinuation<Void, Never>] = []
    }

    let limits: HTTPServerLimits
    let handler: HTTPHandler
    let refuse: @Sendable (HTTPRefusal) -> HTTPResponse
    private let clock: @Sendable () -> Duration
    private let listeners: [HTTPListener]
    private let waiting: WaitingSet
    private let state = Lock(State())
    /// When the thread wakes by itself at the latest.
    private let wake = Atomic<Int64>(.max)
    private let stopping = Atomic<Bool>(false)

    init(
        _ listeners: [HTTPListener],
        limits: HTTPServerLimits,
        clock: @escaping @Sendable () -> Duration,
        refuse: @escaping @Sendable (HTTPRefusal) -> HTTPResponse,
        handler: @escaping HTTPHandler
    ) throws(HTTPServerError) {
        self.listeners = listeners
        self.limits = limits
        self.clock = clock
        self.refuse = refuse
        self.handler = handler
        waiting = try WaitingSet(listeners)
    }

    func now() -> Int64 { clock().nanoseconds }

    var isStopping: Bool { stopping.load(ordering: .acquiring) }

    /// A connection has to be looked at by then.
    func expect(_ deadline: Int64) {
        // Most of the time the thread wakes earlier anyhow, and then this is all there is to do.
        guard deadline < wake.load(ordering: .acquiring) else { return }
        let before = wake.min(deadline, ordering: .acquiringAndReleasing).oldValue
        if deadline < before { waiting.raise() }
    }

    /// The connection that has this descriptor now.
    func connection(on descriptor: Int32) -> ServerConnection? {
        state.withLock { $0.connections[descriptor] }
    }

    func remove(_ connection: ServerConnection) {
        let isLast = state.withLock { state in
            guard state.connections[connection.descriptor] === connection else { return false }
            state.connections[connection.descriptor] = nil
            if case .tcp(let address, _) = connection.peer {
                let left = (state.addresses[address] ?? 1) - 1
                state.addresses[address] = left > 0 ? left : nil
            }
            return state.connections.isEmpty
        }
        if isLast, isStopping { waiting.raise() }
    }

    var connectionCount: Int { state.withLock { $0.connections.count } }

    // MARK: Stopping

    func requestStop(grace: Duration) {
        let by = now() + grace.nanoseconds
        state.withLock { $0.stopBy = min($0.stopBy ?? .max, by) }
        stopping.store(true, ordering: .releasing)
        waiting.raise()
    }

    func untilDone() async {
        await withCheckedContinuation { continuation in
            let isDone = state.withLock { state in
                if !state.isDone { state.waiters.append(continuation) }
                return state.isDone
            }
            if isDone { continuation.resume() }
        }
    }

    // MARK: Its thread

    /// Runs until it is stopped.
    func run(_ library: OpaquePointer) {
        var hasRetired = false
        while true {
            let time = now()
            if time >= wake.load(ordering: .acquiring) { cutLate(time) }
            if isStopping {
                if !hasRetired {
                    hasRetired = true
                    retire()
                }
                let (isEmpty, by) = state.withLock {
                    ($0.connections.isEmpty, $0.stopBy ?? .max)
                }
                if isEmpty || time >= by { break }
                expect(by)
            }
            for event in waiting.wait(until: wake.load(ordering: .acquiring), from: time) {
                switch event {
                case .raised: break
                case .left(let descriptor, let number):
                    let connection = connection(on: descriptor)
                    if connection?.number == number { connection?.leave() }
                case .knock(let listener):
                    if !isStopping { accept(on: listeners[listener], for: library) }
                }
            }
        }
        for connection in all { connection.abandon() }
        chttp_stop(library)
        let waiters = state.withLock { state in
            state.isDone = true
            state.connections = [:]
            defer { state.waiters = [] }
            return state.waiters
        }
        for waiter in waiters { waiter.resume() }
    }

    private var all: [ServerConnection] { state.withLock { Array($0.connections.values) } }

    private func cutLate(_ time: Int64) {
        // A deadline that is set meanwhile raises the event, for it is earlier than this.
        wake.store(.max, ordering: .releasing)
        let next = all.reduce(Int64.max) { min($0, $1.expire(at: time)) }
        wake.min(next, ordering: .acquiringAndReleasing)
    }

    private func retire() {
        for listener in listeners {
            waiting.forget(listener)
            listener.close()
        }
        for connection in all { connection.retire() }
    }

    private func accept(on listener: HTTPListener, for library: OpaquePointer) {
        // Others want their turn too; what is left is told of again.
        for _ in 0..<64 {
            var found = clinux_peer()
            let descriptor = clinux_accept(listener.descriptor, &found)
            if descriptor >= 0 {
                admit(descriptor, HTTPPeer(found), to: library)
            } else if errno == EMFILE || errno == ENFILE {
                waiting.shed(listener)
                return
            } else if errno != EINTR && errno != ECONNABORTED {
                return
            }
        }
    }

    private func admit(_ descriptor: Int32, _ peer: HTTPPeer, to library: OpaquePointer) {
        let deadline = now() + limits.head.nanoseconds
        let admitted: ServerConnection? = state.withLock { state in
            guard state.connections.count < limits.connectionsMax else { return nil }
            if case .tcp(let address, _) = peer {
                let count = state.addresses[address] ?? 0
                guard count < limits.connectionsPerAddressMax else { return nil }
                state.addresses[address] = count + 1
            }
            state.accepted &+= 1
            // Zero is the listeners' in the names of what is waited for.
            if state.accepted == 0 { state.accepted = 1 }
            let connection = ServerConnection(
                descriptor,
                number: state.accepted,
                peer: peer,
                keeper: self,
                deadline: deadline
            )
            state.connections[descriptor] = connection
            return connection
        }
        guard let admitted else {
            RawAnswer.send(refuse(.crowded), to: descriptor)
            close(descriptor)
            return
        }
        expect(deadline)
        waiting.watch(admitted)
        // It closes the descriptor where it can't take it.
        if chttp_add(library, descriptor) != 0 { remove(admitted) }
    }
}

extension HTTPPeer {
    fileprivate init(_ peer: clinux_peer) {
        var peer = peer
        switch peer.family {
        case Int32(CLINUX_FAMILY_UNIX.rawValue):
            self = .unix(user: peer.user, group: peer.group, process: peer.process)
        case Int32(CLINUX_FAMILY_TCP.rawValue):
            let address = withUnsafeBytes(of: &peer.address) { bytes in
                String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
            }
            self = .tcp(address: address, port: Int(peer.port))
        default:
            self = .other
        }
    }
}
