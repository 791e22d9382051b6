/// The moments at which agents' programs and git call us.
enum HookEvent: String, CaseIterable {
    case sessionStart = "session-start"
    case userPromptSubmit = "user-prompt-submit"
    case preToolUse = "pre-tool-use"
    case postToolUse = "post-tool-use"
    case preCompact = "pre-compact"
    case stop
    case sessionEnd = "session-end"
    /// git's, with the staged paths on standard input.
    case preCommit = "pre-commit"
    /// git's, with the staged paths on standard input.
    case commitMessage = "commit-msg"

    /// Reads a name in our spelling or in that of an agent's program: `pre-tool-use`,
    /// `PreToolUse`, `pre_tool_use`.
    init?(named name: String) {
        let folded = Self.folded(name)
        guard let event = Self.allCases.first(where: { Self.folded($0.rawValue) == folded }) else {
            return nil
        }
        self = event
    }

    /// The name as agents' programs write it in what they read.
    var vendorName: String {
        rawValue.split(separator: "-").map { $0.prefix(1).uppercased() + $0.dropFirst() }.joined()
    }

    private static func folded(_ name: String) -> String {
        name.filter(\.isLetter).lowercased()
    }
}

/// The agents' programs whose hooks are known.
enum HookVendor: String, CaseIterable {
    case claude, codex
}
