import Documents
import Engine
import Model
import TestSupport
import Testing

@Suite("Static guards as gates of slices")
struct RunGuardTests {
    private static let name = RunName(trusted: "phase-a")
    private static let settings = """
        [[keys]]
        files = ["plugins/*/*/package.json"]
        forbidden = ["**.templateRole", "**.channel", "**.publishTier", "**.published"]
        required = ["rawr.kind", "rawr.capability"]
        reason = "What a plugin is follows from kind and capability."

        [[paths]]
        forbidden = ["plugins/legacy/**"]
        reason = "The old plugins are gone."

        [[paths]]
        files = ["plugins/**/*.ts"]
        texts = ["templateRole", "publishTier"]
        reason = "The old keys are gone."

        """
    private static let good = #"{"rawr": {"kind": "web", "capability": "jobs"}}"#

    private func run(
        _ body: (TestWorkspace, TestSession, TestSession, GateSettings) async throws -> Void
    ) async throws {
        let sample = SampleRun(
            agents: ["ada"],
            slices: [SampleRun.Slice("A6", "ada")],
            gates: ["keys", "paths"]
        )
        let settings = try GateSettings.read(Array(Self.settings.utf8))
        try await TestWorkspace.with { workspace in
            let ada = try await workspace.session(of: "ada")
            let vera = try await workspace.session(of: "vera", as: .validator)
            let read = try ReadRun(sample.text)
            let ground = RunGround(gates: ["keys", "paths"], missing: [])
            try await workspace.change {
                _ = try $0.runs.draft(read, on: ground, file: "run.toml")
                _ = try $0.runs.approve(Self.name, on: ground)
                _ = try $0.runs.start(Self.name, on: ground, packets: [:])
            }
            try await workspace.claim(TaskKey(trusted: "A6"), as: ada)
            try await body(workspace, ada, vera, settings)
        }
    }

    @Test(
        "A manifest with a forbidden key, or without a required one, refuses the slice",
        arguments: [
            (#"{"rawr": {"kind": "web"}}"#, "rawr.capability"),
            (#"{"rawr": {"capability": "jobs"}}"#, "rawr.kind"),
            (#"{"templateRole": 1, "rawr": {"kind": "a", "capability": "b"}}"#, "templateRole"),
            (#"{"rawr": {"kind": "a", "capability": "b", "channel": "A"}}"#, "rawr.channel"),
            (
                #"{"x": {"publishTier": 1}, "rawr": {"kind": "a", "capability": "b"}}"#,
                "x.publishTier"
            ),
            (#"{"rawr": {"kind": "a", "capability": "b", "published": true}}"#, "rawr.published"),
        ]
    )
    func keys(_ manifest: String, _ key: String) async throws {
        try await run { workspace, ada, _, settings in
            workspace.commit(
                "c1",
                by: ada.agent,
                [
                    "plugins/web/jobs/package.json": manifest,
                    "plugins/web/ok/package.json": Self.good,
                ]
            )
            let refused = await #expect(throws: RuleError.self) {
                _ = try await workspace.handIn(
                    TaskKey(trusted: "A6"),
                    as: ada,
                    commit: "c1",
                    settings: settings
                )
            }
            #expect(refused?.code == "rule.keys")
            #expect(
                refused?.message.hasPrefix("plugins/web/jobs/package.json:1: The key '\(key)'")
                    == true,
                "\(refused?.message ?? "")"
            )
        }
    }

    @Test("Findings stand in one order: by path, line and key, whatever order the rules have")
    func order() async throws {
        try await run { workspace, ada, _, settings in
            let bad = "{\n\"published\": 1,\n\"channel\": 2,\n\"templateRole\": 3}"
            workspace.commit(
                "c1",
                by: ada.agent,
                [
                    "plugins/web/b/package.json": bad, "plugins/api/a/package.json": bad,
                    "plugins/web/c/package.json": Self.good,
                    "plugins/legacy/x.ts": "templateRole\n", "plugins/api/z.ts": "publishTier\n",
                ]
            )
            _ = await #expect(throws: RuleError.self) {
                _ = try await workspace.handIn(
                    TaskKey(trusted: "A6"),
                    as: ada,
                    commit: "c1",
                    settings: settings
                )
            }
            let keys = try #require(try workspace.answers(of: "keys").first).result.findings
            let each = ["forbidden:2", "forbidden:3", "forbidden:4"]
            let files = ["plugins/api/a/package.json", "plugins/web/b/package.json"]
            let places = keys.map { "\($0.path ?? "") \($0.rule ?? ""):\($0.line ?? 0)" }
            #expect(
                places
                    == files.flatMap { file in
                        (["required:1", "required:1"].map { "\(file) \($0)" })
                            + each.map { "\(file) \($0)" }
                    }
            )
            let paths = try #require(try workspace.answers(of: "paths").first).result.findings
            #expect(
                paths.map { "\($0.path ?? "") \($0.rule ?? "")" } == [
                    "plugins/api/z.ts text", "plugins/legacy/x.ts path", "plugins/legacy/x.ts text",
                ]
            )
        }
    }

    @Test("Guards that the run names hold the slice even where they only advise")
    func advised() async throws {
        try await run { workspace, ada, vera, settings in
            try await workspace.change { change in
                try change.set(.keys, to: .advise)
                try change.set(.paths, to: .advise)
            }
            let key = TaskKey(trusted: "A6")
            func accept(_ commit: String, _ manifest: String) async throws {
                workspace.commit(
                    commit,
                    by: ada.agent,
                    ["plugins/web/jobs/package.json": manifest]
                )
                let delivery = try await workspace.handIn(
                    key,
                    as: ada,
                    commit: commit,
                    settings: settings
                ).delivery
                try await workspace.replay(delivery, of: key, as: vera)
                try await workspace.accept(key, as: vera)
            }
            await #expect(
                throws: RunError.gatesOpen(key, Self.name, [GateDescription.keys.name])
            ) {
                try await accept("c1", #"{"rawr": {"kind": "web", "channel": "A"}}"#)
            }
            try await workspace.change(as: vera) { change in
                _ = try change.verdicts.sendBack(
                    key,
                    findings: ["The channel has to go."],
                    keeping: .seconds(60)
                )
            }
            try await workspace.claim(key, as: ada)
            try await accept("c2", Self.good)
            #expect(try workspace.read { try $0.run(Self.name).state.name } == .finished)
        }
    }
}
