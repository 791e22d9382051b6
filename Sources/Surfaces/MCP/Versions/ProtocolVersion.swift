import Digests
import JSONRPCKit

/// A revision of the Model Context Protocol that is spoken here.
package enum ProtocolVersion: String, Sendable, CaseIterable, Comparable {
    case march2025 = "2025-03-26"
    case june2025 = "2025-06-18"
    case november2025 = "2025-11-25"
    case july2026 = "2026-07-28"

    /// Whether each request says for itself what older revisions agree on once, by `initialize`.
    package var isStateless: Bool { self >= .july2026 }

    /// Whether a message may be a batch, which only one revision had.
    package var hasBatches: Bool { self == .march2025 }

    /// Whether tools have titles, schemas of their output and structured answers.
    package var hasStructuredContent: Bool { self >= .june2025 }

    /// The newest of the revisions that begin with `initialize`.
    package static let newestWithInitialize = ProtocolVersion.november2025
    /// What a peer over HTTP means that names no revision.
    package static let assumedOverHTTP = ProtocolVersion.march2025

    /// The revisions, newest first.
    package static var newestFirst: [ProtocolVersion] { allCases.sorted(by: >) }

    package static func < (left: ProtocolVersion, right: ProtocolVersion) -> Bool {
        left.rawValue < right.rawValue
    }
}

/// The members of `_meta` that revision 2026-07-28 defines.
enum MetaKey {
    static let version = "io.modelcontextprotocol/protocolVersion"
    static let capabilities = "io.modelcontextprotocol/clientCapabilities"
    static let logLevel = "io.modelcontextprotocol/logLevel"
    static let server = "io.modelcontextprotocol/serverInfo"
    static let subscription = "io.modelcontextprotocol/subscriptionId"
    static let progress = "progressToken"
}

/// What a request says about the conversation that it belongs to.
struct RequestFrame: Sendable {
    let version: ProtocolVersion
    let clientCapabilities: JSONValue
    let progressToken: RPCID?
    let logLevel: LogLevel?

    /// Reads the frame of a request.
    ///
    /// - Parameter agreed: What `initialize` agreed on, if it has been called on this connection.
    init(of request: RPCRequest, agreed: AgreedSession?) throws(RPCError) {
        let meta = request.parameters["_meta"]
        progressToken = meta?[MetaKey.progress].flatMap { RPCID($0) }
        if let named = meta?[MetaKey.version] {
            version = try Self.stateless(named)
            guard let capabilities = meta?[MetaKey.capabilities], capabilities.objectValue != nil
            else { throw Self.missing(MetaKey.capabilities) }
            clientCapabilities = capabilities
            logLevel = meta?[MetaKey.logLevel]?.stringValue.flatMap(LogLevel.init(rawValue:))
            return
        }
        if let agreed {
            version = agreed.version
            clientCapabilities = agreed.clientCapabilities
            logLevel = agreed.logLevel
            return
        }
        guard MCPMethod(rawValue: request.method)?.needsNoSession == true else {
            throw Self.missing(MetaKey.version)
        }
        version = .newestWithInitialize
        clientCapabilities = [:]
        logLevel = nil
    }

    private static func stateless(_ named: JSONValue) throws(RPCError) -> ProtocolVersion {
        guard case .string(let text) = named else {
            throw .invalidParameters("'\(MetaKey.version)' must be a text.")
        }
        guard let version = ProtocolVersion(rawValue: text), version.isStateless else {
            throw .unsupportedVersion(text)
        }
        return version
    }

    private static func missing(_ key: String) -> RPCError {
        .invalidParameters(
            "'_meta' lacks '\(key)', and no 'initialize' has agreed on it.",
            data: ["missing": .array([.string(key)])]
        )
    }
}

/// What the older revisions agree on once for a connection.
package struct AgreedSession: Sendable {
    package var version: ProtocolVersion
    package var clientCapabilities: JSONValue
    package var logLevel: LogLevel?

    package init(version: ProtocolVersion, clientCapabilities: JSONValue = [:]) {
        self.version = version
        self.clientCapabilities = clientCapabilities
    }
}

/// How much a message to a peer's log matters; the words of RFC 5424.
package enum LogLevel: String, Sendable, CaseIterable, Comparable {
    case debug, info, notice, warning, error, critical, alert, emergency

    package static func < (left: LogLevel, right: LogLevel) -> Bool {
        (allCases.firstIndex(of: left) ?? 0) < (allCases.firstIndex(of: right) ?? 0)
    }
}
