import Documents
import Engine
import Model
import Store
import TestSupport
import Testing

@Suite("Runs in the ledger")
struct RunEngineTests {
    private typealias Slice = SampleRun.Slice

    private static let name = RunName(trusted: "phase-a")
    private static let ground = RunGround(gates: ["scope", "lint", "review"], missing: [])
    private static func key(_ text: String) -> TaskKey { TaskKey(trusted: text) }

    /// A workspace with a lead, two workers and a validator.
    private struct Stage {
        let workspace: TestWorkspace
        let lea: TestSession
        let ada: TestSession
        let bea: TestSession
        let vera: TestSession

        init(_ workspace: TestWorkspace) async throws {
            self.workspace = workspace
            lea = try await workspace.session(of: "lea", as: .lead)
            ada = try await workspace.session(of: "ada")
            bea = try await workspace.session(of: "bea")
            vera = try await workspace.session(of: "vera", as: .validator)
        }

        @discardableResult
        func draft(
            _ text: String,
            on ground: RunGround = RunEngineTests.ground
        ) async throws
            -> RunEngine.Changed
        {
            let read = try ReadRun(text)
            return try await workspace.change(as: lea) {
                try $0.runs.draft(read, on: ground, file: "run.toml")
            }
        }

        func approve(as session: TestSession? = nil) async throws {
            try await workspace.change(as: session) {
                _ = try $0.runs.approve(RunEngineTests.name, on: RunEngineTests.ground)
            }
        }

        @discardableResult
        func start() async throws -> RunEngine.Changed {
            try await workspace.change(as: lea) {
                try $0.runs.start(RunEngineTests.name, on: RunEngineTests.ground, packets: [:])
            }
        }

        func begin(_ sample: SampleRun = SampleRun()) async throws {
            try await draft(sample.text)
            try await approve()
            try await start()
        }

        func run() throws -> Run { try workspace.read { try $0.run(RunEngineTests.name) } }

        func progress() throws -> RunProgress {
            try workspace.read { try RunProgress(of: RunEngineTests.name, in: $0) }
        }

        func state(_ key: String) throws -> SliceState? {
            try progress().slices.first { $0.slice.task.text == key }?.state
        }

        func answer(_ option: String, as session: TestSession? = nil) async throws {
            let asked = try run().state.decision
            try await workspace.change(as: session) { change in
                let id = try #require(asked)
                _ = try change.decisions.answer([(id, OptionName(trusted: option))], note: nil)
            }
        }

        /// Does a slice from its claim to its acceptance.
        func accept(_ key: String, by worker: TestSession, gates: [String] = ["scope"]) async throws
        {
            let key = RunEngineTests.key(key)
            try await workspace.claim(key, as: worker)
            let delivery = try await workspace.deliver(key, as: worker)
            try await workspace.replay(delivery, of: key, as: vera)
            for gate in gates { try await pass(gate, key, .pass) }
            try await workspace.accept(key, as: vera)
        }

        func pass(
            _ gate: String,
            _ key: TaskKey,
            _ verdict: GateVerdict,
            commit: String = "c1"
        ) async throws {
            try await workspace.change { change in
                let id = GateRunID(trusted: try change.view.counters.next(.gate))
                let event = GateEvent(
                    target: .delivery,
                    task: key,
                    commit: commit,
                    moment: nil,
                    results: [
                        GateResult(
                            gate: GateName(trusted: gate),
                            level: .advise,
                            verdict: verdict,
                            judgement: GateJudgement(
                                verdict == .fail ? [GateFinding("out of scope")] : []
                            ),
                            duration: .milliseconds(1)
                        )
                    ]
                )
                try change.record(event.fact, on: Subject(.gate, id.text))
            }
        }
    }

    private func with(_ body: (Stage) async throws -> Void) async throws {
        try await TestWorkspace.with { try await body(Stage($0)) }
    }

    private func code(_ body: () async throws -> Void) async -> String? {
        do {
            try await body()
            return nil
        } catch let error as any Reportable {
            return error.code
        } catch {
            return "\(error)"
        }
    }

    @Test("A run starts only on a founder's go to this very file, and makes its tasks at once")
    func startsOnGo() async throws {
        try await with { stage in
            try await stage.draft(SampleRun().text)
            #expect(await code { try await stage.start() } == "run.not_approved")
            try await stage.approve(as: stage.lea)
            #expect(await code { try await stage.start() } == "run.not_approved")
            #expect(await code { try await stage.approve(as: stage.lea) } == "run.asked")
            #expect(
                await code { try await stage.answer("go", as: stage.lea) } == "decision.not_yours"
            )
            try await stage.answer("go")
            #expect(try stage.run().state.name == .approved)
            try await stage.start()
            let run = try stage.run()
            #expect(run.state.name == .running)
            #expect(run.draft.text == SampleRun().text)
            let tasks = try run.draft.slices.map { try stage.workspace.task($0.task) }
            #expect(tasks.map(\.state.name) == [.ready, .ready, .ready])
            #expect(tasks.map(\.assignee?.text) == ["ada", "bea", "ada"])
            #expect(tasks.map(\.repository?.text) == ["api", "api", "api"])
            #expect(await code { try await stage.start() } == "run.begun")
            #expect(try stage.workspace.verification().difference == nil)
        }
    }

    @Test("Another text voids what was asked and approved; the same text changes nothing")
    func redrafted() async throws {
        try await with { stage in
            try await stage.draft(SampleRun().text)
            try await stage.approve(as: stage.lea)
            let asked = try #require(stage.run().state.decision)
            let head = try stage.workspace.read { try $0.ledger.head() }
            try await stage.draft(SampleRun().text)
            #expect(try stage.workspace.read { try $0.ledger.head() } == head)
            try await stage.draft(SampleRun(title: "Another").text)
            #expect(try stage.run().state == .drafted(asked: nil))
            let state = try stage.workspace.read { try $0.decision(asked).decision.state.name }
            #expect(state == .withdrawn)
            try await stage.approve()
            #expect(try stage.run().state.name == .approved)
            try await stage.draft(SampleRun().text)
            #expect(await code { try await stage.start() } == "run.not_approved")
        }
    }

    @Test("A founder who says wait leaves a draft")
    func waits() async throws {
        try await with { stage in
            try await stage.draft(SampleRun().text)
            try await stage.approve(as: stage.lea)
            try await stage.answer("wait")
            #expect(try stage.run().state == .drafted(asked: nil))
            #expect(await code { try await stage.start() } == "run.not_approved")
        }
    }

    @Test("What only the workspace knows is refused with its line, together with the rest")
    func refused() async throws {
        try await with { stage in
            try await stage.workspace.task("A1")
            try await stage.workspace.change {
                try $0.agents.retire(AgentID(trusted: "bea"), because: "gone")
            }
            let sample = SampleRun(
                agents: ["ada", "bea", "vera", "zoe"],
                slices: [Slice("A-1", "ada", after: ["A9"]), Slice("A2", "bea")],
                gates: ["scop"],
                tables: "[[documents]]\nid = \"spec\"\npath = \"docs/SPEC.md\"\n"
            )
            let read = try ReadRun(sample.text)
            let ground = RunGround(gates: ["scope"], missing: ["docs/SPEC.md"])
            let found = try stage.workspace.read { try $0.lint(read, on: ground) }
                .filter { $0.severity == .error }
            let lines = sample.text.split(separator: "\n", omittingEmptySubsequences: false)
            let expected = [
                ("run.unknown_gate", "gates = [\"scop\"]"), ("run.missing_document", "SPEC.md"),
                ("run.retired_agent", "agent = \"bea\""), ("run.role", "agent = \"vera\""),
                ("run.unregistered_agent", "agent = \"zoe\""), ("run.task_taken", "task = \"A-1\""),
                ("run.unknown_slice", "A9"),
            ]
            for (rule, part) in expected {
                let line = 1 + (lines.firstIndex { $0.contains(part) } ?? -1)
                #expect(
                    found.contains { $0.rule == rule && $0.line == line },
                    "\(rule) in \(found.map(\.text))"
                )
            }
            #expect(found.count == expected.count)
            let code = await code { try await stage.draft(sample.text, on: ground) }
            #expect(code == "run.refused")
        }
    }

    @Test("Slices stand where their tasks do, and the run is finished with the last of them")
    func states() async throws {
        try await with { stage in
            try await stage.begin()
            #expect(try stage.progress().slices.map(\.state) == [.ready, .waiting, .waiting])
            #expect(try stage.progress().slices[1].open == [Self.key("A0")])
            try await stage.workspace.claim(Self.key("A0"), as: stage.ada)
            #expect(try stage.state("A0") == .running)
            #expect(try stage.progress().slices[0].holder?.text == "ada")
            let delivery = try await stage.workspace.deliver(Self.key("A0"), as: stage.ada)
            #expect(try stage.state("A0") == .delivered)
            try await stage.workspace.replay(delivery, of: Self.key("A0"), as: stage.vera)
            try await stage.pass("scope", Self.key("A0"), .pass)
            try await stage.workspace.accept(Self.key("A0"), as: stage.vera)
            #expect(try stage.progress().slices.map(\.state) == [.accepted, .ready, .ready])
            #expect(try stage.progress().starts.map(\.task.text) == ["A1", "A2"])
            try await stage.workspace.change {
                try $0.tasks.block(Self.key("A1"), because: "the schema")
            }
            #expect(try stage.state("A1") == .blocked)
            try await stage.workspace.change { try $0.tasks.unblock(Self.key("A1")) }
            try await stage.accept("A1", by: stage.bea)
            #expect(try stage.run().state.name == .running)
            try await stage.accept("A2", by: stage.ada)
            #expect(try stage.run().state.name == .finished)
            #expect(try stage.workspace.verification().difference == nil)
        }
    }

    @Test("What is put into a slice's place stands for it, to the end of the run")
    func superseded() async throws {
        try await with { stage in
            try await stage.begin(SampleRun(slices: [Slice("A0", "ada"), Slice("A1", "bea")]))
            try await stage.accept("A1", by: stage.bea)
            try await stage.workspace.task("N1")
            try await stage.workspace.change {
                try $0.tasks.supersede(Self.key("A0"), by: Self.key("N1"))
            }
            #expect(try stage.run().state.name == .running)
            #expect(try stage.state("A0") == .ready)
            try await stage.accept("N1", by: stage.ada)
            #expect(try stage.state("A0") == .accepted)
            #expect(try stage.run().state.name == .finished)
        }
    }

    @Test(
        "While a run is paused nothing of it can be claimed or is offered; what is in hand goes on"
    )
    func paused() async throws {
        try await with { stage in
            try await stage.begin(SampleRun(slices: [Slice("A0", "ada"), Slice("A1", "bea")]))
            try await stage.workspace.claim(Self.key("A0"), as: stage.ada)
            try await stage.workspace.change {
                _ = try $0.runs.pause(Self.name, because: "the budget")
            }
            #expect(
                await code { try await stage.workspace.claim(Self.key("A1"), as: stage.bea) }
                    == "run.held"
            )
            let offered = try stage.workspace.read {
                try $0.tasks.claimable(
                    by: stage.bea.agent,
                    in: nil,
                    at: stage.workspace.time.now(),
                    limit: 10
                )
            }
            #expect(offered.isEmpty)
            #expect(try stage.progress().starts == [])
            try await stage.workspace.claim(Self.key("A0"), as: stage.ada)
            _ = try await stage.workspace.deliver(Self.key("A0"), as: stage.ada)
            try await stage.workspace.change { _ = try $0.runs.resume(Self.name) }
            try await stage.workspace.claim(Self.key("A1"), as: stage.bea)
        }
    }

    @Test("No more slices are in hand than the run allows, however often a lease ends")
    func capacity() async throws {
        try await with { stage in
            try await stage.begin(
                SampleRun(
                    slices: [Slice("A0", "ada"), Slice("A1", "bea")],
                    tables: "[capacity]\nmax = 1\n"
                )
            )
            try await stage.workspace.claim(Self.key("A0"), as: stage.ada)
            #expect(
                await code { try await stage.workspace.claim(Self.key("A1"), as: stage.bea) }
                    == "run.full"
            )
            stage.workspace.time.advance(by: .seconds(61))
            try await stage.workspace.claim(Self.key("A0"), as: stage.ada)
            _ = try await stage.workspace.deliver(Self.key("A0"), as: stage.ada)
            try await stage.workspace.claim(Self.key("A1"), as: stage.bea)
        }
    }

    @Test("A budget that is used up stops new claims, and only those of its run")
    func budget() async throws {
        try await with { stage in
            try await stage.begin(
                SampleRun(
                    slices: [Slice("A0", "ada"), Slice("A1", "bea")],
                    tables: "[budget]\ntokens = 100\n"
                )
            )
            try await stage.workspace.task("T1")
            try await stage.workspace.claim(Self.key("A0"), as: stage.ada)
            try await stage.workspace.change { change in
                var usage = TokenUsage()
                (usage.input, usage.output, usage.costNanos) = (60, 40, 2_000_000)
                let entry = UsageEntry(
                    day: "2026-01-05",
                    agent: AgentID(trusted: "ada"),
                    task: Self.key("A0"),
                    lane: nil,
                    source: "agent",
                    model: "m",
                    usage: usage
                )
                try change.record(
                    UsageEvent.recorded([entry]).fact,
                    on: Subject(.agent, "ada")
                )
            }
            let progress = try stage.progress()
            #expect(progress.usage.costNanos == 2_000_000)
            #expect(progress.isSpent && progress.starts.isEmpty)
            #expect(
                await code { try await stage.workspace.claim(Self.key("A1"), as: stage.bea) }
                    == "run.spent"
            )
            try await stage.workspace.claim(Self.key("T1"), as: stage.bea)
        }
    }

    @Test("A slice is accepted only when its gates have passed on the commit that was delivered")
    func gates() async throws {
        try await with { stage in
            try await stage.begin(
                SampleRun(slices: [Slice("A0", "ada")], gates: ["scope", "lint"])
            )
            let key = Self.key("A0")
            try await stage.pass("scope", key, .pass)
            stage.workspace.time.advance(by: .seconds(1))
            try await stage.workspace.claim(key, as: stage.ada)
            let delivery = try await stage.workspace.deliver(key, as: stage.ada)
            try await stage.workspace.replay(delivery, of: key, as: stage.vera)
            func accepted() async -> String? {
                await code { try await stage.workspace.accept(key, as: stage.vera) }
            }
            #expect(await accepted() == "run.gates_open")
            try await stage.pass("scope", key, .pass)
            try await stage.pass("lint", key, .pass, commit: "another")
            #expect(await accepted() == "run.gates_open")
            try await stage.pass("lint", key, .pass)
            try await stage.pass("lint", key, .fail)
            #expect(await accepted() == "run.gates_open")
            try await stage.pass("lint", key, .pass)
            #expect(await accepted() == nil)
        }
    }

    @Test("A run that is given up leaves what agents have in hand, and cancels the rest")
    func cancelled() async throws {
        try await with { stage in
            try await stage.begin()
            try await stage.workspace.claim(Self.key("A0"), as: stage.ada)
            let done = try await stage.workspace.change {
                try $0.runs.cancel(Self.name, because: "no longer wanted")
            }
            #expect(done.left == [Self.key("A0")])
            #expect(try stage.run().state.name == .cancelled)
            #expect(try stage.progress().slices.map(\.state) == [.running, .dropped, .dropped])
            #expect(
                await code {
                    try await stage.workspace.change {
                        _ = try $0.runs.cancel(Self.name, because: " ")
                    }
                } == "run.no_reason"
            )
            #expect(try stage.workspace.verification().difference == nil)
        }
    }

    @Test("Before it starts a run shows its order, what decides and what would come first")
    func planned() async throws {
        try await with { stage in
            try await stage.draft(SampleRun().text)
            let progress = try stage.progress()
            #expect(progress.slices.allSatisfy { $0.state == .planned })
            #expect(progress.starts.map(\.task.text) == ["A0"])
            #expect(progress.path.stops.map(\.key.text) == ["A0", "A1"])
            #expect(progress.counts.map(\.count) == [3])
            let read = await code {
                _ = try stage.workspace.read { try RunProgress(of: RunName(trusted: "x"), in: $0) }
            }
            #expect(read == "run.unknown")
        }
    }
}
