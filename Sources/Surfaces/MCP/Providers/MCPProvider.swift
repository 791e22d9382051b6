import Digests
import JSONRPCKit
import Model
import Operations

/// What is offered over the protocol: tools, resources and prompts.
///
/// The endpoint knows the protocol and nothing of what is offered; a provider the other way round.
package protocol MCPProvider: Sendable {
    /// Who answers.
    var identity: ServerIdentity { get }
    /// What can change while a connection lasts, and is then announced.
    var features: ProviderFeatures { get }
    /// What a model should know before it calls anything; a client cuts it at 2,000 characters.
    func instructions(_ context: MCPContext) async throws -> String

    func tools(_ context: MCPContext) async throws -> [ToolDescription]
    /// Calls a tool.
    ///
    /// - Throws: ``ProviderFault/unknownTool(_:)``; any other error becomes a result that says so.
    func call(
        _ tool: String,
        _ arguments: [String: JSONValue],
        _ context: MCPContext
    ) async throws -> ToolAnswer
    /// Whether a call of the tool mostly waits, and so is given up when the peer goes away.
    func waits(_ tool: String) -> Bool

    /// Lists resources; the cursor is the provider's own.
    func resources(after cursor: String?, _ context: MCPContext) async throws -> ResourcePage
    func templates(_ context: MCPContext) async throws -> [TemplateDescription]
    func read(_ address: String, _ context: MCPContext) async throws -> [ResourceContents]
    /// A number that has changed whenever a resource may have; `nil` where none can be told.
    func revision(_ context: MCPContext) async throws -> Int64?

    func prompts(_ context: MCPContext) async throws -> [PromptDescription]
    func prompt(
        _ name: String,
        _ arguments: [String: String],
        _ context: MCPContext
    ) async throws -> PromptAnswer
    /// The values that begin with a text.
    func completions(_ question: CompletionQuestion, _ context: MCPContext) async throws -> [String]
}

/// Who answers.
package struct ServerIdentity: Sendable {
    package var name: String
    package var title: String
    package var version: String
    package var website: String?

    package init(name: String, title: String, version: String, website: String? = nil) {
        self.name = name
        self.title = title
        self.version = version
        self.website = website
    }

    var json: JSONValue {
        var members: [String: JSONValue] = [
            "name": .string(name), "title": .string(title), "version": .string(version),
        ]
        members["websiteUrl"] = website.map { .string($0) }
        return .object(members)
    }
}

/// What can change while a connection lasts.
package struct ProviderFeatures: Sendable {
    package var toolsChange = false
    package var promptsChange = false
    package var resourcesChange = false
    /// Whether messages for the peer's log are sent.
    package var logs = false

    package init() {}
}

/// Something of a provider's that is not there, or a request that does not fit.
package enum ProviderFault: Error {
    case unknownTool(String)
    case unknownResource(String)
    case unknownPrompt(String)
    case badCursor
    case badArguments(String)
    /// A capability that the client has not declared.
    case missingCapability(JSONValue)

    func rpcError(in version: ProtocolVersion) -> RPCError {
        switch self {
        case .unknownTool(let name):
            .invalidParameters("There is no tool '\(name.printable(limit: 128))'.")
        case .unknownResource(let address): .unknownResource(address, in: version)
        case .unknownPrompt(let name):
            .invalidParameters("There is no prompt '\(name.printable(limit: 128))'.")
        case .badCursor: .invalidParameters("The cursor is not one that was given out here.")
        case .badArguments(let sentence): .invalidParameters(sentence)
        case .missingCapability(let required): .missingCapability(required)
        }
    }
}

/// A question for the values of an argument.
package struct CompletionQuestion: Sendable {
    /// What has the argument.
    package enum Subject: Hashable, Sendable {
        case prompt(String)
        case template(String)
    }

    package var subject: Subject
    package var argument: String
    package var prefix: String
}

/// Something that peers are told of when they asked to be.
package enum MCPChange: Hashable, Sendable {
    case tools
    case prompts
    case resources
    case resource(String)
}
