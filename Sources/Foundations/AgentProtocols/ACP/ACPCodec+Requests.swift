import Digests
import JSONRPCKit

extension ACPCodec {
    /// Reads what the agent asks.
    mutating func request(
        _ id: RPCID,
        _ method: String,
        _ parameters: JSONValue,
        _ line: [UInt8]
    ) -> [AgentStep] {
        guard method == "session/request_permission", let call = parameters["toolCall"] else {
            // It waits for an answer whatever it asks.
            let refusal = RPCResponse(id, .failure(.unknownMethod(method)))
            return [.unknown(method, line), .write(refusal.json)]
        }
        asked[id.permission] = id
        let options = (parameters["options"]?.arrayValue ?? []).map { option in
            PermissionOption(
                id: option["optionId"]?.stringValue ?? "",
                name: option["name"]?.stringValue ?? "",
                kind: option["kind"]?.stringValue.flatMap(PermissionOption.Kind.init) ?? .other
            )
        }
        let request = PermissionRequest(id: id.permission, tool: use(call), options: options)
        return [.happened(.permissionAsked(request))]
    }

    mutating func withdrawn(_ parameters: JSONValue) -> [AgentStep] {
        guard let id = (parameters["requestId"] ?? parameters["id"]).flatMap({ RPCID($0) }),
            asked.removeValue(forKey: id.permission) != nil
        else { return [.happened(.sign("$/cancel_request"))] }
        return [.happened(.permissionWithdrawn(id.permission))]
    }

    mutating func update(_ update: JSONValue, _ line: [UInt8]) -> [AgentStep] {
        // All of it is in the stream of the process that heard it first.
        if isReplaying { return [.happened(.sign("replayed"))] }
        return told(update, line)
    }
}
