/// What was decided about each word that `docs/glossary.md` lists under "Not called".
///
/// A test asks that each is in exactly one of these lists, so a new word there needs a decision.
enum Wording {
    /// Never in a string that a user sees, with the word to use.
    static let refused: [String: String] = [
        "town": "workspace",
        "rig": "repository", "codebase": "repository",
        "seat": "agent", "bot": "agent",
        "handshake": "session",
        "ticket": "task", "bead": "task",
        "assignment": "claim",
        "file lock": "reservation",
        "submission": "delivery",
        "ping": "message", "comm": "message",
        "log entry": "event",
        "pipeline": "run", "workflow": "run",
    ]

    /// The last words of what is refused, which are looked for in the plural too.
    static let singulars = Set(refused.keys.compactMap { $0.split(separator: " ").last })
        .reduce(into: Set<String>()) { $0.insert(String($1)) }

    /// Fine in another meaning, so no test can judge them; each with that meaning.
    static let allowed: [String: String] = [
        "project": "the code that people work on",
        "track": "git tracks files",
        "queue": "who waits in line stands in a queue",
        "user": "the operating system's users",
        "spec": "the document that a packet's clauses come from",
        "prompt": "a question at the terminal; an agent's launch prompt",
        "checkout": "git's",
        "lock": "the writer's lock; a locked packet",
        "token": "a credential; what a model reads and writes",
        "version": "of a program or a schema",
        "completion": "of a shell's command line",
        "verification": "of the ledger and of a bundle",
        "status": "of a process, of HTTP; the command of that name",
        "result": "of a check",
        "comment": "in code, SQL and Markdown",
        "receipt": "a file that shows that a step of a plan was done",
        "proof": "of a place in the ledger's tree",
        "guard": "a verb that anything may do",
        "preflight": "the command that runs all gates before a delivery",
        "escalation": "of a message whose deadline has passed",
        "server": "time that is stamped here rather than claimed",
        "hub": "the thread that all agents read",
    ]

    /// A place where a refused word is right, with the reason.
    struct Exception {
        let path: String
        let word: String
        let reason: String
    }

    static let exceptions: [Exception] =
        [
            Exception(
                path: "Sources/Domain/Model/Packets/PacketLint+Scope.swift",
                word: "codebase",
                reason: "what a packet may say, and is refused for"
            )
        ]
        + [
            Exception(
                path: "Sources/Surfaces/MCP/Versions/MCPMethod.swift",
                word: "ping",
                reason: "the protocol's own name of a method"
            )
        ]
        + [
            Exception(
                path: "Sources/Surfaces/Commands/Reports/EvidenceWords.swift",
                word: "receipt",
                reason: "what playbook 2 calls the report on evidence, which is found by it too"
            )
        ]
        + ["ticket", "bead", "seat", "ping", "comm"].map { word in
            Exception(
                path: "Sources/Surfaces/Operations/Words/PlaybookWords.swift",
                word: word,
                reason: "a word of the playbooks that is translated there"
            )
        }
}
