import Digests
import JSONRPCKit

/// The Agent Client Protocol, version 1, from the client's side.
///
/// Files and terminals are not offered: the agent works in its worktree with its own tools.
struct ACPCodec: JSONAgentCodec {
    /// What was asked, and so what an answer is to.
    private enum Asked: Int64 {
        case initialize = 0
        case session = 1
        case prompt = 2
    }

    private let brief: AgentBrief
    var tools = ToolMemory()
    var usage = AgentUsage()
    /// The requests of the agent that are open; its numbers are not ours.
    var asked: [PermissionID: RPCID] = [:]
    private var program: String?
    private var session: String?
    private var isPrompted = false
    /// Whether the agent tells again what was said before it was taken up again.
    private(set) var isReplaying = false

    init(_ brief: AgentBrief) {
        self.brief = brief
    }

    mutating func begin() -> [AgentStep] {
        [
            request(
                .initialize,
                "initialize",
                [
                    "protocolVersion": 1,
                    "clientCapabilities": [
                        "fs": ["readTextFile": false, "writeTextFile": false], "terminal": false,
                    ],
                    "clientInfo": ["name": "worklead", "version": "0"],
                ]
            )
        ]
    }

    mutating func receive(_ json: JSONValue, line: [UInt8]) -> [AgentStep] {
        switch WireMessage(json) {
        case .request(let id, let method, let parameters):
            request(id, method, parameters, line)
        case .notification("session/update", let parameters):
            update(parameters["update"] ?? [:], line)
        case .notification("$/cancel_request", let parameters):
            withdrawn(parameters)
        case .notification(let method, _):
            // Extensions begin with an underscore and may be passed over.
            method.hasPrefix("_") ? [.happened(.sign(method))] : [.unknown(method, line)]
        case .response(let id, let outcome): response(id, outcome, line)
        case nil: [.unknown("(no message)", line)]
        }
    }

    mutating func interrupt() -> [AgentStep] {
        guard let session, isPrompted else { return [] }
        return [
            .write(RPCNotification("session/cancel", ["sessionId": .string(session)]).json)
        ]
    }

    mutating func answer(
        _ request: PermissionRequest,
        _ answer: PermissionAnswer
    ) -> [AgentStep] {
        guard let id = asked.removeValue(forKey: request.id) else { return [] }
        let option = request.options.first(for: answer)
        let outcome: JSONValue =
            option.map { ["outcome": "selected", "optionId": .string($0.id)] }
            ?? ["outcome": "cancelled"]
        return [.write(RPCResponse(id, .success(["outcome": outcome])).json)]
    }
}

extension [PermissionOption] {
    /// The option that says what was decided, with the least reach: once before always.
    fileprivate func first(for answer: PermissionAnswer) -> PermissionOption? {
        func first(_ kinds: PermissionOption.Kind...) -> PermissionOption? {
            kinds.lazy.compactMap { kind in self.first { $0.kind == kind } }.first
        }
        return switch answer {
        case .allow: first(.allowOnce, .allowAlways)
        case .deny: first(.rejectOnce, .rejectAlways)
        case .choose(let id): self.first { $0.id == id }
        case .cancel: nil
        }
    }
}

// What is asked of the agent, step by step.
extension ACPCodec {
    private func request(
        _ what: Asked,
        _ method: String,
        _ parameters: [String: JSONValue]
    ) -> AgentStep {
        .write(RPCRequest(.number(what.rawValue), method, parameters).json)
    }

    private mutating func response(
        _ id: RPCID,
        _ outcome: Result<JSONValue, RPCError>,
        _ line: [UInt8]
    ) -> [AgentStep] {
        guard case .number(let number) = id, let what = Asked(rawValue: number) else {
            return [.unknown("(an answer to nothing)", line)]
        }
        switch (what, outcome) {
        case (.initialize, .success(let result)): return initialized(result)
        case (.session, .success(let result)): return opened(result, line)
        case (.prompt, .success(let result)): return ended(result)
        case (_, .failure(let error)):
            return [.happened(.finished(.failed(error.sentence))), .closeInput]
        }
    }

    private mutating func initialized(_ result: JSONValue) -> [AgentStep] {
        let version = result["protocolVersion"]?.intValue ?? 1
        let info = result["agentInfo"]
        program = info?["name"]?.stringValue.map { name in
            [name, info?["version"]?.stringValue].compactMap(\.self).joined(separator: " ")
        }
        guard version == 1 else {
            let reason = "The agent speaks version \(version) of the protocol, and not 1."
            return [.happened(.finished(.failed(reason))), .closeInput]
        }
        var parameters: [String: JSONValue] = [
            "cwd": .string(brief.directory), "mcpServers": .array(brief.toolServers.map(\.json)),
        ]
        guard let session = brief.session else {
            return [request(.session, "session/new", parameters)]
        }
        parameters["sessionId"] = .string(session)
        self.session = session
        // To resume is to go on in silence; to load tells all that was said again.
        if result["agentCapabilities"]?["sessionCapabilities"]?["resume"] != nil {
            return [request(.session, "session/resume", parameters)]
        }
        guard result["agentCapabilities"]?["loadSession"]?.boolValue == true else {
            let reason = "The agent can't take a conversation up again."
            return [.happened(.finished(.failed(reason))), .closeInput]
        }
        isReplaying = true
        return [request(.session, "session/load", parameters)]
    }

    private mutating func opened(_ result: JSONValue, _ line: [UInt8]) -> [AgentStep] {
        isReplaying = false
        session = result["sessionId"]?.stringValue ?? session
        guard let session else {
            return [
                .incomplete("session/new", line),
                .happened(.finished(.failed("The agent opened a session without a name."))),
                .closeInput,
            ]
        }
        isPrompted = true
        let model = result["models"]?["currentModelId"]?.stringValue
        return [
            .happened(.started(AgentSession(id: session, model: model, program: program))),
            request(
                .prompt,
                "session/prompt",
                [
                    "sessionId": .string(session),
                    "prompt": [["type": "text", "text": .string(brief.prompt)]],
                ]
            ),
        ]
    }

    private mutating func ended(_ result: JSONValue) -> [AgentStep] {
        var steps: [AgentStep] = []
        if let counted = result["usage"] {
            usage.inputTokens = AgentUsage.tokens(counted["inputTokens"])
            usage.outputTokens = AgentUsage.tokens(counted["outputTokens"])
            usage.cacheReadTokens = AgentUsage.tokens(counted["cachedReadTokens"])
            usage.cacheWriteTokens = AgentUsage.tokens(counted["cachedWriteTokens"])
            steps.append(.happened(.usage(usage)))
        }
        let reason = result["stopReason"]?.stringValue ?? "(none)"
        let ending: AgentEnding =
            switch reason {
            case "end_turn": .completed
            case "max_tokens": .tooManyTokens
            case "max_turn_requests": .tooManyTurns
            case "refusal": .refused
            case "cancelled": .interrupted
            default: .failed("The agent stopped for a reason that is not known: \(reason)")
            }
        return steps + [.happened(.finished(ending)), .closeInput]
    }
}

extension ToolServer {
    fileprivate var json: JSONValue {
        let variables = environment.sorted { $0.key < $1.key }.map { name, value -> JSONValue in
            ["name": .string(name), "value": .string(value)]
        }
        return [
            "name": .string(name), "command": .string(command),
            "args": .array(arguments.map { .string($0) }), "env": .array(variables),
        ]
    }
}
