import Digests

extension ACPCodec {
    /// Reads what an agent tells while it works.
    mutating func told(_ update: JSONValue, _ line: [UInt8]) -> [AgentStep] {
        let kind = update["sessionUpdate"]?.stringValue ?? "(none)"
        switch kind {
        case "agent_message_chunk": return [said(.agent, kind, update, line)]
        case "agent_thought_chunk": return [said(.thought, kind, update, line)]
        case "user_message_chunk": return [said(.person, kind, update, line)]
        case "tool_call", "tool_call_update": return [.happened(.tool(use(update)))]
        case "plan":
            let entries = (update["entries"]?.arrayValue ?? []).map { entry in
                PlanEntry(
                    entry["content"]?.stringValue ?? "",
                    PlanEntry.Progress(wire: entry["status"]?.stringValue ?? "")
                )
            }
            return [.happened(.plan(entries))]
        case "usage_update":
            count(update)
            return [.happened(.usage(usage))]
        case "available_commands_update", "current_mode_update", "config_option_update",
            "session_info_update", "current_model_update":
            return [.happened(.sign(kind))]
        default: return [.unknown(kind, line)]
        }
    }

    private func said(
        _ voice: AgentText.Voice,
        _ kind: String,
        _ update: JSONValue,
        _ line: [UInt8]
    ) -> AgentStep {
        let content = update["content"]
        switch content?["type"]?.stringValue {
        case "text":
            let text = content?["text"]?.stringValue ?? ""
            return .happened(.text(AgentText(voice, text, isPiece: true)))
        case "image", "audio", "resource", "resource_link": return .happened(.sign(kind))
        default: return .incomplete(kind, line)
        }
    }

    private mutating func count(_ update: JSONValue) {
        usage.contextTokens = update["used"].map { AgentUsage.tokens($0) }
        usage.contextTokensMax = update["size"].map { AgentUsage.tokens($0) }
        if update["cost"]?["currency"]?.stringValue == "USD" {
            usage.costMicrodollars = AgentUsage.microdollars(update["cost"]?["amount"])
        }
    }

    /// A tool's use as it is now: an update, and the question for leave, tell only what is new.
    mutating func use(_ told: JSONValue) -> ToolUse {
        let id = told["toolCallId"]?.stringValue ?? ""
        let before = tools[id]
        let input = ToolInput(told["rawInput"])
        let places = (told["locations"]?.arrayValue ?? []).compactMap { $0["path"]?.stringValue }
        let changes = (told["content"]?.arrayValue ?? [])
            .filter { $0["type"]?.stringValue == "diff" }.compactMap { $0["path"]?.stringValue }
        var paths: [String] = []
        for path in places + changes + input.paths where !paths.contains(path) {
            paths.append(path)
        }
        let command = input.command ?? before?.command
        let kind =
            told["kind"]?.stringValue.flatMap(ToolKind.init) ?? before?.kind
            // Some agents tell no kind with a command.
            ?? (command == nil ? .other : .execute)
        let title = told["title"]?.stringValue ?? before?.title
        var use = ToolUse(
            id: id,
            name: told["_meta"]?["tool_name"]?.stringValue ?? before?.name ?? title ?? "",
            kind: kind,
            phase: Self.phase(told, isNew: before == nil),
            title: title,
            command: command,
            paths: paths.isEmpty ? before?.paths ?? [] : paths,
            input: told["rawInput"],
            output: told["rawOutput"] ?? told["content"]
        )
        if told["rawInput"] == nil, let before { use.input = before.input }
        tools.remember(use)
        return use
    }

    private static func phase(_ told: JSONValue, isNew: Bool) -> ToolUse.Phase {
        switch told["status"]?.stringValue {
        case "completed": .succeeded
        case "failed": .failed
        default: isNew ? .started : .changed
        }
    }
}
