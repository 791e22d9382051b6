import Digests
import JSONRPCKit
import Model

/// The headers that are looked at.
enum HTTPName {
    static let version = "mcp-protocol-version"
    static let method = "mcp-method"
    static let name = "mcp-name"
    static let eventStream = "text/event-stream"
}

/// Which revision a request over HTTP is in, by its body and its header.
struct HTTPFrame: Sendable {
    /// What the older revisions would have agreed on; `nil` in those that need no such thing.
    let agreed: AgreedSession?

    var isStateless: Bool { agreed == nil }

    init(agreed: AgreedSession?) {
        self.agreed = agreed
    }

    /// Reads the frame, and refuses a header that contradicts the body.
    init(of call: RPCRequest, _ request: MCPHTTPRequest) throws(RPCError) {
        let named = request.value(of: HTTPName.version)
        let version = named.flatMap(ProtocolVersion.init(rawValue:))
        let meta = call.parameters["_meta"]
        let isOlder = meta?[MetaKey.version] == nil && version?.isStateless != true
        if isOlder, call.method == MCPMethod.initialize.rawValue {
            self.init(agreed: AgreedSession(version: MCPServer.agreedVersion(for: call)))
            return
        }
        if isOlder {
            if let error = request.unknownVersion { throw error }
            self.init(agreed: AgreedSession(version: version ?? .assumedOverHTTP))
            return
        }
        // First whether all is there, then whether it agrees, then whether it is spoken here.
        for key in [MetaKey.version, MetaKey.capabilities] where meta?[key] == nil {
            throw .invalidParameters("'_meta' lacks '\(key)'.")
        }
        guard let inBody = meta?[MetaKey.version]?.stringValue else {
            throw .invalidParameters("'\(MetaKey.version)' must be a text.")
        }
        try Self.compare(call, inBody, request)
        guard ProtocolVersion(rawValue: inBody)?.isStateless == true else {
            throw .unsupportedVersion(inBody)
        }
        self.init(agreed: nil)
    }

    private static func compare(
        _ call: RPCRequest,
        _ version: String,
        _ request: MCPHTTPRequest
    ) throws(RPCError) {
        guard request.value(of: HTTPName.version) == version else {
            throw .headerMismatch("The header MCP-Protocol-Version must be '\(version)'.")
        }
        guard request.value(of: HTTPName.method) == call.method else {
            throw .headerMismatch("The header Mcp-Method must repeat the method.")
        }
        guard let parameter = MCPMethod(rawValue: call.method)?.namedParameter,
            let name = call.parameters[parameter]?.stringValue
        else { return }
        guard request.value(of: HTTPName.name).flatMap(HeaderText.decoded) == name else {
            throw .headerMismatch("The header Mcp-Name must repeat the parameter '\(parameter)'.")
        }
    }
}

extension MCPHTTPRequest {
    /// A header that decides where a request goes and came more than once: two readers could
    /// choose differently.
    var repeatedHeader: String? {
        [HTTPName.version, HTTPName.method, HTTPName.name].first { values(of: $0).count > 1 }
    }

    /// Why the revision in the header is not one; `nil` where there is none.
    var unknownVersion: RPCError? {
        guard let named = value(of: HTTPName.version), ProtocolVersion(rawValue: named) == nil
        else { return nil }
        return .unsupportedVersion(named)
    }

    /// Whether an answer of that type is wanted; without a word about it, any is.
    func accepts(_ type: String) -> Bool {
        let accepted = values(of: "accept").flatMap { $0.split(separator: ",") }
        guard !accepted.isEmpty else { return true }
        let group = type.prefix { $0 != "/" } + "/*"
        return accepted.contains { range in
            [type, String(group), "*/*"].contains { String(range).hasMediaType($0) }
        }
    }

    /// The `Host` or `Origin` that is not one of the names; `nil` where all is well.
    func foreignName(allowing names: Set<String>) -> String? {
        for host in values(of: "host") where !names.contains(host.hostName) {
            return host.printable(limit: 100)
        }
        for origin in values(of: "origin") {
            let parts = origin.split(separator: "/", omittingEmptySubsequences: false)
            guard parts.count == 3, parts[0] == "http:" || parts[0] == "https:", parts[1].isEmpty,
                names.contains(String(parts[2]).hostName)
            else { return origin.printable(limit: 100) }
        }
        return nil
    }
}

extension String {
    /// Whether it is that media type, whatever its parameters.
    func hasMediaType(_ type: String) -> Bool {
        let name = prefix { $0 != ";" }.filter { $0 != " " && $0 != "\t" }
        return name.lowercased() == type
    }

    /// A host without its port, in lower case.
    fileprivate var hostName: String {
        if first == "[", let end = firstIndex(of: "]") { return self[...end].lowercased() }
        return prefix { $0 != ":" }.lowercased()
    }
}
