import Digests
import JSONRPCKit

extension CodexServerCodec {
    /// Reads what the server tells.
    mutating func told(
        _ method: String,
        _ parameters: JSONValue,
        _ line: [UInt8]
    ) -> [AgentStep] {
        switch method {
        case "item/started": return item(parameters, .started, line)
        case "item/completed": return item(parameters, .completed, line)
        case "turn/started":
            if isOurs(parameters) { turn = parameters["turn"]?["id"]?.stringValue ?? turn }
            return [.happened(.sign(method))]
        case "turn/completed":
            return isOurs(parameters) ? ended(parameters) : [.happened(.sign(method))]
        case "turn/plan/updated":
            let steps = (parameters["plan"]?.arrayValue ?? []).map { step in
                PlanEntry(
                    step["step"]?.stringValue ?? "",
                    PlanEntry.Progress(wire: step["status"]?.stringValue ?? "")
                )
            }
            return [.happened(.plan(steps))]
        case "thread/tokenUsage/updated":
            guard isOurs(parameters) else { return [.happened(.sign(method))] }
            return counted(parameters["tokenUsage"], line)
        case "error":
            let level: AgentNotice.Level =
                parameters["willRetry"]?.boolValue == true ? .warning : .error
            return [.happened(.notice(AgentNotice(level, parameters["error"]?["message"])))]
        case "warning", "guardianWarning", "deprecationNotice", "configWarning":
            let text = parameters["message"] ?? parameters["summary"]
            return [.happened(.notice(AgentNotice(.warning, text)))]
        case "serverRequest/resolved":
            guard let id = parameters["requestId"].flatMap({ RPCID($0) }),
                asked.removeValue(forKey: id.permission) != nil
            else { return [.happened(.sign(method))] }
            return [.happened(.permissionWithdrawn(id.permission))]
        default:
            return Self.passedOver.contains { method.hasPrefix($0) }
                ? [.happened(.sign(method))] : [.unknown(method, line)]
        }
    }

    /// What says nothing that is wanted here: states of the program, and pieces of what comes whole
    /// with its item's end.
    private static let passedOver = [
        "item/", "thread/", "turn/diff/", "hook/", "account/", "mcpServer/", "model/", "app/",
        "skills/", "project/", "remoteControl/", "process/", "command/", "fs/", "turn/moderation",
    ]

    /// Whether it is about the thread that was opened here, and not one that the agent opened.
    private func isOurs(_ parameters: JSONValue) -> Bool {
        guard let named = parameters["threadId"]?.stringValue else { return true }
        return named == thread
    }

    private mutating func item(
        _ parameters: JSONValue,
        _ moment: CodexItem.Moment,
        _ line: [UInt8]
    ) -> [AgentStep] {
        guard let item = parameters["item"] else { return [.incomplete("item", line)] }
        return [CodexItem(item, moment, line: line).step(&tools)]
    }

    private func counted(_ json: JSONValue?, _ line: [UInt8]) -> [AgentStep] {
        guard let total = json?["total"] else {
            return [.incomplete("thread/tokenUsage/updated", line)]
        }
        var usage = AgentUsage(codex: total)
        usage.contextTokens = json?["last"]?["totalTokens"].map { AgentUsage.tokens($0) }
        usage.contextTokensMax = json?["modelContextWindow"]?.int64Value
        return [.happened(.usage(usage))]
    }

    private func ended(_ parameters: JSONValue) -> [AgentStep] {
        let status = parameters["turn"]?["status"]?.stringValue ?? "(none)"
        let ending: AgentEnding =
            switch status {
            case "completed": .completed
            case "interrupted": .interrupted
            default:
                .failed(parameters["turn"]?["error"]?["message"]?.stringValue ?? status)
            }
        return [.happened(.finished(ending)), .closeInput]
    }

    /// Reads what the server asks.
    mutating func question(
        _ id: RPCID,
        _ method: String,
        _ parameters: JSONValue,
        _ line: [UInt8]
    ) -> [AgentStep] {
        let itemID = parameters["itemId"]?.stringValue ?? ""
        let reason = parameters["reason"]?.stringValue
        let use: ToolUse
        switch method {
        case "item/commandExecution/requestApproval":
            use = ToolUse(
                id: itemID,
                name: "shell",
                kind: .execute,
                phase: .started,
                title: reason,
                command: parameters["command"]?.stringValue ?? tools[itemID]?.command
            )
        case "item/fileChange/requestApproval":
            let known = tools[itemID]
            // Leave to write below a directory from now on reaches further than the one change.
            let root = parameters["grantRoot"]?.stringValue
            use = ToolUse(
                id: itemID,
                name: "apply_patch",
                kind: .edit,
                phase: .started,
                title: reason ?? known?.title,
                paths: (known?.paths ?? []) + [root].compactMap(\.self)
            )
        default:
            // It waits for an answer whatever it asks.
            let refusal = RPCError.unknownMethod(method).json
            return [.unknown(method, line), .write(["id": id.json, "error": refusal])]
        }
        asked[id.permission] = id
        let options = [
            PermissionOption(id: "accept", name: "Allow", kind: .allowOnce),
            PermissionOption(
                id: "acceptForSession",
                name: "Allow for the session",
                kind: .allowAlways
            ),
            PermissionOption(id: "decline", name: "Decline", kind: .rejectOnce),
        ]
        let request = PermissionRequest(id: id.permission, tool: use, options: options)
        return [.happened(.permissionAsked(request))]
    }
}
