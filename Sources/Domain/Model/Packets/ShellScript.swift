/// Shell text cut into the commands that `sh` would run one after the other.
///
/// A command is a line, together with the lines that belong to it: those after a `\`, within
/// quotes, brackets, `if … fi` and the like, after `|`, `&&` and `||`, and here-documents. Comments
/// and blank lines between commands are left out. Nothing is run or expanded.
package struct ShellScript: Sendable {
    /// The commands in their order, without blanks around them.
    package let commands: [String]
    /// Whether the text ends where a command ends; otherwise the last command is what is left.
    package let isComplete: Bool

    /// Cuts the text.
    ///
    /// Costs time in proportion to it.
    package init(_ text: String) {
        var reader = ShellReader(text)
        reader.read()
        commands = reader.commands
        isComplete = reader.isComplete
    }

    /// Whether a command only prints, waits or does nothing, so that it checks nothing.
    package static func runsNothing(_ command: String) -> Bool {
        let words = command.split { ";&|\n".contains($0) }
        return words.allSatisfy { isIdle(PacketText.trimmed($0)) }
    }

    /// The names of commands that check nothing by themselves.
    private static let idle: Set<Substring> = [
        "true", ":", "echo", "printf", "exit", "pwd", "sleep", "cd", "set", "export", "clear",
    ]

    private static func isIdle(_ command: Substring) -> Bool {
        let name = command.split(whereSeparator: \.isWhitespace).first ?? ""
        if name == "exit" { return command == "exit" || command == "exit 0" }
        return name.isEmpty || name.hasPrefix("#") || idle.contains(name)
    }
}
