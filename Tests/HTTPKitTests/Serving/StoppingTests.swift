import Glibc
import HTTPKit
import HTTPServerKit
import Telemetry
import Testing

extension HTTPTests {
    @Suite struct StoppingTests {
        @Test("A stop lets what runs end, and ends what is idle")
        func graceful() async throws {
            let promise = HTTPPromise()
            let asked = Signal()
            let handler: HTTPHandler = { _ in
                asked.raise()
                return .promised(promise)
            }
            try await withTemporaryDirectory { directory in
                let listener = try HTTPListener.unix("\(directory)/s")
                let server = try HTTPServer([listener], clock: monotonic, handler: handler)
                let idle = try RawClient(listener.address)
                let busy = try RawClient(listener.address)
                busy.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n")
                await asked.wait()
                let stop = Task { await server.stop(grace: .seconds(20)) }
                #expect(idle.receive() == nil)
                #expect(throws: RawClient.SystemFailure.self) { try RawClient(listener.address) }
                promise.keep(.text(.ok, "done"))
                let answer = busy.receiveAll()
                #expect(answer.statuses == [200])
                #expect(answer.occurrences(of: "Connection: close") == 1)
                await stop.value
                #expect(server.connectionCount == 0)
            }
        }

        @Test("A stop cuts what still runs when its grace is over, and late answers do no harm")
        func impatient() async throws {
            let promises = Lock<[HTTPPromise]>([])
            let handler: HTTPHandler = { _ in
                let promise = HTTPPromise()
                promises.withLock { $0.append(promise) }
                return .promised(promise)
            }
            try await withTemporaryDirectory { directory in
                let listener = try HTTPListener.unix("\(directory)/s")
                let server = try HTTPServer([listener], clock: monotonic, handler: handler)
                let clients = try (0..<20).map { _ in try RawClient(listener.address) }
                for client in clients { client.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n") }
                await until { promises.withLock { $0.count } == 20 }
                await server.stop(grace: .milliseconds(50))
                for promise in promises.withLock({ $0 }) { promise.keep(.text(.ok, "late")) }
                for client in clients { #expect(client.receiveAll() == "") }
            }
        }

        @Test("A stop in the middle of many answers loses none that was begun and hangs on none")
        func busyStop() async throws {
            for round in 0..<10 {
                let handler: HTTPHandler = { request in
                    round.isMultiple(of: 2) ? echo(request) : .later { .text(.ok, "later") }
                }
                try await withTemporaryDirectory { directory in
                    let listener = try HTTPListener.unix("\(directory)/s")
                    let server = try HTTPServer([listener], clock: monotonic, handler: handler)
                    let answered = Lock(0)
                    await withTaskGroup { group in
                        for _ in 0..<4 {
                            group.addTask(executorPreference: OwnThread()) {
                                let client = HTTPClient(listener.address, clock: monotonic)
                                while let answer = try? client.send(.get, "/"), answer.status == .ok
                                {
                                    answered.withLock { $0 += 1 }
                                }
                            }
                        }
                        await until { answered.withLock { $0 } > 20 * (round + 1) }
                        await server.stop(grace: .milliseconds(round < 5 ? 0 : 500))
                    }
                }
            }
        }

        @Test("A server that is forgotten stops by itself")
        func forgotten() async throws {
            let listener = try HTTPListener.loopback(port: 0)
            var server: HTTPServer? = try HTTPServer([listener], clock: monotonic, handler: echo)
            let client = try RawClient(listener.address)
            await until { [server] in server?.connectionCount == 1 }
            server = nil
            #expect(client.receive() == nil)
        }

        @Test(
            "No descriptor stays open behind servers, clients and failures",
            .timeLimit(.minutes(1))
        )
        func descriptors() async throws {
            @Sendable func openDescriptors() -> Int {
                (0..<4096).count { (number: Int32) in fcntl(number, F_GETFD) >= 0 }
            }
            func once() async throws {
                try await withServer { address, _ in
                    let client = HTTPClient(address, clock: monotonic)
                    _ = try client.send(.get, "/")
                    let refused = try RawClient(address)
                    refused.send("BREW / HTTP/1.1\r\n\r\n")
                    _ = refused.receiveAll()
                    _ = try? HTTPListener.unix(address.description.dropping("unix:"))
                    _ = try? HTTPClient(.unix(path: "/nowhere"), clock: monotonic).send(.get, "/")
                }
            }
            try await once()
            for _ in 0..<300 { try await once() }
            // Other tests run beside this one and hold some; one that each round left would stay.
            await until { openDescriptors() < 250 }
        }
    }
}

extension String {
    fileprivate func dropping(_ prefix: String) -> String { String(dropFirst(prefix.count)) }
}
