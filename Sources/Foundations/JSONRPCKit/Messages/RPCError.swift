import Digests

/// Why a request has no result, in the form that JSON-RPC 2.0 gives it (section 5.1).
package struct RPCError: Error, Hashable, Sendable {
    package var number: Int64
    /// One sentence for whoever reads the peer's log.
    package var message: String
    package var data: JSONValue?

    package init(_ number: Int64, _ message: String, data: JSONValue? = nil) {
        self.number = number
        self.message = message
        self.data = data
    }

    /// Bytes that are not JSON.
    package static func notJSON(_ message: String) -> RPCError { RPCError(-32700, message) }
    /// JSON that is no message.
    package static func invalidRequest(_ message: String) -> RPCError { RPCError(-32600, message) }
    /// A method that nobody here answers.
    package static func unknownMethod(_ method: String) -> RPCError {
        RPCError(-32601, "There is no method '\(method.prefix(100))'.")
    }
    /// Parameters that the method cannot be answered with.
    package static func invalidParameters(
        _ message: String,
        data: JSONValue? = nil
    ) -> RPCError {
        RPCError(-32602, message, data: data)
    }
    /// A fault on this side.
    package static func failure(_ message: String, data: JSONValue? = nil) -> RPCError {
        RPCError(-32603, message, data: data)
    }

    package var json: JSONValue {
        var members: [String: JSONValue] = [
            "code": .integer(number), "message": .string(message),
        ]
        members["data"] = data
        return .object(members)
    }

    /// Reads what a peer sent; whatever is missing or odd is said to be so rather than refused.
    package init(_ json: JSONValue) {
        number = json["code"]?.int64Value ?? -32603
        message = json["message"]?.stringValue ?? "The peer gave no reason."
        data = json["data"]
    }
}
