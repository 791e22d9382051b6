import Engine
import Model
import Store
import TestSupport
import Testing

@Suite("Assigning a task")
struct AssigningTests {
    private func assign(
        _ key: TaskKey,
        to agent: AgentID,
        isStaged: Bool = false,
        in workspace: TestWorkspace
    ) async throws -> TaskEngine.Assignment {
        let handOut = TaskEngine.HandOut(
            isStaged: isStaged,
            lease: .seconds(600),
            acknowledgeWithin: .seconds(3600)
        )
        return try await workspace.change { try $0.tasks.assign(key, to: agent, handOut) }
    }

    @Test("It is claimed for the agent in its session, checked out, and its later writes are good")
    func claims() async throws {
        try await TestWorkspace.with { workspace in
            let ada = try await workspace.session(of: "ada")
            let key = try await workspace.task("P-1")
            let made = try await assign(key, to: ada.agent, in: workspace)
            #expect(made.advice.isEmpty)
            let hold = try #require(made.task.task.hold)
            #expect(hold.agent == ada.agent && hold.session == ada.id)
            #expect(hold.isAcknowledged)
            try await workspace.deliver(key, as: ada)
            #expect(try workspace.task(key).state.name == .delivered)
        }
    }

    @Test("Staged, or for an agent without a session, the task waits for its agent alone")
    func staged() async throws {
        try await TestWorkspace.with { workspace in
            let ada = try await workspace.session(of: "ada")
            let bea = try await workspace.session(of: "bea")
            let key = try await workspace.task("P-1")
            let made = try await assign(key, to: ada.agent, isStaged: true, in: workspace)
            #expect(made.task.task.hold == nil && made.advice.isEmpty)
            await #expect(throws: TaskError.assigned(key, to: ada.agent)) {
                try await workspace.claim(key, as: bea)
            }
            let away = AgentID(trusted: "cy")
            try await workspace.change {
                _ = try $0.agents.register(away, as: .worker, capabilities: [])
            }
            let other = try await workspace.task("P-2")
            let absent = try await assign(other, to: away, in: workspace)
            #expect(absent.task.task.hold == nil)
            #expect(absent.advice == ["It is not claimed yet: cy has no session."])
            let draft = try await workspace.task("P-3", isReady: false)
            let early = try await assign(draft, to: ada.agent, in: workspace)
            #expect(early.task.task.assignee == ada.agent && early.advice.count == 1)
        }
    }

    @Test(
        "What nobody can claim yet is handed out with the command that changes that",
        arguments: [
            ("ready", "P-1 is a draft"), ("unblock", "P-1 is blocked (not now)"),
            ("unpark", "P-1 is parked (not now)"),
        ]
    )
    func unclaimable(_ verb: String, _ state: String) async throws {
        try await TestWorkspace.with { workspace in
            let ada = try await workspace.session(of: "ada")
            let key = try await workspace.task("P-1", isReady: verb != "ready")
            try await workspace.change { change in
                if verb == "unblock" { try change.tasks.block(key, because: "not now") }
                if verb == "unpark" {
                    try change.tasks.park(
                        key,
                        because: Lane.Parking(reason: "not now", blocker: nil)
                    )
                }
            }
            let made = try await assign(key, to: ada.agent, in: workspace)
            let advice = try #require(made.advice.first)
            #expect(advice.hasPrefix("It is not claimed yet: \(state)"))
            #expect(advice.hasSuffix("`worklead task \(verb) P-1`."))
            let told = try workspace.read {
                try $0.messages.thread(ThreadID(trusted: "P-1"), limit: 9)
            }
            #expect(told.map { $0.message.body.hasPrefix(state) } == [true])
            #expect(told.first?.message.body.contains("worklead claim") == false)
        }
    }

    @Test("The assignment is a message in the task's thread, which the agent's claim acknowledges")
    func thread() async throws {
        try await TestWorkspace.with { workspace in
            let ada = try await workspace.session(of: "ada")
            let key = try await workspace.task("P-1")
            let made = try await assign(key, to: ada.agent, in: workspace)
            let id = try #require(made.message)
            let thread = try workspace.read {
                try $0.messages.thread(ThreadID(trusted: "P-1"), limit: 9)
            }
            #expect(thread.map(\.message.id) == [id])
            #expect(try workspace.read { try $0.messages.unacknowledgedCount(of: ada.agent) } == 1)
            try await workspace.claim(key, as: ada)
            let owed = try workspace.read { try $0.messages.unacknowledgedCount(of: ada.agent) }
            #expect(owed == 0)
            let again = try await assign(key, to: ada.agent, in: workspace)
            #expect(again.message == nil)
            let events = try workspace.read {
                try $0.ledger.events(EventFilter(type: "task.assigned"), limit: 9)
            }
            #expect(events.count == 1)
        }
    }

    @Test("A claim acknowledges no other message that asks for it")
    func otherMessages() async throws {
        try await TestWorkspace.with { workspace in
            let ada = try await workspace.session(of: "ada")
            let key = try await workspace.task("P-1")
            try await workspace.change { change in
                _ = try change.messages.send(
                    MessageDraft(
                        recipients: [ada.agent],
                        kind: .question,
                        body: "Which schema?",
                        thread: ThreadID(trusted: "P-1"),
                        task: key,
                        acknowledgeWithin: .seconds(60)
                    )
                )
            }
            try await workspace.claim(key, as: ada)
            #expect(try workspace.read { try $0.messages.unacknowledgedCount(of: ada.agent) } == 1)
        }
    }

    @Test("What is assigned comes first when its agent asks what is next, whatever its priority")
    func comesFirst() async throws {
        try await TestWorkspace.with { workspace in
            let ada = try await workspace.session(of: "ada")
            try await workspace.task("P-1")
            let late = try await workspace.task("P-2")
            try await workspace.change { try $0.tasks.edit(late, TaskEdit(priority: 900)) }
            _ = try await assign(late, to: ada.agent, isStaged: true, in: workspace)
            let next = try workspace.read(as: ada) { try $0.next(in: nil, limit: 5) }
            #expect(next.map(\.task.key.text) == ["P-2", "P-1"])
            #expect(next.first?.reasons.contains("assigned to you") == true)
        }
    }
}
