import Documents
import Engine
import Model
import Store
import TestSupport
import Testing

@Suite("Launches of a run's slices")
struct RunLaunchTests {
    private static let script = DriverName(trusted: "script")

    /// A workspace with a run that goes on.
    private func running(
        _ run: SampleRun = SampleRun(),
        body: (TestWorkspace) async throws -> Void
    ) async throws {
        try await TestWorkspace.with(seed: 1) { workspace in
            try await workspace.start(run)
            try await body(workspace)
        }
    }

    private func launch(
        _ task: String,
        _ agent: String,
        in workspace: TestWorkspace,
        run: String = "phase-a"
    ) async throws -> RunLaunch {
        try await workspace.change { change in
            try change.runs.launch(
                TaskKey(trusted: task),
                of: RunName(trusted: run),
                for: AgentID(trusted: agent),
                by: Self.script
            )
        }
    }

    @discardableResult
    private func land(
        _ number: Int64,
        _ outcome: LaunchOutcome,
        in workspace: TestWorkspace,
        note: String? = nil,
        usage: UsageSample? = nil
    ) async throws -> RunStore.StoredLaunch {
        try await workspace.change { change in
            try change.runs.land(
                RunLanding(number: number, outcome: outcome, note: note),
                of: RunName(trusted: "phase-a"),
                usage: usage
            )
        }
    }

    @Test("A slice is launched once at a time, and an agent for one slice")
    func once() async throws {
        try await running { workspace in
            #expect(try await launch("A0", "ada", in: workspace).number == 1)
            await #expect(throws: RunError.self) { try await launch("A0", "ada", in: workspace) }
            await #expect(throws: RunError.self) { try await launch("A2", "ada", in: workspace) }
            await #expect(throws: TaskError.self) { try await launch("A1", "ada", in: workspace) }
            try await land(1, .undelivered, in: workspace)
            #expect(try await launch("A0", "ada", in: workspace).number == 2)
            await #expect(
                throws: RunError.landed(
                    RunName(trusted: "phase-a"),
                    1,
                    .undelivered
                )
            ) { try await land(1, .died, in: workspace) }
        }
    }

    @Test("A slice in launch stands as running by its agent, and nothing more is started for it")
    func stands() async throws {
        try await running { workspace in
            _ = try await launch("A0", "ada", in: workspace)
            let progress = try workspace.read {
                try RunProgress(of: RunName(trusted: "phase-a"), in: $0)
            }
            #expect(progress.slices[0].state == .running)
            #expect(progress.slices[0].holder == AgentID(trusted: "ada"))
            #expect(progress.starts.isEmpty)
        }
    }

    @Test("In a workspace no more than six agents are launched, whatever the number of runs")
    func crowd() async throws {
        let agents = (1...8).map { "agent-\($0)" }
        func run(_ name: String, _ agents: [String]) -> SampleRun {
            SampleRun(
                name,
                agents: agents,
                slices: agents.map { SampleRun.Slice("\(name)-\($0)", $0) },
                tables: "[capacity]\ntarget = 6\nmax = 6\n"
            )
        }
        try await TestWorkspace.with(seed: 1) { workspace in
            try await workspace.start(run("one", Array(agents[..<4])))
            try await workspace.start(run("two", Array(agents[4...])))
            for agent in agents[..<4] {
                _ = try await launch("one-\(agent)", agent, in: workspace, run: "one")
            }
            for agent in agents[4..<6] {
                _ = try await launch("two-\(agent)", agent, in: workspace, run: "two")
            }
            await #expect(throws: RunError.crowded(max: 6)) {
                try await launch("two-\(agents[6])", agents[6], in: workspace, run: "two")
            }
        }
    }

    @Test("When its attempts are used up a slice waits for a founder, and counts anew after that")
    func attempts() async throws {
        try await running(SampleRun(tables: "[limits]\nattempts = 2\n")) { workspace in
            let run = RunName(trusted: "phase-a")
            let task = TaskKey(trusted: "A0")
            for (number, outcome) in [LaunchOutcome.died, .abandoned, .cancelled].enumerated() {
                _ = try await launch("A0", "ada", in: workspace)
                try await land(Int64(number + 1), outcome, in: workspace, note: "fell\nover")
            }
            #expect(
                try workspace.read { try $0.runs.question(about: task, .attempts, in: run) } == nil
            )
            _ = try await launch("A0", "ada", in: workspace)
            try await land(4, .quiet, in: workspace, note: "nothing for ten minutes")
            let asked = try #require(
                try workspace.read { try $0.runs.question(about: task, .attempts, in: run) }
            )
            let text = try workspace.read { try $0.decision(asked).decision.text }
            #expect(text.contains("2 times") && text.contains("nothing for ten minutes"), "\(text)")
            await #expect(throws: RunError.exhausted(task, run, asked)) {
                try await launch("A0", "ada", in: workspace)
            }
            try await workspace.change {
                _ = try $0.decisions.answer([(asked, OptionName(trusted: "again"))], note: nil)
            }
            _ = try await launch("A0", "ada", in: workspace)
            try await land(5, .died, in: workspace)
            #expect(
                try workspace.read { try $0.runs.question(about: task, .attempts, in: run) } == nil
            )
            _ = try await launch("A0", "ada", in: workspace)
            try await land(6, .died, in: workspace)
            let second = try #require(
                try workspace.read { try $0.runs.question(about: task, .attempts, in: run) }
            )
            try await workspace.change {
                _ = try $0.decisions.answer([(second, OptionName(trusted: "pause"))], note: nil)
            }
            #expect(try workspace.read { try $0.run(run).state.name } == .paused)
            await #expect(throws: RunError.self) { try await launch("A0", "ada", in: workspace) }
        }
    }

    @Test("What a program has used counts for its slice, and a spent budget stops launches")
    func budget() async throws {
        try await running(SampleRun(tables: "[budget]\ndollars = 1\n")) { workspace in
            _ = try await launch("A0", "ada", in: workspace)
            var usage = TokenUsage()
            (usage.input, usage.costNanos) = (1000, 1_000_000_000)
            let sample = UsageSample(source: "script", model: "m", at: nil, usage: usage)
            try await land(1, .undelivered, in: workspace, usage: sample)
            let used = try workspace.read { try $0.runs.usage(of: RunName(trusted: "phase-a")) }
            #expect(used.costNanos == 1_000_000_000 && used.input == 1000)
            await #expect(throws: RunError.self) { try await launch("A0", "ada", in: workspace) }
        }
    }

    @Test("Last words that look like a secret are left out, and the landing is noted all the same")
    func secrets() async throws {
        try await running { workspace in
            _ = try await launch("A0", "ada", in: workspace)
            let words = SecretSample("key ghp_<alnum:36>").text(seed: 7)
            let landed = try await land(1, .died, in: workspace, note: words)
            #expect(landed.landing?.note?.contains("ghp_") == false, "\(landed)")
        }
    }
}

extension TestWorkspace {
    /// Writes a run down, lets a founder say go, and starts it.
    fileprivate func start(_ run: SampleRun) async throws {
        for agent in run.agents {
            let isKnown = try read { try $0.agents.agent(AgentID(trusted: agent)) } != nil
            if !isKnown { _ = try await session(of: agent) }
        }
        let read = try ReadRun(run.text)
        let ground = RunGround(gates: Set(run.gates), missing: [])
        let name = RunName(trusted: run.name)
        try await change { change in
            _ = try change.runs.draft(read, on: ground, file: "run.toml")
            _ = try change.runs.approve(name, on: ground)
            _ = try change.runs.start(name, on: ground, packets: [:])
        }
    }
}
