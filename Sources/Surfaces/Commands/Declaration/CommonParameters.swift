import CommandLineKit
import Model

// Parameters that mean the same in many commands.
extension Argument {
    static let task = Argument("TASK", help: "The task's key", completion: .dynamic("task"))
    static let agent = Argument("AGENT", help: "The agent's id", completion: .dynamic("agent"))
    static let lane = Argument("LANE", help: "The lane's key", completion: .dynamic("lane"))
    static let message = Argument("MESSAGE", help: "The message's id")
}

extension Option {
    static let laneOption = Option(
        "lane",
        value: "LANE",
        help: "The lane",
        completion: .dynamic("lane")
    )
    static let repository = Option(
        "repo",
        value: "REPOSITORY",
        help: "The repository",
        completion: .dynamic("repo")
    )
    static let phase = Option("phase", value: "PHASE", help: "The phase")
    static let priority = Option("priority", value: "NUMBER", help: "What is lower is done first")
    static let lease = Option(
        "lease",
        value: "DURATION",
        help: "How long the lease lasts; by default as configured, else 30m"
    )
    static let fence = Option(
        "fence",
        value: "NUMBER",
        help: "The fence of the claim, instead of the session's last one"
    )
    static let reason = Option("reason", value: "TEXT", help: "Why")
    static let requiredReason = Option("reason", value: "TEXT", help: "Why", count: .exactlyOne)
    static let since = Option(
        "since",
        value: "REVISION|TIME",
        help: "What is known already: a revision of the ledger, or a moment"
    )
    static let limit = Option("limit", short: "n", value: "NUMBER", help: "The most that are shown")
    static let packetFormat = Option(
        "packet-format",
        value: "FORMAT",
        help: "The language of the packet, if its file's name does not tell",
        allowed: PacketRevision.Format.allCases.map(\.rawValue)
    )
}

extension ParsedCommand {
    /// The number of a fence, if one was given.
    func fence() throws -> Int64? {
        try integer(Option.fence, in: 1...Int.max).map(Int64.init)
    }

    /// What is known already: a revision or a moment, whichever was given.
    func since() throws -> (Int64?, Timestamp?) {
        guard let text = text(Option.since) else { return (nil, nil) }
        guard !text.isEmpty, text.utf8.allSatisfy({ (48...57).contains($0) }) else {
            return (nil, try moment(Option.since))
        }
        return (try integer(Option.since, in: 0...Int.max).map(Int64.init), nil)
    }

    func limit(_ fallback: Int, max: Int) throws -> Int {
        try integer(Option.limit, in: 1...max) ?? fallback
    }

    /// The language of a packet: as told, else by its file's ending.
    func packetFormat(of file: String) -> PacketRevision.Format {
        choice(Option.packetFormat) ?? (file.hasSuffix(".toml") ? .toml : .markdown)
    }
}
