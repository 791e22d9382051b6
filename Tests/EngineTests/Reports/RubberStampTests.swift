import Engine
import Model
import TestSupport
import Testing

@Suite("What was judged without being looked at")
struct RubberStampTests {
    private static let words = String(repeating: "word ", count: 500)

    /// A delivery of five hundred words that was made and judged in the given times.
    private func judged(
        claim: Duration,
        verdict: Duration,
        checks milliseconds: Int64 = 0
    ) async throws -> RubberStamps {
        var found: RubberStamps?
        try await TestWorkspace.with { workspace in
            let ada = try await workspace.session(of: "ada")
            let vera = try await workspace.session(of: "vera", as: .validator)
            let key = try await workspace.task("P-1", paths: [])
            try await workspace.claim(key, as: ada, lease: .seconds(86_400))
            workspace.time.advance(by: claim)
            workspace.commit("c1", by: ada.agent, ["docs/a": Self.words])
            let delivery = try await workspace.handIn(key, as: ada, commit: "c1").delivery
            try await workspace.change(as: vera) { change in
                _ = try change.verdicts.record(
                    ReplayEvent(
                        task: key,
                        delivery: delivery.id,
                        commit: "c1",
                        grade: ReplayGrade.verified.rawValue,
                        gaps: [],
                        record: ["results": [["duration_ms": .integer(milliseconds)]]]
                    )
                )
            }
            workspace.time.advance(by: verdict)
            try await workspace.accept(key, as: vera)
            found = try workspace.engine.rubberStamps(
                since: nil,
                wordsPerMinute: 500,
                sources: workspace.checkouts
            )
        }
        return try #require(found)
    }

    @Test("A verdict that is faster than reading is told; one that takes as long is not")
    func verdicts() async throws {
        let hasty = try await judged(claim: .seconds(600), verdict: .seconds(20))
        #expect(hasty.verdicts == 1 && hasty.hasty.count == 1)
        #expect(hasty.hasty.first?.agent == AgentID(trusted: "vera"))
        #expect(hasty.hasty.first?.words == 505)
        #expect(hasty.hasty.first?.took == .seconds(20))
        let careful = try await judged(claim: .seconds(600), verdict: .seconds(90))
        #expect(careful.verdicts == 1 && careful.hasty.isEmpty && careful.short.isEmpty)
    }

    @Test("A claim that is shorter than its checks and its writing is told")
    func claims() async throws {
        let hasty = try await judged(claim: .seconds(30), verdict: .seconds(90), checks: 40_000)
        #expect(hasty.short.map(\.agent) == [AgentID(trusted: "ada")])
        #expect(hasty.short.first?.reason == "Its checks alone take 40s.")
        let written = try await judged(claim: .seconds(2), verdict: .seconds(90))
        #expect(written.short.count == 1)
        let long = try await judged(claim: .seconds(60), verdict: .seconds(90), checks: 40_000)
        #expect(long.short.isEmpty)
    }

    @Test("A gate that was asked often and never refused is told")
    func silentGates() async throws {
        try await TestWorkspace.with { workspace in
            let name = GateName(trusted: "scope")
            for number in 1...20 {
                let before = try workspace.engine.rubberStamps(
                    since: nil,
                    wordsPerMinute: 500,
                    sources: workspace.checkouts
                )
                #expect(before.neverFailed.isEmpty, "\(number)")
                try await record(name, .pass, in: workspace)
            }
            func silent() throws -> [GateName] {
                try workspace.engine.rubberStamps(
                    since: nil,
                    wordsPerMinute: 500,
                    sources: workspace.checkouts
                ).neverFailed.map(\.gate)
            }
            #expect(try silent() == [name])
            try await record(name, .fail, in: workspace)
            #expect(try silent().isEmpty)
        }
    }

    private func record(
        _ gate: GateName,
        _ verdict: GateVerdict,
        in workspace: TestWorkspace
    ) async throws {
        let findings = verdict == .fail ? [GateFinding("It is wrong.")] : []
        let result = GateResult(
            gate: gate,
            level: .block,
            verdict: verdict,
            judgement: GateJudgement(findings),
            duration: .milliseconds(1)
        )
        try await workspace.change {
            _ = try $0.gates.record(
                GateEvent(target: .worktree, task: nil, commit: nil, moment: nil, results: [result])
            )
        }
    }
}
