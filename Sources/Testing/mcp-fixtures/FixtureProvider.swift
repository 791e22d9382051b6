import Digests
import MCP

/// Offers what the protocol's conformance suite asks a server for, by the names that it uses.
struct FixtureProvider: MCPProvider {
    let identity = ServerIdentity(
        name: "worklead-fixtures",
        title: "Fixtures",
        version: "1",
        website: "https://example.org"
    )
    let states: SealedStates
    private let start = ContinuousClock.now

    init(states: SealedStates) {
        self.states = states
    }

    var features: ProviderFeatures {
        var features = ProviderFeatures()
        features.toolsChange = true
        features.promptsChange = true
        features.resourcesChange = true
        features.logs = true
        return features
    }

    func instructions(_ context: MCPContext) -> String {
        "Each tool, resource and prompt shows one thing that the protocol can do."
    }

    func tools(_ context: MCPContext) -> [ToolDescription] {
        FixtureTools.all.map(\.description) + FixtureQuestions.tools.map(\.description)
    }

    func call(
        _ name: String,
        _ arguments: [String: JSONValue],
        _ context: MCPContext
    ) async throws -> ToolAnswer {
        if let tool = FixtureTools.all.first(where: { $0.description.name == name }) {
            return try await tool.answer(arguments, context)
        }
        if let tool = FixtureQuestions.tools.first(where: { $0.description.name == name }) {
            return try await tool.answer(states, context)
        }
        throw ProviderFault.unknownTool(name)
    }

    func waits(_ tool: String) -> Bool { false }

    func resources(after cursor: String?, _ context: MCPContext) throws -> ResourcePage {
        guard cursor == nil else { throw ProviderFault.badCursor }
        return ResourcePage(FixtureResources.listed)
    }

    func templates(_ context: MCPContext) -> [TemplateDescription] { FixtureResources.templates }

    func read(_ address: String, _ context: MCPContext) throws -> [ResourceContents] {
        guard let contents = FixtureResources.contents(of: address, turn: turn) else {
            throw ProviderFault.unknownResource(address)
        }
        return [contents]
    }

    func revision(_ context: MCPContext) -> Int64? { turn }

    /// Rises every three seconds, and with it the watched resource changes.
    private var turn: Int64 { (ContinuousClock.now - start).components.seconds / 3 }

    func prompts(_ context: MCPContext) -> [PromptDescription] { FixturePrompts.listed }

    func prompt(
        _ name: String,
        _ arguments: [String: String],
        _ context: MCPContext
    ) throws -> PromptAnswer {
        guard let answer = FixturePrompts.answer(to: name, arguments, context.inputs) else {
            throw ProviderFault.unknownPrompt(name)
        }
        return answer
    }

    func completions(_ question: CompletionQuestion, _ context: MCPContext) -> [String] {
        ["alpha", "beta", "gamma"].filter { $0.hasPrefix(question.prefix) }
    }
}
