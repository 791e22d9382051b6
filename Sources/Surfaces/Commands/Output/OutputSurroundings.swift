import Model

/// What the process can tell about who reads its output.
package struct OutputSurroundings: Sendable {
    /// The environment's variables.
    package var environment: [String: String]
    package var outputIsTerminal: Bool
    package var errorIsTerminal: Bool
    /// The terminal's width in columns, where it is known.
    package var columns: Int?
    /// The moment that `4m ago` counts from.
    package var now: Timestamp

    package init(
        environment: [String: String],
        outputIsTerminal: Bool,
        errorIsTerminal: Bool,
        columns: Int? = nil,
        now: Timestamp
    ) {
        self.environment = environment
        self.outputIsTerminal = outputIsTerminal
        self.errorIsTerminal = errorIsTerminal
        self.columns = columns
        self.now = now
    }

    /// Whether an agent reads the output, by what its harness puts in the environment.
    ///
    /// This changes the presentation and nothing else: an answer must not depend on a guess.
    package var isReadByAgent: Bool {
        switch environment["WORKLEAD_AGENT"] {
        case "1": true
        case "0": false
        default: Self.agentVariables.contains { isOn($0) }
        }
    }

    /// Whether the locale can show more than ASCII; a locale that says nothing is taken to.
    package var showsUnicode: Bool {
        let names = ["LC_ALL", "LC_CTYPE", "LANG"]
        guard let locale = names.lazy.compactMap({ environment[$0] }).first(where: { !$0.isEmpty })
        else { return true }
        // By bytes: to search a text for a text is a tenth of the start of a short command.
        let folded = Array(locale.lowercased().utf8)
        return folded.indices.contains { place in
            folded[place...].starts(with: "utf-8".utf8)
                || folded[place...].starts(with: "utf8".utf8)
        }
    }

    func isOn(_ variable: String) -> Bool {
        guard let value = environment[variable]?.lowercased() else { return false }
        return !["", "0", "false", "no", "off"].contains(value)
    }

    private static let agentVariables = [
        "AI_AGENT", "AGENT", "CLAUDECODE", "CODEX_SANDBOX", "CODEX_THREAD_ID", "CURSOR_AGENT",
        "CURSOR_TRACE_ID", "GEMINI_CLI", "OPENCODE", "CLINE_ACTIVE", "GITHUB_COPILOT_CLI",
    ]
}
