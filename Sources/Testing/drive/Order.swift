import AgentKit
import AgentProtocols
import Glibc

/// What the words of the command line order.
struct Order {
    let agent: AgentOrder
    let cancels: Bool

    /// What is wrong with them.
    struct Misspelt: Error, CustomStringConvertible {
        let description: String
    }

    init(_ words: [String]) throws {
        guard words.count > 2, let dash = words.firstIndex(of: "--"), dash + 1 < words.count else {
            throw Misspelt(description: "drive DIALECT PROMPT [OPTION...] -- PROGRAM [ARGUMENT...]")
        }
        let dialect: AgentDialect =
            switch words[0] {
            case "claude": .claudeCode
            case "codex-exec": .codexExec
            // Asks before anything that is not known to be harmless, so that there is a question.
            case "codex-server": .codexServer(CodexAccess(.readOnly, asking: .untrusted))
            case "acp": .agentClient
            case "vibe": .vibe
            case "plain": .plain(.input)
            default: throw Misspelt(description: "no dialect '\(words[0])'")
            }
        let options = words[2..<dash]
        let environment = Self.environment()
        guard let record = environment["DRIVE_RECORD"], let directory = Self.directory() else {
            throw Misspelt(description: "DRIVE_RECORD names a directory")
        }
        var brief = AgentBrief(prompt: words[1], directory: directory)
        if let resume = options.firstIndex(of: "--resume") { brief.session = words[resume + 1] }
        cancels = options.contains("--cancel")
        var limits = AgentLimits()
        limits.wall = .seconds(120)
        limits.quiet = .seconds(60)
        agent = AgentOrder(
            words[dash + 1],
            Array(words[(dash + 2)...]),
            dialect: dialect,
            brief: brief,
            environment: environment,
            mark: "drive-\(getpid())-\(record)",
            recordDirectory: record,
            policy: PermissionPolicy(
                [],
                otherwise: options.contains("--deny") ? .deny : cancels ? .ask : .allow
            ),
            limits: limits
        )
    }

    private static func directory() -> String? {
        guard let path = getcwd(nil, 0) else { return nil }
        defer { free(path) }
        return String(cString: path)
    }

    private static func environment() -> [String: String] {
        var variables: [String: String] = [:]
        var next = environ
        while let entry = next.pointee {
            let text = String(cString: entry)
            if let equals = text.firstIndex(of: "=") {
                variables[String(text[..<equals])] = String(text[text.index(after: equals)...])
            }
            next += 1
        }
        return variables
    }
}
