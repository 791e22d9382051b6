import Digests

/// The paths that a call of an agent's tool would change, as far as they can be read off it.
///
/// Nothing is guessed: a script may write where no reader of its text can tell. What slips
/// through here is seen when the work is delivered.
struct EditedPaths {
    let paths: [String]

    init(of tool: String?, _ input: JSONValue?) {
        guard let tool, let input else {
            paths = []
            return
        }
        switch tool {
        case "Edit", "Write", "MultiEdit", "NotebookEdit", "Update", "Create":
            paths = ["file_path", "notebook_path", "path"].compactMap { input[$0]?.stringValue }
        case "apply_patch":
            paths = Self.patched(Self.text(of: input))
        case "Bash", "shell", "local_shell", "exec_command", "unified_exec":
            let text = Self.text(of: input)
            paths =
                text.contains("*** Begin Patch")
                ? Self.patched(text) : ShellEdits(of: text).paths
        default: paths = []
        }
    }

    /// The text of a command or patch, whichever field it comes in.
    private static func text(of input: JSONValue) -> String {
        if let text = input.stringValue { return text }
        for name in ["command", "cmd", "input", "patch"] {
            if let text = input[name]?.stringValue { return text }
            if let words = input[name]?.arrayValue?.compactMap(\.stringValue), !words.isEmpty {
                // `bash -lc TEXT`: the text is what runs.
                return words.count == 3 && words[1].hasPrefix("-") && words[1].hasSuffix("c")
                    ? words[2] : words.joined(separator: " ")
            }
        }
        return ""
    }

    /// The files that a patch in the form of `apply_patch` adds, changes, deletes and moves to.
    private static func patched(_ patch: String) -> [String] {
        let heads = ["*** Add File: ", "*** Update File: ", "*** Delete File: ", "*** Move to: "]
        return patch.split(whereSeparator: \.isNewline).compactMap { line in
            heads.first { line.hasPrefix($0) }.map { head in
                let path = line.dropFirst(head.count)
                return String(path.prefix(path.count - path.reversed().prefix { $0 == " " }.count))
            }
        }
    }
}
