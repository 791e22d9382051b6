import Digests
import Documents
import Engine
import Model
import Store
import TestSupport
import Testing

@Suite("Waves in the ledger")
struct WaveTests {
    static let name = WaveName(trusted: "Wave-1")

    private func plan(_ wave: SampleWave = SampleWave()) throws -> WavePlan {
        try WavePlan(wave.text, file: "spec.toml")
    }

    private func written(_ plan: WavePlan) -> [TaskKey: WrittenPacket] {
        var packets: [TaskKey: WrittenPacket] = [:]
        for order in plan.spec.lanes {
            let text = plan.file(.packet, of: order.task)?.text ?? ""
            packets[order.task] = WrittenPacket(
                format: .markdown,
                text: text,
                packet: Packet(title: "Task Packet: \(order.task)", what: order.objective),
                findings: []
            )
        }
        return packets
    }

    /// Registers what the sample needs.
    private func ready(_ workspace: TestWorkspace) async throws {
        _ = try await workspace.session(of: "lea", as: .lead)
        _ = try await workspace.session(of: "ada")
        try await workspace.change { change in
            for lane in ["core", "web"] {
                _ = try change.lanes.add(
                    LaneKey(trusted: lane),
                    function: lane,
                    owner: nil,
                    repository: RepositoryName(trusted: "api")
                )
            }
        }
    }

    private func send(_ plan: WavePlan, in workspace: TestWorkspace) async throws -> WaveEngine.Sent
    {
        let packets = written(plan)
        return try await workspace.change {
            try $0.waves.send(plan, packets: packets, acknowledgeWithin: .seconds(60))
        }
    }

    @Test("To render and send twice changes nothing the second time")
    func idempotent() async throws {
        try await TestWorkspace.with { workspace in
            try await ready(workspace)
            let plan = try plan()
            try await workspace.change { try $0.waves.record(plan) }
            let first = try await send(plan, in: workspace)
            let head = try workspace.read { try $0.ledger.head() }
            try await workspace.change { try $0.waves.record(plan) }
            let second = try await send(plan, in: workspace)
            #expect(try workspace.read { try $0.ledger.head() } == head)
            #expect(!first.already && second.already && first.dispatch == second.dispatch)
            let tasks = try first.dispatch.tasks.map { try workspace.task($0) }
            #expect(tasks.map(\.state.name) == [.ready, .ready])
            #expect(tasks.map(\.assignee?.text) == ["lea", "ada"])
            #expect(tasks.map(\.repository?.text) == ["api", "api"])
            #expect(tasks.map(\.phase) == ["P1", "P1"])
            let owed = try workspace.read {
                try $0.messages.unacknowledged(by: AgentID(trusted: "ada"), limit: 9)
            }
            #expect(owed.map(\.stored.message.thread.text) == ["P1-B1"])
            #expect(owed.first?.stored.message.body == plan.file(.launch, of: tasks[1].key)?.text)
        }
    }

    @Test("A task that is there with the same packet is left, and one with another is refused")
    func tasksThatAreThere() async throws {
        try await TestWorkspace.with { workspace in
            try await ready(workspace)
            let plan = try plan()
            let packets = written(plan)
            let key = TaskKey(trusted: "P1-B1")
            try await workspace.change { change in
                try change.waves.record(plan)
                _ = try change.tasks.create(
                    TaskEngine.Draft(key: key, packet: packets[key], isReady: true)
                )
            }
            _ = try await send(plan, in: workspace)
            #expect(try workspace.read { try $0.tasks.count(TaskFilter()) } == 2)

            let other = SampleWave(
                "Wave-2",
                lanes: [
                    SampleWave.Lane("core", "lea", "P1-A2", isCanonical: true),
                    SampleWave.Lane("web", "ada", "P1-B1"),
                ]
            )
            var changed = other
            changed.goal = "Something else."
            let second = try self.plan(changed)
            try await workspace.change { try $0.waves.record(second) }
            await #expect {
                _ = try await send(second, in: workspace)
            } throws: { error in
                guard case .notReady(_, let lacks)? = error as? WaveError else { return false }
                return lacks.map(\.kind) == [.task]
            }
            #expect(try workspace.read { try $0.tasks.task(TaskKey(trusted: "P1-A2")) } == nil)
        }
    }

    @Test("A wave that was sent is not rendered from another spec")
    func sentStays() async throws {
        try await TestWorkspace.with { workspace in
            try await ready(workspace)
            let plan = try plan()
            try await workspace.change { try $0.waves.record(plan) }
            let changed = try self.plan(SampleWave(goal: "Another goal."))
            try await workspace.change { try $0.waves.record(changed) }
            try await workspace.change { try $0.waves.record(plan) }
            _ = try await send(plan, in: workspace)
            await #expect(throws: WaveError.sentFromAnother(Self.name)) {
                try await workspace.change { try $0.waves.record(changed) }
            }
        }
    }

    @Test("A wave's name does not look like that of another")
    func lookAlike() async throws {
        try await TestWorkspace.with { workspace in
            let (one, twin) = (try plan(), try plan(SampleWave("Wave_1")))
            try await workspace.change { try $0.waves.record(one) }
            await #expect {
                try await workspace.change { try $0.waves.record(twin) }
            } throws: { error in
                guard case .refused(_, let findings)? = error as? WaveError else { return false }
                return findings.map(\.rule) == ["wave.look_alike"]
                    && findings[0].reason == "Wave_1 looks like the wave Wave-1."
            }
            #expect(try workspace.read { try $0.waves.wave(twin.spec.meta.wave) } == nil)
        }
    }

    @Test("What is missing before a wave can be sent is all named at once")
    func lacks() async throws {
        try await TestWorkspace.with { workspace in
            let lanes = [
                SampleWave.Lane("core", "lea", "P1-A1", isCanonical: true),
                SampleWave.Lane(
                    "web",
                    "ada",
                    "P1-B1",
                    extra: "depends_on = [\"P0-B1\", \"P1-A1\"]"
                ),
            ]
            let plan = try plan(SampleWave(lanes: lanes))
            try await workspace.change { try $0.waves.record(plan) }
            func kinds() throws -> [String] {
                try workspace.read { view in
                    try view.lacks(of: plan).map { "\($0.kind.rawValue) \($0.subject)" }
                }
            }
            #expect(
                try kinds() == [
                    "agent lea", "lane core", "agent ada", "lane web", "dependency P0-B1",
                ]
            )
            try await ready(workspace)
            #expect(try kinds() == ["dependency P0-B1"])
            let key = try await workspace.task("P0-B1")
            #expect(try kinds() == ["dependency P0-B1"])
            // It waits for what is there; that is no reason not to send.
            _ = try await send(plan, in: workspace)
            let waits = try workspace.read { view in
                try view.tasks.dependencies(of: TaskKey(trusted: "P1-B1")).map(\.key)
            }
            #expect(Set(waits) == [key, TaskKey(trusted: "P1-A1")])
        }
    }

    @Test("The next wave is the one that follows, else the oldest that was not sent")
    func next() async throws {
        try await TestWorkspace.with { workspace in
            func outlook() throws -> WaveReadiness {
                try workspace.read { try WaveReadiness(in: $0) }
            }
            #expect(try outlook().next == nil)
            #expect(try outlook().lacks.map(\.kind) == [.package])
            try await ready(workspace)
            let first = try plan()
            func lanes(_ number: Int) -> [SampleWave.Lane] {
                [SampleWave.Lane("core", "lea", "P1-A\(number)", isCanonical: true)]
            }
            let second = try plan(SampleWave("Wave-2", lanes: lanes(2)))
            let third = try plan(SampleWave("Wave-3", follows: "Wave-1", lanes: lanes(3)))
            try await workspace.change { change in
                for plan in [first, second] { try change.waves.record(plan) }
            }
            #expect(try outlook().next == Self.name && outlook().lacks.isEmpty)
            _ = try await send(first, in: workspace)
            #expect(try outlook().current == Self.name)
            #expect(try outlook().next?.text == "Wave-2")
            try await workspace.change { try $0.waves.record(third) }
            #expect(try outlook().next?.text == "Wave-3")
            #expect(try workspace.verification().difference == nil)
        }
    }
}
