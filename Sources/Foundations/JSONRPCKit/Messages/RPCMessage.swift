import Digests

/// A message of JSON-RPC 2.0.
package enum RPCMessage: Hashable, Sendable {
    case request(RPCRequest)
    case notification(RPCNotification)
    case response(RPCResponse)

    package var json: JSONValue {
        switch self {
        case .request(let request): request.json
        case .notification(let notification): notification.json
        case .response(let response): response.json
        }
    }

    /// The message as one line without its end; JSON escapes whatever would break a line.
    package var line: String { json.canonicalText }
}

/// A question that is owed an answer.
package struct RPCRequest: Hashable, Sendable {
    package var id: RPCID
    package var method: String
    /// Named parameters; empty where none were sent.
    package var parameters: [String: JSONValue]

    package init(_ id: RPCID, _ method: String, _ parameters: [String: JSONValue] = [:]) {
        self.id = id
        self.method = method
        self.parameters = parameters
    }

    package var json: JSONValue {
        var members: [String: JSONValue] = [
            "jsonrpc": "2.0", "id": id.json, "method": .string(method),
        ]
        if !parameters.isEmpty { members["params"] = .object(parameters) }
        return .object(members)
    }
}

/// A message that gets no answer.
package struct RPCNotification: Hashable, Sendable {
    package var method: String
    package var parameters: [String: JSONValue]

    package init(_ method: String, _ parameters: [String: JSONValue] = [:]) {
        self.method = method
        self.parameters = parameters
    }

    package var json: JSONValue {
        var members: [String: JSONValue] = ["jsonrpc": "2.0", "method": .string(method)]
        if !parameters.isEmpty { members["params"] = .object(parameters) }
        return .object(members)
    }
}

/// The answer to a request.
package struct RPCResponse: Hashable, Sendable {
    /// Whose answer it is; `nil` where the request's id could not be read.
    package var id: RPCID?
    package var outcome: Result<JSONValue, RPCError>

    package init(_ id: RPCID?, _ outcome: Result<JSONValue, RPCError>) {
        self.id = id
        self.outcome = outcome
    }

    package var json: JSONValue {
        var members: [String: JSONValue] = ["jsonrpc": "2.0", "id": id?.json ?? .null]
        switch outcome {
        case .success(let result): members["result"] = result
        case .failure(let error): members["error"] = error.json
        }
        return .object(members)
    }
}
