import Digests
import JSONRPCKit
import Model
import Operations

// The errors that the protocol adds to those of JSON-RPC.
extension RPCError {
    /// A header that says something else than the body.
    static func headerMismatch(_ message: String) -> RPCError { RPCError(-32020, message) }

    /// Something that the client has not said it can do.
    static func missingCapability(_ required: JSONValue) -> RPCError {
        RPCError(
            -32021,
            "The client has not declared a capability that this needs.",
            data: ["requiredCapabilities": required]
        )
    }

    /// A revision of the protocol that is not spoken here.
    static func unsupportedVersion(_ requested: String) -> RPCError {
        RPCError(
            -32022,
            "The protocol version '\(requested.printable(limit: 40))' is not spoken here.",
            data: [
                "requested": .string(requested),
                "supported": .array(ProtocolVersion.newestFirst.map { .string($0.rawValue) }),
            ]
        )
    }

    /// A resource that is not there; the revisions number that differently.
    static func unknownResource(_ address: String, in version: ProtocolVersion) -> RPCError {
        RPCError(
            version.isStateless ? -32602 : -32002,
            "There is no resource '\(address.printable(limit: 200))'.",
            data: ["uri": .string(address)]
        )
    }

    /// An error outside of a tool, where there is no result to carry it.
    static func report(_ error: any Error) -> RPCError {
        if let error = error as? RPCError { return error }
        let report = ErrorReport(error)
        let data: JSONValue = report.json
        return report.category == .usage
            ? .invalidParameters(report.message, data: data) : .failure(report.message, data: data)
    }
}
