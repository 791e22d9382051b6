import Digests
import JSONRPCKit

extension MCPServer {
    func listPrompts(_ call: Call) async throws -> [String: JSONValue] {
        try refuseCursor(call)
        let prompts = try await provider.prompts(context(of: call))
        return cached(["prompts": .array(prompts.map(\.json))], call)
    }

    func getPrompt(_ call: Call) async throws -> [String: JSONValue] {
        let name = try call.text("name")
        var arguments: [String: String] = [:]
        for (argument, value) in call.parameters["arguments"]?.objectValue ?? [:] {
            guard case .string(let text) = value else {
                throw RPCError.invalidParameters("The arguments of a prompt must be texts.")
            }
            arguments[argument] = text
        }
        let context = context(of: call)
        guard let prompt = try await provider.prompts(context).first(where: { $0.name == name })
        else { throw ProviderFault.unknownPrompt(name) }
        let missing = prompt.arguments.filter { $0.isRequired && arguments[$0.name] == nil }
        guard missing.isEmpty else {
            let names = missing.map(\.name).joined(separator: ", ")
            throw ProviderFault.badArguments("The prompt '\(name)' needs: \(names).")
        }
        let answer = try await provider.prompt(name, arguments, context)
        return answer.json(in: call.version).objectValue ?? [:]
    }

    /// The most values that one answer may have.
    private static let completionsMax = 100

    func completions(_ call: Call) async throws -> [String: JSONValue] {
        let reference = call.parameters["ref"]
        let subject: CompletionQuestion.Subject
        switch (reference?["type"]?.stringValue, reference?["name"], reference?["uri"]) {
        case ("ref/prompt", .string(let name)?, _): subject = .prompt(name)
        case ("ref/resource", _, .string(let template)?): subject = .template(template)
        default:
            throw RPCError.invalidParameters(
                "The parameter 'ref' must be a 'ref/prompt' with a name or a 'ref/resource' "
                    + "with a uri."
            )
        }
        let argument = call.parameters["argument"]
        guard let name = argument?["name"]?.stringValue,
            let prefix = argument?["value"]?.stringValue
        else { throw RPCError.invalidParameters("The argument must have a name and a value.") }
        let found = try await provider.completions(
            CompletionQuestion(subject: subject, argument: name, prefix: prefix),
            context(of: call)
        )
        let shown = found.prefix(Self.completionsMax)
        return [
            "completion": [
                "values": .array(shown.map { .string($0) }),
                "total": .integer(Int64(found.count)),
                "hasMore": .bool(found.count > shown.count),
            ]
        ]
    }
}
