import Digests
import Model

/// The workspace as somebody has it who has only read the ledger.
///
/// It takes the events' JSON as it stands there, and shares no code with the model that wrote them
/// or with the folds that make the tables: what both agree on was arrived at twice.
package struct Books {
    package init() {}

    var tasks: [String: TaskAccount] = [:]
    var messages: [String: MessageAccount] = [:]
    var inboxes: [String: InboxAccount] = [:]
    var sessions: [String: SessionAccount] = [:]
    var replays: [String: ReplayAccount] = [:]
    /// Whether each phase that was opened is open, in the order of opening.
    var phases: [(name: String, isOpen: Bool)] = []
    /// The roles of all agents, and who is retired.
    var roles: [String: Role] = [:]
    var retired: Set<String> = []
    /// When each agent last wrote anything.
    var lastHeard: [String: Timestamp] = [:]
    /// The ledger's messages by what their authors know them by.
    var letters: [LetterToken: String] = [:]
    /// The last message of each author and life.
    var lastLetters: [String: Int] = [:]
    var verdicts = 0
    var verdictMessages = 0
    /// How often something happened that only the ledger shows.
    var counts: [String: Int] = [:]

    private(set) var head: Int64 = 0
    private var lastTime = Timestamp(milliseconds: .min)

    /// What the last entries were about.
    var touchedTasks: Set<String> = []
    var touchedInboxes: Set<String> = []
    /// What counts as read since the last entries.
    var newlyRead: [(agent: String, message: String)] = []

    /// Enters an event.
    ///
    /// - Returns: What is wrong with it, after all that came before.
    package mutating func enter(_ event: Event, at now: Timestamp) -> String? {
        guard event.sequence == head + 1 else { return "the ledger has a gap before it" }
        head = event.sequence
        guard event.time >= lastTime, event.time <= now else {
            return "it was written at \(event.time.text), and it is \(now.text)"
        }
        lastTime = event.time
        lastHeard[event.actor.text] = event.time
        if let fault = faultOfAuthor(event) { return fault }
        switch event.subject.kind {
        case .task: return enterTask(event)
        case .message: return enterMessage(event)
        case .agent: return enterAgent(event)
        case .session: return enterSession(event)
        case .replay: return enterReplay(event)
        case .phase: return enterPhase(event)
        default: return nil
        }
    }

    /// Who writes under a session writes as its agent, and while it lives.
    private func faultOfAuthor(_ event: Event) -> String? {
        guard let id = event.session?.text else { return nil }
        guard let session = sessions[id] else { return "it was written under an unknown session" }
        guard session.agent == event.actor.text else {
            return "\(event.actor) wrote under the session of \(session.agent)"
        }
        return session.isLive || event.fact.type == "session.ended" || session.endedBy == event.time
            ? nil : "it was written under the session \(id), which had ended"
    }

    mutating func count(_ what: String) { counts[what, default: 0] += 1 }

    /// Forgets what the last entries were about.
    mutating func beginStep() {
        touchedTasks = []
        touchedInboxes = []
        newlyRead = []
    }
}

extension Event {
    /// A text of the event's data.
    func text(_ field: String) -> String? { fact.data[field]?.stringValue }

    func moment(_ field: String) -> Timestamp? { text(field).flatMap { Timestamp($0) } }

    func number(_ field: String) -> Int64? { fact.data[field]?.int64Value }

    func texts(_ field: String) -> [String] {
        (fact.data[field]?.arrayValue ?? []).compactMap(\.stringValue)
    }
}
