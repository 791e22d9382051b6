/// Commands that a packet gives: those that check the work, or those to start with.
package struct CommandPlan: Hashable, Sendable {
    /// What `sh` runs, one command after the other.
    package var commands: [String]
    /// The language that the packet gives for its commands where it is not the shell's:
    /// `powershell`.
    package var language: String?
    /// What is said beside the commands, such as checks by hand.
    package var notes: [String]

    package init(commands: [String] = [], language: String? = nil, notes: [String] = []) {
        self.commands = commands
        self.language = language
        self.notes = notes
    }

    /// Whether a fenced block of that language is for `sh`, so that the language needs no mention.
    package static func isShell(_ language: String) -> Bool {
        ["", "bash", "sh", "shell", "console", "zsh", "shell-session", "text"]
            .contains(language.lowercased())
    }
}
