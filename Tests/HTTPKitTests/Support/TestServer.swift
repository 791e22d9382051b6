import Glibc
import HTTPKit
import HTTPServerKit
import Telemetry
import Testing

/// A clock that never goes back.
let monotonic: @Sendable () -> Duration = {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return .seconds(Int64(time.tv_sec)) + .nanoseconds(Int64(time.tv_nsec))
}

/// Runs with a server on a Unix socket, and stops it afterwards.
func withServer<Value>(
    limits: HTTPServerLimits = HTTPServerLimits(),
    handler: @escaping HTTPHandler = echo,
    _ body: (HTTPAddress, HTTPServer) async throws -> Value
) async throws -> Value {
    try await withTemporaryDirectory { directory in
        let listener = try HTTPListener.unix("\(directory)/s")
        return try await withServer([listener], limits: limits, handler: handler) { server in
            try await body(listener.address, server)
        }
    }
}

/// Runs with a server on listeners, and stops it afterwards.
func withServer<Value>(
    _ listeners: [HTTPListener],
    limits: HTTPServerLimits = HTTPServerLimits(),
    handler: @escaping HTTPHandler = echo,
    _ body: (HTTPServer) async throws -> Value
) async throws -> Value {
    let server = try HTTPServer(listeners, limits: limits, clock: monotonic, handler: handler)
    do {
        let value = try await withTaskExecutorPreference(OwnThread()) { try await body(server) }
        await server.stop(grace: .zero)
        return value
    } catch {
        await server.stop(grace: .zero)
        throw error
    }
}

/// Answers with what was asked.
let echo: HTTPHandler = { request in
    let text = "\(request.method.rawValue) \(request.target.raw) \(request.body.count)"
    return .now(.text(.ok, "[\(text)]" + String(decoding: request.body, as: UTF8.self)))
}

func withTemporaryDirectory<Value>(_ body: (String) async throws -> Value) async throws -> Value {
    var template = Array("/tmp/http-test-XXXXXX".utf8CString)
    _ = try #require(mkdtemp(&template))
    let path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    defer {
        for name in ["s", "s.new", "t", "file"] { unlink("\(path)/\(name)") }
        rmdir(path)
    }
    return try await withTaskExecutorPreference(OwnThread()) { try await body(path) }
}

/// All tests with sockets: one after the other, since some count descriptors or measure time.
@Suite(.serialized) struct HTTPTests {}

/// Something that a test waits for, from any thread.
final class Signal: Sendable {
    private let promise = HTTPPromise()

    func raise() {
        promise.keep(HTTPResponse(.ok))
    }

    func wait() async {
        await withCheckedContinuation { continuation in
            promise.whenKept { _ in continuation.resume() }
        }
    }
}

/// Lets others run until something is so.
func until(_ condition: @escaping @Sendable () -> Bool) async {
    while !condition() { await Task.yield() }
}
