import Documents
import Engine
import Model
import Store
import TestSupport
import Testing

@Suite("Runs of gates")
struct GateRunTests {
    /// A gate that takes its time, and does what it is told.
    private struct Slow: Gate {
        var name = "slow"
        let time: TestTime
        var takes = Duration.zero
        var act: @Sendable () throws -> [GateFinding] = { [] }

        var description: GateDescription {
            GateDescription(name, "A.", on: [.worktree], level: .block, hint: "B.")
        }
        var cases: [GateCase<Int>] { [] }

        func material(at site: GateSite) throws -> Int { 0 }

        func judge(_ material: Int) throws -> GateJudgement {
            time.advance(by: takes)
            return GateJudgement(try act())
        }
    }

    private struct Broken: Error {}

    private func run(
        _ gates: [any Gate],
        as session: TestSession,
        in workspace: TestWorkspace
    ) async throws -> GatesRun {
        let site = try workspace.site(on: "c1", as: session)
        let request = ChangeRequest(caller: session.caller)
        let changed = try await workspace.engine.run(gates, at: site, request) { _ in .null }
        guard case .made(let run, _) = changed else { throw NotMade() }
        return run
    }

    @Test("All failures are told at once; what can't judge passes nothing")
    func together() async throws {
        try await TestWorkspace.with { workspace in
            let ada = try await workspace.session(of: "ada")
            workspace.commit("c1", by: ada.agent, ["a": "b"])
            let time = workspace.time
            let found = [GateFinding("It is wrong.", path: "a", line: 3)]
            let gates: [any Gate] = [
                Slow(name: "one", time: time, act: { found }),
                Slow(name: "two", time: time, act: { throw Broken() }),
                Slow(name: "three", time: time, act: { throw GateSkip("Nothing is there.") }),
                Slow(name: "four", time: time, act: { found + found }),
                Slow(name: "five", time: time),
            ]
            let run = try await run(gates, as: ada, in: workspace)
            #expect(run.event.results.map(\.verdict) == [.fail, .error, .skipped, .fail, .pass])
            #expect(run.event.results.map(\.blocks) == [true, true, false, true, false])
            #expect(!run.passes && run.id == GateRunID(trusted: "G-1"))
            #expect(run.event.results[0].fault == "a:3: It is wrong.")
            #expect(run.event.results[3].fault == "a:3: It is wrong. And 1 more.")
            let later = try await self.run([gates[2], gates[4]], as: ada, in: workspace)
            #expect(later.passes && later.id == GateRunID(trusted: "G-2"))
            let sums = try workspace.read { try $0.gates.sums() }
            let one = try #require(sums.first { $0.gate.text == "one" })
            #expect(one.runs == 1 && one.refusals == 1 && one.passes == 0)
            #expect(sums.first { $0.gate.text == "three" }?.skips == 2)
            #expect(sums.first { $0.gate.text == "two" }?.errors == 1)
            #expect(try workspace.verification().difference == nil)
        }
    }

    @Test("A run that is far faster than usual is told, once there is something usual")
    func tooFast() async throws {
        try await TestWorkspace.with { workspace in
            let ada = try await workspace.session(of: "ada")
            workspace.commit("c1", by: ada.agent, ["a": "b"])
            func take(_ milliseconds: Int64) async throws -> GateResult {
                let gate = Slow(time: workspace.time, takes: .milliseconds(milliseconds))
                return try await run([gate], as: ada, in: workspace).event.results[0]
            }
            #expect(try await take(1).unusuallyFast == nil)
            for _ in 1...3 { #expect(try await take(900).unusuallyFast == nil) }
            #expect(try await take(300).unusuallyFast == nil)
            let fast = try await take(100)
            #expect(fast.duration == .milliseconds(100))
            #expect(fast.unusuallyFast == .milliseconds(900))
            let kept = try workspace.answers(of: "slow")
            #expect(kept.count == 6 && kept[0].result.unusuallyFast == .milliseconds(900))
        }
    }

    @Test("A band needs some runs, and what is over at once says nothing")
    func bands() {
        #expect(DurationBand(of: [.seconds(1), .seconds(1)]) == nil)
        let band = DurationBand(of: [.seconds(1), .seconds(9), .seconds(4)])
        #expect(band?.usual == .seconds(4))
        #expect(band?.isAnomalous(.milliseconds(999)) == true)
        #expect(band?.isAnomalous(.milliseconds(1000)) == false)
        let tiny = DurationBand(of: [.milliseconds(2), .milliseconds(2), .milliseconds(2)])
        #expect(tiny?.isAnomalous(.zero) == false)
        // What a gate of some milliseconds takes on a loaded machine.
        let loaded = DurationBand(of: [.milliseconds(80), .milliseconds(90), .milliseconds(60)])
        #expect(loaded?.isAnomalous(.milliseconds(6)) == false)
    }

    @Test("By itself the delivery is looked at, else the worktree, else the packet")
    func targets() async throws {
        try await TestWorkspace.with { workspace in
            let ada = try await workspace.session(of: "ada")
            let key = try await workspace.task("P-1", paths: ["src/"])
            workspace.commit("c1", by: ada.agent, ["src/a": "b"])
            func site(_ order: GateOrder) throws -> GateSite {
                let request = ChangeRequest(caller: ada.caller)
                return try workspace.engine.gateSite(order, request, tools: workspace.tools())
            }
            #expect(try site(GateOrder(task: key)).target == .packet)
            #expect(try site(GateOrder()).target == .workspace)
            #expect(try site(GateOrder(path: "/worktrees/ada")).target == .worktree)
            for target in [GateTarget.delivery, .worktree] {
                #expect(throws: GateError.nothing) {
                    _ = try site(GateOrder(target: target, task: key))
                }
            }
            try await workspace.claim(key, as: ada)
            // The one task in hand is what a worktree is about.
            #expect(try site(GateOrder(path: "/worktrees/ada")).task == key)
            _ = try await workspace.handIn(key, as: ada, commit: "c1")
            let delivered = try site(GateOrder(task: key, path: "/worktrees/ada"))
            #expect(delivered.target == .delivery && delivered.change?.commit == "c1")
            #expect(try delivered.changedPaths() == ["src/a"])
            let results = try GateRun(at: delivered, time: workspace.time)
                .results(of: GateCatalogue().gates(in: .closeout))
            #expect(results.allSatisfy { $0.verdict != .error }, "\(results)")
            let closeout = results.first { $0.gate.text == "closeout" }
            #expect(closeout?.findings.map(\.rule) == ["replay"])
        }
    }

    @Test("The artifact of a task belongs to one place, made of its names")
    func artifacts() async throws {
        try await TestWorkspace.with { workspace in
            let ada = try await workspace.session(of: "ada")
            let key = try await workspace.task("P07-B4", paths: [])
            try await workspace.claim(key, as: ada)
            var settings = GateSettings()
            settings.artifact = "artifacts/{task}.md"
            workspace.commit("c1", by: ada.agent, ["P07-B4.md": "Done."])
            let refused = await #expect(throws: RuleError.self) {
                _ = try await workspace.handIn(key, as: ada, commit: "c1", settings: settings)
            }
            #expect(refused?.message == "artifacts/P07-B4.md: It is not there.")
            workspace.commit("c2", by: ada.agent, ["artifacts/P07-B4.md": "Done."])
            _ = try await workspace.handIn(key, as: ada, commit: "c2", settings: settings)
        }
    }
}
