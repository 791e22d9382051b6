import HTTPKit
import HTTPServerKit
import Telemetry
import Testing

extension HTTPTests {
    @Suite struct StreamTests {
        @Test("Events reach a client as they are sent, and the stream ends when it is finished")
        func events() async throws {
            let stream = HTTPBodyStream()
            let handler: HTTPHandler = { _ in .now(.events(stream)) }
            try await withServer(handler: handler) { address, _ in
                let client = HTTPClient(address, clock: monotonic)
                guard case .stream(let reader) = try client.events("/") else {
                    Issue.record("no stream")
                    return
                }
                for number in 1...100 {
                    let event = ServerSentEvent(id: "\(number)", name: "n", data: "a\nb \(number)")
                    try await stream.send(event.bytes)
                    #expect(try reader.next(within: .seconds(20)) == .event(event))
                }
                try await stream.send(ServerSentEvent.comment("still here"))
                #expect(try reader.next(within: .seconds(20)) == .comment("still here"))
                stream.finish()
                #expect(try reader.next(within: .seconds(20)) == nil)
                #expect(!stream.offer([1]))
            }
        }

        @Test("A slow client is cut off and holds up no other")
        func slowClient() async throws {
            let streams = Lock<[HTTPBodyStream]>([])
            let handler: HTTPHandler = { _ in
                let stream = HTTPBodyStream()
                streams.withLock { $0.append(stream) }
                return .now(.events(stream))
            }
            let limits = HTTPServerLimits(response: .milliseconds(300))
            try await withServer(limits: limits, handler: handler) { address, server in
                let slow = try RawClient(address)
                slow.send("GET /slow HTTP/1.1\r\nHost: a\r\n\r\n")
                await until { streams.withLock { $0.count } == 1 }
                let slowStream = try #require(streams.withLock { $0.first })
                let piece = ServerSentEvent(data: String(repeating: "x", count: 1000)).bytes
                // More than what it is spared by the buffers on the way has to wait for it.
                var accepted = 0
                while accepted < 200, slowStream.isOpen {
                    if slowStream.offer(piece) { accepted += 1 } else { await Task.yield() }
                }

                let clients = try (0..<200).map { _ in try RawClient(address) }
                for client in clients { client.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n") }
                await until { streams.withLock { $0.count } == 201 }
                for round in 0..<5 {
                    let event = ServerSentEvent(data: "round \(round)").bytes
                    for stream in streams.withLock({ $0.dropFirst() }) {
                        #expect(stream.offer(event))
                    }
                    for client in clients {
                        #expect(
                            client.receive(until: "round \(round)").occurrences(of: "round") == 1
                        )
                    }
                }
                while slowStream.isOpen {
                    if !slowStream.offer(piece) { await Task.yield() }
                }
                await until { server.connectionCount == 200 }
                #expect(slow.receiveAll().hasSuffix("0\r\n\r\n") == false)
            }
        }

        @Test("A writer waits for a slow client, and hears when it is gone")
        func backPressure() async throws {
            let stream = HTTPBodyStream(bufferBytesMax: 10_000)
            let sent = Lock(0)
            let failure = Lock<HTTPStreamError?>(nil)
            let over = Signal()
            let handler: HTTPHandler = { _ in
                .later {
                    Task {
                        do throws(HTTPStreamError) {
                            while true {
                                try await stream.send([UInt8](repeating: 1, count: 6000))
                                sent.withLock { $0 += 6000 }
                            }
                        } catch {
                            failure.withLock { $0 = error }
                        }
                        over.raise()
                    }
                    return HTTPResponse(.ok, stream: stream)
                }
            }
            try await withServer(handler: handler) { address, server in
                var client: RawClient? = try RawClient(address)
                client?.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n")
                var received = 0
                while received < 3_000_000 { received += client?.receive()?.count ?? 0 }
                // Nobody writes ahead of the client by more than the buffers hold.
                #expect(sent.withLock { $0 } - received < 1_000_000)
                client = nil
                await over.wait()
                #expect(failure.withLock { $0 } == .closed)
                await until { server.connectionCount == 0 }
            }
        }

        @Test("A stream that waits notices that its client went away")
        func quietDisconnect() async throws {
            let stream = HTTPBodyStream()
            let closed = Signal()
            stream.whenClosed { closed.raise() }
            try await withServer(handler: { _ in .now(.events(stream)) }) { address, server in
                var client: RawClient? = try RawClient(address)
                client?.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n")
                _ = client?.receive(until: "\r\n\r\n")
                client = nil
                await closed.wait()
                await until { server.connectionCount == 0 }
            }
        }

        @Test("A body that is cut does not look complete")
        func cut() async throws {
            let handler: HTTPHandler = { _ in
                let stream = HTTPBodyStream()
                _ = stream.offer(Array("half".utf8))
                return .later {
                    stream.cut()
                    return HTTPResponse(.ok, stream: stream)
                }
            }
            try await withServer(handler: handler) { address, _ in
                let error = #expect(throws: HTTPClientError.self) {
                    try HTTPClient(address, clock: monotonic).send(.get, "/")
                }
                #expect(error?.outcome == .unknown)
            }
        }

        @Test("A stop ends streams, so that their clients come again")
        func stop() async throws {
            let stream = HTTPBodyStream()
            try await withTemporaryDirectory { directory in
                let listener = try HTTPListener.unix("\(directory)/s")
                let server = try HTTPServer([listener], clock: monotonic) { _ in
                    .now(.events(stream))
                }
                let client = try RawClient(listener.address)
                client.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n")
                _ = client.receive(until: "\r\n\r\n")
                _ = stream.offer(ServerSentEvent(data: "last").bytes)
                await server.stop(grace: .seconds(20))
                let rest = client.receiveAll()
                #expect(rest.occurrences(of: "last") == 1)
                #expect(rest.hasSuffix("0\r\n\r\n"))
                #expect(!stream.isOpen)
            }
        }

        @Test("A writer that is cancelled stops waiting")
        func cancellation() async {
            let stream = HTTPBodyStream(bufferBytesMax: 10)
            #expect(stream.offer([UInt8](repeating: 1, count: 10)))
            let writer = Task { try await stream.send([1]) }
            writer.cancel()
            await #expect(throws: HTTPStreamError.cancelled) { try await writer.value }
        }
    }
}
