import Model

/// What the branches of an agent look like: `agent/{agent}/{slug}`.
package struct BranchPattern: Hashable, Sendable {
    package let text: String

    /// - Parameter text: Has `{agent}` once, and `{slug}` where the rest of the name goes.
    package init(_ text: String = "agent/{agent}/{slug}") {
        self.text = text
    }

    /// Whether a branch is one of an agent's.
    ///
    /// `{slug}` stands for one or more characters.
    package func matches(_ branch: String, agent: AgentID) -> Bool {
        let (before, after) = parts(agent)
        guard branch.hasPrefix(before), branch.hasSuffix(after) else { return false }
        return branch.utf8.count > before.utf8.count + after.utf8.count
    }

    /// The branch of an agent for a slug.
    package func branch(for agent: AgentID, slug: String) -> String {
        let (before, after) = parts(agent)
        return before + slug + after
    }

    /// The pattern with the agent's name in it, for messages.
    package func shown(for agent: AgentID) -> String {
        branch(for: agent, slug: "…")
    }

    private func parts(_ agent: AgentID) -> (before: String, after: String) {
        let named = Self.replacing("{agent}", in: text, with: agent.text)
        guard let slug = Self.range(of: "{slug}", in: named) else { return (named + "/", "") }
        return (String(named[..<slug.lowerBound]), String(named[slug.upperBound...]))
    }

    private static func replacing(_ part: String, in text: String, with other: String) -> String {
        guard let found = range(of: part, in: text) else { return text }
        return text[..<found.lowerBound] + other + text[found.upperBound...]
    }

    private static func range(of part: String, in text: String) -> Range<String.Index>? {
        var start = text.startIndex
        while start < text.endIndex {
            if text[start...].hasPrefix(part) {
                return start..<text.index(start, offsetBy: part.count)
            }
            start = text.index(after: start)
        }
        return nil
    }
}
