import Digests

/// What stands in one line or one body: a message, or the batch of them that older peers may send.
///
/// Reading never fails as a whole: what is wrong becomes an item that says so, with the id of the
/// request where that can be read, so that the peer can be answered.
package enum RPCPayload: Hashable, Sendable {
    case single(Item)
    case batch([Item])

    /// One message, or why it is none.
    package enum Item: Hashable, Sendable {
        case message(RPCMessage)
        case invalid(RPCID?, RPCError)
    }

    /// Reads a document.
    package init(parsing bytes: [UInt8]) {
        let json: JSONValue
        do throws(JSONError) {
            json = try JSONValue(parsing: bytes)
        } catch {
            self = .single(.invalid(nil, .notJSON(error.message)))
            return
        }
        self.init(json)
    }

    /// Reads a document that has been parsed.
    package init(_ json: JSONValue) {
        guard case .array(let elements) = json else {
            self = .single(Item(json))
            return
        }
        guard !elements.isEmpty else {
            self = .single(.invalid(nil, .invalidRequest("A batch has at least one message.")))
            return
        }
        self = .batch(elements.map { Item($0) })
    }
}

extension RPCPayload.Item {
    fileprivate init(_ json: JSONValue) {
        guard case .object(let members) = json else {
            self = .invalid(nil, .invalidRequest("A message is an object."))
            return
        }
        let id = members["id"].flatMap { RPCID($0) }
        guard members["jsonrpc"] == "2.0" else {
            self = .invalid(id, .invalidRequest("The member 'jsonrpc' must be \"2.0\"."))
            return
        }
        if let method = members["method"] {
            self = Self.call(method, id, members)
        } else if members["result"] != nil || members["error"] != nil {
            self = .message(.response(RPCResponse(id, Self.outcome(members))))
        } else {
            self = .invalid(id, .invalidRequest("A message has a method, a result or an error."))
        }
    }

    private static func call(
        _ method: JSONValue,
        _ id: RPCID?,
        _ members: [String: JSONValue]
    ) -> RPCPayload.Item {
        guard case .string(let method) = method else {
            return .invalid(id, .invalidRequest("The method must be a text."))
        }
        // MCP names its parameters; `null` is how some writers leave them out.
        let parameters: [String: JSONValue]
        switch members["params"] {
        case .none, .null: parameters = [:]
        case .object(let named): parameters = named
        default: return .invalid(id, .invalidRequest("The parameters must be an object."))
        }
        guard members["id"] != nil else {
            return .message(.notification(RPCNotification(method, parameters)))
        }
        guard let id else {
            return .invalid(nil, .invalidRequest("The id must be a text or a whole number."))
        }
        return .message(.request(RPCRequest(id, method, parameters)))
    }

    private static func outcome(_ members: [String: JSONValue]) -> Result<JSONValue, RPCError> {
        if let error = members["error"], !error.isNull { return .failure(RPCError(error)) }
        return .success(members["result"] ?? .null)
    }
}
