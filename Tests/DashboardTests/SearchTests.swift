import Model
import Operations
import Testing

@testable import Dashboard

@Suite("The page of what is sought")
struct SearchTests {
    /// Nothing is called so.
    private struct Unknown: Reportable {
        let code: String

        var category: ErrorCategory { .notFound }
        var message: String { "There is none." }
        var hint: String? { nil }
    }

    /// A workspace with a task, an agent, and one of each that is numbered.
    private static var answers: GivenAnswers {
        var answers = GivenAnswers()
        answers.give(to: ShowTask.self) { input in
            guard input.task.text == "T-105" else { throw Unknown(code: "task.unknown") }
            return TaskDetail()
        }
        answers.give(to: ShowDecision.self) { input in
            guard input.decision.text == "D-1" else { throw Unknown(code: "decision.unknown") }
            return DecisionDetail()
        }
        answers.give(to: ShowMessage.self) { input in
            guard input.message.text == "M-4" else { throw Unknown(code: "message.unknown") }
            return MessageDetail { $0.message.thread = ThreadID(trusted: "M-2") }
        }
        answers.give(to: ListFindings.self) { input in
            guard input.finding?.text == "F-1", input.all else { return Page([], total: 0) }
            let finding = ReviewedFinding { $0.review = ReviewID(trusted: "RV-3") }
            return Page([finding], total: 1)
        }
        answers.give(to: ListEvidence.self) { input in
            let bundle = BundleLine { $0.bundle = BundleID(trusted: "E-7") }
            return Page(input.bundle?.text == "E-7" ? [bundle] : [], total: 0)
        }
        let review = ReviewLine { $0.review = ReviewID(trusted: "RV-3") }
        answers.give(Page([review], total: 1), to: ListReviews.self)
        let bea = AgentLine { $0.agent = AgentID(trusted: "bea") }
        answers.give(Page([bea], total: 1), to: ListAgents.self)
        answers.give(Page([], total: 0), to: ListTasks.self)
        answers.give(Page([], total: 0), to: SearchMessages.self)
        answers.give(MemorySearchReport(), to: SearchMemory.self)
        return answers
    }

    private static func screen(_ words: String) async throws -> Screen {
        try await AskedPage.screen(.search, "q=\(words.addressPart)", from: answers)
    }

    @Test(
        "A name that is one's own leads to its page, however it is typed",
        arguments: [
            ("T-105", "/tasks/T-105"), ("t-105", "/tasks/T-105"), ("D-1", "/decisions/D-1"),
            ("d-1", "/decisions/D-1"), ("M-4", "/threads/M-2#m-M-4"),
            ("F-1", "/reviews/RV-3#f-F-1"), ("E-7", "/evidence/E-7"), ("RV-3", "/reviews/RV-3"),
            ("bea", "/agents/bea"),
        ]
    )
    func named(word: String, address: String) async throws {
        let screen = try await Self.screen(word)
        #expect(screen.leadsTo == address)
        // Whoever reads the page in another form finds it first.
        #expect(screen.parts.map(\.id).firstIndex(of: "named") == 1)
        #expect(AskedPage.html(of: screen).contains("href=\"\(address)\""))
    }

    @Test(
        "What only has the form of a name, or is not alone, is sought as words",
        arguments: [
            "T-9", "D-9", "M-9", "F-9", "E-9", "RV-9", "be", "T-105 bea", "state:ready bea", "1",
        ]
    )
    func words(text: String) async throws {
        let screen = try await Self.screen(text)
        #expect(screen.leadsTo == nil)
        #expect(screen.parts.contains { $0.id == "tasks" })
    }

    @Test("What can't be looked up is a fault, not nothing")
    func faults() async throws {
        var answers = Self.answers
        answers.give(to: ShowTask.self) { _ in throw Unknown(code: "store.busy") }
        let failing = answers
        await #expect(throws: Unknown.self) {
            _ = try await AskedPage.screen(.search, "q=T-105", from: failing)
        }
    }

    @Test("The commands that a search is the same as are all named, each word as a shell takes it")
    func commands() async throws {
        let words = "state:ready it's"
        let screen = try await Self.screen(words)
        let quoted = "'it'\\''s'"
        #expect(
            screen.command
                == "worklead task list --all state:ready \(quoted); "
                + "worklead message search \(quoted); worklead memory search \(quoted)"
        )
        #expect(try await Self.screen("lane:core").command == "worklead task list --all lane:core")
        let dashed = try await Self.screen("-x").command
        #expect(dashed.hasPrefix("worklead task list --all -- -x; "))
    }
}
