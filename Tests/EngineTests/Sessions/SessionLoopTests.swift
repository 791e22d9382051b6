import Engine
import Model
import Store
import TestSupport
import Testing

@Suite("The loop of a session")
struct SessionLoopTests {
    private func find(
        _ owner: String,
        in session: TestSession,
        at worktree: String = "/w",
        _ workspace: TestWorkspace
    ) async throws {
        let found = Leftover(
            owner: AgentID(trusted: owner),
            worktree: worktree,
            branch: "agent/\(owner)/x",
            head: "c1",
            paths: ["src/a"]
        )
        try await workspace.change(as: session) {
            try $0.record(
                SessionEvent.leftoverFound(found).fact,
                on: Subject(.session, session.id.text)
            )
        }
    }

    @Test("The last words of a beat stay until the next ones, and a beat without words keeps them")
    func beats() async throws {
        try await TestWorkspace.with { workspace in
            let ada = try await workspace.session(of: "ada")
            let words = try BeatWords(reading: ["shift=mid", "cadence=daily", "shift=late"])
            #expect(words.texts == ["cadence=daily", "shift=late"])
            try await workspace.change(as: ada) { change in
                _ = try change.sessions.beat(note: "at it", words: words, lease: .seconds(60))
                _ = try change.sessions.beat(note: nil, lease: .seconds(60))
            }
            let said = try workspace.read { try $0.sessions.said(by: ada.agent) }
            #expect(said?.note == "at it" && said?.words == words)
            try await workspace.change(as: ada) {
                _ = try $0.sessions.beat(note: "done", lease: .seconds(60))
            }
            let later = try workspace.read { try $0.sessions.said(by: ada.agent) }
            #expect(later?.note == "done" && later?.words.values.isEmpty == true)
        }
    }

    @Test("Words are names with values", arguments: ["", "shift", "=x", "x=", "a\u{1B}=b", " =b"])
    func badWords(_ text: String) {
        #expect(throws: BeatWordsError.self) { _ = try BeatWords(reading: [text]) }
    }

    @Test("A beat says so many words at most")
    func tooManyWords() throws {
        let texts = (0...BeatWords.countMax).map { "w\($0)=x" }
        _ = try BeatWords(reading: Array(texts.dropLast()))
        #expect(throws: BeatWordsError.self) { _ = try BeatWords(reading: texts) }
    }

    @Test("What was found uncommitted is listed until somebody whom it concerns has seen to it")
    func handoffs() async throws {
        try await TestWorkspace.with { workspace in
            let ada = try await workspace.session(of: "ada")
            let bea = try await workspace.session(of: "bea")
            let cy = try await workspace.session(of: "cy")
            try await find("bea", in: ada, workspace)
            func open() throws -> [SessionID] {
                try workspace.read { try $0.sessions.leftovers().map(\.session) }
            }
            #expect(try open() == [ada.id])
            await #expect(throws: HandoffError.anothers(ada.id, [ada.agent, bea.agent])) {
                try await workspace.change(as: cy) { try $0.sessions.settle(ada.id, note: nil) }
            }
            try await workspace.change(as: bea) { try $0.sessions.settle(ada.id, note: "done") }
            #expect(try open() == [])
            await #expect(throws: HandoffError.settled(ada.id, by: bea.agent)) {
                try await workspace.change { try $0.sessions.settle(ada.id, note: nil) }
            }
            await #expect(throws: HandoffError.none(cy.id)) {
                try await workspace.change { try $0.sessions.settle(cy.id, note: nil) }
            }
            #expect(try workspace.verification().difference == nil)
        }
    }

    @Test("The same work that is found again is one handoff, of who found it last")
    func foundAgain() async throws {
        try await TestWorkspace.with { workspace in
            let ada = try await workspace.session(of: "ada")
            let cy = try await workspace.session(of: "cy")
            try await find("bea", in: ada, workspace)
            try await find("bea", in: cy, workspace)
            try await find("bea", in: workspace.founder, at: "/other", workspace)
            let found = try workspace.read { try $0.sessions.leftovers(settled: true) }
            #expect(found.map(\.session) == [ada.id, cy.id, workspace.founder.id])
            #expect(found.map { $0.settledAt == nil } == [false, true, true])
            #expect(try workspace.verification().difference == nil)
        }
    }

    @Test("A start tells those who plan, when it is asked to")
    func announces() async throws {
        try await TestWorkspace.with { workspace in
            let ada = try await workspace.session(of: "ada")
            try await workspace.change(as: ada) {
                _ = try $0.sessions.announce(ada.agent, focus: "the parser")
            }
            let inbox = try workspace.read {
                try $0.messages.inbox(of: workspace.founder.agent, unreadOnly: true, limit: 9)
            }
            #expect(inbox.map(\.stored.message.body) == ["ada is there; focus: the parser"])
            #expect(inbox.first?.stored.message.thread.text == "hub")
        }
    }

    @Test("The operator's list says of each check whether it passes, and of the whole the worst")
    func checklist() async throws {
        try await TestWorkspace.with { workspace in
            let ada = try await workspace.session(of: "ada")
            let key = try await workspace.task("P-1")
            let bare = OperatorChecklist.Surroundings(
                documents: [],
                missing: [],
                findings: [:]
            )
            let idle = try workspace.read(as: ada) { try $0.checklist(for: nil, bare) }
            #expect(idle.verdict == .warn)
            #expect(
                idle.lines.map(\.check) == [
                    "manager tail", "plan validation", "quickstart receipts", "claim seed",
                    "task sync", "receipts index",
                ]
            )
            let foreign = try workspace.read(as: ada) { try $0.checklist(for: key, bare) }
            #expect(foreign.lines[3].verdict == .fail)
            try await workspace.claim(key, as: ada, lease: .seconds(60))
            let around = OperatorChecklist.Surroundings(
                documents: ["AGENTS.md"],
                missing: [],
                findings: [key: []]
            )
            try await workspace.change { change in
                _ = try change.evidence.open(for: key, in: nil)
            }
            let held = try workspace.read(as: ada) { try $0.checklist(for: nil, around) }
            #expect(held.verdict == .pass, "\(held.lines)")
            workspace.time.advance(by: .seconds(60))
            let ended = try workspace.read(as: ada) { try $0.checklist(for: nil, around) }
            #expect(ended.lines[4].verdict == .fail && ended.verdict == .fail)
            let lost = OperatorChecklist.Surroundings(
                documents: ["AGENTS.md"],
                missing: ["AGENTS.md"],
                findings: [:]
            )
            let missing = try workspace.read(as: ada) { try $0.checklist(for: nil, lost) }
            #expect(missing.lines[2].verdict == .fail && missing.lines[1].verdict == .warn)
        }
    }
}
