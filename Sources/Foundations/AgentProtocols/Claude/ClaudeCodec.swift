import Digests

/// Claude Code with `--output-format stream-json` and `--input-format stream-json`.
///
/// Its permission requests come over the same stream, as control requests
/// (`--permission-prompt-tool stdio`).
struct ClaudeCodec: JSONAgentCodec {
    private let brief: AgentBrief
    var tools = ToolMemory()
    var usage = AgentUsage()
    /// The last message whose tokens were counted: each of its parts comes as a line that repeats
    /// them.
    var countedMessage: String?
    private var inputs: [PermissionID: JSONValue] = [:]
    private var requests = 0
    var isInterrupted = false

    init(_ brief: AgentBrief) {
        self.brief = brief
    }

    static func arguments(_ brief: AgentBrief) -> [String] {
        var arguments = [
            "-p", "--output-format", "stream-json", "--input-format", "stream-json", "--verbose",
            "--permission-prompt-tool", "stdio",
        ]
        if let model = brief.model { arguments += ["--model", model] }
        if let session = brief.session { arguments += ["--resume", session] }
        return arguments
    }

    mutating func begin() -> [AgentStep] {
        [
            control(["subtype": "initialize", "hooks": nil]),
            .write([
                "type": "user", "session_id": "", "parent_tool_use_id": nil,
                "message": ["role": "user", "content": .string(brief.prompt)],
            ]),
        ]
    }

    mutating func interrupt() -> [AgentStep] {
        isInterrupted = true
        return [control(["subtype": "interrupt"])]
    }

    mutating func answer(
        _ request: PermissionRequest,
        _ answer: PermissionAnswer
    ) -> [AgentStep] {
        let input = inputs.removeValue(forKey: request.id) ?? [:]
        let verdict: JSONValue =
            switch answer {
            case .allow: ["behavior": "allow", "updatedInput": input]
            case .deny(let reason): ["behavior": "deny", "message": .string(reason)]
            case .choose(let option):
                ["behavior": "deny", "message": .string("'\(option)' was not offered.")]
            case .cancel:
                ["behavior": "deny", "message": "The work is to end.", "interrupt": true]
            }
        return [respond(request.id.text, ["subtype": "success", "response": verdict])]
    }

    mutating func receive(_ json: JSONValue, line: [UInt8]) -> [AgentStep] {
        let kind = json["type"]?.stringValue ?? "(none)"
        switch kind {
        case "system": return system(json, line)
        case "assistant": return assistant(json, line)
        case "user": return user(json, line)
        case "result": return result(json)
        case "control_request": return control(json, line)
        case "control_response": return controlAnswer(json)
        case "control_cancel_request":
            guard let id = json["request_id"]?.stringValue else { return [.incomplete(kind, line)] }
            inputs[PermissionID(id)] = nil
            return [.happened(.permissionWithdrawn(PermissionID(id)))]
        case "rate_limit_event":
            return [.happened(.notice(AgentNotice(.info, json["rate_limit_info"])))]
        case "stream_event", "keep_alive", "tool_progress", "tool_use_summary", "auth_status",
            "prompt_suggestion":
            return [.happened(.sign(kind))]
        default: return [.unknown(kind, line)]
        }
    }
}

// Control, in both directions.
extension ClaudeCodec {
    private mutating func control(_ request: JSONValue) -> AgentStep {
        requests += 1
        return .write([
            "type": "control_request", "request_id": .string("worklead-\(requests)"),
            "request": request,
        ])
    }

    private func respond(_ id: String, _ response: JSONValue) -> AgentStep {
        guard case .object(var members) = response else { return .write(response) }
        members["request_id"] = .string(id)
        return .write(["type": "control_response", "response": .object(members)])
    }

    private mutating func control(_ json: JSONValue, _ line: [UInt8]) -> [AgentStep] {
        guard let id = json["request_id"]?.stringValue, let request = json["request"] else {
            return [.incomplete("control_request", line)]
        }
        let subtype = request["subtype"]?.stringValue ?? "(none)"
        guard subtype == "can_use_tool", let name = request["tool_name"]?.stringValue else {
            // It waits for an answer whatever it asks.
            let refusal: JSONValue = [
                "subtype": "error", "error": "This client has no such thing.",
            ]
            return [.unknown("control_request/\(subtype)", line), respond(id, refusal)]
        }
        let input = request["input"] ?? [:]
        inputs[PermissionID(id)] = input
        let use = Self.use(
            id: request["tool_use_id"]?.stringValue ?? id,
            name: name,
            input: input,
            title: request["description"]?.stringValue
        )
        return [.happened(.permissionAsked(PermissionRequest(id: PermissionID(id), tool: use)))]
    }

    private func controlAnswer(_ json: JSONValue) -> [AgentStep] {
        guard json["response"]?["subtype"]?.stringValue == "error" else {
            return [.happened(.sign("control_response"))]
        }
        let reason = json["response"]?["error"]?.stringValue ?? "A control request was refused."
        return [.happened(.notice(AgentNotice(.error, reason)))]
    }

    static func use(id: String, name: String, input: JSONValue?, title: String? = nil) -> ToolUse {
        let read = ToolInput(input)
        return ToolUse(
            id: id,
            name: name,
            kind: ToolKind(claudeTool: name),
            phase: .started,
            title: title ?? input?["description"]?.stringValue,
            command: read.command,
            paths: read.paths,
            input: input
        )
    }
}

extension AgentNotice {
    /// What a document says, as it is.
    init(_ level: Level, _ json: JSONValue?) {
        self.level = level
        text = ClippedText(json)
    }
}
