import CLinux
import Glibc
import HTTPKit
import HTTPServerKit
import Telemetry
import Testing

/// What a server says, and what a client makes of it.
struct Reply: CustomTestStringConvertible, Sendable {
    let text: String
    /// The body, or the code of the error.
    let outcome: String

    init(_ text: String, _ outcome: String) {
        self.text = text
        self.outcome = outcome
    }

    var testDescription: String { String(reflecting: String(text.prefix(60))) }
}

private let replies: [Reply] = [
    Reply("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi", "200 hi"),
    Reply("HTTP/1.1 200\r\ncontent-length:2\r\n\r\nhi", "200 hi"),
    Reply("HTTP/1.1 200 OK\nContent-Length: 2\n\nhi", "200 hi"),
    Reply("HTTP/1.0 200 OK\r\n\r\nto the end", "200 to the end"),
    Reply("HTTP/1.1 204 No Content\r\n\r\n", "204 "),
    Reply("HTTP/1.1 304 Not Modified\r\nContent-Length: 7\r\n\r\n", "304 "),
    Reply("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 404 No\r\nContent-Length: 0\r\n\r\n", "404 "),
    Reply(
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nhi\r\nA;x\r\n0123456789\r\n0\r\nT: u\r\n\r\n",
        "200 hi0123456789"
    ),
    Reply("", "http.no_answer"),
    Reply("HTTP/1.1 2", "http.answer_cut_off"),
    Reply("HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nhi", "http.answer_cut_off"),
    Reply(
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nhi\r\n",
        "http.answer_cut_off"
    ),
    Reply("SSH-2.0-OpenSSH_9.2\r\n", "http.malformed_answer"),
    Reply("HTTP/2 200 OK\r\n\r\n", "http.malformed_answer"),
    Reply("HTTP/1.1 OK\r\n\r\n", "http.malformed_answer"),
    Reply("HTTP/1.1 099 No\r\n\r\n", "http.malformed_answer"),
    Reply("HTTP/1.1 +20 No\r\n\r\n", "http.malformed_answer"),
    Reply("HTTP/1.1 200 OK\r\nNo colon\r\n\r\n", "http.malformed_answer"),
    Reply("HTTP/1.1 200 OK\r\nX: a\0b\r\n\r\n", "http.malformed_answer"),
    Reply("HTTP/1.1 200 OK\r\nContent-Length: two\r\n\r\n", "http.malformed_answer"),
    Reply("HTTP/1.1 200 OK\r\nContent-Length: -2\r\n\r\n", "http.malformed_answer"),
    Reply(
        "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nContent-Length: 2\r\n\r\nhi",
        "http.malformed_answer"
    ),
    Reply(
        "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n",
        "http.malformed_answer"
    ),
    Reply("HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip\r\n\r\n", "http.malformed_answer"),
    Reply("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nx\r\n", "http.malformed_answer"),
    Reply(
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nhello\r\n0\r\n\r\n",
        "http.malformed_answer"
    ),
    Reply(
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nfffffffff\r\n",
        "http.malformed_answer"
    ),
    Reply("HTTP/1.1 200 OK\r\nContent-Length: 1001\r\n\r\n", "http.answer_too_large"),
    Reply(
        "HTTP/1.1 200 OK\r\n\r\n" + String(repeating: "a", count: 1001),
        "http.answer_too_large"
    ),
    Reply("HTTP/1.1 200 " + String(repeating: "a", count: 5000), "http.answer_too_large"),
]

extension HTTPTests {
    @Suite struct ClientTests {
        private let limits = HTTPClientLimits(headBytesMax: 1000, bodyBytesMax: 1000)

        @Test(
            "An answer is read as it should be, and what is none is told apart",
            arguments: replies
        )
        func reply(_ reply: Reply) async throws {
            try await withScriptedServer([Array(reply.text.utf8)]) { address in
                let client = HTTPClient(address, limits: limits, clock: monotonic)
                do throws(HTTPClientError) {
                    let answer = try client.send(.post, "/", body: [1])
                    let body = String(decoding: answer.body, as: UTF8.self)
                    #expect("\(answer.status.rawValue) \(body)" == reply.outcome)
                } catch {
                    #expect(error.code == reply.outcome)
                    #expect(error.outcome == .unknown)
                    #expect(error.message.hasSuffix("."))
                }
            }
        }

        @Test("Where nobody listens, nothing was sent")
        func notListening() async throws {
            try await withTemporaryDirectory { directory in
                let path = "\(directory)/s"
                func failure(_ address: HTTPAddress) -> HTTPClientError? {
                    do throws(HTTPClientError) {
                        _ = try HTTPClient(address, clock: monotonic).send(.get, "/")
                        return nil
                    } catch {
                        return error
                    }
                }
                #expect(failure(.unix(path: path))?.code == "http.not_listening")
                close(clinux_unix_bind(path, 0o600))
                let stale = failure(.unix(path: path))
                #expect(stale?.code == "http.not_listening")
                #expect(stale?.outcome == .notSent)
                #expect(failure(.loopback(port: 0))?.code == "http.unusable_address")
                let long = "/" + String(repeating: "a", count: 200)
                #expect(failure(.unix(path: long))?.code == "http.unusable_address")
                let listener = try HTTPListener.loopback(port: 0)
                listener.close()
                #expect(failure(listener.address)?.code == "http.not_listening")
            }
        }

        @Test("A server that takes no connections is not waited for without end")
        func fullQueue() async throws {
            try await withTemporaryDirectory { directory in
                let path = "\(directory)/s"
                let listener = clinux_unix_bind(path, 0o600)
                defer { close(listener) }
                #expect(listen(listener, 0) == 0)
                var waiting: [Int32] = []
                repeat { waiting.append(clinux_unix_connect(path)) } while waiting.last != -1
                defer { for descriptor in waiting { close(descriptor) } }
                let error = #expect(throws: HTTPClientError.self) {
                    let limits = HTTPClientLimits(connect: .milliseconds(50))
                    return try HTTPClient(.unix(path: path), limits: limits, clock: monotonic)
                        .send(.get, "/")
                }
                #expect(error == .connectTimeout(address: "unix:\(path)"))
                #expect(error?.outcome == .notSent)
            }
        }

        @Test("A server that never answers is waited for until the deadline")
        func silence() async throws {
            try await withScriptedServer([nil]) { address in
                let limits = HTTPClientLimits(answer: .milliseconds(100))
                let client = HTTPClient(address, limits: limits, clock: monotonic)
                let error = #expect(throws: HTTPClientError.self) { try client.send(.get, "/") }
                #expect(error?.code == "http.answer_timeout")
                #expect(error?.hint?.contains("carried out") == true)
            }
        }

        @Test("A connection is used again, and one that the server closed is replaced")
        func reuse() async throws {
            let handler: HTTPHandler = { .now(.text(.ok, "\($0.peer)")) }
            let listener = try HTTPListener.loopback(port: 0)
            let limits = HTTPServerLimits(idle: .milliseconds(50))
            try await withServer([listener], limits: limits, handler: handler) { server in
                let client = HTTPClient(listener.address, clock: monotonic)
                let first = try client.send(.post, "/").body
                #expect(try client.send(.post, "/").body == first)
                await until { server.connectionCount == 0 }
                #expect(try client.send(.post, "/").body != first)
                client.close()
                await until { server.connectionCount == 0 }
            }
        }

        @Test("What can't be repeated is sent once, even where the connection broke")
        func once() async throws {
            let ok = Array("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n".utf8)
            try await withScriptedServer([[], ok]) { address in
                let client = HTTPClient(address, clock: monotonic)
                let error = #expect(throws: HTTPClientError.self) { try client.send(.post, "/") }
                #expect(error?.code == "http.no_answer")
                let answer = try client.send(.post, "/")
                #expect(answer.status == .ok)
            }
        }

        @Test("A refusal in the middle of a body is an answer", arguments: [false, true])
        func earlyAnswer(tcp: Bool) async throws {
            try await withTemporaryDirectory { directory in
                let listener =
                    try tcp ? HTTPListener.loopback(port: 0) : HTTPListener.unix("\(directory)/s")
                let limits = HTTPServerLimits(bodyBytesMax: 1000)
                try await withServer([listener], limits: limits) { _ in
                    let client = HTTPClient(listener.address, clock: monotonic)
                    for size in [1001, 100_000, 10_000_000] {
                        let body = [UInt8](repeating: 1, count: size)
                        let answer = try client.send(.post, "/", body: body)
                        #expect(answer.status == .contentTooLarge)
                        let text = String(decoding: answer.body, as: UTF8.self)
                        #expect(text.contains("http.body_too_large"))
                    }
                }
            }
        }

        @Test("An answer that is no stream of events is handed on")
        func noEvents() async throws {
            try await withServer { address, _ in
                let answer = try HTTPClient(address, clock: monotonic).events("/events")
                guard case .refused(let response) = answer else {
                    Issue.record("a stream")
                    return
                }
                #expect(String(decoding: response.body, as: UTF8.self) == "[GET /events 0]")
            }
        }
    }
}
