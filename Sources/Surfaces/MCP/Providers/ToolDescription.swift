import Digests
import Operations

/// A tool as it is listed.
package struct ToolDescription: Sendable {
    package var name: String
    package var title: String
    package var description: String
    package var inputSchema: JSONValue
    package var outputSchema: JSONValue?
    package var effects: [Effect]

    package init(
        _ name: String,
        title: String,
        _ description: String,
        inputSchema: JSONValue,
        outputSchema: JSONValue? = nil,
        effects: [Effect]
    ) {
        self.name = name
        self.title = title
        self.description = description
        self.inputSchema = inputSchema
        self.outputSchema = outputSchema
        self.effects = effects
    }

    package func json(in version: ProtocolVersion) -> JSONValue {
        var members: [String: JSONValue] = [
            "name": .string(name), "description": .string(description),
            "inputSchema": inputSchema, "annotations": annotations,
        ]
        if version.hasStructuredContent {
            members["title"] = .string(title)
            members["outputSchema"] = outputSchema
        }
        return .object(members)
    }

    /// What the tool does to the world, as far as that differs from what a client assumes: that
    /// it destroys, cannot be repeated, and reaches beyond what is known.
    private var annotations: JSONValue {
        var hints: [String: JSONValue] = ["openWorldHint": false]
        if effects.allSatisfy({ $0 == .reads }) {
            hints["readOnlyHint"] = true
        } else {
            hints["destructiveHint"] = .bool(effects.contains(.destroys))
            if effects.allSatisfy(\.isRepeatable) { hints["idempotentHint"] = true }
        }
        return .object(hints)
    }
}

/// What came of calling a tool.
package enum ToolAnswer: Sendable {
    /// - Parameter structured: The same as a document; must fit the tool's output schema.
    case complete([ContentBlock], structured: JSONValue?, isError: Bool)
    /// Questions for the client, which it answers by calling again.
    case inputRequired([String: JSONValue], state: String?)

    /// A document, and its text for models that read only texts.
    package static func document(_ json: JSONValue) -> ToolAnswer {
        .complete([.text(json.canonicalText)], structured: json, isError: false)
    }

    /// Why it did not work, for the model to act on.
    package static func failure(_ report: ErrorReport) -> ToolAnswer {
        let json: JSONValue = ["error": report.json]
        return .complete([.text(json.canonicalText)], structured: nil, isError: true)
    }

    package func json(in version: ProtocolVersion) -> JSONValue {
        switch self {
        case .complete(let content, let structured, let isError):
            var members: [String: JSONValue] = [
                "content": .array(content.map { $0.json(in: version) })
            ]
            if isError { members["isError"] = true }
            if version.hasStructuredContent { members["structuredContent"] = structured }
            return .object(members)
        case .inputRequired where !version.isStateless:
            // The older revisions have no such result, and their clients would take it for none.
            return [
                "isError": true,
                "content": [
                    ["type": "text", "text": "This asks in a way that came with 2026-07-28."]
                ],
            ]
        case .inputRequired(let requests, let state):
            var members: [String: JSONValue] = ["resultType": "input_required"]
            if !requests.isEmpty { members["inputRequests"] = .object(requests) }
            members["requestState"] = state.map { .string($0) }
            return .object(members)
        }
    }
}

/// A piece of what a tool or a prompt says.
package enum ContentBlock: Sendable {
    case text(String)
    /// Bytes in Base64.
    case image(String, mediaType: String)
    case audio(String, mediaType: String)
    case resource(ResourceContents)
    case link(ResourceDescription)

    package func json(in version: ProtocolVersion) -> JSONValue {
        switch self {
        case .text(let text): return ["type": "text", "text": .string(text)]
        case .image(let data, let mediaType):
            return ["type": "image", "data": .string(data), "mimeType": .string(mediaType)]
        case .audio(let data, let mediaType):
            return ["type": "audio", "data": .string(data), "mimeType": .string(mediaType)]
        case .resource(let contents): return ["type": "resource", "resource": contents.json]
        case .link(let resource):
            guard version.hasStructuredContent, case .object(var members) = resource.json else {
                return ["type": "text", "text": .string(resource.address)]
            }
            members["type"] = "resource_link"
            return .object(members)
        }
    }
}
