import Digests
import Operations

/// The schemas of tools, made small: a client may send all of them with each turn of a model.
///
/// What the operation checks by itself (patterns, lengths, bounds) is left out, since its error
/// says it better when it is needed; nothing that is left in is untrue.
enum ToolSchema {
    /// The schema of the arguments: the fields that the tool offers, of all its actions.
    static func input(of tool: OperationTool, _ entries: [OperationEntry]) -> JSONValue {
        var properties: [String: JSONValue] = [:]
        var required: Set<String>?
        for (action, entry) in zip(tool.actions, entries) {
            let schema = entry.inputSchema
            for field in action.fields where properties[field] == nil {
                properties[field] = schema["properties"]?[field].map(trimmed)
            }
            let needed = Set((schema["required"]?.arrayValue ?? []).compactMap(\.stringValue))
                .intersection(action.fields)
            required = required?.intersection(needed) ?? needed
        }
        var needed = (required ?? []).sorted()
        if case .byWord = tool.choice {
            properties["action"] = [
                "type": "string", "enum": .array(tool.actions.map { .string($0.word) }),
                "description": "What to do.",
            ]
            needed.insert("action", at: 0)
        }
        return object(properties, required: needed)
    }

    /// What an answer always has, whichever action gave it: the field that it is about.
    ///
    /// That one comes first in each record. The others say what they are by their names. Where the
    /// call may go to the outbox there is nothing yet that it is about.
    static func output(of entries: [OperationEntry]) -> JSONValue {
        let always = entries.map { $0.outputFields.filter(\.isRequired).map(\.name) }
        let first = always.first?.first { name in always.allSatisfy { $0.contains(name) } }
        guard let first, let schema = entries.first?.outputSchema["properties"]?[first] else {
            return ["type": "object"]
        }
        // A record is described in its own definition, and there at length.
        let type = schema["type"] ?? "object"
        let field: JSONValue = .object(
            ["type": type, "description": schema["description"]].compactMapValues(\.self)
        )
        let isCertain = !entries.contains { $0.mayQueue }
        return object([first: field], required: isCertain ? [first] : [])
    }

    static func object(_ properties: [String: JSONValue], required: [String]) -> JSONValue {
        var members: [String: JSONValue] = ["type": "object"]
        members["properties"] = .object(properties)
        if !required.isEmpty { members["required"] = .array(required.map { .string($0) }) }
        return .object(members)
    }

    private static func trimmed(_ schema: JSONValue) -> JSONValue {
        var members: [String: JSONValue] = [:]
        for key in ["type", "enum", "description"] { members[key] = schema[key] }
        if let items = schema["items"] {
            members["items"] = .object(
                ["type": items["type"], "enum": items["enum"]].compactMapValues(\.self)
            )
        }
        return .object(members)
    }
}
