import Digests

/// What a hook answers, before it takes the form that an agent's program expects.
enum HookAnswer {
    /// Nothing to say.
    case silent
    /// Something that the agent is to know.
    case context(String)
    /// The tool call is refused.
    case deny(String)
    /// The agent is to go on.
    case block(String)
    /// Something that the person at the agent's program is to know.
    case notice(String)
    /// A text as it is.
    case plain(String)
    /// A word on standard error, and nothing is held up.
    case aside(String)
    /// A word on standard error, and what git is at ends.
    case refused(String)

    /// The most characters that an agent is told at once.
    static let charactersMax = 8_000

    func written(for event: HookEvent) -> WrittenOutput {
        var written = WrittenOutput()
        switch self {
        case .silent: break
        case .context(let text):
            written.output = Self.specific(
                event,
                ["additionalContext": .string(Self.cut(text))]
            )
        case .deny(let reason):
            written.output = Self.specific(
                event,
                [
                    "permissionDecision": "deny",
                    "permissionDecisionReason": .string(Self.cut(reason)),
                ]
            )
        case .block(let reason):
            written.output = Self.line([
                "decision": "block", "reason": .string(Self.cut(reason)),
            ])
        case .notice(let text):
            written.output = Self.line(["systemMessage": .string(Self.cut(text))])
        case .plain(let text): written.output = text
        case .aside(let text): written.errors = text + "\n"
        case .refused(let text):
            written.errors = text + "\n"
            written.exitCode = 1
        }
        return written
    }

    private static func specific(
        _ event: HookEvent,
        _ members: [String: JSONValue]
    ) -> String {
        var members = members
        members["hookEventName"] = .string(event.vendorName)
        return line(["hookSpecificOutput": .object(members)])
    }

    private static func line(_ members: [String: JSONValue]) -> String {
        JSONValue.object(members).canonicalText + "\n"
    }

    private static func cut(_ text: String) -> String {
        text.count <= charactersMax ? text : text.prefix(charactersMax) + "…"
    }
}
