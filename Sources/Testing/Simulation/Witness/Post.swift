import Model

/// What became of the messages, as their authors and readers know it.
struct Post {
    /// What an author knows of a message.
    enum Fate {
        case underWay
        case confirmed
        case refused
        /// The author has crashed before they knew.
        case forgotten
    }

    private(set) var fates: [LetterToken: Fate] = [:]
    private var seen: [AgentID: Set<MessageID>] = [:]

    mutating func isWritten(_ token: LetterToken) { fates[token] = .underWay }
    mutating func isConfirmed(_ token: LetterToken) { fates[token] = .confirmed }
    mutating func isRefused(_ token: LetterToken) { fates[token] = .refused }
    mutating func isForgotten(_ token: LetterToken) { fates[token] = .forgotten }

    /// Takes note that an agent was shown a message.
    mutating func hasSeen(_ agent: AgentID, _ message: MessageID) {
        seen[agent, default: []].insert(message)
    }

    /// Whether a message was ever shown to an agent.
    func wasSeen(_ message: String, by agent: String) -> Bool {
        seen[AgentID(trusted: agent)]?.contains(MessageID(trusted: message)) == true
    }

    /// What nobody knows the end of, in the order of the names.
    var underWay: [LetterToken] {
        fates.filter { $0.value == .underWay }.keys.sorted { $0.text < $1.text }
    }
}
