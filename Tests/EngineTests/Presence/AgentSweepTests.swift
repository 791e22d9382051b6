import Engine
import Model
import Store
import TestSupport
import Testing

@Suite("Looking after the agents")
struct AgentSweepTests {
    private func standing(_ agent: String, _ workspace: TestWorkspace) throws -> AgentPresence? {
        try workspace.read { view in
            try view.presences(.standard).first { $0.agent.id.text == agent }
        }
    }

    private func sweep(_ workspace: TestWorkspace) async throws -> [AgentID] {
        try await workspace.change {
            try $0.presence.sweep(.standard).raised.map(\.standing.agent.id)
        }
    }

    @Test("Beats move the clock of being heard of, and work moves both")
    func twoClocks() async throws {
        try await TestWorkspace.with { workspace in
            let ada = try await workspace.session(of: "ada")
            let key = try await workspace.task("P-1")
            let claimed = workspace.time.now()
            try await workspace.claim(key, as: ada, lease: .seconds(20_000))
            #expect(try standing("ada", workspace)?.presence.state == .working)
            workspace.time.advance(by: .seconds(239 * 60))
            try await workspace.change(as: ada) {
                _ = try $0.sessions.beat(note: "tests run", lease: .seconds(20_000))
            }
            workspace.time.advance(by: .seconds(60))
            let stuck = try #require(try standing("ada", workspace))
            #expect(stuck.presence.state == .stuck)
            #expect(stuck.evidence.workedAt == claimed)
            #expect(stuck.evidence.seenAt == claimed + .seconds(239 * 60))
            try await workspace.change(as: ada) {
                _ = try $0.messages.send(
                    MessageDraft(recipients: [AgentID(trusted: "fay")], body: "Slow tests.")
                )
            }
            #expect(try standing("ada", workspace)?.presence.state == .working)
        }
    }

    @Test("An alert is recorded once for each stretch, and the lead is told what helps")
    func alertOnce() async throws {
        try await TestWorkspace.with { workspace in
            let lea = try await workspace.session(of: "lea", as: .lead)
            let ada = try await workspace.session(of: "ada")
            let key = try await workspace.task("P-1")
            try await workspace.claim(key, as: ada, lease: .seconds(60))
            #expect(try await sweep(workspace) == [])
            workspace.time.advance(by: .seconds(60))
            #expect(try await sweep(workspace) == [ada.agent])
            #expect(try await sweep(workspace) == [])
            let told = try workspace.read { view in
                try view.messages.inbox(of: lea.agent, unreadOnly: true, limit: 10)
            }
            #expect(told.count == 1)
            let message = try #require(told.first?.stored.message)
            #expect(message.subject == "ada is stuck" && message.task == key)
            #expect(message.body.contains("What helps: worklead task release P-1"))
            // It comes back and goes away again: another stretch.
            try await workspace.change(as: ada) {
                _ = try $0.sessions.beat(note: nil, lease: .seconds(60))
            }
            #expect(try await sweep(workspace) == [])
            workspace.time.advance(by: .seconds(60))
            #expect(try await sweep(workspace) == [ada.agent])
            let alert = try workspace.read { try $0.agents.alert(about: ada.agent) }
            #expect(alert?.raisedAt == workspace.time.now())
        }
    }

    @Test("A sweep is no work of who lets it run")
    func sweepIsNoWork() async throws {
        try await TestWorkspace.with { workspace in
            let lea = try await workspace.session(of: "lea", as: .lead)
            _ = try await workspace.session(of: "ada")
            workspace.time.advance(by: .seconds(240 * 60))
            let raised = try await workspace.change(as: lea) {
                try $0.presence.sweep(.standard).raised.map(\.standing.agent.id.text)
            }
            #expect(raised.contains("ada"))
            #expect(try workspace.read { try $0.ledger.lastWork(of: lea.agent) } == nil)
            #expect(try standing("lea", workspace)?.presence.state == .idle)
        }
    }

    @Test("A silent lead is brought to the founder, and a retired agent to nobody")
    func leadsAndRetired() async throws {
        try await TestWorkspace.with { workspace in
            let lea = try await workspace.session(of: "lea", as: .lead)
            let ada = try await workspace.session(of: "ada")
            try await workspace.change { try $0.agents.retire(ada.agent, because: "rest") }
            workspace.time.advance(by: .seconds(300 * 60))
            #expect(try await sweep(workspace) == [lea.agent])
            let unread = try workspace.read {
                try $0.messages.unreadCount(of: AgentID(trusted: "fay"))
            }
            #expect(unread == 1)
        }
    }

    @Test("An agent that asked the founder needs them until they answer")
    func needsFounder() async throws {
        try await TestWorkspace.with { workspace in
            let ada = try await workspace.session(of: "ada")
            let fay = AgentID(trusted: "fay")
            let question = try await workspace.change(as: ada) {
                try $0.messages.send(
                    MessageDraft(recipients: [fay], kind: .question, body: "Which database?")
                )
            }
            let asking = try #require(try standing("ada", workspace))
            #expect(asking.presence.state == .needsFounder)
            #expect(asking.presence.remedy == "worklead message show \(question.id)")
            try await workspace.change {
                _ = try $0.messages.send(
                    MessageDraft(
                        recipients: [],
                        kind: .answer,
                        body: "SQLite.",
                        replyTo: question.id
                    )
                )
            }
            #expect(try standing("ada", workspace)?.presence.state == .idle)
        }
    }

    @Test("Who delivered waits for the verdict, and who was sent back is idle with a task")
    func afterDelivery() async throws {
        try await TestWorkspace.with { workspace in
            let ada = try await workspace.session(of: "ada")
            let vera = try await workspace.session(of: "vera", as: .validator)
            let key = try await workspace.task("P-1")
            try await workspace.claim(key, as: ada)
            let delivery = try await workspace.deliver(key, as: ada)
            let waiting = try #require(try standing("ada", workspace))
            #expect(waiting.presence.state == .waiting)
            #expect(waiting.presence.remedy == "worklead task show P-1")
            try await workspace.replay(delivery, of: key, as: vera)
            try await workspace.change(as: vera) {
                _ = try $0.verdicts.sendBack(key, findings: ["mend"], keeping: .seconds(60))
            }
            let idle = try #require(try standing("ada", workspace))
            #expect(idle.presence.state == .idle && idle.evidence.rework == key)
            #expect(try standing("vera", workspace)?.presence.state == .working)
        }
    }

    @Test("A trial of a sweep writes nothing")
    func dryRun() async throws {
        try await TestWorkspace.with { workspace in
            _ = try await workspace.session(of: "ada")
            workspace.time.advance(by: .seconds(300 * 60))
            let head = try workspace.read { try $0.ledger.head() }
            let request = ChangeRequest(caller: workspace.founder.caller, isDryRun: true)
            let tried = try await workspace.engine.change(request, encode: { _ in .null }) {
                try $0.presence.sweep(.standard).raised.count
            }
            guard case .tried(1, let events) = tried else {
                Issue.record("\(tried)")
                return
            }
            #expect(events.map(\.fact.type) == ["agent.alerted", "message.announced"])
            #expect(try workspace.read { try $0.ledger.head() } == head)
        }
    }
}
