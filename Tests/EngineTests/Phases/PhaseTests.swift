import Engine
import Model
import ReportKit
import Store
import TestSupport
import Testing

@Suite("Phases")
struct PhaseTests {
    static let phase = PhaseName(trusted: "P07")

    private func open(_ specs: [SpecName] = [], in workspace: TestWorkspace) async throws {
        try await workspace.change { try $0.phases.open(Self.phase, title: nil, specs: specs) }
    }

    private func lacks(in workspace: TestWorkspace) throws -> [PhaseLack] {
        let specs = try workspace.engine.specsFound(of: Self.phase, workspace.checkouts)
        return try workspace.read { view in
            try PhaseStatus(of: view.phase(Self.phase), specs: specs, in: view).lacks
        }
    }

    private func put(_ keys: [TaskKey], in workspace: TestWorkspace) async throws {
        try await workspace.change { change in
            for key in keys { try change.tasks.edit(key, TaskEdit(phase: "P07")) }
        }
    }

    private func accept(_ key: TaskKey, in workspace: TestWorkspace) async throws {
        let ada = try await workspace.session(of: "ada")
        let vera = try await workspace.session(of: "vera", as: .validator)
        try await workspace.claim(key, as: ada)
        let delivery = try await workspace.deliver(key, as: ada)
        try await workspace.replay(delivery, of: key, as: vera)
        try await workspace.accept(key, as: vera)
    }

    @Test("The closing gate lists exactly what is missing, and closes when nothing is")
    func closing() async throws {
        try await TestWorkspace.with { workspace in
            workspace.checkouts.edit { contents in
                contents.branches["main"] = "c1"
                contents.commits["c1"] = FakeCheckouts.Commit(
                    parent: "base",
                    files: ["docs/spec.md": SpecTests.text, "Tests/a": SpecTests.test]
                )
            }
            try await SpecTests.lock(in: workspace)
            try await open([SpecTests.spec], in: workspace)
            let outer = try await workspace.task("P-0")
            let one = try await workspace.task("P-1")
            let two = try await workspace.task("P-2", dependsOn: ["P-0"])
            let given = try await workspace.task("P-3")
            try await put([one, two, given], in: workspace)
            try await workspace.change { try $0.tasks.cancel(given, because: "not needed") }
            let waiver = try await workspace.change { change in
                try change.waivers.grant(
                    WaiverGrant(rule: "scope", task: one, phase: nil, reason: "r", until: nil)
                )
            }
            let missing = try lacks(in: workspace)
            #expect(
                missing.map { "\($0.kind) \($0.subject)" } == [
                    "empty P07", "task P-1", "task P-2", "dependency P-2", "spec master",
                    "waiver W-1",
                ]
            )
            let specs = try workspace.engine.specsFound(of: Self.phase, workspace.checkouts)
            await #expect(throws: PhaseError.incomplete(Self.phase, missing)) {
                try await workspace.change { try $0.phases.close(Self.phase, specs) }
            }
            for key in [outer, one, two] { try await accept(key, in: workspace) }
            try await workspace.change { try $0.waivers.revoke(waiver, because: "mended") }
            #expect(try lacks(in: workspace).map(\.kind) == [.spec])
            try await SpecTests.tie(in: workspace)
            #expect(try lacks(in: workspace) == [])
            let found = try workspace.engine.specsFound(of: Self.phase, workspace.checkouts)
            try await workspace.change { try $0.phases.close(Self.phase, found) }
            let closed = try workspace.read { try $0.phase(Self.phase) }
            #expect(closed.state == .closed(PhaseClosure(accepted: 2, specs: ["master v1 at c1"])))
            await #expect(throws: PhaseError.closed(Self.phase)) {
                try await workspace.change { try $0.phases.close(Self.phase, found) }
            }
            #expect(try workspace.verification().difference == nil)
        }
    }

    @Test("A spec that was not looked at keeps a phase open")
    func unlooked() async throws {
        try await TestWorkspace.with { workspace in
            try await SpecTests.lock(in: workspace)
            try await open([SpecTests.spec], in: workspace)
            let lacks = try workspace.read { view in
                try PhaseStatus(of: view.phase(Self.phase), specs: [], in: view).lacks
            }
            #expect(lacks.map(\.kind) == [.empty, .spec])
        }
    }

    @Test("A spec does not change while a phase is open that rests on it")
    func specIsHeld() async throws {
        try await TestWorkspace.with { workspace in
            try await SpecTests.lock(in: workspace)
            try await open([SpecTests.spec], in: workspace)
            try await SpecTests.lock(in: workspace)
            await #expect(throws: SpecError.held(SpecTests.spec, by: Self.phase)) {
                try await SpecTests.lock("It MUST go.", in: workspace)
            }
        }
    }

    @Test("No task joins a phase that is closed, and a phase is opened once")
    func refusals() async throws {
        try await TestWorkspace.with { workspace in
            try await open(in: workspace)
            await #expect(throws: PhaseError.taken(Self.phase)) { try await open(in: workspace) }
            let twin = PhaseName(trusted: "p-07")
            await #expect(throws: PhaseError.lookAlike(twin, existing: Self.phase)) {
                try await workspace.change { try $0.phases.open(twin, title: nil, specs: []) }
            }
            await #expect(throws: SpecError.unknown(SpecTests.spec)) {
                try await workspace.change {
                    try $0.phases.open(
                        PhaseName(trusted: "P08"),
                        title: nil,
                        specs: [SpecTests.spec]
                    )
                }
            }
            let key = try await workspace.task("P-1")
            try await put([key], in: workspace)
            try await accept(key, in: workspace)
            try await workspace.change { try $0.phases.close(Self.phase, []) }
            let other = try await workspace.task("P-2")
            await #expect(throws: PhaseError.closed(Self.phase)) {
                try await put([other], in: workspace)
            }
            await #expect(throws: PhaseError.closed(Self.phase)) {
                try await workspace.change { change in
                    _ = try change.tasks.create(TaskEngine.Draft(title: "Late", phase: "P07"))
                }
            }
            await #expect(throws: (any Error).self) {
                let event = PhaseEvent.closed(PhaseClosure(accepted: 9, specs: []))
                try await workspace.change {
                    try $0.record(event.fact, on: Subject(.phase, "P07"))
                }
            }
        }
    }

    @Test("The check-ins say what stands where, and a title can't add a line to them")
    func checkIns() async throws {
        try await TestWorkspace.with { workspace in
            try await open(in: workspace)
            let key = try await workspace.task("P-1")
            try await put([key], in: workspace)
            try await workspace.change { change in
                try change.tasks.edit(key, TaskEdit(title: "a\n# b"))
                try change.tasks.block(key, because: "no *key*")
            }
            let texts = try workspace.read { view in
                try CheckIns(
                    of: PhaseStatus(of: view.phase(Self.phase), specs: [], in: view),
                    in: view
                )
            }
            let (status, blockers) = (
                texts.status.written(as: .markdown), texts.blockers.written(as: .markdown)
            )
            #expect(status.contains("| P-1 | blocked |"))
            #expect(status.contains("- **percent complete**: 0\n"))
            #expect(status.contains("red: something is stopped"))
            #expect(!status.contains("\n# b"))
            #expect(blockers.contains(#"| no \*key\* | `worklead task unblock P-1` |"#))
            let guidance = texts.guidance.written(as: .markdown)
            #expect(guidance.hasPrefix("# Guidance of P07\n\nAs of revision "))
        }
    }

    @Test("What is sent back or not open yet is said as people say it")
    func words() async throws {
        try await TestWorkspace.with { workspace in
            try await open(in: workspace)
            let ada = try await workspace.session(of: "ada")
            let key = try await workspace.task("P-1")
            let draft = try await workspace.task("P-2", dependsOn: ["P-1"], isReady: false)
            try await put([key, draft], in: workspace)
            try await workspace.claim(key, as: ada)
            try await workspace.deliver(key, as: ada)
            try await workspace.change {
                _ = try $0.verdicts.sendBack(key, findings: ["mend"], keeping: .seconds(60))
            }
            let lacks = try lacks(in: workspace).map(\.text)
            for wanted in [
                "P-1 is sent back for rework.", "P-2 is a draft.",
                "P-2 waits for P-1, which is sent back for rework.",
            ] {
                #expect(lacks.contains(wanted), "\(lacks)")
            }
            let status = try workspace.read { view in
                try CheckIns(
                    of: PhaseStatus(of: view.phase(Self.phase), specs: [], in: view),
                    in: view
                ).status.written(as: .markdown)
            }
            #expect(status.contains("P-1 is sent back for rework, ada: Do P-1"), "\(status)")
            #expect(status.contains("| P-1 | rework |"))
        }
    }

    @Test("The check-ins keep a log of verdicts and guidance, and of what was resolved")
    func checkInLog() async throws {
        try await TestWorkspace.with { workspace in
            try await open(in: workspace)
            let key = try await workspace.task("P-1")
            try await put([key], in: workspace)
            try await workspace.change { try $0.tasks.block(key, because: "no key") }
            workspace.time.advance(by: .seconds(60))
            try await workspace.change { try $0.tasks.unblock(key) }
            try await accept(key, in: workspace)
            workspace.time.advance(by: .seconds(1))
            try await workspace.change { change in
                _ = try change.messages.send(
                    MessageDraft(
                        recipients: [AgentID(trusted: "ada")],
                        kind: .guidance,
                        subject: "Mind the gap",
                        body: "",
                        task: key
                    )
                )
            }
            let pages = try workspace.read { view in
                try CheckIns(
                    of: PhaseStatus(of: view.phase(Self.phase), specs: [], in: view),
                    in: view
                )
            }
            #expect(
                pages.blockers.rows("Resolved").map { Array($0[1...]) }
                    == [["P-1", "no key", "fay", "1m"]]
            )
            #expect(pages.blockers.rows("Current").isEmpty)
            #expect(pages.guidance.rows("Log").map { $0[1] } == ["fay", "vera"])
            #expect(pages.status.rows("Proof").map { $0[0] } == ["P-1"])
            #expect(pages.status.fact("percent complete") == "100")
            #expect(pages.status.fact("colour") == "green")
        }
    }
}
