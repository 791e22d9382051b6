import Digests

/// What a person is told of one or more things that need them.
///
/// All of it is harmless: what agents wrote has no control sequences, no hidden characters, no
/// changes of direction, and an end.
package struct Notice: Hashable, Sendable {
    /// One line: what it is, the task, the repository.
    package let title: String
    /// A few lines: what is asked and what can be chosen, and the command that helps.
    package let body: String
    package let needs: [Need]

    /// The most scalars of a text that somebody else wrote.
    package static let textMax = 300
    /// How many things one notice names; of the others it says how many they are.
    package static let namedMax = 10

    /// - Parameter needs: At least one.
    package init(of needs: [Need], in workspace: String) {
        self.needs = needs
        guard needs.count == 1, let need = needs.first else {
            title = "\(needs.count) things need you in \(workspace.printable(limit: 60))"
            let lines = needs.prefix(Self.namedMax).map { $0.headline }
            let more = needs.count - lines.count
            body = (lines + (more > 0 ? ["and \(more) more"] : []) + ["worklead now"])
                .joined(separator: "\n")
            return
        }
        title = need.headline
        body = need.details.joined(separator: "\n")
    }

    /// A notice that says only that notices arrive.
    package static func sample(in workspace: String) -> Notice {
        var need = Need(
            .decision,
            .attention,
            "D-0",
            title: "Do notices arrive?",
            reason: "somebody tries out this target",
            since: Timestamp(milliseconds: 0),
            remedy: "worklead notify list",
            state: "sample"
        )
        need.options = [
            Decision.Option(name: OptionName(trusted: "yes"), text: "nothing is to be done")
        ]
        return Notice(of: [need], in: workspace)
    }
}

extension Need {
    /// What it is, about what and where: `Decision D-7 · T-104 · api`.
    fileprivate var headline: String {
        var parts = [kind.title + " " + subject.printable(limit: 60)]
        if let task, task.text != subject { parts.append(task.text.printable(limit: 60)) }
        if let repository { parts.append(repository.text.printable(limit: 60)) }
        return parts.joined(separator: " · ")
    }

    fileprivate var details: [String] {
        var lines: [String] = []
        if !title.isEmpty { lines.append(title.printable(limit: Notice.textMax)) }
        lines.append(reason.printable(limit: Notice.textMax))
        if blocks > 0 { lines.append("\(blocks.counted("task waits", "tasks wait")) for it") }
        lines += options.prefix(Notice.namedMax).map {
            "[\($0.name.text.printable(limit: 30))] \($0.text.printable(limit: 120))"
        }
        if let fallback {
            lines.append(
                "default \(fallback.option.text.printable(limit: 30)) at \(fallback.deadline.text)"
            )
        }
        lines.append(remedy.printable(limit: Notice.textMax))
        return lines
    }
}

extension Need.Kind {
    /// The kind as the first word of a line.
    fileprivate var title: String {
        let word = rawValue
        return word.prefix(1).uppercased() + word.dropFirst()
    }
}
