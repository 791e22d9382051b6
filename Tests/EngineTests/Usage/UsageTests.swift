import Engine
import Model
import Store
import TestSupport
import Testing

@Suite("Usage")
struct UsageTests {
    private func sample(
        _ output: Int64,
        agent: String? = nil,
        task: String? = nil,
        at: Timestamp? = nil
    ) -> UsageSample {
        var usage = TokenUsage()
        usage.output = output
        usage.costNanos = output * 10
        return UsageSample(
            agent: agent,
            task: task,
            source: "codex",
            model: "m",
            at: at,
            usage: usage
        )
    }

    private func sums(
        by grouping: UsageStore.Grouping,
        _ workspace: TestWorkspace
    ) throws -> [String: Int64] {
        let sums = try workspace.read { try $0.usage.sums(by: grouping) }
        return Dictionary(uniqueKeysWithValues: sums.map { ($0.name, $0.usage.output) })
    }

    @Test("Usage is the asker's, and for the one task that it holds unless it names another")
    func whoAndWhatFor() async throws {
        try await TestWorkspace.with { workspace in
            let ada = try await workspace.session(of: "ada")
            let held = try await workspace.task("P-1")
            try await workspace.task("P-2")
            let free = sample(1)
            try await workspace.change(as: ada) { try $0.usage.record([free]) }
            try await workspace.claim(held, as: ada, lease: .seconds(3600))
            let samples = [
                sample(10), sample(100, task: "P-2"), sample(1000, task: "none"), sample(5),
            ]
            try await workspace.change(as: ada) { try $0.usage.record(samples) }
            #expect(try sums(by: .task, workspace) == ["": 1, "P-1": 1015, "P-2": 100])
            #expect(try sums(by: .agent, workspace) == ["ada": 1116])
        }
    }

    @Test("Only who plans may report for another agent, and one that is not known says nothing")
    func forAnother() async throws {
        try await TestWorkspace.with { workspace in
            let ada = try await workspace.session(of: "ada")
            let lea = try await workspace.session(of: "lea", as: .lead)
            let samples = [sample(1, agent: "lea"), sample(10, agent: "nobody")]
            try await workspace.change(as: ada) { try $0.usage.record(samples) }
            let others = [sample(100, agent: "ada"), sample(1000, agent: "nobody")]
            try await workspace.change(as: lea) { try $0.usage.record(others) }
            #expect(try sums(by: .agent, workspace) == ["ada": 111, "lea": 1000])
        }
    }

    @Test("Usage counts for the day on which it was, and for today where that can't be")
    func days() async throws {
        try await TestWorkspace.with { workspace in
            let ada = try await workspace.session(of: "ada")
            let now = workspace.time.now()
            let samples = [
                sample(1), sample(10, at: now + .seconds(-86_400)),
                sample(100, at: Timestamp(milliseconds: 1)),
                sample(1000, at: now + .seconds(90 * 86_400)),
            ]
            try await workspace.change(as: ada) { try $0.usage.record(samples) }
            let today = String(now.text.prefix(10))
            let yesterday = String((now + .seconds(-86_400)).text.prefix(10))
            #expect(try sums(by: .day, workspace) == [today: 1101, yesterday: 10])
            let since = try workspace.read { try $0.usage.sums(by: .day, since: today) }
            #expect(since.map(\.name) == [today])
        }
    }

    @Test("A report is no work, and one that says nothing leaves nothing")
    func noWork() async throws {
        try await TestWorkspace.with { workspace in
            let ada = try await workspace.session(of: "ada")
            let before = try workspace.read { try $0.ledger.lastWork(of: AgentID(trusted: "ada")) }
            workspace.time.advance(by: .seconds(60))
            let some = sample(1)
            try await workspace.change(as: ada) { try $0.usage.record([some]) }
            let head = try workspace.read { try $0.ledger.head() }
            try await workspace.change(as: ada) { try $0.usage.record([]) }
            #expect(try workspace.read { try $0.ledger.head() } == head)
            let after = try workspace.read { try $0.ledger.lastWork(of: AgentID(trusted: "ada")) }
            #expect(before == after)
        }
    }
}
