import Glibc
import HTTPKit
import HTTPServerKit
import Telemetry
import Testing

extension HTTPTests {
    @Suite struct ServingTests {
        @Test("A handler gets the request as it was sent")
        func request() async throws {
            let seen = Lock<HTTPRequest?>(nil)
            let handler: HTTPHandler = { request in
                seen.withLock { $0 = request }
                return .now(HTTPResponse(.noContent))
            }
            try await withServer(handler: handler) { address, _ in
                let client = HTTPClient(address, clock: monotonic)
                let answer = try client.send(
                    .put,
                    "/a%20b/c%2Fd?x=1+2&y=%C3%A4&x=3&z",
                    headers: ["X-One": "1", "Accept": "text/*", "x-one": "2"],
                    body: Array("hello".utf8)
                )
                #expect(answer.status == .noContent)
                #expect(answer.body.isEmpty)
            }
            let request = try #require(seen.withLock { $0 })
            #expect(request.method == .put)
            #expect(request.target.segments == ["a b", "c/d"])
            #expect(request.target.path == "/a b/c/d")
            #expect(request.target.query.map(\.name) == ["x", "y", "x", "z"])
            #expect(request.target.query.map(\.value) == ["1 2", "ä", "3", ""])
            #expect(request.headers.values("X-ONE") == ["1", "2"])
            #expect(request.headers["accept"] == "text/*")
            #expect(request.body == Array("hello".utf8))
            #expect(request.authority == "localhost")
        }

        @Test("A Unix socket tells who its client is")
        func credentials() async throws {
            let handler: HTTPHandler = { .now(.text(.ok, "\($0.peer)")) }
            try await withServer(handler: handler) { address, _ in
                let answer = try HTTPClient(address, clock: monotonic).send(.get, "/")
                let expected = HTTPPeer.unix(user: getuid(), group: getgid(), process: getpid())
                #expect(String(decoding: answer.body, as: UTF8.self) == "\(expected)")
            }
        }

        @Test("A handler may answer at once, by a task or by a promise")
        func answers() async throws {
            let promises = Lock<[HTTPPromise]>([])
            let handler: HTTPHandler = { request in
                switch request.target.path {
                case "/now": return .now(.text(.ok, "now"))
                case "/later":
                    return .later {
                        await Task.yield()
                        return .text(.ok, "later")
                    }
                default:
                    let promise = HTTPPromise()
                    promises.withLock { $0.append(promise) }
                    return .promised(promise)
                }
            }
            try await withServer(handler: handler) { address, _ in
                let client = try RawClient(address)
                for _ in 0..<50 {
                    client.send("GET /now HTTP/1.1\r\nHost: a\r\n\r\n")
                    #expect(client.receive(until: "now").statuses == [200])
                    client.send("GET /later HTTP/1.1\r\nHost: a\r\n\r\n")
                    #expect(client.receive(until: "later").statuses == [200])
                    client.send("GET /promised HTTP/1.1\r\nHost: a\r\n\r\n")
                    await until { promises.withLock { !$0.isEmpty } }
                    let promise = try #require(promises.withLock { $0.popLast() })
                    promise.keep(.text(.ok, "promised"))
                    promise.keep(.text(.ok, "twice"))
                    #expect(client.receive(until: "promised").statuses == [200])
                }
            }
        }

        @Test("HEAD gives the header of GET and no body, for a stream too")
        func head() async throws {
            let handler: HTTPHandler = { request in
                guard request.target.path == "/stream" else { return echo(request) }
                let stream = HTTPBodyStream()
                _ = stream.offer(Array("more".utf8))
                stream.finish()
                return .now(.events(stream))
            }
            try await withServer(handler: handler) { address, _ in
                let client = try RawClient(address)
                client.send("HEAD / HTTP/1.1\r\nHost: a\r\n\r\n")
                client.send("HEAD /stream HTTP/1.1\r\nHost: a\r\n\r\n")
                client.send("GET /end HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
                let all = client.receiveAll()
                #expect(all.statuses == [200, 200, 200])
                #expect(all.occurrences(of: "Content-Length: 10\r\n") == 1)
                #expect(all.occurrences(of: "text/event-stream") == 1)
                #expect(all.occurrences(of: "[HEAD") == 0)
                #expect(all.occurrences(of: "more") == 0)
                #expect(all.occurrences(of: "[GET /end 0]") == 1)
            }
        }

        @Test("Who expects 100-continue is told to go on, unless the body is refused")
        func expectation() async throws {
            try await withServer(limits: HTTPServerLimits(bodyBytesMax: 10)) { address, _ in
                let client = try RawClient(address)
                let lines = "POST / HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\n"
                client.send(lines + "Content-Length: 3\r\n\r\n")
                #expect(client.receive(until: "\r\n\r\n").statuses == [100])
                client.send("abc")
                #expect(client.receive(until: "]abc").statuses == [200])
                client.send(lines + "Content-Length: 11\r\n\r\n")
                #expect(client.receiveAll().statuses == [413])
            }
        }

        @Test("A response can't be split by what is in a header")
        func splitting() async throws {
            let handler: HTTPHandler = { _ in
                .now(HTTPResponse(.ok, headers: ["X": "a\r\nSet-Cookie: b"]))
            }
            try await withServer(handler: handler) { address, _ in
                let client = try RawClient(address)
                client.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n")
                #expect(client.receiveAll() == "")
            }
        }

        @Test("Several listeners share one handler, and TCP tells the client's address")
        func listeners() async throws {
            try await withTemporaryDirectory { directory in
                let listeners = [
                    try HTTPListener.unix("\(directory)/s"),
                    try HTTPListener.loopback(port: 0),
                    try HTTPListener.loopback(port: 0),
                ]
                let handler: HTTPHandler = { .now(.text(.ok, "\($0.peer)")) }
                try await withServer(listeners, handler: handler) { _ in
                    for (index, listener) in listeners.enumerated() {
                        let answer = try HTTPClient(listener.address, clock: monotonic).send(
                            .get,
                            "/"
                        )
                        let text = String(decoding: answer.body, as: UTF8.self)
                        #expect(text.hasPrefix(index == 0 ? "unix" : #"tcp(address: "127.0.0.1""#))
                    }
                }
            }
        }

        @Test("A large body goes both ways whole")
        func largeBody() async throws {
            let body = (0..<3_000_000).map { UInt8(truncatingIfNeeded: $0 &* 31) }
            let handler: HTTPHandler = { .now(HTTPResponse(.ok, body: $0.body)) }
            try await withServer(handler: handler) { address, _ in
                let client = HTTPClient(address, clock: monotonic)
                for _ in 0..<2 {
                    let answer = try client.send(.post, "/", body: body)
                    #expect(answer.body == body)
                }
            }
        }

        @Test("A handler sees that its client went away", arguments: [false, true])
        func disconnect(tcp: Bool) async throws {
            let asked = Signal()
            let gone = Signal()
            let handler: HTTPHandler = { request in
                .later {
                    asked.raise()
                    await request.presence.untilGone()
                    gone.raise()
                    return HTTPResponse(.ok)
                }
            }
            try await withTemporaryDirectory { directory in
                let listener =
                    try tcp ? HTTPListener.loopback(port: 0) : HTTPListener.unix("\(directory)/s")
                try await withServer([listener], handler: handler) { server in
                    var client: RawClient? = try RawClient(listener.address)
                    client?.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n")
                    await asked.wait()
                    client = nil
                    await gone.wait()
                    await until { server.connectionCount == 0 }
                }
            }
        }

        @Test("A client that has finished sending is answered all the same")
        func halfClosed() async throws {
            let handler: HTTPHandler = { request in
                .later {
                    await request.presence.untilGone()
                    return .text(.ok, "late")
                }
            }
            try await withServer(handler: handler) { address, _ in
                let client = try RawClient(address)
                client.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n")
                client.finishSending()
                #expect(client.receiveAll().occurrences(of: "late") == 1)
            }
        }
    }
}
