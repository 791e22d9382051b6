import Engine
import Model
import SQLKit
import Store
import TestSupport

/// Watches a simulated month: reads the ledger after each step, and holds what the engine answers
/// against it.
final class Witness {
    var books = Books()
    var post = Post()
    /// The first thing that was wrong, and when.
    private(set) var fault: String?
    private var now = Timestamp(milliseconds: 0)

    /// Reads what a step has written, and looks at what it was about.
    ///
    /// - Parameter head: The ledger's head before a step that must not have written anything.
    func follow(_ workspace: TestWorkspace, since head: Int64?) throws {
        now = workspace.time.now()
        books.beginStep()
        try workspace.read { view in
            let events = try view.ledger.events(EventFilter(after: books.head), limit: .max)
            if let head {
                let written = events.filter { $0.sequence > head }
                if let wrong = written.first(where: { !Self.keptOfRefusals.contains($0.fact.type) })
                {
                    find("\(wrong.fact.type) was written by what was refused")
                }
            }
            for event in events {
                if let wrong = books.enter(event, at: now) {
                    find("event \(event.sequence), \(event.fact.type): \(wrong)")
                }
            }
            for key in books.touchedTasks.sorted() {
                compareTask(key, try view.tasks.task(TaskKey(trusted: key)))
            }
            for agent in books.touchedInboxes.sorted() {
                try compareInbox(agent, view.messages)
            }
        }
        for (agent, message) in books.newlyRead where !post.wasSeen(message, by: agent) {
            find("\(message) counts as read by \(agent), who never saw it")
        }
        if books.verdicts != books.verdictMessages {
            find("\(books.verdicts) verdicts, and \(books.verdictMessages) messages about them")
        }
    }

    /// What is written of a refusal itself: what gates said, and work that came too late.
    private static let keptOfRefusals: Set = ["gate.ran", "task.delivery_refused"]

    /// Takes note that an author was told that a message has arrived.
    func isConfirmed(_ token: LetterToken, _ id: MessageID?) {
        post.isConfirmed(token)
        if let id, books.letters[token] != id.text {
            find(
                "\(token.text) was confirmed as \(id), and is there as \(books.letters[token] ?? "nothing")"
            )
        }
    }

    func find(_ text: String) {
        if fault == nil { fault = "\(now.text): \(text)" }
    }

    /// Holds a task as the store has it against what the ledger says of it.
    func compareTask(_ key: String, _ stored: StoredTask?) {
        guard let account = books.tasks[key] else { return }
        guard let stored else { return find("\(key) is not in the store") }
        let task = stored.task
        agree(task.state.name.rawValue, account.state, about: key)
        agree(task.fence.number, account.fence, about: key)
        agree(task.lane?.text, account.lane, about: key)
        agree(task.phase, account.phase, about: key)
        agree(task.priority, account.priority, about: key)
        agree(task.attempts, account.attempts, about: key)
        agree(task.assignee?.text, account.assignee, about: key)
        agree(stored.openDependencies, Int64(books.openDependencies(of: account)), about: key)
        agree(task.hold?.agent.text, account.holder, about: key)
        agree(task.hold?.session.text, account.session, about: key)
        if let handover = task.handover {
            agree(handover.agent.text, account.worker, about: key)
        }
        if task.state.name == .claimed { agree(task.hold?.expiry, account.until, about: key) }
    }

    private func agree<Value: Equatable>(_ live: Value?, _ known: Value?, about key: String) {
        guard live != known else { return }
        let (live, known) = (live.map { "\($0)" } ?? "-", known.map { "\($0)" } ?? "-")
        find("the store has '\(live)' for \(key), the ledger '\(known)'")
    }

    func compareInbox(_ agent: String, _ store: MessageStore) throws {
        let id = AgentID(trusted: agent)
        let inbox = books.inboxes[agent] ?? InboxAccount()
        let (unread, asked) = (try store.unreadCount(of: id), try store.unacknowledgedCount(of: id))
        if unread != inbox.unread { find("\(agent) has \(inbox.unread) unread, not \(unread)") }
        let owed = books.retired.contains(agent) ? 0 : inbox.unpaid
        if asked != owed { find("\(agent) owes \(owed) acknowledgements, not \(asked)") }
    }
}
