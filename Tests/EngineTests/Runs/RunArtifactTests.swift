import Documents
import Engine
import Model
import Store
import TestSupport
import Testing

@Suite("What agents leave when they hand in a slice")
struct RunArtifactTests {
    private typealias Slice = SampleRun.Slice

    private static let name = RunName(trusted: "phase-a")
    private static let table = """
        [artifacts]
        root = "docs/runs/a"
        run = ["REPORT.md"]
        agent = ["PLAN.md", "NOTES.md", "FINAL.md"]

        """

    /// A run that goes on, with two workers and a validator.
    private struct Stage {
        let workspace: TestWorkspace
        let ada: TestSession
        let bea: TestSession
        let vera: TestSession

        init(_ workspace: TestWorkspace, text: String) async throws {
            self.workspace = workspace
            ada = try await workspace.session(of: "ada")
            bea = try await workspace.session(of: "bea")
            vera = try await workspace.session(of: "vera", as: .validator)
            let read = try ReadRun(text)
            let ground = RunGround(gates: ["scope", "secrets", "artifacts"], missing: [])
            var packets: [TaskKey: WrittenPacket] = [:]
            for slice in try #require(read.spec).slices {
                packets[slice.task] = try DocumentReading().read(
                    slice.packet,
                    .markdown,
                    file: nil,
                    key: slice.task
                )
            }
            let written = packets
            try await workspace.change {
                _ = try $0.runs.draft(read, on: ground, file: "run.toml")
                _ = try $0.runs.approve(name, on: ground)
                _ = try $0.runs.start(name, on: ground, packets: written)
            }
        }

        /// The files that an agent leaves, all as they should be.
        func left(by agent: TestSession, _ anchor: String = "src/A0.swift:1") -> [String: String] {
            let sections = RunSpec.Artifacts.standardSections.map { section in
                "\n## \(section)\n\n"
                    + (section == "Evidence Map" ? "- It works: \(anchor)\n" : "No.\n")
            }
            let root = "docs/runs/a/\(agent.agent)"
            return [
                root + "/PLAN.md": "# Plan\n\nAdd it.\n",
                root + "/NOTES.md": "# Notes\n\n## \(workspace.time.now().text) Begun\n",
                root + "/FINAL.md": "# Final\n" + sections.joined(),
            ]
        }

        func commit(_ name: String, by agent: TestSession, _ files: [String: String]) {
            workspace.commit(name, by: agent.agent, files)
        }

        func handIn(
            _ key: String,
            by agent: TestSession,
            _ commit: String,
            settings: GateSettings = GateSettings()
        ) async throws -> Delivery {
            try await workspace.handIn(
                TaskKey(trusted: key),
                as: agent,
                commit: commit,
                settings: settings
            ).delivery
        }

        func accept(
            _ key: String,
            _ delivery: Delivery
        ) async throws {
            let key = TaskKey(trusted: key)
            try await workspace.replay(delivery, of: key, as: vera)
            _ = try await workspace.engine.accept(
                AcceptanceOrder(task: key, waivedGaps: nil, note: nil),
                ChangeRequest(caller: vera.caller),
                tools: workspace.tools(),
                encode: { _ in .null }
            )
        }

        func left(agent: AgentID? = nil) throws -> RunLeavings {
            var left = try workspace.read { try RunLeavings(of: name, agent: agent, in: $0) }
            try left.look(with: workspace.checkouts, workspace.checkouts)
            return left
        }
    }

    private func with(
        _ sample: SampleRun,
        _ body: (Stage) async throws -> Void
    ) async throws {
        try await TestWorkspace.with { try await body(Stage($0, text: sample.text)) }
    }

    private func refusal(_ body: () async throws -> Void) async -> RuleError? {
        do {
            try await body()
            return nil
        } catch {
            return error as? RuleError
        }
    }

    @Test(
        "A slice is handed in only with what its agent is to leave, wherever the packet's scope is"
    )
    func handedIn() async throws {
        let sample = SampleRun(
            slices: [Slice("A0", "ada"), Slice("A1", "bea")],
            tables: Self.table
        )
        try await with(sample) { stage in
            let work = ["src/A0.swift": "one\n"]
            try await stage.workspace.claim(TaskKey(trusted: "A0"), as: stage.ada)
            stage.commit("c1", by: stage.ada, work)
            let missing = await refusal { _ = try await stage.handIn("A0", by: stage.ada, "c1") }
            #expect(missing?.code == "rule.artifacts" && missing?.category == .checkFailed)
            #expect(
                missing?.message.hasPrefix("docs/runs/a/ada/PLAN.md: It is not there.") == true
            )
            let kept = try stage.workspace.answers(of: "artifacts")
            #expect(kept.map(\.result.findingCount) == [3])
            #expect(kept[0].result.findings.map(\.rule) == ["missing", "missing", "missing"])
            // All faults at once, each with its line.
            var files = work.merging(stage.left(by: stage.ada, "src/A0.swift:2")) { $1 }
            files["docs/runs/a/ada/NOTES.md"] = "- Begun.\n"
            stage.commit("c2", by: stage.ada, files)
            _ = await refusal { _ = try await stage.handIn("A0", by: stage.ada, "c2") }
            let found = try stage.workspace.answers(of: "artifacts")[0].result.findings
            #expect(found.map(\.rule) == ["no_time", "anchor_line"])
            #expect(found.map(\.line) == [1, 9])
            stage.commit("c3", by: stage.ada, work.merging(stage.left(by: stage.ada)) { $1 })
            let delivery = try await stage.handIn("A0", by: stage.ada, "c3")
            #expect(delivery.advice == [])
            // Somebody else's folder is none of theirs.
            try await stage.workspace.claim(TaskKey(trusted: "A1"), as: stage.bea)
            var foreign = ["src/A1.swift": "one\n"]
            foreign.merge(stage.left(by: stage.ada)) { $1 }
            stage.commit("d1", by: stage.bea, foreign)
            let code = await refusal { _ = try await stage.handIn("A1", by: stage.bea, "d1") }?.code
            #expect(code == "rule.artifacts")
            try await stage.workspace.change { try $0.set(.artifacts, to: .off) }
            let scope = await refusal { _ = try await stage.handIn("A1", by: stage.bea, "d1") }
            #expect(scope?.code == "rule.scope", "\(scope?.message ?? "")")
            #expect(try stage.workspace.verification().difference == nil)
        }
    }

    @Test("What the slice names is asked for too, and a level decides how")
    func levels() async throws {
        let sample = SampleRun(
            slices: [Slice("A0", "ada", extra: "artifacts = [\"docs/REVIEW.md\"]")]
        )
        try await with(sample) { stage in
            try await stage.workspace.claim(TaskKey(trusted: "A0"), as: stage.ada)
            stage.commit("c1", by: stage.ada, ["src/A0.swift": "one\n"])
            let missing = await refusal { _ = try await stage.handIn("A0", by: stage.ada, "c1") }
            #expect(missing?.message.hasPrefix("docs/REVIEW.md: It is not there.") == true)
            try await stage.workspace.change { try $0.set(.artifacts, to: .advise) }
            let delivery = try await stage.handIn("A0", by: stage.ada, "c1")
            #expect(delivery.advice.count == 1)
        }
    }

    @Test("A gate that the run names by itself needs no further run to let the slice through")
    func namedGate() async throws {
        let sample = SampleRun(
            slices: [Slice("A0", "ada", extra: "artifacts = [\"docs/REVIEW.md\"]")],
            gates: ["artifacts"]
        )
        try await with(sample) { stage in
            try await stage.workspace.claim(TaskKey(trusted: "A0"), as: stage.ada)
            stage.commit("c1", by: stage.ada, ["docs/REVIEW.md": "# Review\n"])
            try await stage.accept("A0", stage.handIn("A0", by: stage.ada, "c1"))
            #expect(try stage.workspace.read { try $0.run(Self.name).state.name } == .finished)
        }
    }

    @Test(
        "With the last slice the run's own files are asked for: in its commit or on the main branch"
    )
    func last() async throws {
        let sample = SampleRun(
            slices: [Slice("A0", "ada"), Slice("A1", "bea")],
            gates: ["secrets"],
            tables: "[artifacts]\nrun = [\"REPORT.md\"]\n"
        )
        try await with(sample) { stage in
            var deliveries: [Delivery] = []
            for (key, agent) in [("A0", stage.ada), ("A1", stage.bea)] {
                try await stage.workspace.claim(TaskKey(trusted: key), as: agent)
                stage.commit("c-" + key, by: agent, ["src/\(key).swift": "one\n"])
                deliveries.append(try await stage.handIn(key, by: agent, "c-" + key))
            }
            try await stage.accept("A1", deliveries[1])
            let missing = await refusal { try await stage.accept("A0", deliveries[0]) }
            #expect(missing?.message.hasPrefix("REPORT.md: It is not there.") == true)
            stage.workspace.checkouts.edit {
                $0.commits["m1"] = FakeCheckouts.Commit(
                    parent: "base",
                    files: ["REPORT.md": "# Report\n\nDone.\n"]
                )
                $0.branches["main"] = "m1"
            }
            try await stage.accept("A0", deliveries[0])
            #expect(try stage.workspace.read { try $0.run(Self.name).state.name } == .finished)
        }
    }

    @Test("Slice by slice it is told what is there, missing, faulty and due")
    func leavings() async throws {
        let sample = SampleRun(
            slices: [Slice("A0", "ada"), Slice("A1", "bea")],
            tables: Self.table
        )
        try await with(sample) { stage in
            #expect(try stage.left().files.map(\.state) == Array(repeating: .due, count: 7))
            try await stage.workspace.claim(TaskKey(trusted: "A0"), as: stage.ada)
            var files = stage.left(by: stage.ada)
            files["docs/runs/a/ada/PLAN.md"] = nil
            files["docs/runs/a/ada/NOTES.md"] = "- Begun.\n"
            files["src/A0.swift"] = "one\n"
            stage.commit("c1", by: stage.ada, files)
            try await stage.workspace.change { try $0.set(.artifacts, to: .off) }
            _ = try await stage.handIn("A0", by: stage.ada, "c1")
            let left = try stage.left().files
            #expect(left.map(\.state) == [.missing, .faulty, .there, .due, .due, .due, .due])
            #expect(left[1].faults.map(\.rule) == [.noTime] && left[1].commit == "c1")
            #expect(left.map(\.agent?.text) == ["ada", "ada", "ada", "bea", "bea", "bea", nil])
            #expect(try stage.left(agent: stage.bea.agent).files.count == 3)
            #expect(throws: RunError.notOfRun(Self.name, stage.vera.agent)) {
                try stage.left(agent: stage.vera.agent)
            }
        }
    }

    @Test("A slice of the clean-up deletes only what the manifest names")
    func cleanup() async throws {
        let sample = SampleRun(
            stages: ["core", "docs"],
            slices: [Slice("A0", "ada"), Slice("A8", "bea", stage: "docs")],
            gates: ["secrets"]
        )
        let text = sample.text.replacing(
            "name = \"docs\"",
            with: "name = \"docs\"\nkind = \"docs\""
        )
        .replacing(
            "\n[[agents]]\nagent = \"ada\"",
            with: "\n[artifacts]\nroot = \"docs/a\"\n\n[[agents]]\nagent = \"ada\""
        )
        try await TestWorkspace.with { workspace in
            let stage = try await Stage(workspace, text: text)
            workspace.checkouts.edit {
                $0.commits["base"]?.files = ["docs/a/NOTES.md": "a\n", "docs/GUIDE.md": "b\n"]
            }
            try await workspace.claim(TaskKey(trusted: "A0"), as: stage.ada)
            // Other slices delete what they like.
            workspace.commit("c1", by: stage.ada.agent, ["docs/a/NOTES.md": "a\n"])
            try await workspace.change { try $0.set(.scope, to: .off) }
            try await stage.accept("A0", stage.handIn("A0", by: stage.ada, "c1"))
            try await workspace.claim(TaskKey(trusted: "A8"), as: stage.bea)
            workspace.commit("d1", by: stage.bea.agent, [:])
            let bare = await refusal { _ = try await stage.handIn("A8", by: stage.bea, "d1") }
            #expect(bare?.code == "rule.cleanup", "\(bare?.message ?? "")")
            let manifest = """
                [cleanup]
                run = "phase-a"
                [[paths]]
                path = "docs/a/NOTES.md"
                action = "delete"
                reason = "The report has it."

                """
            workspace.commit("d2", by: stage.bea.agent, ["docs/a/CLEANUP.toml": manifest])
            let more = await refusal { _ = try await stage.handIn("A8", by: stage.bea, "d2") }
            #expect(
                more?.message == "docs/GUIDE.md: 'docs/GUIDE.md' is deleted or moved, and the "
                    + "manifest does not name it.",
                "\(more?.message ?? "")"
            )
            let other = manifest.replacing("phase-a", with: "phase-b")
            workspace.commit(
                "d3",
                by: stage.bea.agent,
                ["docs/a/CLEANUP.toml": other, "docs/GUIDE.md": "b\n"]
            )
            let foreign = await refusal { _ = try await stage.handIn("A8", by: stage.bea, "d3") }
            #expect(foreign?.code == "rule.cleanup")
            workspace.commit(
                "d4",
                by: stage.bea.agent,
                ["docs/a/CLEANUP.toml": manifest, "docs/GUIDE.md": "b\n"]
            )
            _ = try await stage.handIn("A8", by: stage.bea, "d4")
        }
    }

    @Test("What was cleaned up is in the ledger once it was done, and only of a run that has begun")
    func recorded() async throws {
        let sample = SampleRun(slices: [Slice("A0", "ada")])
        try await with(sample) { stage in
            let cleanup = RunCleanup(
                manifest: .init(of: "m"),
                commit: "c1",
                archived: [RunCleanup.Move(from: "a", to: "b")],
                deleted: ["c"]
            )
            let nothing = RunCleanup(
                manifest: .init(of: "m"),
                commit: "c1",
                archived: [],
                deleted: []
            )
            let head = try stage.workspace.read { try $0.ledger.head() }
            try await stage.workspace.change { _ = try $0.runs.clean(Self.name, nothing) }
            #expect(try stage.workspace.read { try $0.ledger.head() } == head)
            try await stage.workspace.change { _ = try $0.runs.clean(Self.name, cleanup) }
            let facts = try stage.workspace.read {
                try $0.ledger.events(EventFilter(type: "run.cleaned"), limit: 9).map(\.fact)
            }
            #expect(try facts.map { try RunEvent($0) } == [.cleaned(cleanup)])
            try await stage.workspace.change {
                _ = try $0.runs.cancel(Self.name, because: "not wanted")
            }
            await #expect(throws: RunError.notRunning(Self.name, .cancelled)) {
                try await stage.workspace.change { _ = try $0.runs.clean(Self.name, cleanup) }
            }
        }
    }
}
