import Documents
import Engine
import Model
import Store
import TestSupport
import Testing

@Suite("The agents of a run are swept")
struct RunSweepTests {
    private static let name = RunName(trusted: "phase-a")
    private static let claude = """
        [[drivers]]
        name = "claude"
        dialect = "claude-code"
        program = "claude"

        [[drivers]]
        name = "codex"
        dialect = "codex"
        program = "codex"

        """

    /// Ada is driven by a program that can compact, bea by one that can't, cyd by hand.
    private func running(
        freshness: String = "aligned",
        body: (TestWorkspace, [String: TestSession]) async throws -> Void
    ) async throws {
        try await TestWorkspace.with(seed: 1) { workspace in
            var sessions: [String: TestSession] = [:]
            for agent in ["ada", "bea", "cyd", "vera"] {
                sessions[agent] = try await workspace.session(
                    of: agent,
                    as: agent == "vera" ? .validator : .worker
                )
            }
            let sample = SampleRun(
                agents: ["ada", "bea", "cyd"],
                stages: ["core", "docs"],
                slices: [
                    SampleRun.Slice("A0", "ada"), SampleRun.Slice("A1", "ada"),
                    SampleRun.Slice("B0", "bea"), SampleRun.Slice("B1", "bea"),
                    SampleRun.Slice("C0", "cyd"), SampleRun.Slice("C1", "cyd"),
                    SampleRun.Slice("D0", "ada", stage: "docs"),
                ],
                tables: "[capacity]\nfreshness = \"\(freshness)\"\n\n" + Self.claude
            )
            let text = sample.text
                .replacing("agent = \"ada\"\n", with: "agent = \"ada\"\ndriver = \"claude\"\n")
                .replacing("agent = \"bea\"\n", with: "agent = \"bea\"\ndriver = \"codex\"\n")
            let read = try ReadRun(text)
            let ground = RunGround(gates: ["scope"], missing: [])
            try await workspace.change { change in
                _ = try change.runs.draft(read, on: ground, file: "run.toml")
                _ = try change.runs.approve(Self.name, on: ground)
                _ = try change.runs.start(Self.name, on: ground, packets: [:])
            }
            try await body(workspace, sessions)
        }
    }

    private func launch(
        _ task: String,
        _ agent: String,
        in workspace: TestWorkspace
    ) async throws -> RunLaunch {
        try await workspace.change { change in
            try change.runs.launch(
                TaskKey(trusted: task),
                of: Self.name,
                for: AgentID(trusted: agent),
                by: DriverName(trusted: "claude")
            )
        }
    }

    private func land(
        _ number: Int64,
        _ outcome: LaunchOutcome = .delivered,
        conversation: String? = "c-1",
        in workspace: TestWorkspace
    ) async throws {
        try await workspace.change { change in
            let landing = RunLanding(
                number: number,
                outcome: outcome,
                conversation: conversation
            )
            _ = try change.runs.land(landing, of: Self.name, usage: nil)
        }
    }

    private func swept(_ agent: String, in workspace: TestWorkspace) throws -> RunSweep.Agent {
        let sweep = try workspace.read { try RunSweep(of: Self.name, in: $0) }
        return try #require(sweep.agents.first { $0.agent.text == agent })
    }

    @Test("A sweep shows beforehand what the launch then does, agent by agent")
    func agrees() async throws {
        try await running { workspace, sessions in
            #expect(try swept("ada", in: workspace).alignment == .fresh)
            let first = try await launch("A0", "ada", in: workspace)
            #expect(first.resumes == nil && !first.compacts)
            #expect(try swept("ada", in: workspace).alignment == .aligned(.working))
            try await finish("A0", by: sessions["ada"], in: workspace, sessions)
            try await land(1, in: workspace)
            let ada = try swept("ada", in: workspace)
            #expect(ada.alignment == .aligned(.sameStage) && ada.next?.task.text == "A1")
            let start = try workspace.read { try RunProgress(of: Self.name, in: $0) }.starts
                .first { $0.agent.text == "ada" }
            #expect(start?.alignment == ada.alignment)
            let second = try await launch("A1", "ada", in: workspace)
            #expect(second.resumes == 1 && second.compacts)
            let kept = try workspace.read { try $0.runs.launch(2, of: Self.name) }
            #expect(kept?.resumed == "c-1" && kept?.launch == second)
        }
    }

    @Test("A program that can't compact goes on only at the same slice")
    func notCompactable() async throws {
        try await running { workspace, sessions in
            _ = try await launch("B0", "bea", in: workspace)
            try await land(1, .undelivered, in: workspace)
            #expect(try swept("bea", in: workspace).alignment == .aligned(.sameSlice))
            let again = try await launch("B0", "bea", in: workspace)
            #expect(again.resumes == 1 && !again.compacts)
            try await finish("B0", by: sessions["bea"], in: workspace, sessions)
            try await land(2, in: workspace)
            let bea = try swept("bea", in: workspace)
            #expect(bea.alignment == .stale(.notCompactable))
            #expect(bea.reason.contains("B1"), "\(bea.reason)")
            #expect(try await launch("B1", "bea", in: workspace).resumes == nil)
        }
    }

    @Test("Rules that are set anew start an agent afresh, and so does another packet")
    func revisions() async throws {
        try await running { workspace, _ in
            _ = try await launch("A0", "ada", in: workspace)
            try await land(1, .undelivered, in: workspace)
            #expect(try swept("ada", in: workspace).alignment == .aligned(.sameSlice))
            try await workspace.change { change in
                let gate = GateName(trusted: "placeholders")
                let event = WorkspaceEvent.ruleSet(gate, .block)
                try change.record(event.fact, on: Subject(.workspace, gate.text))
            }
            #expect(try swept("ada", in: workspace).alignment == .stale(.rules))
            #expect(try await launch("A0", "ada", in: workspace).resumes == nil)
        }
    }

    @Test("What was left without a conversation, or ended badly, is not gone on with")
    func ended() async throws {
        try await running { workspace, _ in
            _ = try await launch("A0", "ada", in: workspace)
            try await land(1, .undelivered, conversation: nil, in: workspace)
            #expect(try swept("ada", in: workspace).alignment == .stale(.gone))
            _ = try await launch("A0", "ada", in: workspace)
            try await land(2, .failed, in: workspace)
            let ada = try swept("ada", in: workspace)
            #expect(ada.alignment == .stale(.ended) && ada.reason.contains("failed"))
        }
    }

    @Test("A run that wants fresh agents never takes a conversation up")
    func fresh() async throws {
        try await running(freshness: "fresh") { workspace, _ in
            _ = try await launch("A0", "ada", in: workspace)
            try await land(1, .undelivered, in: workspace)
            #expect(try swept("ada", in: workspace).alignment == .stale(.freshOnly))
            #expect(try await launch("A0", "ada", in: workspace).resumes == nil)
        }
    }

    @Test("Who is started by hand is told by the session in which it took up its last task")
    func byHand() async throws {
        try await running { workspace, sessions in
            let session = try #require(sessions["cyd"])
            #expect(try swept("cyd", in: workspace).alignment == .fresh)
            let other = try await workspace.task("X-1")
            try await workspace.claim(other, as: session)
            let busy = try swept("cyd", in: workspace)
            #expect(busy.alignment == .stale(.elsewhere) && busy.sessions == [session.id])
            try await workspace.change(as: session) {
                try $0.claims.release(other, under: nil, note: nil)
            }
            #expect(try swept("cyd", in: workspace).alignment == .stale(.elsewhere))
            try await workspace.claim(TaskKey(trusted: "C0"), as: session)
            #expect(try swept("cyd", in: workspace).alignment == .aligned(.working))
            try await finish("C0", by: nil, in: workspace, sessions)
            let cyd = try swept("cyd", in: workspace)
            #expect(cyd.alignment == .aligned(.sameStage) && cyd.next?.task.text == "C1")
            try await workspace.change { try $0.agents.retire(session.agent, because: "gone") }
            #expect(try swept("cyd", in: workspace).alignment == .stale(.retired))
        }
    }

    /// Hands a slice in and has it accepted.
    private func finish(
        _ task: String,
        by worker: TestSession?,
        in workspace: TestWorkspace,
        _ sessions: [String: TestSession]
    ) async throws {
        let key = TaskKey(trusted: task)
        let owner = try #require(worker ?? sessions["cyd"])
        if let worker { try await workspace.claim(key, as: worker) }
        _ = try await workspace.deliver(key, as: owner)
    }
}
