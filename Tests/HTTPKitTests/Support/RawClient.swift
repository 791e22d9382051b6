import CLinux
import Glibc
import HTTPKit

/// A connection that sends bytes as they are and shows what comes back.
final class RawClient {
    let descriptor: Int32

    init(_ address: HTTPAddress) throws {
        var made: Int32
        repeat {
            made =
                switch address {
                case .unix(let path): clinux_unix_connect(path)
                case .loopback(let port): clinux_loopback_connect(UInt32(port))
                }
            // The queue is full: others of this test come first.
        } while made < 0 && errno == EAGAIN && sched_yield() == 0
        descriptor = made
        guard descriptor >= 0 else { throw SystemFailure(number: errno) }
        // All waiting below is by time-outs that only a failing test meets.
        let flags = fcntl(descriptor, F_GETFL)
        _ = fcntl(descriptor, F_SETFL, flags & ~O_NONBLOCK)
        var limit = timeval(tv_sec: 120, tv_usec: 0)
        let size = socklen_t(MemoryLayout<timeval>.size)
        setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &limit, size)
        setsockopt(descriptor, SOL_SOCKET, SO_SNDTIMEO, &limit, size)
    }

    deinit {
        close(descriptor)
    }

    struct SystemFailure: Error {
        let number: Int32
    }

    /// Whether all of it could be sent.
    @discardableResult
    func send(_ text: String) -> Bool {
        send(Array(text.utf8))
    }

    @discardableResult
    func send(_ bytes: [UInt8]) -> Bool {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes {
                Glibc.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
            }
            guard count > 0 else { return false }
            rest = rest.dropFirst(count)
        }
        return true
    }

    /// What comes next: `nil` when the connection has ended, whichever way.
    func receive() -> [UInt8]? {
        var bytes = [UInt8](repeating: 0, count: 65536)
        let count = recv(descriptor, &bytes, bytes.count, 0)
        if count < 0, errno == EAGAIN { fatalError("nothing came within two minutes") }
        return count > 0 ? Array(bytes[..<count]) : nil
    }

    /// All that comes until the connection ends.
    func receiveAll() -> String {
        var all: [UInt8] = []
        while let bytes = receive() { all += bytes }
        return String(decoding: all, as: UTF8.self)
    }

    /// All that comes until a text has come, or the connection has ended.
    func receive(until text: String, times: Int = 1) -> String {
        var all: [UInt8] = []
        while true {
            let seen = String(decoding: all, as: UTF8.self)
            if seen.occurrences(of: text) >= times { return seen }
            guard let bytes = receive() else { return seen }
            all += bytes
        }
    }

    /// Says that nothing more will be sent.
    func finishSending() {
        shutdown(descriptor, Int32(SHUT_WR))
    }
}

extension String {
    func occurrences(of text: String) -> Int {
        var count = 0
        var rest = utf8[...]
        while let first = text.utf8.first, let start = rest.firstIndex(of: first) {
            if rest[start...].starts(with: text.utf8) { count += 1 }
            rest = rest[start...].dropFirst()
        }
        return count
    }

    /// The statuses of the answers in it.
    var statuses: [Int] {
        var statuses: [Int] = []
        var rest = utf8[...]
        while let start = rest.firstIndex(of: UInt8(ascii: "H")) {
            rest = rest[start...]
            if rest.starts(with: "HTTP/1.1 ".utf8),
                let status = Int(String(Substring(rest.dropFirst(9).prefix(3))))
            {
                statuses.append(status)
            }
            rest = rest.dropFirst()
        }
        return statuses
    }
}
