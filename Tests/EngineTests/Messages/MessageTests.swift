import Engine
import Model
import Store
import TestSupport
import Testing

@Suite("Messages")
struct MessageTests {
    private func send(
        _ count: Int = 1,
        to agent: AgentID,
        acknowledgeWithin deadline: Duration? = nil,
        in workspace: TestWorkspace
    ) async throws -> [MessageID] {
        try await workspace.change { change in
            try (0..<count).map { number in
                try change.messages.send(
                    MessageDraft(
                        recipients: [agent],
                        body: "message \(number)",
                        acknowledgeWithin: deadline
                    )
                ).id
            }
        }
    }

    @Test("Unread messages are counted exactly, however many")
    func exactCounts() async throws {
        try await TestWorkspace.with { workspace in
            let ada = try await workspace.session(of: "ada")
            let sent = try await send(10_000, to: ada.agent, in: workspace)
            #expect(try workspace.read { try $0.messages.unreadCount(of: ada.agent) } == 10_000)
            for (place, left) in [(2_499, 7_500), (99, 7_500), (9_998, 1)] {
                let unread = try await workspace.change(as: ada) {
                    try $0.messages.markRead(through: sent[place])
                }
                #expect(unread == left)
            }
            #expect(
                try await workspace.change(as: ada) { try $0.messages.markRead(through: nil) } == 0
            )
            let head = try workspace.read { try $0.ledger.head() }
            _ = try await workspace.change(as: ada) { try $0.messages.markRead(through: nil) }
            #expect(try workspace.read { try $0.ledger.head() } == head)
        }
    }

    @Test("Messages that wait for an acknowledgement are counted exactly, however many")
    func exactUnacknowledgedCounts() async throws {
        try await TestWorkspace.with { workspace in
            let ada = try await workspace.session(of: "ada")
            let brian = try await workspace.session(of: "brian")
            _ = try await send(7, to: ada.agent, in: workspace)
            let asked = try await send(
                1_203,
                to: ada.agent,
                acknowledgeWithin: .seconds(60),
                in: workspace
            )
            func count(_ agent: AgentID) throws -> Int {
                try workspace.read { try $0.messages.unacknowledgedCount(of: agent) }
            }
            #expect(try count(ada.agent) == 1_203)
            #expect(try count(brian.agent) == 0)
            for id in [asked[0], asked[1_202], asked[0]] {
                try await workspace.change(as: ada) {
                    _ = try $0.messages.acknowledge(id, note: nil)
                }
            }
            #expect(try count(ada.agent) == 1_201)
            try await workspace.change(as: ada) { _ = try $0.messages.markRead(through: nil) }
            #expect(try count(ada.agent) == 1_201, "reading is not acknowledging")
            try await workspace.change { try $0.agents.retire(ada.agent, because: "rest") }
            #expect(try count(ada.agent) == 0)
        }
    }

    @Test("What is not acknowledged in time is put again twice, and then before those who plan")
    func escalation() async throws {
        try await TestWorkspace.with { workspace in
            let ada = try await workspace.session(of: "ada")
            let lea = try await workspace.session(of: "lea", as: .lead)
            let id = try await send(to: ada.agent, acknowledgeWithin: .seconds(60), in: workspace)[
                0
            ]
            let sweep: () async throws -> MessageEngine.Sweep = {
                try await workspace.change { try $0.messages.sweep(giving: .seconds(30)) }
            }
            workspace.time.advance(by: .milliseconds(59_999))
            #expect(try await sweep().resent.isEmpty)
            workspace.time.advance(by: .milliseconds(1))
            for _ in 1...2 {
                #expect(try await sweep().resent.map(\.0) == [id])
                #expect(try await sweep().resent.isEmpty)
                workspace.time.advance(by: .seconds(30))
            }
            #expect(try await sweep().escalated.map(\.0) == [id])
            #expect(try await sweep().escalated.isEmpty)
            let brought = try workspace.read { view in
                try view.messages.inbox(of: lea.agent, unreadOnly: true, limit: 9)
            }
            #expect(brought.map(\.stored.message.kind) == [.blocker])
            let isNew = try await workspace.change(as: ada) {
                try $0.messages.acknowledge(id, note: nil)
            }
            #expect(isNew)
            #expect(try workspace.read { try $0.messages.unacknowledged(limit: 9) }.isEmpty)
        }
    }

    @Test("A message that was escalated does not hide a later one from the sweep")
    func sweepSeesPastEscalated() async throws {
        try await TestWorkspace.with { workspace in
            let ada = try await workspace.session(of: "ada")
            _ = try await send(1001, to: ada.agent, acknowledgeWithin: .seconds(1), in: workspace)
            for _ in 1...8 {
                workspace.time.advance(by: .seconds(10))
                try await workspace.change { _ = try $0.messages.sweep(giving: .seconds(1)) }
            }
            let later = try await send(to: ada.agent, acknowledgeWithin: .seconds(1), in: workspace)
            workspace.time.advance(by: .seconds(1))
            let sweep = try await workspace.change { try $0.messages.sweep(giving: .seconds(1)) }
            #expect(sweep.resent.map(\.0) == later)
        }
    }

    @Test("An acknowledgement is asked of each recipient, once, and of nobody else")
    func acknowledgements() async throws {
        try await TestWorkspace.with { workspace in
            let ada = try await workspace.session(of: "ada")
            let brian = try await workspace.session(of: "brian")
            let id = try await send(to: ada.agent, acknowledgeWithin: .seconds(60), in: workspace)[
                0
            ]
            let plain = try await send(to: ada.agent, in: workspace)[0]
            await #expect(throws: MessageError.notRecipient(id, brian.agent)) {
                try await workspace.change(as: brian) {
                    _ = try $0.messages.acknowledge(id, note: nil)
                }
            }
            await #expect(throws: MessageError.noAcknowledgementAsked(plain)) {
                try await workspace.change(as: ada) {
                    _ = try $0.messages.acknowledge(plain, note: nil)
                }
            }
            for isNew in [true, false] {
                let answer = try await workspace.change(as: ada) {
                    try $0.messages.acknowledge(id, note: nil)
                }
                #expect(answer == isNew)
            }
        }
    }

    @Test("A message waits for an agent that is not there, and is the same in all its sessions")
    func oneInbox() async throws {
        try await TestWorkspace.with { workspace in
            let ada = AgentID(trusted: "ada")
            try await workspace.change {
                _ = try $0.agents.register(ada, as: .worker, capabilities: [])
            }
            let sent = try await send(2, to: ada, in: workspace)
            let sessions = [
                try await workspace.session(of: "ada"), try await workspace.session(of: "ada"),
            ]
            for (session, waiting) in zip(sessions, [sent, [sent[1]]]) {
                let inbox = try workspace.read(as: session) { view in
                    try view.messages.inbox(
                        of: view.requireAsker().id,
                        unreadOnly: true,
                        limit: 9
                    )
                }
                #expect(inbox.map(\.stored.message.id) == waiting)
                _ = try await workspace.change(as: session) {
                    try $0.messages.markRead(through: sent[0])
                }
            }
        }
    }

    @Test("A recipient that does not exist or is retired is an error, and nothing is sent")
    func unknownRecipients() async throws {
        try await TestWorkspace.with { workspace in
            let ada = try await workspace.session(of: "ada")
            try await workspace.change { try $0.agents.retire(ada.agent, because: "rest") }
            let head = try workspace.read { try $0.ledger.head() }
            await #expect(throws: MessageError.retiredRecipient(ada.agent)) {
                _ = try await send(to: ada.agent, in: workspace)
            }
            await #expect(throws: MessageError.unknownRecipient("zoe")) {
                _ = try await send(to: AgentID(trusted: "zoe"), in: workspace)
            }
            #expect(try workspace.read { try $0.ledger.head() } == head)
        }
    }

    @Test("A message has words, not too many, and somebody to read it")
    func refused() async throws {
        try await TestWorkspace.with { workspace in
            let ada = try await workspace.session(of: "ada").agent
            let most = MessageEngine.bodyBytesMax
            let long = String(repeating: "x", count: most + 1)
            let subject = String(long.prefix(501))
            let cases: [(MessageDraft, MessageError)] = [
                (MessageDraft(recipients: [ada], body: ""), .empty),
                (
                    MessageDraft(recipients: [ada], body: long),
                    .tooLong(bytes: most + 1, limit: most)
                ),
                (
                    MessageDraft(recipients: [ada], subject: subject, body: "x"),
                    .tooLong(bytes: 501, limit: 500)
                ),
                (MessageDraft(recipients: [], body: "x"), .noRecipient),
            ]
            for (draft, error) in cases {
                await #expect(throws: error) {
                    try await workspace.change { _ = try $0.messages.send(draft) }
                }
            }
            #expect(try workspace.read { try $0.messages.unreadCount(of: ada) } == 0)
        }
    }
}
