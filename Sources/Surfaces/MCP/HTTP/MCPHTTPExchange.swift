import Digests
import JSONRPCKit
import Model

/// The transport "Streamable HTTP", for a server of HTTP to put at one path.
///
/// No session is kept: each request stands for itself in the older revisions too, which leave the
/// session to the server. So a gateway can be restarted between two requests and nobody notices.
package struct MCPHTTPExchange: Sendable {
    let server: MCPServer
    private let hosts: Set<String>?
    private let bodyBytesMax: Int

    /// - Parameters:
    ///   - hosts: The names that `Host` and `Origin` may have, without ports: a page of a foreign
    ///     site must not reach a server on this machine. `nil` where they have been checked before.
    ///   - bodyBytesMax: The most bytes of a body.
    package init(
        _ server: MCPServer,
        hosts: Set<String>? = MCPHTTPExchange.loopback,
        bodyBytesMax: Int = MCPConnection.lineBytesMax
    ) {
        self.server = server
        self.hosts = hosts
        self.bodyBytesMax = bodyBytesMax
    }

    /// The names of this machine for itself.
    package static let loopback: Set<String> = ["localhost", "127.0.0.1", "[::1]"]

    /// Answers a request.
    ///
    /// - Parameter asker: Who asks, by the credential that came with the request.
    package func answer(_ request: MCPHTTPRequest, from asker: MCPAsker) async -> MCPHTTPResponse {
        if let refused = refusal(of: request) { return refused }
        switch RPCPayload(parsing: request.body) {
        case .single(let item): return await answer(item, request, asker)
        case .batch(let items):
            let version = request.value(of: HTTPName.version).map(ProtocolVersion.init(rawValue:))
            guard (version ?? .assumedOverHTTP)?.hasBatches == true else {
                return .refusing(.invalidRequest("This protocol version has no batches."), 400)
            }
            return await answer(batch: items, asker)
        }
    }

    /// What is wrong with a request before its body is looked at.
    private func refusal(of request: MCPHTTPRequest) -> MCPHTTPResponse? {
        if let hosts, let refused = request.foreignName(allowing: hosts) {
            return .refusing(.invalidRequest("'\(refused)' is not served here."), 403)
        }
        guard request.method == "POST" else {
            // There is no stream of the server's own: what is listened to has a request.
            return MCPHTTPResponse(405, headers: [("Allow", "POST")])
        }
        guard request.body.count <= bodyBytesMax else {
            return .refusing(.invalidRequest("A body has at most \(bodyBytesMax) bytes."), 413)
        }
        if let type = request.value(of: "content-type"), !type.hasMediaType("application/json") {
            return .refusing(.invalidRequest("The body must be application/json."), 415)
        }
        guard request.accepts("application/json") || request.accepts(HTTPName.eventStream) else {
            return .refusing(
                .invalidRequest("Answers are application/json or text/event-stream."),
                406
            )
        }
        return request.repeatedHeader.map { .refusing(.headerMismatch("'\($0)' came twice."), 400) }
    }

    private func answer(
        _ item: RPCPayload.Item,
        _ request: MCPHTTPRequest,
        _ asker: MCPAsker
    ) async -> MCPHTTPResponse {
        let call: RPCRequest
        switch item {
        case .invalid(let id, let error): return .refusing(error, 400, id: id)
        case .message(.notification), .message(.response):
            if let error = request.unknownVersion { return .refusing(error, 400) }
            return MCPHTTPResponse(202)
        case .message(.request(let request)): call = request
        }
        let frame: HTTPFrame
        do {
            frame = try HTTPFrame(of: call, request)
        } catch {
            return .refusing(error, 400, id: call.id)
        }
        if wantsEvents(call, request) { return events(for: call, frame, asker) }
        let response = await server.answer(call, on: channel(frame, asker) { _ in })
        guard let response else { return MCPHTTPResponse(499) }
        return .answering(response, frame.isStateless)
    }

    /// Whether the answer is a stream: where there is more to tell than the result.
    private func wantsEvents(_ call: RPCRequest, _ request: MCPHTTPRequest) -> Bool {
        guard request.accepts(HTTPName.eventStream) else { return false }
        switch MCPMethod(rawValue: call.method) {
        case .listen: return true
        case .callTool: return call.parameters["_meta"]?[MetaKey.progress] != nil
        default: return false
        }
    }

    private func channel(
        _ frame: HTTPFrame,
        _ asker: MCPAsker,
        notify: @escaping @Sendable (RPCNotification) -> Void
    ) -> MCPServer.Channel {
        MCPServer.Channel(
            asker: asker,
            agreed: frame.agreed,
            canPush: false,
            notify: notify,
            ask: { method, _ in
                throw RPCError.failure("'\(method)' cannot be asked over this transport.")
            }
        )
    }

    private func answer(batch items: [RPCPayload.Item], _ asker: MCPAsker) async -> MCPHTTPResponse
    {
        let frame = HTTPFrame(agreed: AgreedSession(version: .assumedOverHTTP))
        let channel = channel(frame, asker) { _ in }
        let responses = await withTaskGroup(of: RPCResponse?.self) { group in
            for item in items {
                switch item {
                case .invalid(let id, let error):
                    group.addTask { RPCResponse(id, .failure(error)) }
                case .message(.request(let call)):
                    group.addTask { await server.answer(call, on: channel) }
                case .message(.notification), .message(.response): continue
                }
            }
            return await group.reduce(into: [RPCResponse]()) { all, response in
                if let response { all.append(response) }
            }
        }
        guard !responses.isEmpty else { return MCPHTTPResponse(202) }
        return .json(200, .array(responses.map(\.json)))
    }
}

// Answers that are sent as they happen.
extension MCPHTTPExchange {
    /// How often a stream on which nothing happens shows that it is alive.
    private static let keepAliveInterval = Duration.seconds(15)

    /// How many messages a stream may be behind.
    private static let backlogMax = 1024

    private func events(
        for call: RPCRequest,
        _ frame: HTTPFrame,
        _ asker: MCPAsker
    ) -> MCPHTTPResponse {
        let headers: [(name: String, value: String)] = [
            ("Content-Type", HTTPName.eventStream), ("Cache-Control", "no-cache, no-transform"),
            ("X-Accel-Buffering", "no"),
        ]
        return MCPHTTPResponse(
            200,
            headers: headers,
            body: .events { send in
                let (events, source) = AsyncStream<String>.makeStream(
                    bufferingPolicy: .bufferingOldest(Self.backlogMax)
                )
                let channel = channel(frame, asker) {
                    source.yield(Self.event(.notification($0)))
                }
                await withTaskGroup(of: Void.self) { group in
                    group.addTask {
                        if let response = await server.answer(call, on: channel) {
                            source.yield(Self.event(.response(response)))
                        }
                        source.finish()
                    }
                    group.addTask { await keepAlive { source.yield(":\n\n") } }
                    for await event in events {
                        do {
                            try await send(event)
                        } catch {
                            // The peer is gone, which ends the work: nobody waits for the rest.
                            break
                        }
                    }
                    group.cancelAll()
                }
            }
        )
    }

    private func keepAlive(_ beat: @Sendable () -> Void) async {
        do {
            while true {
                _ = try await server.pauses.pause(upTo: Self.keepAliveInterval)
                beat()
            }
        } catch {
            // Cancelled: the stream has ended.
            return
        }
    }

    private static func event(_ message: RPCMessage) -> String {
        "event: message\ndata: \(message.line)\n\n"
    }
}

extension MCPHTTPResponse {
    static func json(_ status: Int, _ json: JSONValue) -> MCPHTTPResponse {
        MCPHTTPResponse(
            status,
            headers: [("Content-Type", "application/json")],
            body: .bytes(json.canonicalBytes)
        )
    }

    static func refusing(_ error: RPCError, _ status: Int, id: RPCID? = nil) -> MCPHTTPResponse {
        json(status, RPCResponse(id, .failure(error)).json)
    }

    /// A response with the status that its outcome has: the older revisions know only one.
    static func answering(_ response: RPCResponse, _ isStateless: Bool) -> MCPHTTPResponse {
        guard isStateless, case .failure(let error) = response.outcome else {
            return json(200, response.json)
        }
        let status =
            switch error.number {
            case -32601: 404
            case -32600, -32602, -32020, -32021, -32022: 400
            default: 200
            }
        return json(status, response.json)
    }
}
