import Glibc
import HTTPKit
import HTTPServerKit
import MCP

/// Serves fixtures over HTTP at `/mcp`, on this machine alone.
struct FixtureHTTP {
    let exchange: MCPHTTPExchange

    /// Serves until the process is ended.
    func serve(port: Int) async throws {
        let listener = try HTTPListener.loopback(port: port)
        let server = try HTTPServer(
            [listener],
            clock: {
                var time = timespec()
                clock_gettime(CLOCK_MONOTONIC, &time)
                return .seconds(Int64(time.tv_sec)) + .nanoseconds(Int64(time.tv_nsec))
            },
            handler: { request in
                guard request.target.path == "/mcp" else {
                    return .now(.text(.notFound, "The fixtures are at /mcp."))
                }
                return .later { await answer(request) }
            }
        )
        print("fixtures at http://\(listener.address)/mcp")
        fflush(nil)
        // Nothing ends this but a signal to the process.
        for await _ in AsyncStream<Void>.makeStream().stream {}
        await server.stop(grace: .zero)
    }

    private func answer(_ request: HTTPRequest) async -> HTTPResponse {
        let response = await exchange.answer(
            MCPHTTPRequest(
                method: request.method.rawValue,
                headers: request.headers.fields.map { ($0.name, $0.value) },
                body: request.body
            ),
            from: MCPAsker()
        )
        var headers = HTTPHeaders()
        for header in response.headers { headers.append(header.name, header.value) }
        let status = HTTPStatus(response.status)
        switch response.body {
        case .none: return HTTPResponse(status, headers: headers)
        case .bytes(let bytes): return HTTPResponse(status, headers: headers, body: bytes)
        case .events(let run):
            let stream = HTTPBodyStream()
            // It outlives this answer, which only begins the stream; it ends with its client.
            let sending = Task {
                await run { text in try await stream.send(Array(text.utf8)) }
                stream.finish()
            }
            stream.whenClosed { sending.cancel() }
            return HTTPResponse(status, headers: headers, stream: stream)
        }
    }
}
