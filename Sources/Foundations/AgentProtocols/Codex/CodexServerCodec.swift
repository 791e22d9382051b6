import Digests
import JSONRPCKit

/// What Codex may do by itself, and when it asks.
package struct CodexAccess: Hashable, Sendable {
    /// The sandbox that Codex puts around its commands.
    package enum Sandbox: String, Hashable, Sendable {
        case readOnly = "read-only"
        case workspaceWrite = "workspace-write"
        case none = "danger-full-access"
    }

    /// Which commands it asks about.
    package enum Asking: String, Hashable, Sendable {
        /// All but the ones that it knows to be harmless.
        case untrusted
        /// When it wants more than its sandbox gives.
        case onRequest = "on-request"
        case never
    }

    package var sandbox: Sandbox
    package var asking: Asking

    package init(_ sandbox: Sandbox = .workspaceWrite, asking: Asking = .onRequest) {
        self.sandbox = sandbox
        self.asking = asking
    }
}

/// `codex app-server`: JSON-RPC without the member `jsonrpc`, one turn of one thread.
struct CodexServerCodec: JSONAgentCodec {
    /// What was asked, and so what an answer is to.
    private enum Asked: Int64 {
        case initialize = 0
        case thread = 1
        case turn = 2
        case interrupt = 3
    }

    private let brief: AgentBrief
    private let access: CodexAccess
    var tools = ToolMemory()
    /// The requests of the server that are open; its numbers are not ours.
    var asked: [PermissionID: RPCID] = [:]
    private(set) var thread: String?
    var turn: String?

    init(_ brief: AgentBrief, access: CodexAccess) {
        self.brief = brief
        self.access = access
    }

    mutating func begin() -> [AgentStep] {
        let client: JSONValue = ["name": "worklead", "title": "Worklead", "version": "0"]
        return [request(.initialize, "initialize", ["clientInfo": client])]
    }

    mutating func interrupt() -> [AgentStep] {
        guard let thread, let turn else { return [] }
        let parameters: JSONValue = ["threadId": .string(thread), "turnId": .string(turn)]
        return [request(.interrupt, "turn/interrupt", parameters)]
    }

    mutating func answer(
        _ request: PermissionRequest,
        _ answer: PermissionAnswer
    ) -> [AgentStep] {
        guard let id = asked.removeValue(forKey: request.id) else { return [] }
        let decision: JSONValue =
            switch answer {
            case .allow: "accept"
            case .deny: "decline"
            case .choose(let option): .string(option)
            case .cancel: "cancel"
            }
        return [.write(["id": id.json, "result": ["decision": decision]])]
    }

    mutating func receive(_ json: JSONValue, line: [UInt8]) -> [AgentStep] {
        switch WireMessage(json) {
        case .request(let id, let method, let parameters):
            question(id, method, parameters, line)
        case .notification(let method, let parameters): told(method, parameters, line)
        case .response(let id, let outcome): response(id, outcome, line)
        case nil: [.unknown("(no message)", line)]
        }
    }

    private func request(_ what: Asked, _ method: String, _ parameters: JSONValue) -> AgentStep {
        .write(["id": .integer(what.rawValue), "method": .string(method), "params": parameters])
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
        case (.initialize, .success): return [.write(["method": "initialized"]), openThread()]
        case (.thread, .success(let result)): return opened(result, line)
        case (.turn, .success(let result)):
            turn = result["turn"]?["id"]?.stringValue ?? turn
            return [.happened(.sign("turn/start"))]
        case (.interrupt, .success): return [.happened(.sign("turn/interrupt"))]
        case (.interrupt, .failure(let error)):
            return [.happened(.notice(AgentNotice(.error, error.sentence)))]
        case (_, .failure(let error)):
            return [.happened(.finished(.failed(error.sentence))), .closeInput]
        }
    }

    private func openThread() -> AgentStep {
        var parameters: [String: JSONValue] = [
            "cwd": .string(brief.directory),
            "approvalPolicy": .string(access.asking.rawValue),
            "sandbox": .string(access.sandbox.rawValue),
        ]
        parameters["model"] = brief.model.map { .string($0) }
        guard let session = brief.session else {
            return request(.thread, "thread/start", .object(parameters))
        }
        parameters["threadId"] = .string(session)
        return request(.thread, "thread/resume", .object(parameters))
    }

    private mutating func opened(_ result: JSONValue, _ line: [UInt8]) -> [AgentStep] {
        guard let thread = result["thread"]?["id"]?.stringValue else {
            let ending = AgentEnding.failed("The server opened a thread without a name.")
            return [.incomplete("thread/start", line), .happened(.finished(ending)), .closeInput]
        }
        self.thread = thread
        let session = AgentSession(
            id: thread,
            model: result["model"]?.stringValue,
            program: "codex"
        )
        let input: JSONValue = [["type": "text", "text": .string(brief.prompt)]]
        return [
            .happened(.started(session)),
            request(.turn, "turn/start", ["threadId": .string(thread), "input": input]),
        ]
    }
}
