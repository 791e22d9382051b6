import Digests

/// A tool that an agent uses: which, on what, and how far it is.
package struct ToolUse: Hashable, Sendable {
    /// How far a use is.
    package enum Phase: String, Hashable, Sendable {
        case started, changed, succeeded, failed
    }

    /// The agent's number for this use; the same in each of its phases.
    package var id: String
    package var name: String
    package var kind: ToolKind
    package var phase: Phase
    /// One line for people.
    package var title: String
    /// What is run, where it runs something.
    package var command: String?
    /// The files that it names, as they are named.
    package var paths: [String]
    package var input: ClippedText
    package var output: ClippedText

    package init(
        id: String,
        name: String,
        kind: ToolKind,
        phase: Phase,
        title: String? = nil,
        command: String? = nil,
        paths: [String] = [],
        input: JSONValue? = nil,
        output: JSONValue? = nil
    ) {
        self.id = id
        self.name = name
        self.kind = kind
        self.phase = phase
        self.title = title ?? command ?? name
        self.command = command
        self.paths = paths
        self.input = ClippedText(input)
        self.output = ClippedText(output)
    }
}

/// What a tool does to the world; the kinds are those of the Agent Client Protocol.
package enum ToolKind: String, Hashable, Sendable, CaseIterable {
    case read, edit, delete, move, search, execute, think, fetch
    case switchMode = "switch_mode"
    case other

    /// Whether it changes files by itself.
    package var changesFiles: Bool {
        switch self {
        case .edit, .delete, .move: true
        case .read, .search, .execute, .think, .fetch, .switchMode, .other: false
        }
    }

    /// By the name that a tool has in Claude Code.
    init(claudeTool name: String) {
        switch name {
        case "Read", "NotebookRead", "ReadMcpResourceTool": self = .read
        case "Edit", "Write", "MultiEdit", "NotebookEdit": self = .edit
        case "Glob", "Grep", "LS", "ToolSearch": self = .search
        case "Bash", "BashOutput", "KillShell", "Monitor": self = .execute
        case "WebFetch", "WebSearch": self = .fetch
        case "EnterPlanMode", "ExitPlanMode": self = .switchMode
        default: self = .other
        }
    }
}

/// What can be read from a tool's input whatever the tool: what it runs and which files it names.
struct ToolInput {
    let json: JSONValue?

    init(_ json: JSONValue?) {
        self.json = json
    }

    /// A text, or an argument vector written as a shell would read it.
    var command: String? {
        switch json?["command"] ?? json?["cmd"] {
        case .string(let text): text
        case .array(let words):
            ShellCommand.text(of: words.compactMap(\.stringValue))
        default: nil
        }
    }

    var paths: [String] {
        ["file_path", "notebook_path", "path", "abs_path", "old_path", "new_path"]
            .compactMap { json?[$0]?.stringValue }
            .filter { !$0.isEmpty }
    }
}
