import Digests
import JSONRPCKit
import Model
import Operations

/// Who asks, as the transport found out.
package struct MCPAsker: Sendable {
    /// The role whose tools are offered; `nil` where the session's agent decides.
    package var role: Role?
    package var options: CallOptions

    package init(role: Role? = nil, options: CallOptions = CallOptions()) {
        self.role = role
        self.options = options
    }
}

/// What a provider is asked with, and can answer to beside its result.
package struct MCPContext: Sendable {
    package let asker: MCPAsker
    package let version: ProtocolVersion
    package let clientCapabilities: JSONValue
    /// What the client brings to a request that asked it something; see
    /// ``ToolAnswer/inputRequired(_:state:)``.
    package let inputs: [String: JSONValue]
    package let requestState: String?

    /// Tells how far the work is, where the client wants to know.
    package let progress: @Sendable (_ done: Double, _ total: Double?, _ message: String?) -> Void
    /// Writes to the client's log, from the level that it chose.
    package let log: @Sendable (LogLevel, _ message: JSONValue) -> Void
    /// Tells all who listen that something is different now.
    package let announce: @Sendable (MCPChange) -> Void
    /// Asks the client something; only the older revisions can, where the transport goes both ways.
    package let ask: @Sendable (_ method: String, [String: JSONValue]) async throws -> JSONValue
}
