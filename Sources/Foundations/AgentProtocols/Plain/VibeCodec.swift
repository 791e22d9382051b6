import Digests

/// `vibe -p … --output streaming`: entries of its record, one a line, each whole.
struct VibeCodec: JSONAgentCodec {
    private var isStarted = false

    mutating func begin() -> [AgentStep] { [.closeInput] }

    mutating func receive(_ json: JSONValue, line: [UInt8]) -> [AgentStep] {
        var steps: [AgentStep] = []
        if !isStarted, let session = json["sessionId"]?.stringValue {
            isStarted = true
            steps.append(.happened(.started(AgentSession(id: session, program: "vibe"))))
        }
        switch json["type"]?.stringValue {
        case "message": steps += message(json, line)
        case "effect": steps.append(.happened(.tool(effect(json))))
        case let kind: steps.append(.unknown(kind ?? "(none)", line))
        }
        return steps
    }

    private func message(_ json: JSONValue, _ line: [UInt8]) -> [AgentStep] {
        guard let content = json["content"]?.arrayValue else {
            return [.incomplete("message", line)]
        }
        let voice: AgentText.Voice = json["role"]?.stringValue == "user" ? .person : .agent
        return content.map { part in
            guard let text = part["text"]?.stringValue else {
                return .unknown("message/\(part["type"]?.stringValue ?? "(none)")", line)
            }
            return .happened(.text(AgentText(voice, text)))
        }
    }

    private func effect(_ json: JSONValue) -> ToolUse {
        let input = ToolInput(json["detail"]?["input"])
        let kind: ToolKind =
            switch json["detail"]?["kind"]?.stringValue {
            case "shell": .execute
            case "edit", "write": .edit
            case "read": .read
            default: .other
            }
        let phase: ToolUse.Phase =
            switch json["state"]?["status"]?.stringValue {
            case "completed": .succeeded
            case "failed", "error", "cancelled", "rejected": .failed
            case "pending": .started
            default: .changed
            }
        return ToolUse(
            id: json["id"]?.stringValue ?? "",
            name: json["detail"]?["toolName"]?.stringValue ?? "",
            kind: kind,
            phase: phase,
            title: json["detail"]?["display"]?["summary"]?.stringValue
                ?? json["title"]?.stringValue,
            command: input.command,
            paths: input.paths,
            input: input.json,
            output: json["state"]?["outputText"]
        )
    }
}
