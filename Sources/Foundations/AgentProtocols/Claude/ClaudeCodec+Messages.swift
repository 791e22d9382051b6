import Digests

extension ClaudeCodec {
    mutating func system(_ json: JSONValue, _ line: [UInt8]) -> [AgentStep] {
        let subtype = json["subtype"]?.stringValue ?? "(none)"
        switch subtype {
        case "init":
            let version = json["claude_code_version"]?.stringValue
            return [
                .happened(
                    .started(
                        AgentSession(
                            id: json["session_id"]?.stringValue,
                            model: json["model"]?.stringValue,
                            program: "claude-code" + (version.map { " \($0)" } ?? "")
                        )
                    )
                )
            ]
        case "notification", "informational":
            return [.happened(.notice(AgentNotice(.info, json["text"] ?? json["content"])))]
        case "api_retry", "api_error":
            return [.happened(.notice(AgentNotice(.warning, json["error"] ?? json["message"])))]
        case "compact_boundary":
            return [.happened(.notice(AgentNotice(.info, "The context was compacted.")))]
        case "hook_started", "hook_progress", "hook_response", "status", "session_state_changed",
            "task_started", "task_progress", "task_updated", "task_notification",
            "local_command_output", "files_persisted", "post_turn_summary", "elicitation_complete":
            return [.happened(.sign("system/\(subtype)"))]
        default: return [.unknown("system/\(subtype)", line)]
        }
    }

    mutating func assistant(_ json: JSONValue, _ line: [UInt8]) -> [AgentStep] {
        guard let message = json["message"], let content = message["content"]?.arrayValue else {
            return [.incomplete("assistant", line)]
        }
        var steps: [AgentStep] = []
        for part in content { steps.append(said(part, line)) }
        if let counted = message["usage"], let id = message["id"]?.stringValue,
            id != countedMessage
        {
            countedMessage = id
            usage.add(Self.usage(counted))
            steps.append(.happened(.usage(usage)))
        }
        return steps
    }

    private mutating func said(_ part: JSONValue, _ line: [UInt8]) -> AgentStep {
        let kind = part["type"]?.stringValue ?? "(none)"
        switch kind {
        case "text": return .happened(.text(AgentText(.agent, part["text"]?.stringValue ?? "")))
        case "thinking":
            return .happened(.text(AgentText(.thought, part["thinking"]?.stringValue ?? "")))
        case "redacted_thinking": return .happened(.sign(kind))
        case "tool_use", "server_tool_use", "mcp_tool_use":
            return use(part, line)
        default: return .unknown("assistant/\(kind)", line)
        }
    }

    /// A tool's use; the list of what is to be done is the plan as well.
    private mutating func use(_ part: JSONValue, _ line: [UInt8]) -> AgentStep {
        guard let id = part["id"]?.stringValue, let name = part["name"]?.stringValue else {
            return .incomplete("assistant/tool_use", line)
        }
        let use = Self.use(id: id, name: name, input: part["input"])
        tools.remember(use)
        guard name == "TodoWrite", let items = part["input"]?["todos"]?.arrayValue else {
            return .happened(.tool(use))
        }
        return .happened(
            .plan(
                items.map { item in
                    let status = item["status"]?.stringValue ?? ""
                    return PlanEntry(
                        item["content"]?.stringValue ?? "",
                        PlanEntry.Progress(wire: status)
                    )
                }
            )
        )
    }

    mutating func user(_ json: JSONValue, _ line: [UInt8]) -> [AgentStep] {
        switch json["message"]?["content"] {
        case .string(let text): return [.happened(.text(AgentText(.person, text)))]
        case .array(let parts): return parts.map { told($0, line) }
        default: return [.incomplete("user", line)]
        }
    }

    private mutating func told(_ part: JSONValue, _ line: [UInt8]) -> AgentStep {
        let kind = part["type"]?.stringValue ?? "(none)"
        switch kind {
        case "text": return .happened(.text(AgentText(.person, part["text"]?.stringValue ?? "")))
        case "tool_result":
            guard let id = part["tool_use_id"]?.stringValue else {
                return .incomplete("user/tool_result", line)
            }
            let isError = part["is_error"]?.boolValue ?? false
            let output = ClippedText(part["content"])
            return .happened(.tool(tools.next(id, isError ? .failed : .succeeded, output: output)))
        case "image", "document": return .happened(.sign("user/\(kind)"))
        default: return .unknown("user/\(kind)", line)
        }
    }

    mutating func result(_ json: JSONValue) -> [AgentStep] {
        if let counted = json["usage"] { usage = Self.usage(counted) }
        usage.costMicrodollars = AgentUsage.microdollars(json["total_cost_usd"])
        return [.happened(.usage(usage)), .happened(.finished(ending(json))), .closeInput]
    }

    private func ending(_ json: JSONValue) -> AgentEnding {
        let isError = json["is_error"]?.boolValue ?? false
        let subtype = json["subtype"]?.stringValue ?? "(none)"
        switch subtype {
        case "success" where !isError:
            switch json["stop_reason"]?.stringValue {
            case "refusal": return .refused
            case "max_tokens", "model_context_window_exceeded": return .tooManyTokens
            default: return .completed
            }
        case "error_max_turns": return .tooManyTurns
        case "error_max_budget_usd": return .overBudget
        default:
            if isInterrupted { return .interrupted }
            let reason = json["result"] ?? json["errors"]
            return .failed(reason.map { ClippedText($0) } ?? ClippedText(subtype))
        }
    }

    static func usage(_ json: JSONValue) -> AgentUsage {
        var usage = AgentUsage()
        usage.inputTokens = AgentUsage.tokens(json["input_tokens"])
        usage.cacheReadTokens = AgentUsage.tokens(json["cache_read_input_tokens"])
        usage.cacheWriteTokens = AgentUsage.tokens(json["cache_creation_input_tokens"])
        usage.outputTokens = AgentUsage.tokens(json["output_tokens"])
        return usage
    }
}

extension PlanEntry.Progress {
    /// By the words of the wire: `in_progress` and `inProgress` are the same.
    init(wire: String) {
        switch wire {
        case "completed": self = .completed
        case "in_progress", "inProgress": self = .inProgress
        default: self = .pending
        }
    }
}
