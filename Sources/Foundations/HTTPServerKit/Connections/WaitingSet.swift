import CLinux
import Glibc
import Synchronization

/// What the keeper's thread sleeps on: the listeners, the clients that may leave, and an event that
/// other threads raise.
final class WaitingSet: Sendable {
    enum Event {
        case raised
        /// Somebody wants to connect to the listener with this index.
        case knock(Int)
        /// The client of a connection has left.
        case left(descriptor: Int32, number: UInt32)
    }

    private static let eventName = UInt64.max

    private let epoll: Int32
    private let event: Int32
    /// Given away for a moment to turn somebody away when there are no descriptors left.
    private let reserve: Atomic<Int32>

    init(_ listeners: [HTTPListener]) throws(HTTPServerError) {
        epoll = clinux_epoll()
        event = clinux_event()
        reserve = Atomic(Self.openReserve())
        guard epoll >= 0, event >= 0, clinux_epoll_add_input(epoll, event, Self.eventName) == 0
        else { throw .systemRefused(errno: errno) }
        for (index, listener) in listeners.enumerated() {
            guard clinux_epoll_add_input(epoll, listener.descriptor, UInt64(index)) == 0 else {
                throw .systemRefused(errno: errno)
            }
        }
    }

    deinit {
        close(epoll)
        close(event)
        close(reserve.load(ordering: .relaxed))
    }

    func raise() {
        clinux_event_raise(event)
    }

    func watch(_ connection: ServerConnection) {
        let name = UInt64(connection.number) << 32 | UInt64(connection.descriptor)
        // Where that fails the client's leaving is noticed when something is sent to it.
        _ = clinux_epoll_add_leaving(epoll, connection.descriptor, name)
    }

    func forget(_ listener: HTTPListener) {
        _ = clinux_epoll_remove(epoll, listener.descriptor)
    }

    /// Turns away who knocks, for want of descriptors.
    ///
    /// Otherwise the listener would be told of again and again.
    func shed(_ listener: HTTPListener) {
        close(reserve.load(ordering: .relaxed))
        var peer = clinux_peer()
        close(clinux_accept(listener.descriptor, &peer))
        reserve.store(Self.openReserve(), ordering: .relaxed)
    }

    /// Sleeps until something happens, or until a time.
    func wait(until deadline: Int64, from now: Int64) -> [Event] {
        var names = [UInt64](repeating: 0, count: 64)
        var milliseconds: Int32 = -1
        if deadline != .max {
            // Rounded up, so that it is due when the thread wakes.
            let left = max(0, deadline - now)
            milliseconds = Int32(clamping: left / 1_000_000 + (left % 1_000_000 == 0 ? 0 : 1))
        }
        let count = clinux_epoll_wait(epoll, &names, Int32(names.count), milliseconds)
        guard count > 0 else { return [] }
        return names.prefix(Int(count)).map { name in
            if name == Self.eventName {
                clinux_event_lower(event)
                return .raised
            }
            let number = UInt32(name >> 32)
            return number == 0
                ? .knock(Int(name))
                : .left(descriptor: Int32(name & 0x7FFF_FFFF), number: number)
        }
    }

    private static func openReserve() -> Int32 {
        clinux_open("/dev/null", O_RDONLY, 0)
    }
}
