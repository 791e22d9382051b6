import Digests
import Model
import Testing

@Suite("What is written into the ledger comes back")
struct FactTests {
    @Test("Each kind of event is read back from its canonical bytes as it was", arguments: 1...40)
    func roundTrip(_ seed: UInt64) throws {
        var samples = SampleEvents(seed: seed)
        let id = MessageID(trusted: "M-7")
        for event in samples.tasks() { try check(event, event.fact) { try TaskEvent($0) } }
        for event in samples.messages(of: id) {
            try check(event, event.fact) { try MessageEvent($0, of: id) }
        }
        for event in samples.sessions() { try check(event, event.fact) { try SessionEvent($0) } }
        for event in samples.agents() { try check(event, event.fact) { try AgentEvent($0) } }
        for event in samples.lanes() { try check(event, event.fact) { try LaneEvent($0) } }
        for event in samples.worktrees() { try check(event, event.fact) { try WorktreeEvent($0) } }
        for event in samples.repositories() {
            try check(event, event.fact) { try RepositoryEvent($0) }
        }
        for event in samples.workspaces() {
            try check(event, event.fact) { try WorkspaceEvent($0) }
        }
        for event in samples.lines() { try check(event, event.fact) { try LineEvent($0) } }
        for event in samples.gateways() { try check(event, event.fact) { try GatewayEvent($0) } }
        let refused = samples.refusedDelivery()
        try check(refused, refused.fact) { try RefusedDelivery($0) }
        let replay = samples.replay()
        try check(replay, replay.fact) { try ReplayEvent($0) }
        let review = ReviewID(trusted: "RV-1")
        for event in samples.reviews(of: review) {
            try check(event, event.fact) { try ReviewEvent($0, of: review) }
        }
        let finding = FindingID(trusted: "F-1")
        for event in samples.findings(of: finding) {
            try check(event, event.fact) { try FindingEvent($0, of: finding) }
        }
        let run = samples.gateRun()
        try check(run, run.fact) { try GateEvent($0) }
        for event in samples.packetLocks() {
            try check(event, event.fact) { try PacketEvent($0) }
        }
        for event in samples.specs() { try check(event, event.fact) { try SpecEvent($0) } }
        for event in samples.phases() { try check(event, event.fact) { try PhaseEvent($0) } }
        for event in samples.waves() { try check(event, event.fact) { try WaveEvent($0) } }
        for event in samples.merges() { try check(event, event.fact) { try MergeEvent($0) } }
        for event in samples.runs() { try check(event, event.fact) { try RunEvent($0) } }
        for event in samples.windows() { try check(event, event.fact) { try WindowEvent($0) } }
        for event in samples.waivers() { try check(event, event.fact) { try WaiverEvent($0) } }
        let plan = PlanName(trusted: "stocked")
        for event in samples.plans(named: plan) {
            try check(event, event.fact) { try PlanEvent($0, of: plan) }
        }
        let imported = samples.imported()
        try check(imported, imported.fact) { try ImportEvent($0) }
        for event in samples.memories() { try check(event, event.fact) { try MemoryEvent($0) } }
        let supply = samples.supply()
        try check(supply, supply.fact) { try RegisteredSupply($0, of: supply.id) }
        let request = samples.request()
        try check(request, request.fact) { try AnsweredRequest($0) }
        let inbox = InboxEvent(readThrough: id)
        try check(inbox, inbox.fact) { try InboxEvent($0) }
    }

    private func check<Value: Equatable>(
        _ value: Value,
        _ fact: Fact,
        _ read: (Fact) throws -> Value?
    ) throws {
        let data = try JSONValue(parsing: fact.data.canonicalText)
        #expect(try read(Fact(type: fact.type, version: fact.version, data: data)) == value)
    }

    @Test("A fact about something else is none of a task's")
    func otherFacts() throws {
        #expect(try TaskEvent(AgentEvent.revived.fact) == nil)
        #expect(try AgentEvent(TaskEvent.readied.fact) == nil)
    }

    @Test("A fact of a newer version is refused, not misread")
    func newerVersion() {
        let fact = TaskEvent.readied.fact
        #expect(
            throws: FactError(type: "task.readied", fault: "version 2 is not known")
        ) { _ = try TaskEvent(Fact(type: fact.type, version: 2, data: fact.data)) }
    }

    @Test("A fact that lacks a field is refused, and the field named")
    func missingField() {
        #expect {
            _ = try TaskEvent(Fact(type: "task.paused", data: .object([:])))
        } throws: { "\(($0 as? FactError)?.message ?? "")".contains("'reason'") }
    }
}
