/// What a peer can ask for.
enum MCPMethod: String, Sendable, CaseIterable {
    case initialize
    case liveness = "ping"
    case discover = "server/discover"
    case listTools = "tools/list"
    case callTool = "tools/call"
    case listResources = "resources/list"
    case listTemplates = "resources/templates/list"
    case readResource = "resources/read"
    case subscribe = "resources/subscribe"
    case unsubscribe = "resources/unsubscribe"
    case listen = "subscriptions/listen"
    case listPrompts = "prompts/list"
    case getPrompt = "prompts/get"
    case complete = "completion/complete"
    case setLogLevel = "logging/setLevel"

    /// Whether the revision knows the method.
    func isServed(in version: ProtocolVersion) -> Bool {
        switch self {
        case .initialize, .liveness, .subscribe, .unsubscribe, .setLogLevel: !version.isStateless
        case .discover, .listen: version.isStateless
        case .listTools, .callTool, .listResources, .listTemplates, .readResource, .listPrompts,
            .getPrompt, .complete:
            true
        }
    }

    /// Whether it can be asked before anything was agreed.
    var needsNoSession: Bool {
        switch self {
        case .initialize, .liveness: true
        case .discover, .listTools, .callTool, .listResources, .listTemplates, .readResource,
            .subscribe, .unsubscribe, .listen, .listPrompts, .getPrompt, .complete, .setLogLevel:
            false
        }
    }

    /// The parameter that the header `Mcp-Name` repeats over HTTP.
    var namedParameter: String? {
        switch self {
        case .callTool, .getPrompt: "name"
        case .readResource: "uri"
        case .initialize, .liveness, .discover, .listTools, .listResources, .listTemplates,
            .subscribe, .unsubscribe, .listen, .listPrompts, .complete, .setLogLevel:
            nil
        }
    }
}
