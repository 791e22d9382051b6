import Documents
import Engine
import Model
import ReportKit
import Store
import TestSupport
import Testing

@Suite("What is written of a run")
struct RunReportTests {
    private func with(_ body: (ReviewedRun) async throws -> Void) async throws {
        try await TestWorkspace.with { try await body(ReviewedRun($0)) }
    }

    /// A run with a finding that was mended in a second round, to its end.
    private func end(_ run: ReviewedRun) async throws {
        let review = try await run.beginReview()
        let finding = try await run.find(.high, in: review)
        run.workspace.time.advance(by: .seconds(5))
        let done = try await run.handIn()
        let fix = try #require(done.rounds.first?.fixes.first?.task)
        run.workspace.time.advance(by: .seconds(5))
        try await run.finish(fix, by: run.ada, mending: [finding])
        try await run.workspace.claim(ReviewedRun.look, as: run.bea)
        try await run.lookAgain(review)
        try await run.close(review)
        let delivery = try await run.workspace.deliver(ReviewedRun.look, as: run.bea)
        run.workspace.time.advance(by: .seconds(5))
        try await run.accept(ReviewedRun.look, delivery)
    }

    private func report(_ run: ReviewedRun, _ said: [RunReadiness] = []) throws -> ReportDocument {
        try run.workspace.read { try $0.runReport(ReviewedRun.name, readiness: said) }
    }

    private func rows(_ page: ReportDocument, _ title: String) -> [[String]] {
        let blocks = page.sections.first { $0.title == title }?.blocks ?? []
        return blocks.flatMap { block -> [[String]] in
            guard case .table(let table) = block else { return [] }
            return table.rows.map { $0.map(\.plain) }
        }
    }

    @Test("The report tells how each slice and each finding ended, and what decided the time")
    func finished() async throws {
        try await with { run in
            try await end(run)
            let page = try report(run)
            let slices = rows(page, "Slices")
            #expect(slices.map { $0[0] } == ["A0", "A7", "A7-R1-ada"])
            #expect(slices.map { $0[2] } == ["accepted", "accepted", "accepted"])
            #expect(slices.map { $0[5] } == ["1", "2", "1"])
            #expect(slices[0][7...8] == ["verified", "scope pass"])
            let decisive = rows(page, "What decided when it was done").map { $0[0] }
            #expect(decisive == ["A0", "A7-R1-ada", "A7"])
            let finding = try #require(rows(page, "Reviews").last)
            #expect(finding[0] == "F-1")
            #expect(finding[6] == "mended by ada with c2, said in round 1")
            #expect(rows(page, "Decisions").map { $0[5] } == ["go by fay"])
            #expect(rows(page, "Unresolved").isEmpty)
        }
    }

    @Test("The same ledger gives the same bytes, whenever it is asked")
    func deterministic() async throws {
        try await with { run in
            try await end(run)
            let first = try report(run).markdown
            run.workspace.time.advance(by: .seconds(86_400))
            #expect(try report(run).markdown == first)
        }
    }

    @Test("What nobody has settled is unresolved, with where to look")
    func unresolved() async throws {
        try await with { run in
            let review = try await run.beginReview()
            try await run.find(.high, in: review)
            try await run.handIn()
            let open = rows(try report(run), "Unresolved").map { Array($0[...1]) }
            #expect(
                open == [
                    ["A7", "waiting"], ["A7-R1-ada", "ready"], ["F-1", "high, open"],
                ]
            )
        }
    }

    @Test("What a readiness slice says is told with what is wrong with it")
    func readiness() async throws {
        try await with { run in
            let place = RunReadiness.Place(
                slice: TaskKey(trusted: "A9"),
                repository: nil,
                path: "READY.md",
                commit: "c1"
            )
            let text = "VERDICT: not-ready\n\n## Blockers\n\n1. ada: The schema."
            let said = RunReadiness(Array(text.utf8), at: place)
            let page = try report(run, [said]).markdown
            #expect(page.contains("not-ready") && page.contains("ada: The schema."))
            #expect(RunReadiness(nil, at: place).faults.first?.contains("READY.md") == true)
        }
    }

    @Test("The hand-off names what is not clean or merged, and what comes next")
    func handoff() async throws {
        try await with { run in
            try await end(run)
            let places = try run.workspace.read { try $0.commitPlaces(of: ReviewedRun.name) }
            #expect(places.map(\.slice.text) == ["A0", "A7", "A7-R1-ada"])
            let worktree = RunWorktree.Place(
                slice: ReviewedRun.work,
                agent: run.ada.agent,
                path: "/worktrees/ada"
            )
            let page = try run.workspace.read {
                try $0.runHandoff(
                    ReviewedRun.name,
                    worktrees: [
                        RunWorktree(worktree, .changed(["src/a.swift"])),
                        RunWorktree(worktree, .clean),
                    ],
                    commits: places.map { RunCommit($0, isMerged: $0.slice == ReviewedRun.work) },
                    readiness: []
                )
            }
            #expect(rows(page, "Worktrees").map { $0[3] } == ["not clean", "clean"])
            #expect(rows(page, "Branches").map { $0[3] } == ["yes", "no", "no"])
            let text = page.markdown
            #expect(text.contains("Commit or park what is in /worktrees/ada."))
            #expect(text.contains("Decide on 2 commits that nobody has merged."))
        }
    }
}

extension ReportDocument {
    fileprivate var markdown: String { written(as: .markdown) }
}
