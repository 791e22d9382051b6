import AgentProtocols

/// What an agent's program gets of the environment of whoever starts it: what is named, and nothing
/// else.
///
/// So no variable that steers git, the loader or another session of Worklead reaches it by mistake,
/// and no secret that it was not given.
package enum AgentEnvironment {
    /// What programs need to find their things.
    ///
    /// A `*` at the end stands for any further characters.
    package static let standard = [
        "PATH", "HOME", "USER", "LOGNAME", "SHELL", "LANG", "LC_*", "TZ", "TERM", "TMPDIR",
        "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME", "XDG_STATE_HOME", "XDG_RUNTIME_DIR",
        "SSL_CERT_FILE", "SSL_CERT_DIR", "NODE_EXTRA_CA_CERTS", "HTTP_PROXY", "HTTPS_PROXY",
        "NO_PROXY", "http_proxy", "https_proxy", "no_proxy",
    ]

    /// What a program of this dialect needs beside ``standard``: its keys and its settings.
    package static func names(for dialect: AgentDialect) -> [String] {
        switch dialect {
        case .claudeCode:
            [
                "ANTHROPIC_*", "CLAUDE_CONFIG_DIR", "CLAUDE_CODE_USE_BEDROCK",
                "CLAUDE_CODE_USE_VERTEX", "CLAUDE_CODE_OAUTH_TOKEN",
                "CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC",
            ]
        case .codexExec, .codexServer: ["CODEX_HOME", "CODEX_API_KEY", "OPENAI_*"]
        case .vibe: ["MISTRAL_*", "VIBE_*"]
        case .plain, .agentClient: []
        }
    }

    /// - Parameters:
    ///   - names: As in ``standard``.
    ///   - fixed: What it gets in any case; wins over what is passed.
    package static func passing(
        _ names: [String],
        of caller: [String: String],
        with fixed: [String: String] = [:]
    ) -> [String: String] {
        let beginnings = names.filter { $0.hasSuffix("*") }.map { $0.dropLast() }
        let exact = Set(names)
        return caller.filter { name, _ in
            exact.contains(name) || beginnings.contains { name.hasPrefix($0) }
        }.merging(fixed) { $1 }
    }
}
