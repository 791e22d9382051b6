import CLinux
import Glibc
import HTTPKit
import Telemetry

/// A socket that takes connections; it closes with its last reference, or earlier.
package final class HTTPListener: Sendable {
    /// Where it listens: the port is the real one where a free one was asked for.
    package let address: HTTPAddress
    let descriptor: Int32
    private let file: SocketFile?
    private let isOpen = Lock(true)

    private init(_ descriptor: Int32, at address: HTTPAddress, file: SocketFile? = nil) {
        self.descriptor = descriptor
        self.address = address
        self.file = file
    }

    deinit {
        close()
    }

    /// Listens no more; who has connected and was not accepted yet is cut.
    package func close() {
        let wasOpen = isOpen.withLock { isOpen in
            defer { isOpen = false }
            return isOpen
        }
        guard wasOpen else { return }
        // First the file: whoever comes now finds nobody, rather than a socket that is dead.
        file?.remove()
        Glibc.close(descriptor)
    }

    /// Listens at a path that only its owner can reach.
    ///
    /// The socket of a process that is gone is replaced. Two processes that start at one moment
    /// have to be kept apart by a lock of the caller's: what is dead is found out by looking.
    package static func unix(_ path: String) throws(HTTPListenerError) -> HTTPListener {
        let file = try SocketFile.bind(path)
        return HTTPListener(file.descriptor, at: .unix(path: path), file: file)
    }

    /// Listens at 127.0.0.1; port 0 takes a free one.
    package static func loopback(port: Int) throws(HTTPListenerError) -> HTTPListener {
        guard (0...65535).contains(port) else { throw .noSuchPort(port) }
        let address = HTTPAddress.loopback(port: port)
        let descriptor = clinux_loopback_bind(UInt32(port))
        guard descriptor >= 0 else { throw failure(errno, address) }
        return try listening(descriptor, asked: address)
    }

    /// Listens at the first of these ports of 127.0.0.1 that nobody else has.
    package static func loopback(
        firstFreeOf ports: [Int]
    ) throws(HTTPListenerError)
        -> HTTPListener
    {
        precondition(!ports.isEmpty, "there is no port to try")
        for port in ports.dropLast() {
            do {
                return try loopback(port: port)
            } catch HTTPListenerError.inUse {
                // The next one may be free; the last one's error is the caller's.
            }
        }
        return try loopback(port: ports[ports.count - 1])
    }

    /// The sockets that a service manager has opened, by the protocol of `sd_listen_fds`; none
    /// where it has not.
    ///
    /// - Parameters:
    ///   - environment: `LISTEN_PID` and `LISTEN_FDS` are read. They should not be passed on to
    ///     other programs.
    ///   - process: The number of this process.
    ///   - first: The first descriptor; 3 by the protocol.
    package static func inherited(
        environment: [String: String],
        process: Int32,
        first: Int32 = 3
    ) throws(HTTPListenerError) -> [HTTPListener] {
        guard let owner = environment["LISTEN_PID"], let count = environment["LISTEN_FDS"] else {
            return []
        }
        // They may be meant for the parent of this process.
        guard Int32(owner) == process else { return [] }
        guard let count = Int32(count), (0...1024).contains(count) else {
            throw .badActivation("LISTEN_FDS is '\(count)'")
        }
        var listeners: [HTTPListener] = []
        for descriptor in first..<(first + count) {
            guard isListening(descriptor), clinux_prepare(descriptor) == 0 else {
                throw .badActivation("descriptor \(descriptor) is not a socket that listens")
            }
            listeners.append(HTTPListener(descriptor, at: try name(of: descriptor)))
        }
        return listeners
    }

    private static func listening(
        _ descriptor: Int32,
        asked: HTTPAddress
    )
        throws(HTTPListenerError) -> HTTPListener
    {
        do throws(HTTPListenerError) {
            guard clinux_listen(descriptor) == 0 else { throw failure(errno, asked) }
            return HTTPListener(descriptor, at: try name(of: descriptor))
        } catch {
            Glibc.close(descriptor)
            throw error
        }
    }

    private static func name(of descriptor: Int32) throws(HTTPListenerError) -> HTTPAddress {
        var name = clinux_socket_name()
        guard clinux_socket_name(descriptor, &name) == 0 else {
            throw .systemRefused(doing: "look at", address: "a socket", errno: errno)
        }
        switch name.family {
        case Int32(CLINUX_FAMILY_UNIX.rawValue):
            let path = withUnsafeBytes(of: &name.path) { bytes in
                String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
            }
            return .unix(path: path)
        case Int32(CLINUX_FAMILY_TCP.rawValue):
            return .loopback(port: Int(name.port))
        default:
            throw .badActivation("descriptor \(descriptor) is neither a Unix socket nor TCP")
        }
    }

    private static func isListening(_ descriptor: Int32) -> Bool {
        var answer: Int32 = 0
        var size = socklen_t(MemoryLayout<Int32>.size)
        return getsockopt(descriptor, SOL_SOCKET, SO_ACCEPTCONN, &answer, &size) == 0
            && answer == 1
    }

    private static func failure(_ number: Int32, _ address: HTTPAddress) -> HTTPListenerError {
        number == EADDRINUSE
            ? .inUse(address: address.description)
            : .systemRefused(doing: "listen at", address: address.description, errno: number)
    }
}
