import CLinux
import Glibc

/// One connection of a client, with deadlines for each step.
final class ClientSocket {
    /// Bytes that were received and not used yet.
    private(set) var received: ArraySlice<UInt8> = []
    let address: HTTPAddress
    private let descriptor: Int32
    private let clock: () -> Duration

    init(
        _ address: HTTPAddress,
        within limit: Duration,
        clock: @escaping () -> Duration
    )
        throws(HTTPClientError)
    {
        self.address = address
        self.clock = clock
        let deadline = clock() + limit
        let name = address.description
        switch address {
        case .unix(let path):
            var made = clinux_unix_connect(path)
            // Its queue is full. TCP would wait by itself; a Unix socket has to be asked again.
            while made < 0, errno == EAGAIN, clock() < deadline {
                poll(nil, 0, 1)
                made = clinux_unix_connect(path)
            }
            descriptor = made
        case .loopback(let port):
            guard (1...65535).contains(port) else {
                throw .unusableAddress(address: name, reason: "there is no such port")
            }
            descriptor = clinux_loopback_connect(UInt32(port))
        }
        guard descriptor >= 0 else { throw Self.connectFailure(errno, name) }
        guard case .loopback = address else { return }
        guard wait(for: POLLOUT, until: deadline) else { throw .connectTimeout(address: name) }
        let number = clinux_socket_failure(descriptor)
        guard number == 0 else { throw Self.connectFailure(number, name) }
    }

    deinit {
        close(descriptor)
    }

    /// Whether the server has closed it, or said something unasked, since the last answer.
    var isStale: Bool {
        var state = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
        return !received.isEmpty || poll(&state, 1, 0) != 0
    }

    /// Sends all of it.
    ///
    /// - Returns: `false` where the server ended the connection first; it may have answered all the
    ///   same.
    func send(_ bytes: [UInt8], until deadline: Duration) throws(HTTPClientError) -> Bool {
        var sent = 0
        while sent < bytes.count {
            let count = bytes.withUnsafeBytes { bytes in
                let rest = UnsafeRawBufferPointer(rebasing: bytes[sent...])
                return Glibc.send(descriptor, rest.baseAddress, rest.count, Int32(MSG_NOSIGNAL))
            }
            if count >= 0 {
                sent += count
            } else if errno == EAGAIN {
                guard wait(for: POLLOUT, until: deadline) else {
                    throw .answerTimeout(address: address.description)
                }
            } else if errno != EINTR {
                return false
            }
        }
        return true
    }

    /// Receives what comes next.
    ///
    /// - Returns: Whether there was something; `false` when the server has closed.
    func receive(until deadline: Duration) throws(HTTPClientError) -> Bool {
        while true {
            var count = 0
            let bytes = [UInt8](unsafeUninitializedCapacity: 16 * 1024) { buffer, filled in
                count = recv(descriptor, buffer.baseAddress, buffer.count, 0)
                filled = max(0, count)
            }
            if count > 0 {
                received = received.isEmpty ? bytes[...] : received + bytes
                return true
            }
            if count == 0 || (errno != EAGAIN && errno != EINTR) { return false }
            guard errno != EAGAIN || wait(for: POLLIN, until: deadline) else {
                throw .answerTimeout(address: address.description)
            }
        }
    }

    /// Takes bytes off the front of ``received``.
    func use(_ count: Int) {
        received = received.dropFirst(count)
    }

    private func wait(for event: Int32, until deadline: Duration) -> Bool {
        while true {
            let left = (deadline - clock()).components
            guard left.seconds >= 0, left.attoseconds >= 0 else { return false }
            let milliseconds = left.seconds * 1000 + left.attoseconds / 1_000_000_000_000_000 + 1
            var state = pollfd(fd: descriptor, events: Int16(event), revents: 0)
            if poll(&state, 1, Int32(clamping: milliseconds)) > 0 { return true }
        }
    }

    private static func connectFailure(_ number: Int32, _ address: String) -> HTTPClientError {
        let text = String(cString: clinux_errno_text(number))
        let reason = text.prefix(1).lowercased() + text.dropFirst()
        switch number {
        case ENOENT, ECONNREFUSED: return .notListening(address: address, reason: reason)
        case EACCES, EPERM: return .forbidden(address: address, reason: reason)
        case EAGAIN, ETIMEDOUT: return .connectTimeout(address: address)
        default: return .unusableAddress(address: address, reason: reason)
        }
    }
}
