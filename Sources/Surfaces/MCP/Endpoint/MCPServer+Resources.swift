import Digests
import JSONRPCKit
import Model
import Operations

extension MCPServer {
    func listResources(_ call: Call) async throws -> [String: JSONValue] {
        let cursor: String?
        switch call.parameters["cursor"] {
        case .none, .null: cursor = nil
        case .string(let text): cursor = text
        default: throw ProviderFault.badCursor
        }
        let page = try await provider.resources(after: cursor, context(of: call))
        var result: [String: JSONValue] = ["resources": .array(page.items.map(\.json))]
        result["nextCursor"] = page.next.map { .string($0) }
        return cached(result, call)
    }

    func listTemplates(_ call: Call) async throws -> [String: JSONValue] {
        try refuseCursor(call)
        let templates = try await provider.templates(context(of: call))
        return cached(["resourceTemplates": .array(templates.map(\.json))], call)
    }

    func readResource(_ call: Call) async throws -> [String: JSONValue] {
        let contents = try await read(try call.text("uri"), context(of: call))
        return cached(["contents": .array(contents.map(\.json))], call)
    }

    /// Reads a resource; an error that says something is not there means that the resource is not.
    func read(_ address: String, _ context: MCPContext) async throws -> [ResourceContents] {
        do {
            return try await provider.read(address, context)
        } catch let error as any Reportable where error.category == .notFound {
            throw ProviderFault.unknownResource(address)
        }
    }
}
