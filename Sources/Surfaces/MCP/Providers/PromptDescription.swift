import Digests

/// A prompt as it is listed.
package struct PromptDescription: Sendable {
    /// A value that the prompt takes.
    package struct Argument: Sendable {
        package var name: String
        package var description: String
        package var isRequired: Bool

        package init(_ name: String, _ description: String, isRequired: Bool) {
            self.name = name
            self.description = description
            self.isRequired = isRequired
        }
    }

    package var name: String
    package var title: String
    package var description: String
    package var arguments: [Argument]

    package init(
        _ name: String,
        title: String,
        _ description: String,
        arguments: [Argument] = []
    ) {
        self.name = name
        self.title = title
        self.description = description
        self.arguments = arguments
    }

    var json: JSONValue {
        var members: [String: JSONValue] = [
            "name": .string(name), "title": .string(title), "description": .string(description),
        ]
        if !arguments.isEmpty {
            members["arguments"] = .array(
                arguments.map {
                    [
                        "name": .string($0.name), "description": .string($0.description),
                        "required": .bool($0.isRequired),
                    ]
                }
            )
        }
        return .object(members)
    }
}

/// What a prompt says to a model.
package enum PromptAnswer: Sendable {
    case messages([Message], description: String)
    /// Questions for the client, which it answers by asking again.
    case inputRequired([String: JSONValue], state: String?)

    /// One message of it.
    package struct Message: Sendable {
        package enum Speaker: String, Sendable {
            case user, assistant
        }

        package var speaker: Speaker
        package var content: ContentBlock

        package init(_ speaker: Speaker, _ content: ContentBlock) {
            self.speaker = speaker
            self.content = content
        }
    }

    func json(in version: ProtocolVersion) -> JSONValue {
        switch self {
        case .messages(let messages, let description):
            return [
                "description": .string(description),
                "messages": .array(
                    messages.map {
                        [
                            "role": .string($0.speaker.rawValue),
                            "content": $0.content.json(in: version),
                        ]
                    }
                ),
            ]
        case .inputRequired(let requests, let state):
            return ToolAnswer.inputRequired(requests, state: state).json(in: version)
        }
    }
}
