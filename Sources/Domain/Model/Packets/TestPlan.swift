/// The commands that check a task's work.
package struct TestPlan: Hashable, Sendable {
    /// What `sh` runs, one command after the other.
    package var commands: [String]
    /// The language that the packet gives for its commands where it is not the shell's:
    /// `powershell`.
    package var language: String?
    /// What the plan says beside its commands, such as checks by hand.
    package var notes: [String]

    package init(commands: [String] = [], language: String? = nil, notes: [String] = []) {
        self.commands = commands
        self.language = language
        self.notes = notes
    }

    /// The names for a fenced block that `sh` can run, and that need no mention.
    package static let shellLanguages: Set<String> = ["bash", "sh", "shell", "console", "zsh", ""]
}
