/// How an agent's program talks.
package enum AgentDialect: Hashable, Sendable {
    /// Any command: it gets its prompt, and what it prints is text, line by line.
    case plain(PromptPlace)
    /// `claude -p` with JSON lines both ways.
    case claudeCode
    /// `codex exec --json`: one way.
    case codexExec
    /// `codex app-server`: both ways.
    case codexServer(CodexAccess)
    /// The Agent Client Protocol, version 1.
    case agentClient
    /// `vibe -p … --output streaming`: one way.
    case vibe

    /// Where a command without a protocol takes its prompt.
    package enum PromptPlace: String, Hashable, Sendable {
        case input
        case lastArgument
        /// It knows what to do.
        case nowhere
    }

    /// What follows the program's name and the caller's own arguments.
    package func arguments(_ brief: AgentBrief) -> [String] {
        switch self {
        case .plain(.lastArgument): [brief.prompt]
        case .plain: []
        case .claudeCode: ClaudeCodec.arguments(brief)
        case .codexExec: CodexExecCodec.arguments(brief)
        case .codexServer: ["app-server"]
        case .agentClient: []
        case .vibe: ["-p", brief.prompt, "--output", "streaming"]
        }
    }

    /// Whether the program can be told something while it works.
    package var isTwoWay: Bool {
        switch self {
        case .claudeCode, .codexServer, .agentClient: true
        case .plain, .codexExec, .vibe: false
        }
    }

    /// Whether the program says that its work is over; of others the exit code says how it went.
    package var tellsItsEnd: Bool {
        switch self {
        case .claudeCode, .codexExec, .codexServer, .agentClient: true
        case .plain, .vibe: false
        }
    }

    func codec(_ brief: AgentBrief) -> any AgentCodec {
        switch self {
        case .plain(let place): PlainCodec(brief, promptAsInput: place == .input)
        case .claudeCode: ClaudeCodec(brief)
        case .codexExec: CodexExecCodec(brief)
        case .codexServer(let access): CodexServerCodec(brief, access: access)
        case .agentClient: ACPCodec(brief)
        case .vibe: VibeCodec()
        }
    }
}
