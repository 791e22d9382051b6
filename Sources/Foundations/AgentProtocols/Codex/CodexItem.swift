import Digests

/// An item of a Codex conversation.
///
/// `codex exec` writes its words with underscores, the app server
/// in camel case; the items are the same.
struct CodexItem {
    /// Which message told of the item.
    enum Moment: Hashable, Sendable {
        case started, updated, completed
    }

    private let json: JSONValue
    private let moment: Moment
    private let line: [UInt8]

    init(_ json: JSONValue, _ moment: Moment, line: [UInt8]) {
        self.json = json
        self.moment = moment
        self.line = line
    }

    var id: String { json["id"]?.stringValue ?? "" }

    /// What the item says.
    func step(_ tools: inout ToolMemory) -> AgentStep {
        let kind = json["type"]?.stringValue ?? "(none)"
        switch kind {
        case "agent_message", "agentMessage": return text(.agent)
        case "reasoning": return reasoning
        case "plan": return text(.thought)
        case "userMessage", "hookPrompt": return .happened(.sign(kind))
        case "todo_list": return plan
        // Warnings come as items too: they end nothing.
        case "error":
            return .happened(.notice(AgentNotice(.warning, json["message"])))
        case "contextCompaction":
            return .happened(.notice(AgentNotice(.info, "The context was compacted.")))
        case "sleep", "enteredReviewMode", "exitedReviewMode", "subAgentActivity",
            "functionCallOutput":
            return .happened(.sign(kind))
        default:
            guard let use else { return .unknown("item/\(kind)", line) }
            tools.remember(use)
            return .happened(.tool(use))
        }
    }

    /// The use of a tool that the item is; `nil` for any other item.
    var use: ToolUse? {
        switch json["type"]?.stringValue {
        case "command_execution", "commandExecution":
            use("shell", .execute, command: json["command"]?.stringValue)
        case "file_change", "fileChange":
            use("apply_patch", .edit, paths: paths, input: json["changes"])
        case "mcp_tool_call", "mcpToolCall":
            use(
                "mcp__\(json["server"]?.stringValue ?? "")__\(json["tool"]?.stringValue ?? "")",
                .other,
                input: json["arguments"],
                output: json["error"].flatMap { $0.isNull ? nil : $0 } ?? json["result"]
            )
        case "web_search", "webSearch":
            use("web_search", .fetch, title: json["query"]?.stringValue)
        case "imageView":
            use("view_image", .read, paths: [json["path"]?.stringValue].compactMap(\.self))
        case "dynamicToolCall", "collabAgentToolCall", "collab_tool_call":
            use(json["tool"]?.stringValue ?? "", .other, input: json["arguments"])
        case "imageGeneration":
            use("generate_image", .other)
        default: nil
        }
    }

    private var paths: [String] {
        (json["changes"]?.arrayValue ?? []).compactMap { $0["path"]?.stringValue }
    }

    private func use(
        _ name: String,
        _ kind: ToolKind,
        title: String? = nil,
        command: String? = nil,
        paths: [String] = [],
        input: JSONValue? = nil,
        output: JSONValue? = nil
    ) -> ToolUse {
        ToolUse(
            id: id,
            name: name,
            kind: kind,
            phase: phase,
            title: title ?? (paths.isEmpty ? nil : paths.joined(separator: ", ")),
            command: command,
            paths: paths,
            input: input,
            output: output ?? json["aggregated_output"] ?? json["aggregatedOutput"]
        )
    }

    private var phase: ToolUse.Phase {
        switch (json["status"]?.stringValue, moment) {
        case ("failed", _), ("declined", _): .failed
        case ("completed", _), (_, .completed): .succeeded
        case (_, .started): .started
        case (_, .updated): .changed
        }
    }

    private func text(_ voice: AgentText.Voice) -> AgentStep {
        guard moment == .completed else { return .happened(.sign("item")) }
        return .happened(.text(AgentText(voice, json["text"]?.stringValue ?? "")))
    }

    private var reasoning: AgentStep {
        let parts = json["summary"]?.arrayValue?.compactMap(\.stringValue) ?? []
        let text = json["text"]?.stringValue ?? parts.joined(separator: "\n")
        guard moment == .completed, !text.isEmpty else { return .happened(.sign("reasoning")) }
        return .happened(.text(AgentText(.thought, text)))
    }

    private var plan: AgentStep {
        .happened(
            .plan(
                (json["items"]?.arrayValue ?? []).map { item in
                    let isDone = item["completed"]?.boolValue ?? false
                    return PlanEntry(
                        item["text"]?.stringValue ?? "",
                        isDone ? .completed : .pending
                    )
                }
            )
        )
    }
}

extension AgentUsage {
    /// As Codex counts: what came from the cache is part of the input, and a thread that is
    /// taken up again goes on counting.
    init(codex json: JSONValue) {
        func tokens(_ names: String...) -> Int64 {
            Self.tokens(names.lazy.compactMap { json[$0] }.first)
        }
        self.init()
        span = .session
        cacheReadTokens = tokens("cached_input_tokens", "cachedInputTokens")
        cacheWriteTokens = tokens("cache_write_input_tokens", "cacheWriteInputTokens")
        let input = tokens("input_tokens", "inputTokens")
        inputTokens = max(0, input - min(input, cacheReadTokens))
        inputTokens = max(0, inputTokens - min(inputTokens, cacheWriteTokens))
        outputTokens = tokens("output_tokens", "outputTokens")
    }
}
