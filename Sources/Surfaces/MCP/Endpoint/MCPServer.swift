import Digests
import JSONRPCKit
import Operations

/// Answers the requests of the protocol, whichever way they come and in whichever revision.
///
/// It keeps nothing of a conversation: what a connection has agreed on is given with each request,
/// and so one server can answer any number of them.
package struct MCPServer: Sendable {
    let provider: any MCPProvider
    let pauses: any WaitPausing
    let ledger: any LedgerWatching
    let changes = ChangeHub()

    /// - Parameter ledger: Tells of changes; `nil` where it has to be asked for them.
    package init(
        _ provider: any MCPProvider,
        pauses: any WaitPausing,
        ledger: (any LedgerWatching)? = nil
    ) {
        self.provider = provider
        self.pauses = pauses
        self.ledger = ledger ?? PolledLedger(pauses)
    }

    /// What a transport gives a request beside its parameters.
    struct Channel: Sendable {
        let asker: MCPAsker
        /// What `initialize` agreed on, if anything.
        let agreed: AgreedSession?
        /// Whether `resources/subscribe` has a way to send what it promises.
        let canPush: Bool
        let notify: @Sendable (RPCNotification) -> Void
        let ask: @Sendable (String, [String: JSONValue]) async throws -> JSONValue
    }

    /// Answers a request.
    ///
    /// - Returns: `nil` where it was cancelled: nobody waits for the answer.
    func answer(_ request: RPCRequest, on channel: Channel) async -> RPCResponse? {
        do {
            let frame = try RequestFrame(of: request, agreed: channel.agreed)
            guard let method = MCPMethod(rawValue: request.method),
                method.isServed(in: frame.version)
            else { throw RPCError.unknownMethod(request.method) }
            let call = Call(request: request, method: method, frame: frame, channel: channel)
            let result = try await result(of: call)
            return RPCResponse(request.id, .success(complete(result, for: call)))
        } catch is CancellationError {
            return nil
        } catch {
            return RPCResponse(request.id, .failure(rpcError(error, request, channel)))
        }
    }

    /// Whether the answer to a request may take until the peer goes away.
    func isLasting(_ request: RPCRequest) -> Bool {
        switch MCPMethod(rawValue: request.method) {
        case .listen: true
        case .callTool: request.parameters["name"]?.stringValue.map(provider.waits) ?? false
        default: false
        }
    }

    /// A request that has been understood so far.
    struct Call: Sendable {
        let request: RPCRequest
        let method: MCPMethod
        let frame: RequestFrame
        let channel: Channel

        var parameters: [String: JSONValue] { request.parameters }
        var version: ProtocolVersion { frame.version }

        /// A parameter that must be a text.
        func text(_ name: String) throws(RPCError) -> String {
            guard let text = parameters[name]?.stringValue else {
                throw .invalidParameters("The parameter '\(name)' must be a text.")
            }
            return text
        }
    }

    private func result(of call: Call) async throws -> [String: JSONValue] {
        switch call.method {
        case .initialize: try await initialize(call)
        case .discover: try await discover(call)
        case .liveness: [:]
        case .listTools: try await listTools(call)
        case .callTool: try await callTool(call)
        case .listResources: try await listResources(call)
        case .listTemplates: try await listTemplates(call)
        case .readResource: try await readResource(call)
        case .listPrompts: try await listPrompts(call)
        case .getPrompt: try await getPrompt(call)
        case .complete: try await completions(call)
        case .listen: try await listen(call)
        // The connection remembers what these two choose; here they are only found to be right.
        case .subscribe, .unsubscribe: try await checkSubscription(call)
        case .setLogLevel: try checkLogLevel(call)
        }
    }

    /// What each result has in a revision that wants it.
    private func complete(_ result: [String: JSONValue], for call: Call) -> JSONValue {
        guard call.version.isStateless else { return .object(result) }
        var result = result
        if result["resultType"] == nil { result["resultType"] = "complete" }
        var meta = result["_meta"]?.objectValue ?? [:]
        meta[MetaKey.server] = provider.identity.json
        result["_meta"] = .object(meta)
        return .object(result)
    }

    private func rpcError(
        _ error: any Error,
        _ request: RPCRequest,
        _ channel: Channel
    ) -> RPCError {
        guard let fault = error as? ProviderFault else { return .report(error) }
        let named = request.parameters["_meta"]?[MetaKey.version]?.stringValue
        let version =
            named.flatMap(ProtocolVersion.init(rawValue:)) ?? channel.agreed?.version
            ?? .newestWithInitialize
        return fault.rpcError(in: version)
    }
}
