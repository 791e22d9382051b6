import Model
import Operations
import Testing

@testable import Dashboard

@Suite("The pages of what was said")
struct InboxTests {
    private static let founder = AgentID(trusted: "founder")
    private static let deadline = AskedPage.at(-3600)

    private static func message(_ id: String, from: String, subject: String = "") -> MessageLine {
        MessageLine {
            ($0.message, $0.thread) = (MessageID(trusted: id), ThreadID(trusted: id))
            ($0.from, $0.to) = (AgentID(trusted: from), [founder])
            ($0.subject, $0.body, $0.sentAt) = (subject, "Text of \(id)", AskedPage.at(-60))
        }
    }

    private static func line(_ message: MessageLine, read: Bool = false) -> InboxLine {
        InboxLine { ($0.message, $0.read) = (message, read) }
    }

    /// What asks for a decision, as Worklead writes it.
    private static var ask: MessageLine {
        var ask = message("M-3", from: "ada", subject: "D-2 (routine): Which index?")
        (ask.thread, ask.kind) = (ThreadID(trusted: "D-2"), .request)
        ask.body = "Which index?\n\nIf nobody answers before \(deadline.text), 'day' is taken."
        return ask
    }

    private static var decision: DecisionLine {
        DecisionLine {
            ($0.decision, $0.thread) = (DecisionID(trusted: "D-2"), ThreadID(trusted: "D-2"))
            ($0.state, $0.deadline, $0.settledAt) = (.defaulted, deadline, deadline)
        }
    }

    private static func inbox(_ lines: [InboxLine]) -> GivenAnswers {
        var answers = GivenAnswers()
        answers.give(to: ListInbox.self) { input in
            let shown = input.held || input.unacknowledged ? [] : lines
            return Page(shown, total: shown.count)
        }
        answers.give(Page([], total: 0), to: ListWindows.self)
        answers.give(Page([], total: 0), to: ListAgents.self)
        answers.give(Page([decision], total: 1), to: ListDecisions.self)
        return answers
    }

    private static func entries(_ screen: Screen) -> [ThreadEntry] {
        screen.parts.flatMap(\.blocks).flatMap { block -> [ThreadEntry] in
            guard case .thread(let entries, _) = block else { return [] }
            return entries
        }
    }

    private static func labels(_ entry: ThreadEntry) -> [String] { entry.actions.map(\.label) }

    @Test("Each message of others has a reply, its subject leads to it in its thread")
    func replies() async throws {
        let lines = [
            Self.line(Self.message("M-1", from: "ada", subject: "Schema"), read: true),
            Self.line(Self.message("M-2", from: "founder"), read: true),
        ]
        let screen = try await AskedPage.screen(.inbox, "view=all", from: Self.inbox(lines))
        let entries = Self.entries(screen)
        #expect(entries.map(Self.labels) == [["Reply"], []])
        let html = AskedPage.html(of: screen)
        #expect(html.contains("href=\"/threads/M-1#m-M-1\"") && html.contains(">Schema · M-1</a>"))
        #expect(html.contains("name=\"in.reply_to\" value=\"M-1\""))
    }

    @Test("What is marked as read says how many that are before it")
    func reading() async throws {
        let lines = (1...3).map { Self.line(Self.message("M-\($0)", from: "founder")) }
        let screen = try await AskedPage.screen(.inbox, from: Self.inbox(lines))
        #expect(
            Self.entries(screen).map(Self.labels) == [
                ["Mark read"], ["Mark this and the 1 unread before it as read"],
                ["Mark this and the 2 unread before it as read"],
            ]
        )
    }

    @Test("What asked for a decision leads to it, says that it is settled, and when it ended")
    func decisions() async throws {
        let screen = try await AskedPage.screen(.inbox, from: Self.inbox([Self.line(Self.ask)]))
        let html = AskedPage.html(of: screen)
        #expect(html.contains("href=\"/decisions/D-2\""))
        #expect(html.contains("defaulted") && html.contains("settled"))
        #expect(html.contains("before \(Self.deadline.minute), "))
        #expect(Self.deadline.minute == "2023-11-14 21:13 UTC")
        // Whoever writes the same words into another thread has asked for no decision.
        var other = Self.ask
        other.thread = ThreadID(trusted: "M-3")
        let page = try await AskedPage.html(.inbox, from: Self.inbox([Self.line(other)]))
        #expect(!page.contains("href=\"/decisions/D-2\""))
    }

    @Test("In a thread others' messages are replied to, and what is owed is acknowledged")
    func thread() async throws {
        var asked = Self.message("M-1", from: "ada")
        asked.acknowledgeBy = AskedPage.at(60)
        let owed = InboxLine { [asked] in
            ($0.message, $0.acknowledgeBy) = (asked, AskedPage.at(60))
        }
        let own = Self.message("M-2", from: "founder")
        var answers = Self.inbox([])
        answers.give(Page([asked, own], total: 2), to: ShowThread.self)
        answers.give(Page([owed], total: 1), to: ListInbox.self)
        answers.give(MessageDetail { [asked] in $0.message = asked }, to: ShowMessage.self)
        let words = ["thread": "M-1"]
        let screen = try await AskedPage.screen(.thread, words: words, from: answers)
        let entries = Self.entries(screen)
        #expect(
            entries.map(Self.labels)
                == [["Acknowledge", "Acknowledge with a word", "Reply"], []]
        )
        let reply = try #require(entries.first?.actions.last)
        #expect(reply.shown == SubjectState(owed).digest)
    }
}
