import Commands
import Documents

/// Which files of a working directory are written for a program, and what goes into each.
struct SetupPlan {
    struct File {
        let path: String
        let edit: SettingsEdit
    }

    let files: [File]
    /// What is left for a person to do.
    let advice: [String]

    /// - Returns: `nil` for git, whose hooks are programs and no settings.
    init?(for target: SetupTarget, with words: Set<String>) {
        let hooks = HookLines(words: words)
        switch target {
        case .claude:
            files = [
                File(path: ".claude/settings.json", edit: .json(hooks.claude)),
                File(path: ".mcp.json", edit: .json(Self.server)),
                File(path: ".claude/skills/worklead/SKILL.md", edit: Self.skill),
            ]
            advice = [
                "Claude Code asks once whether to trust the server of .mcp.json."
            ]
        case .codex:
            files = [
                File(
                    path: ".codex/config.toml",
                    edit: .block(MarkedBlock(.toml, hooks.codex))
                )
            ]
            advice = [
                "Codex reads .codex/config.toml in projects that it trusts, and asks to review hooks.",
                "In linked worktrees it takes hooks from the main one: commit the file for all.",
            ]
        case .cursor:
            files = [
                File(path: ".cursor/mcp.json", edit: .json(Self.server)),
                File(
                    path: ".cursor/rules/worklead.mdc",
                    edit: .whole(text: Instructions.cursorRule, mark: Instructions.mark)
                ),
            ]
            advice = []
        case .generic:
            files = [
                File(
                    path: "AGENTS.md",
                    edit: .block(MarkedBlock(.markdown, Instructions.block))
                ),
                File(path: ".agents/skills/worklead/SKILL.md", edit: Self.skill),
            ]
            advice = []
        case .git: return nil
        }
    }

    private static let skill = SettingsEdit.whole(
        text: Instructions.skill,
        mark: Instructions.mark
    )

    private static let server = JSONSettings(
        parts: [
            .member(
                path: ["mcpServers"],
                key: "worklead",
                value: .table([
                    SettingsValue.Member("command", .text("worklead")),
                    SettingsValue.Member("args", .list([.text("mcp")])),
                ])
            )
        ],
        commandStart: HookLines.start
    )
}

/// The hooks of agents' programs, as each of them declares them.
struct HookLines {
    /// The moments that get no hook, and how the others are to be.
    let words: Set<String>

    static let failClosed = "fail-closed"
    static let release = "release"

    /// How each of our commands begins, by which it is known.
    static let start = "worklead hook "

    /// How long a program waits for a hook, in seconds; we need some milliseconds.
    private static let patience = 10

    /// The moments, in our spelling and in that of the programs.
    private static let moments = [
        ("session-start", "SessionStart"), ("user-prompt-submit", "UserPromptSubmit"),
        ("pre-tool-use", "PreToolUse"), ("post-tool-use", "PostToolUse"),
        ("pre-compact", "PreCompact"), ("stop", "Stop"), ("session-end", "SessionEnd"),
    ]

    /// The tools whose calls are judged.
    private static func matcher(_ moment: String, codex: Bool) -> String? {
        guard moment == "pre-tool-use" else { return nil }
        return codex
            ? "Bash|apply_patch|Edit|Write" : "Edit|Write|MultiEdit|NotebookEdit|Bash"
    }

    private func command(_ moment: String, _ program: String) -> String {
        var line = Self.start + "\(moment) --agent \(program)"
        if moment == "pre-tool-use", words.contains(Self.failClosed) { line += " --fail-closed" }
        if moment == "session-end", words.contains(Self.release) { line += " --release" }
        return line
    }

    private var wanted: [(String, String)] {
        Self.moments.filter { !words.contains($0.0) }
    }

    var claude: JSONSettings {
        let parts = wanted.map { moment, event in
            let handler = SettingsValue.table([
                SettingsValue.Member("type", .text("command")),
                SettingsValue.Member("command", .text(command(moment, "claude"))),
                SettingsValue.Member("timeout", .number(Self.patience)),
            ])
            let matcher = Self.matcher(moment, codex: false).map {
                SettingsValue.Member("matcher", .text($0))
            }
            let hooks = SettingsValue.Member("hooks", .list([handler]))
            return JSONSettings.Part.hooks(
                path: ["hooks", event],
                value: .table([matcher, hooks].compactMap(\.self))
            )
        }
        return JSONSettings(parts: parts, commandStart: Self.start)
    }

    var codex: String {
        let server = """
            [mcp_servers.worklead]
            command = "worklead"
            args = ["mcp"]
            """
        let hooks = wanted.map { moment, event in
            let matcher = Self.matcher(moment, codex: true).map { "matcher = \"\($0)\"\n" } ?? ""
            return """

                [[hooks.\(event)]]
                \(matcher)
                [[hooks.\(event).hooks]]
                type = "command"
                command = "\(command(moment, "codex"))"
                timeout = \(Self.patience)
                """
        }
        return ([server] + hooks).joined(separator: "\n")
    }
}
