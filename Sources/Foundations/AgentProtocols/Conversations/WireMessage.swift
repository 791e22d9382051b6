import Digests
import JSONRPCKit

/// A message of JSON-RPC as agents send it: Codex leaves out the member `jsonrpc`.
enum WireMessage: Hashable, Sendable {
    case request(RPCID, method: String, parameters: JSONValue)
    case notification(method: String, parameters: JSONValue)
    case response(RPCID, Result<JSONValue, RPCError>)

    /// - Returns: `nil` for what is none of the three.
    init?(_ json: JSONValue) {
        let id = json["id"].flatMap { RPCID($0) }
        let parameters = json["params"] ?? [:]
        switch (id, json["method"]?.stringValue) {
        case (let id?, let method?):
            self = .request(id, method: method, parameters: parameters)
        case (nil, let method?):
            self = .notification(method: method, parameters: parameters)
        case (let id?, nil):
            if let error = json["error"], !error.isNull {
                self = .response(id, .failure(RPCError(error)))
            } else if let result = json["result"] {
                self = .response(id, .success(result))
            } else {
                return nil
            }
        case (nil, nil): return nil
        }
    }
}

extension RPCID {
    /// As the name of a permission request: texts and numbers stay apart.
    var permission: PermissionID {
        switch self {
        case .text(let text): PermissionID("\"\(text)\"")
        case .number(let number): PermissionID(String(number))
        }
    }
}

extension RPCError {
    /// For people, with its number.
    var sentence: String { "\(message) (\(number))" }
}
