import Model

/// What an agent is told at the start of a slice: the task's own prompt, and what the run adds.
struct SlicePrompt {
    let text: String

    /// - Parameters:
    ///   - prompt: The prompt of the task.
    ///   - hand: Who hands the work in.
    init(
        _ prompt: String,
        task: TaskKey,
        agent: AgentID,
        slice: RunSpec.Slice?,
        member: RunSpec.Member?,
        spec: RunSpec,
        hand: RunDriver.Deliverer
    ) {
        var parts = [(hand == .lead ? prompt.withoutNext : prompt).trimmedEnd]
        let paths = Dictionary(
            spec.documents.map { ($0.id, $0.path) },
            uniquingKeysWith: { first, _ in first }
        )
        let reads = ((member?.reads ?? []) + (slice?.reads ?? [])).uniqued
            .compactMap { paths[$0] }
        parts.append(Self.section("Read before anything else", reads))
        let own = spec.artifacts.left(by: agent, on: task).map(\.path)
        parts.append(Self.section("Leave in the repository", own + (slice?.artifacts ?? [])))
        switch hand {
        case .agent:
            parts.append(
                "You work in this directory, a worktree of your own. `worklead` is on your path "
                    + "and knows who you are here. Commit your work on this branch, and hand it "
                    + "in as said under Next. What is not handed in does not count."
            )
        case .lead:
            parts.append(
                "You work in this directory, a worktree of your own. Change the files; neither "
                    + "commit nor push. What you have changed is handed in when you end."
            )
        }
        text = parts.filter { !$0.isEmpty }.joined(separator: "\n\n") + "\n"
    }

    private static func section(_ title: String, _ lines: [String]) -> String {
        guard !lines.isEmpty else { return "" }
        return "## \(title)\n\n" + lines.map { "- \($0)" }.joined(separator: "\n")
    }
}

extension String {
    /// The prompt without what it says to do next, which is somebody else's here.
    fileprivate var withoutNext: String {
        guard let start = firstRange(of: "## Next\n"),
            let end = self[start.upperBound...].firstRange(of: "\n```\n\n")
        else { return self }
        return String(self[..<start.lowerBound]) + self[end.upperBound...]
    }

    fileprivate var trimmedEnd: String {
        var text = self
        while text.last?.isWhitespace == true { text.removeLast() }
        return text
    }
}
