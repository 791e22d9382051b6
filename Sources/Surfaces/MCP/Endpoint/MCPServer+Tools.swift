import Digests
import JSONRPCKit
import Operations

extension MCPServer {
    func listTools(_ call: Call) async throws -> [String: JSONValue] {
        try refuseCursor(call)
        let tools = try await provider.tools(context(of: call))
        return cached(["tools": .array(tools.map { $0.json(in: call.version) })], call)
    }

    func callTool(_ call: Call) async throws -> [String: JSONValue] {
        let name = try call.text("name")
        let arguments: [String: JSONValue]
        switch call.parameters["arguments"] {
        case .none, .null: arguments = [:]
        case .object(let members): arguments = members
        default: throw RPCError.invalidParameters("The arguments must be an object.")
        }
        let answer = try await withProgress(of: call) {
            do {
                return try await provider.call(name, arguments, context(of: call))
            } catch let error where Self.isForModel(error) {
                return .failure(ErrorReport(error))
            }
        }
        return answer.json(in: call.version).objectValue ?? [:]
    }

    /// Whether an error is one that a model can do something about, and so belongs in a result.
    private static func isForModel(_ error: any Error) -> Bool {
        !(error is CancellationError || error is ProviderFault || error is RPCError)
    }

    /// How often a long call says that it is still at work, where the client asked to be told.
    ///
    /// Clients give up after a minute of silence, some after less.
    private static let progressInterval = Duration.seconds(5)

    private func withProgress(
        of call: Call,
        _ work: @escaping @Sendable () async throws -> ToolAnswer
    ) async throws -> ToolAnswer {
        guard call.frame.progressToken != nil else { return try await work() }
        let tell = context(of: call).progress
        return try await withThrowingTaskGroup(of: ToolAnswer?.self) { group in
            group.addTask { try await work() }
            group.addTask {
                var elapsed = Duration.zero
                while true {
                    elapsed += try await pauses.pause(upTo: Self.progressInterval)
                    tell(Double(elapsed.components.seconds), nil, "still at work")
                }
            }
            defer { group.cancelAll() }
            while let answer = try await group.next() {
                if let answer { return answer }
            }
            throw CancellationError()
        }
    }

    func refuseCursor(_ call: Call) throws {
        // These lists have one page, so no cursor was ever given out.
        switch call.parameters["cursor"] {
        case .none, .null: return
        default: throw ProviderFault.badCursor
        }
    }

    /// What the provider is asked with.
    func context(of call: Call) -> MCPContext {
        let notify = call.channel.notify
        let token = call.frame.progressToken
        let logFrom = logFrom(call.frame)
        let changes = changes
        let ask = call.channel.ask
        return MCPContext(
            asker: call.channel.asker,
            version: call.version,
            clientCapabilities: call.frame.clientCapabilities,
            inputs: call.parameters["inputResponses"]?.objectValue ?? [:],
            requestState: call.parameters["requestState"]?.stringValue,
            progress: { done, total, message in
                guard let token else { return }
                var parameters: [String: JSONValue] = [
                    "progressToken": token.json, "progress": .number(done),
                ]
                parameters["total"] = total.map { .number($0) }
                parameters["message"] = message.map { .string($0) }
                notify(RPCNotification("notifications/progress", parameters))
            },
            log: { level, message in
                guard let logFrom, level >= logFrom else { return }
                notify(
                    RPCNotification(
                        "notifications/message",
                        ["level": .string(level.rawValue), "data": message]
                    )
                )
            },
            announce: { changes.announce($0) },
            ask: { method, parameters in try await ask(method, parameters) }
        )
    }

    /// From which level the client wants to be told; before 2026 everything unless it chose.
    private func logFrom(_ frame: RequestFrame) -> LogLevel? {
        guard provider.features.logs else { return nil }
        return frame.logLevel ?? (frame.version.isStateless ? nil : .debug)
    }
}
