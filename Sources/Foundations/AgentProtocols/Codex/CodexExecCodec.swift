import Digests

/// `codex exec --json`: a prompt on its input, JSON lines on its output, nothing in between.
///
/// It asks nobody: what it may do is its sandbox (`-s`) alone.
struct CodexExecCodec: JSONAgentCodec {
    private let brief: AgentBrief
    private var tools = ToolMemory()

    init(_ brief: AgentBrief) {
        self.brief = brief
    }

    static func arguments(_ brief: AgentBrief) -> [String] {
        var arguments = ["exec", "--json"]
        if let model = brief.model { arguments += ["-m", model] }
        if let session = brief.session { arguments += ["resume", session] }
        return arguments + ["-"]
    }

    mutating func begin() -> [AgentStep] {
        [.write(Array(brief.prompt.utf8)), .closeInput]
    }

    mutating func receive(_ json: JSONValue, line: [UInt8]) -> [AgentStep] {
        let kind = json["type"]?.stringValue ?? "(none)"
        switch kind {
        case "thread.started":
            let session = AgentSession(
                id: json["thread_id"]?.stringValue,
                model: brief.model,
                program: "codex"
            )
            return [.happened(.started(session))]
        case "turn.started": return [.happened(.sign(kind))]
        case "item.started": return item(json, .started, line)
        case "item.updated": return item(json, .updated, line)
        case "item.completed": return item(json, .completed, line)
        case "turn.completed":
            let usage = json["usage"].map { AgentStep.happened(.usage(AgentUsage(codex: $0))) }
            return [usage, .happened(.finished(.completed))].compactMap(\.self)
        case "turn.failed":
            let reason = json["error"]?["message"]?.stringValue ?? "The turn failed."
            return [.happened(.finished(.failed(reason)))]
        // "Reconnecting…" comes so, again and again: it is no progress, and no end.
        case "error": return [.happened(.notice(AgentNotice(.error, json["message"])))]
        default: return [.unknown(kind, line)]
        }
    }

    private mutating func item(
        _ json: JSONValue,
        _ moment: CodexItem.Moment,
        _ line: [UInt8]
    ) -> [AgentStep] {
        guard let item = json["item"] else { return [.incomplete("item", line)] }
        return [CodexItem(item, moment, line: line).step(&tools)]
    }
}
