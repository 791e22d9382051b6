import Model
import Testing

@Suite("A follow-up, and what closes it")
struct FollowUpTests {
    private let ada = Agent(id: AgentID(trusted: "ada"), role: .worker)
    private let lea = Agent(id: AgentID(trusted: "lea"), role: .lead)
    private let link = EvidenceLink(kind: .bundle, name: "E-1", digest: nil)

    private func followUp(_ state: FollowUp.State = .open) -> FollowUp {
        FollowUp(
            id: FollowUpID(trusted: "FU-1"),
            requester: lea.id,
            agent: ada.id,
            text: "Release it.",
            thread: ThreadID(trusted: "M-1"),
            message: MessageID(trusted: "M-1"),
            task: nil,
            state: state
        )
    }

    @Test("It is closed once, and resolved only with what shows it")
    func closedOnce() throws {
        var open = followUp()
        #expect(throws: FollowUpError.noEvidence(open.id)) {
            try open.resolve(by: ada, with: [], note: nil)
        }
        #expect(open.state == .open)
        _ = try open.resolve(by: ada, with: [link], note: nil)
        for state in [
            open.state, .withdrawn(reason: "x"),
        ] {
            var closed = followUp(state)
            #expect(throws: FollowUpError.closed(closed.id, state.name)) {
                try closed.resolve(by: lea, with: [link], note: nil)
            }
            #expect(throws: FollowUpError.closed(closed.id, state.name)) {
                try closed.withdraw(because: "x", by: lea)
            }
        }
    }

    @Test("What happens to it is read from the ledger as it was written")
    func facts() throws {
        let id = FollowUpID(trusted: "FU-1")
        for event in [
            FollowUpEvent.opened(followUp()), .resolved([link], note: "so"),
            .withdrawn(reason: "x"),
        ] {
            #expect(try FollowUpEvent(event.fact, of: id) == event)
        }
    }
}
