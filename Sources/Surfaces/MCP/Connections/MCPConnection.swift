import Digests
import JSONRPCKit
import Telemetry

/// One conversation over a stream that goes both ways, such as standard input and output.
///
/// Requests are answered at the same time, so that one that waits holds nobody up.
package final class MCPConnection: Sendable {
    private let server: MCPServer
    private let asker: MCPAsker
    /// Writes one line, in one piece; called from several tasks.
    private let write: @Sendable (String) -> Void
    private let state = Lock(ConnectionState())

    /// The most bytes of a message: packets and reports fit many times over.
    package static let lineBytesMax = 8 << 20

    package init(
        _ server: MCPServer,
        asker: MCPAsker,
        write: @escaping @Sendable (String) -> Void
    ) {
        self.server = server
        self.asker = asker
        self.write = write
    }

    /// Answers until the input ends; requests that do not merely wait are answered to the end.
    package func serve(_ chunks: some AsyncSequence<[UInt8], Never> & Sendable) async {
        await withDiscardingTaskGroup { group in
            var framer = LineFramer(bytesMax: Self.lineBytesMax)
            for await chunk in chunks {
                for frame in framer.take(chunk) { receive(frame, in: &group) }
            }
            for frame in framer.end() { receive(frame, in: &group) }
            endWhatWaits()
        }
    }

    /// Gives up what would go on until the peer goes away, now that it has.
    private func endWhatWaits() {
        let (signals, watchers, asked) = state.withLock { state in
            state.hasEnded = true
            defer {
                state.watched = [:]
                state.asked = [:]
            }
            return (state.lastingSignals, Array(state.watched.values), Array(state.asked.values))
        }
        for signal in signals { signal.finish() }
        for watcher in watchers { watcher.cancel() }
        for continuation in asked { continuation.resume(throwing: CancellationError()) }
    }

    private func receive(_ frame: LineFramer.Frame, in group: inout DiscardingTaskGroup) {
        guard case .line(let bytes) = frame else {
            let error = RPCError.invalidRequest(
                "A message has at most \(Self.lineBytesMax) bytes."
            )
            return send(.response(RPCResponse(nil, .failure(error))))
        }
        switch RPCPayload(parsing: bytes) {
        case .single(let item): receive(item, in: &group)
        case .batch(let items):
            guard state.withLock({ $0.agreed?.version.hasBatches ?? false }) else {
                let error = RPCError.invalidRequest("This protocol version has no batches.")
                return send(.response(RPCResponse(nil, .failure(error))))
            }
            receive(batch: items, in: &group)
        }
    }

    private func receive(_ item: RPCPayload.Item, in group: inout DiscardingTaskGroup) {
        switch item {
        case .invalid(let id, let error): send(.response(RPCResponse(id, .failure(error))))
        case .message(.notification(let notification)): receive(notification)
        case .message(.response(let response)): receive(response)
        case .message(.request(let request)):
            let answer = begin(request)
            group.addTask { [self] in
                if let response = await answer() { send(.response(response)) }
            }
        }
    }

    /// Answers a batch with a batch, once all of it is answered.
    private func receive(batch: [RPCPayload.Item], in group: inout DiscardingTaskGroup) {
        var answers: [@Sendable () async -> RPCResponse?] = []
        for item in batch {
            switch item {
            case .invalid(let id, let error):
                answers.append { RPCResponse(id, .failure(error)) }
            case .message(.notification(let notification)): receive(notification)
            case .message(.response(let response)): receive(response)
            case .message(.request(let request)): answers.append(begin(request))
            }
        }
        guard !answers.isEmpty else { return }
        group.addTask { [self, answers] in
            let responses = await withTaskGroup(of: RPCResponse?.self) { group in
                for answer in answers { group.addTask { await answer() } }
                return await group.reduce(into: [RPCResponse]()) { all, response in
                    if let response { all.append(response) }
                }
            }
            guard !responses.isEmpty else { return }
            write(JSONValue.array(responses.map(\.json)).canonicalText)
        }
    }

    private func send(_ message: RPCMessage) {
        write(message.line)
    }
}

// Requests of the peer.
extension MCPConnection {
    /// Notes a request at once, so that a cancellation right behind it finds it.
    ///
    /// - Returns: What answers it; `nil` from that where it was cancelled.
    private func begin(_ request: RPCRequest) -> @Sendable () async -> RPCResponse? {
        let (signal, source) = AsyncStream<Void>.makeStream()
        let isLasting = server.isLasting(request)
        let isNew = state.withLock { state in
            guard state.inFlight[request.id] == nil else { return false }
            state.inFlight[request.id] = InFlight(signal: source, isLasting: isLasting)
            if request.method == MCPMethod.initialize.rawValue {
                state.agreed = AgreedSession(
                    version: MCPServer.agreedVersion(for: request),
                    clientCapabilities: request.parameters["capabilities"] ?? [:]
                )
            }
            return true
        }
        guard isNew else {
            let error = RPCError.invalidRequest("A request with this id is still being answered.")
            return { RPCResponse(request.id, .failure(error)) }
        }
        let channel = channel()
        return { [self] in
            let response = await cancellable(by: signal) {
                await self.server.answer(request, on: channel)
            }
            state.withLock { $0.inFlight[request.id] = nil }
            if let response, case .success = response.outcome { note(request, channel) }
            return response
        }
    }

    private func channel() -> MCPServer.Channel {
        MCPServer.Channel(
            asker: asker,
            agreed: state.withLock { $0.agreed },
            canPush: true,
            notify: { [self] in send(.notification($0)) },
            ask: { [self] method, parameters in try await ask(method, parameters) }
        )
    }

    /// Gives up when the signal ends.
    private func cancellable(
        by signal: AsyncStream<Void>,
        _ work: @escaping @Sendable () async -> RPCResponse?
    ) async -> RPCResponse? {
        await withTaskGroup(of: RPCResponse?.self) { group in
            group.addTask { await work() }
            group.addTask {
                for await _ in signal {}
                return nil
            }
            defer { group.cancelAll() }
            return await group.next() ?? nil
        }
    }

    /// Remembers what a request that was granted has chosen for the connection.
    private func note(_ request: RPCRequest, _ channel: MCPServer.Channel) {
        switch MCPMethod(rawValue: request.method) {
        case .setLogLevel:
            let level = request.parameters["level"]?.stringValue.flatMap(LogLevel.init(rawValue:))
            state.withLock { $0.agreed?.logLevel = level }
        case .subscribe:
            if let address = request.parameters["uri"]?.stringValue { watch(address, channel) }
        case .unsubscribe:
            guard let address = request.parameters["uri"]?.stringValue else { return }
            state.withLock { $0.watched.removeValue(forKey: address) }?.cancel()
        default: return
        }
    }

    /// Watches a resource for the older revisions, in which a subscription outlives its request.
    private func watch(_ address: String, _ channel: MCPServer.Channel) {
        let already = state.withLock { $0.watched[address] != nil || $0.hasEnded }
        guard !already else { return }
        // It ends with the connection or with `resources/unsubscribe`, whichever is first; the
        // group cannot have it, since the request that began it is one of the group's own tasks.
        let task = Task { [self] in
            let request = RPCRequest(.text(""), MCPMethod.subscribe.rawValue)
            do {
                let frame = try RequestFrame(of: request, agreed: channel.agreed)
                let call = MCPServer.Call(
                    request: request,
                    method: .subscribe,
                    frame: frame,
                    channel: channel
                )
                try await server.watch([address], server.context(of: call)) { address in
                    self.send(.notification(MCPChange.resource(address).notification()))
                }
            } catch {
                // Cancelled, or the workspace cannot be read any more: then nothing is told of it.
                return
            }
        }
        state.withLock { $0.watched[address] = task }
    }
}

// Messages of the peer that get no answer.
extension MCPConnection {
    private func receive(_ notification: RPCNotification) {
        // "initialized" and whatever else a peer may tell changes nothing here.
        guard notification.method == "notifications/cancelled",
            let id = notification.parameters["requestId"].flatMap({ RPCID($0) })
        else { return }
        state.withLock { $0.inFlight[id]?.signal }?.finish()
    }

    private func receive(_ response: RPCResponse) {
        guard let id = response.id else { return }
        state.withLock { $0.asked.removeValue(forKey: id) }?.resume(
            with: response.outcome.mapError { $0 as any Error }
        )
    }

    private func ask(_ method: String, _ parameters: [String: JSONValue]) async throws -> JSONValue
    {
        let id = state.withLock { state in
            state.asks += 1
            return RPCID.text("worklead-\(state.asks)")
        }
        return try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                let isOver = state.withLock { state in
                    guard !state.hasEnded, !Task.isCancelled else { return true }
                    state.asked[id] = continuation
                    return false
                }
                guard !isOver else { return continuation.resume(throwing: CancellationError()) }
                send(.request(RPCRequest(id, method, parameters)))
            }
        } onCancel: {
            state.withLock { $0.asked.removeValue(forKey: id) }?.resume(
                throwing: CancellationError()
            )
        }
    }
}

/// A request that is being answered.
private struct InFlight {
    /// Ending it gives the request up.
    let signal: AsyncStream<Void>.Continuation
    let isLasting: Bool
}

/// What a connection remembers.
private struct ConnectionState {
    var agreed: AgreedSession?
    var inFlight: [RPCID: InFlight] = [:]
    var watched: [String: Task<Void, Never>] = [:]
    var asks = 0
    var asked: [RPCID: CheckedContinuation<JSONValue, any Error>] = [:]
    var hasEnded = false

    /// Ends what merely waits, when the input has ended.
    var lastingSignals: [AsyncStream<Void>.Continuation] {
        inFlight.values.filter(\.isLasting).map(\.signal)
    }
}
