import Engine
import Model
import Store
import TestSupport
import Testing

@Suite("What a window holds")
struct HeldMessageTests {
    static let window = WindowName(trusted: "W1")
    static let core = LaneKey(trusted: "core")

    /// A workspace with a lane of ada's for which a window is open.
    private func opened(
        _ body: (TestWorkspace, _ ada: TestSession, _ bea: TestSession) async throws -> Void
    ) async throws {
        try await TestWorkspace.with { workspace in
            let ada = try await workspace.session(of: "ada")
            let bea = try await workspace.session(of: "bea")
            try await workspace.change { change in
                for (lane, owner) in [("core", "ada"), ("web", "bea")] {
                    _ = try change.lanes.add(
                        LaneKey(trusted: lane),
                        function: lane,
                        owner: AgentID(trusted: owner),
                        repository: nil
                    )
                }
                _ = try change.windows.open(
                    Self.window,
                    WindowPlan(wave: nil, lanes: [Self.core])
                )
            }
            try await body(workspace, ada, bea)
        }
    }

    private func send(
        _ kind: Message.Kind,
        to agent: AgentID,
        by sender: TestSession,
        in workspace: TestWorkspace,
        replyTo: MessageID? = nil,
        acknowledgeWithin: Duration? = nil
    ) async throws -> Message {
        try await workspace.change(as: sender) { change in
            try change.messages.send(
                MessageDraft(
                    recipients: [agent],
                    kind: kind,
                    body: "A \(kind.rawValue).",
                    replyTo: replyTo,
                    acknowledgeWithin: acknowledgeWithin
                )
            )
        }
    }

    private func close(_ workspace: TestWorkspace) async throws -> WindowClosing {
        try await workspace.change { change in
            try change.windows.close(Self.window, without: [Self.core], reason: "over")
        }
    }

    @Test(
        "Only blockers, decisions and what is about safety or the law interrupt",
        arguments: Message.Kind.sendable.filter { $0 != .directive }
    )
    func kinds(_ kind: Message.Kind) async throws {
        try await opened { workspace, ada, bea in
            let message = try await send(kind, to: ada.agent, by: bea, in: workspace)
            let interrupts: Set<Message.Kind> = [.blocker, .safety, .legal, .decision]
            let isHeld = !interrupts.contains(kind)
            #expect(message.holds.map(\.window) == (isHeld ? [Self.window] : []))
            let counts = try workspace.read {
                (
                    try $0.messages.unreadCount(of: ada.agent),
                    try $0.messages.heldCount(of: ada.agent)
                )
            }
            #expect(counts == (isHeld ? (0, 1) : (1, 0)))
        }
    }

    @Test("Who is not in the window is told at once, and its lead is not")
    func readers() async throws {
        try await opened { workspace, ada, bea in
            let toBea = try await send(.note, to: bea.agent, by: ada, in: workspace)
            #expect(toBea.holds.isEmpty)
            let toLead = try await send(.note, to: workspace.founder.agent, by: ada, in: workspace)
            #expect(toLead.holds.map(\.reader) == [workspace.founder.agent])
        }
    }

    @Test("Who works in a lane of the window is in it, and not before")
    func workers() async throws {
        try await opened { workspace, ada, bea in
            let before = try await send(.note, to: bea.agent, by: ada, in: workspace)
            let key = try await workspace.task("T-9", lane: "core")
            try await workspace.claim(key, as: bea)
            let after = try await send(.note, to: bea.agent, by: ada, in: workspace)
            #expect(before.holds.isEmpty && after.holds.map(\.reader) == [bea.agent])
        }
    }

    @Test("A reply to what interrupted is not held")
    func replies() async throws {
        try await opened { workspace, ada, bea in
            let blocker = try await send(.blocker, to: bea.agent, by: ada, in: workspace)
            let answer = try await send(
                .answer,
                to: ada.agent,
                by: bea,
                in: workspace,
                replyTo: blocker.id
            )
            #expect(answer.holds.isEmpty)
        }
    }

    @Test("Who sends for Worklead may know better than the kind", arguments: [true, false])
    func knownBetter(_ interrupts: Bool) async throws {
        try await opened { workspace, ada, bea in
            let message = try await workspace.change(as: bea) { change in
                try change.messages.send(
                    MessageDraft(
                        recipients: [ada.agent],
                        kind: interrupts ? .answer : .decision,
                        body: "It is settled.",
                        interrupts: interrupts
                    )
                )
            }
            #expect(message.holds.isEmpty == interrupts)
        }
    }

    @Test("At its end each reader is told in one message of exactly what was held")
    func digest() async throws {
        try await opened { workspace, ada, bea in
            var held: [MessageID] = []
            for kind in [Message.Kind.note, .status, .question] {
                held.append(try await send(kind, to: ada.agent, by: bea, in: workspace).id)
            }
            let blocker = try await send(.blocker, to: ada.agent, by: bea, in: workspace)
            let shown = try workspace.read {
                try $0.messages.inbox(of: ada.agent, unreadOnly: true, limit: 9)
            }
            #expect(shown.map(\.stored.message.id) == [blocker.id])
            let closing = try await close(workspace)
            let digest = try #require(closing.digests.first { $0.reader == ada.agent })
            #expect(digest.count == 3)
            let (unread, all) = try workspace.read { view in
                (
                    try view.messages.inbox(of: ada.agent, unreadOnly: true, limit: 9),
                    try view.messages.inbox(of: ada.agent, unreadOnly: false, limit: 9)
                )
            }
            #expect(unread.map(\.stored.message.id) == [blocker.id, digest.message])
            #expect(Set(all.map(\.stored.message.id)) == Set(held + [blocker.id, digest.message]))
            let text = try #require(unread.last?.stored.message.body)
            #expect(held.allSatisfy { text.contains("\($0) from bea") })
            #expect(!text.contains("\(blocker.id) "))
            #expect(text.contains("question: A question."))
            #expect(try workspace.verification().difference == nil)
        }
    }

    @Test("What was held is read with its digest, and not before")
    func readWithDigest() async throws {
        try await opened { workspace, ada, bea in
            let held = try await send(.note, to: ada.agent, by: bea, in: workspace)
            let urgent = try await send(.safety, to: ada.agent, by: bea, in: workspace)
            let left = try await workspace.change(as: ada) {
                try $0.messages.markRead(through: urgent.id)
            }
            #expect(left == 0)
            let closing = try await close(workspace)
            let digest = try #require(closing.digests.first).message
            func isRead() throws -> Bool? {
                try workspace.read { try $0.messages.entries(of: held.id).first?.isRead }
            }
            #expect(try isRead() == false)
            #expect(try workspace.read { try $0.messages.unreadCount(of: ada.agent) } == 1)
            // To read what the digest tells of is to read the digest.
            _ = try await workspace.change(as: ada) {
                try $0.messages.markRead(through: held.id)
            }
            #expect(try isRead() == true)
            #expect(try workspace.read { try $0.messages.unreadCount(of: ada.agent) } == 0)
            let head = try workspace.read { try $0.ledger.head() }
            _ = try await workspace.change(as: ada) {
                try $0.messages.markRead(through: digest)
            }
            #expect(try workspace.read { try $0.ledger.head() } == head)
        }
    }

    @Test("The time to acknowledge starts when a message is shown")
    func deadlines() async throws {
        try await opened { workspace, ada, bea in
            let message = try await send(
                .guidance,
                to: ada.agent,
                by: bea,
                in: workspace,
                acknowledgeWithin: .seconds(60)
            )
            workspace.time.advance(by: .seconds(3600))
            func overdue() throws -> Int {
                try workspace.read { view in
                    try view.messages.overdue(at: view.now, limit: 9).count
                }
            }
            #expect(try overdue() == 0)
            _ = try await close(workspace)
            #expect(try overdue() == 0)
            workspace.time.advance(by: .seconds(61))
            #expect(try overdue() == 1)
            let isNew = try await workspace.change(as: ada) {
                try $0.messages.acknowledge(message.id, note: nil)
            }
            #expect(isNew)
            #expect(try overdue() == 0)
        }
    }

    @Test("What is held can be acknowledged by who looked for it")
    func acknowledgesHeld() async throws {
        try await opened { workspace, ada, bea in
            let message = try await send(
                .guidance,
                to: ada.agent,
                by: bea,
                in: workspace,
                acknowledgeWithin: .seconds(60)
            )
            let found = try workspace.read { try $0.messages.held(for: ada.agent, limit: 9) }
            #expect(found.map(\.stored.message.id) == [message.id])
            _ = try await workspace.change(as: ada) {
                try $0.messages.acknowledge(message.id, note: nil)
            }
            _ = try await close(workspace)
            let owed = try workspace.read {
                try $0.messages.unacknowledged(by: ada.agent, limit: 9)
            }
            #expect(owed.isEmpty)
        }
    }

    @Test("What was held for an agent that is retired is there when it comes back")
    func retired() async throws {
        try await opened { workspace, ada, bea in
            _ = try await send(.note, to: ada.agent, by: bea, in: workspace)
            try await workspace.change { try $0.agents.retire(ada.agent, because: "rest") }
            let closing = try await close(workspace)
            #expect(closing.digests.map(\.reader) == [ada.agent])
            #expect(try workspace.read { try $0.messages.unreadCount(of: ada.agent) } == 1)
        }
    }
}
