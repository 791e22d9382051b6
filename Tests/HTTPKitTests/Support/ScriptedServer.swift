import CLinux
import Glibc
import HTTPKit
import HTTPServerKit
import Testing

/// Runs with a server that reads one request on each connection and answers with fixed bytes.
///
/// - Parameter answers: One for each connection; `nil` keeps it open without an answer.
func withScriptedServer<Value>(
    _ answers: [[UInt8]?],
    _ body: (HTTPAddress) async throws -> Value
) async throws -> Value {
    let listener = clinux_loopback_bind(0)
    _ = clinux_listen(listener)
    var name = clinux_socket_name()
    _ = clinux_socket_name(listener, &name)
    let address = HTTPAddress.loopback(port: Int(name.port))
    let over = Signal()
    return try await withThrowingTaskGroup(of: Void.self) { group in
        group.addTask(executorPreference: OwnThread()) {
            var kept: [Int32] = []
            for answer in answers {
                var waiting = pollfd(fd: listener, events: Int16(POLLIN), revents: 0)
                guard poll(&waiting, 1, 120_000) == 1 else { break }
                var peer = clinux_peer()
                let connection = clinux_accept(listener, &peer)
                var request: [UInt8] = []
                while !String(decoding: request, as: UTF8.self).contains("\r\n\r\n") {
                    waiting = pollfd(fd: connection, events: Int16(POLLIN), revents: 0)
                    guard poll(&waiting, 1, 120_000) == 1 else { break }
                    var bytes = [UInt8](repeating: 0, count: 4096)
                    let count = recv(connection, &bytes, bytes.count, 0)
                    guard count > 0 else { break }
                    request += bytes[..<count]
                }
                guard let answer else {
                    kept.append(connection)
                    continue
                }
                _ = answer.withUnsafeBytes {
                    Glibc.send(connection, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
                }
                close(connection)
            }
            await over.wait()
            for connection in kept { close(connection) }
            close(listener)
        }
        let result: Result<Value, any Error>
        do {
            result = .success(
                try await withTaskExecutorPreference(OwnThread()) { try await body(address) }
            )
        } catch {
            result = .failure(error)
        }
        over.raise()
        try await group.waitForAll()
        return try result.get()
    }
}
