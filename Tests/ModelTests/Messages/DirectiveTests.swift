import Model
import Testing

@Suite("A directive, and what points to it")
struct DirectiveTests {
    private func message(
        _ kind: Message.Kind,
        thread: ThreadID = ThreadID(trusted: "M-2"),
        pointer: MessageID? = nil
    ) -> Message {
        Message(
            id: MessageID(trusted: "M-2"),
            thread: thread,
            sender: AgentID(trusted: "lea"),
            recipients: [AgentID(trusted: "ada")],
            kind: kind,
            subject: "Freeze",
            body: "Freeze the schema.",
            task: nil,
            replyTo: nil,
            acknowledgeBy: nil,
            pointer: pointer
        )
    }

    @Test("The first directive of a thread can't be sent without a pointer in the hub")
    func needsPointer() throws {
        let id = MessageID(trusted: "M-2")
        #expect(throws: MessageError.noPointer(id)) {
            try message(.directive).send(afterDirective: false)
        }
        let pointed = message(.directive, pointer: MessageID(trusted: "M-1"))
        #expect(try pointed.send(afterDirective: false) == .sent(pointed))
        #expect(throws: Never.self) { try message(.directive).send(afterDirective: true) }
        #expect(throws: Never.self) {
            try message(.directive, thread: .hub).send(afterDirective: false)
        }
        for kind in Message.Kind.allCases where kind != .directive {
            #expect(throws: Never.self) { try message(kind).send(afterDirective: false) }
        }
    }

    @Test("A pointer is read from the ledger as it was written")
    func facts() throws {
        for kind in Message.Kind.allCases {
            let event = MessageEvent.sent(message(kind, pointer: MessageID(trusted: "M-1")))
            #expect(try MessageEvent(event.fact, of: MessageID(trusted: "M-2")) == event)
        }
    }

    @Test("What only Worklead writes is offered to nobody")
    func sendable() {
        #expect(
            Set(Message.Kind.allCases).subtracting(Message.Kind.sendable) == [
                .pointer, .nudge,
            ]
        )
    }
}
