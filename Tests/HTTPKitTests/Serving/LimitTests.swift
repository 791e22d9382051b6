import Glibc
import HTTPKit
import HTTPServerKit
import Telemetry
import TestSupport
import Testing

/// Sends a piece again and again until the server ends the connection, which it has to.
private func drip(_ client: RawClient, _ text: String) {
    let start = monotonic()
    while client.send(text), monotonic() - start < .seconds(20) { usleep(2000) }
    #expect(monotonic() - start < .seconds(20))
}

extension HTTPTests {
    @Suite struct LimitTests {
        @Test("A header has to be complete in time, however lively its client is")
        func slowHead() async throws {
            let limits = HTTPServerLimits(head: .milliseconds(150))
            try await withServer(limits: limits) { address, _ in
                let client = try RawClient(address)
                let start = monotonic()
                client.send("GET / HTTP/1.1\r\nHost: a\r\nX: ")
                drip(client, "a")
                #expect(monotonic() - start >= .milliseconds(140))
                let silent = try RawClient(address)
                #expect(silent.receive() == nil)
            }
        }

        @Test("A body has to be complete in time")
        func slowBody() async throws {
            let limits = HTTPServerLimits(body: .milliseconds(150))
            try await withServer(limits: limits) { address, _ in
                let client = try RawClient(address)
                client.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1000000\r\n\r\n")
                drip(client, "a")
                let chunked = try RawClient(address)
                chunked.send("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n")
                drip(chunked, "1\r\na\r\n")
            }
        }

        @Test("A response has to be taken in time")
        func slowReader() async throws {
            let limits = HTTPServerLimits(response: .milliseconds(150))
            let body = [UInt8](repeating: 1, count: 10_000_000)
            let handler: HTTPHandler = { _ in .now(HTTPResponse(.ok, body: body)) }
            try await withServer(limits: limits, handler: handler) { address, server in
                let client = try RawClient(address)
                client.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n")
                await until { server.connectionCount == 1 }
                await until { server.connectionCount == 0 }
                var count = 0
                while let bytes = client.receive() { count += bytes.count }
                #expect(count < body.count)
            }
        }

        @Test("A connection that does nothing after a request ends in time, also while it drips")
        func idle() async throws {
            try await withServer(limits: HTTPServerLimits(idle: .milliseconds(150))) { address, _ in
                let client = try RawClient(address)
                client.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n")
                #expect(client.receiveAll().statuses == [200])
                let dripping = try RawClient(address)
                dripping.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n")
                drip(dripping, "G")
            }
        }

        @Test("A client that has closed is not waited for, and what it asked for is answered")
        func closed() async throws {
            let limits = HTTPServerLimits(closed: .milliseconds(50))
            let handler: HTTPHandler = { _ in
                .later {
                    usleep(200_000)
                    return .text(.ok, "done")
                }
            }
            try await withServer(limits: limits, handler: handler) { address, server in
                for part in [
                    "", "GET / HT", "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\n\r\n{",
                ] {
                    let client = try RawClient(address)
                    client.send(part)
                    shutdown(client.descriptor, Int32(SHUT_WR))
                    #expect(client.receiveAll().statuses == [])
                }
                let client = try RawClient(address)
                client.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n")
                shutdown(client.descriptor, Int32(SHUT_WR))
                #expect(client.receiveAll().statuses == [200])
                await until { server.connectionCount == 0 }
            }
        }

        @Test("A handler may take as long as it needs")
        func slowHandler() async throws {
            let short = Duration.milliseconds(50)
            let limits = HTTPServerLimits(head: short, body: short, response: short, idle: short)
            let handler: HTTPHandler = { _ in
                .later {
                    usleep(200_000)
                    return .text(.ok, "done")
                }
            }
            try await withServer(limits: limits, handler: handler) { address, _ in
                let answer = try HTTPClient(address, clock: monotonic).send(.get, "/")
                #expect(answer.status == .ok)
            }
        }

        @Test("A connection over the limit is told so, and one is free again after another ends")
        func crowd() async throws {
            try await withServer(limits: HTTPServerLimits(connectionsMax: 2)) { address, server in
                var clients = [try RawClient(address), try RawClient(address)]
                await until { server.connectionCount == 2 }
                #expect(try RawClient(address).receiveAll().statuses == [503])
                clients.removeLast()
                await until { server.connectionCount == 1 }
                let answer = try HTTPClient(address, clock: monotonic).send(.get, "/")
                #expect(answer.status == .ok)
            }
        }

        @Test("One address can't take all connections")
        func perAddress() async throws {
            let listener = try HTTPListener.loopback(port: 0)
            let limits = HTTPServerLimits(connectionsPerAddressMax: 2)
            try await withServer([listener], limits: limits) { server in
                let clients = [try RawClient(listener.address), try RawClient(listener.address)]
                await until { server.connectionCount == 2 }
                #expect(try RawClient(listener.address).receiveAll().statuses == [503])
                #expect(clients.count == 2)
            }
        }

        @Test("A thousand idle connections hold nobody up")
        func manyIdle() async throws {
            try await withServer { address, server in
                let clients = try (0..<1000).map { _ in try RawClient(address) }
                await until { server.connectionCount == 1000 }
                let client = HTTPClient(address, clock: monotonic)
                for _ in 0..<100 { #expect(try client.send(.get, "/").status == .ok) }
                for client in clients {
                    client.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n")
                    #expect(client.receive(until: "[GET / 0]").statuses == [200])
                }
            }
        }

        @Test("Whatever comes in, the server answers the next one")
        func fuzz() async throws {
            let seed = UInt64(bitPattern: Int64(monotonic().components.attoseconds))
            var generator = SplitMix64(seed: seed)
            let parts = [
                "GET ", "POST ", "/ ", "HTTP/1.1", "\r\n", "\r\n\r\n", "Host: a\r\n", ":", " ",
                "\n",
                "Content-Length: 5\r\n", "Transfer-Encoding: chunked\r\n", "5\r\nabcde\r\n",
                "0\r\n",
                "Expect: 100-continue\r\n", "Connection: close\r\n", "%", "?a=b&", "\0", "ÿ", "\t",
            ]
            try await withServer(limits: HTTPServerLimits(head: .seconds(1))) { address, server in
                let end = monotonic() + .seconds(2)
                // Fewer than are admitted: the server lets go of each when its deadline is over.
                var left = 5000
                while monotonic() < end, left > 0 {
                    left -= 1
                    let client = try RawClient(address)
                    var bytes: [UInt8] = []
                    for _ in 0..<Int.random(in: 0..<30, using: &generator) {
                        if Bool.random(using: &generator) {
                            bytes += Array(parts.randomElement(using: &generator)?.utf8 ?? "".utf8)
                        } else {
                            bytes.append(UInt8.random(in: .min ... .max, using: &generator))
                        }
                    }
                    client.send(bytes)
                    if Bool.random(using: &generator) { client.finishSending() }
                    if Bool.random(using: &generator), client.send("\r\n\r\n") {
                        client.finishSending()
                    }
                }
                let answer = try HTTPClient(address, clock: monotonic).send(.get, "/")
                #expect(answer.status == .ok, "seed \(seed)")
                await until { server.connectionCount <= 1 }
            }
        }
    }
}
