import Engine
import Model
import Store
import TestSupport
import Testing

@Suite("The hub")
struct HubTests {
    private func thread(_ id: ThreadID, _ workspace: TestWorkspace) throws -> [Message] {
        try workspace.read { try $0.messages.thread(id, limit: 99).map(\.message) }
    }

    private func direct(
        _ body: String,
        in id: ThreadID? = nil,
        as session: TestSession,
        _ workspace: TestWorkspace
    ) async throws -> Message {
        let draft = MessageDraft(
            recipients: [AgentID(trusted: "ada")],
            kind: .directive,
            body: body,
            thread: id
        )
        return try await workspace.change(as: session) { try $0.messages.send(draft) }
    }

    @Test("A directive in a new thread is pointed to from the hub, in the same transaction")
    func pointer() async throws {
        try await TestWorkspace.with { workspace in
            _ = try await workspace.session(of: "ada")
            let brian = try await workspace.session(of: "brian")
            let lea = try await workspace.session(of: "lea", as: .lead)
            let before = try workspace.read { try $0.ledger.head() }
            let directive = try await direct("Freeze the schema.", as: lea, workspace)
            let hub = try thread(.hub, workspace)
            #expect(hub.map(\.kind) == [.pointer])
            #expect(directive.pointer == hub[0].id)
            #expect(directive.thread.text == directive.id.text)
            #expect(hub[0].body.contains("\(directive.thread)"))
            #expect(hub[0].recipients.contains(brian.agent))
            #expect(try workspace.read { try $0.ledger.head() } == before + 2)

            let second = try await direct("And test it.", in: directive.thread, as: lea, workspace)
            #expect(second.pointer == nil)
            #expect(try thread(.hub, workspace).count == 1)
            let other = try await direct("Stop.", in: ThreadID(trusted: "T-7"), as: lea, workspace)
            #expect(other.pointer != nil)
            #expect(try thread(.hub, workspace).count == 2)
            #expect(try workspace.verification().difference == nil)
        }
    }

    @Test("A directive that is refused leaves no pointer behind")
    func noneAlone() async throws {
        try await TestWorkspace.with { workspace in
            let ada = try await workspace.session(of: "ada")
            let head = try workspace.read { try $0.ledger.head() }
            await #expect(throws: AgentError.self) {
                _ = try await direct("Freeze it.", as: ada, workspace)
            }
            let draft = MessageDraft(
                recipients: [AgentID(trusted: "nobody")],
                kind: .directive,
                body: "x"
            )
            await #expect(throws: MessageError.self) {
                try await workspace.change { _ = try $0.messages.send(draft) }
            }
            #expect(try workspace.read { try $0.ledger.head() } == head)
        }
    }

    @Test("What is sent to the hub is in everybody's inbox but the sender's")
    func toAll() async throws {
        try await TestWorkspace.with { workspace in
            let ada = try await workspace.session(of: "ada")
            let brian = try await workspace.session(of: "brian")
            let gone = try await workspace.session(of: "gone")
            try await workspace.change { try $0.agents.retire(gone.agent, because: "rest") }
            let draft = MessageDraft(recipients: [.hub], body: "Back at noon.")
            let sent = try await workspace.change(as: ada) { try $0.messages.send(draft) }
            #expect(sent.thread == .hub)
            #expect(Set(sent.recipients) == [brian.agent, workspace.founder.agent])
            let wrong = MessageDraft(
                recipients: [.hub],
                body: "x",
                thread: ThreadID(trusted: "T-1")
            )
            await #expect(throws: MessageError.hubThread) {
                try await workspace.change(as: ada) { _ = try $0.messages.send(wrong) }
            }
        }
    }

    @Test("Nobody is called hub, and nobody writes what only Worklead writes")
    func reserved() async throws {
        try await TestWorkspace.with { workspace in
            await #expect(throws: AgentError.reserved(AgentID(trusted: "hub"))) {
                try await workspace.change {
                    _ = try $0.agents.register(.hub, as: .worker, capabilities: [])
                }
            }
            for kind in Message.Kind.allCases where kind.isOwn {
                let draft = MessageDraft(recipients: [.hub], kind: kind, body: "x")
                await #expect(throws: MessageError.ownKind(kind)) {
                    try await workspace.change { _ = try $0.messages.send(draft) }
                }
            }
        }
    }
}
