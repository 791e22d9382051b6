import Documents
import Engine
import Model
import Store
import TestSupport
import Testing

@Suite("The rounds of a run's reviews")
struct RunRoundTests {
    private typealias Sample = ReviewedRun

    private func with(
        rounds: Int = 3,
        kind: String = "review",
        _ body: (ReviewedRun) async throws -> Void
    ) async throws {
        try await TestWorkspace.with { workspace in
            let run = try await ReviewedRun(workspace, rounds: rounds, kind: kind)
            try await body(run)
            #expect(try workspace.verification().difference == nil)
        }
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

    @Test("What a review slice found is mended by its owner before the reviewer looks again")
    func round() async throws {
        try await with { run in
            let review = try await run.beginReview()
            #expect(try run.workspace.read { try $0.review(review).slice } == Sample.look)
            let finding = try await run.find(.high, in: review)
            try await run.find(.low, in: review)
            let done = try await run.handIn()
            let fix = TaskKey(trusted: "A7-R1-ada")
            #expect(
                done.rounds.map(\.fixes) == [
                    [
                        RunSlice(
                            task: fix,
                            stage: StageName(trusted: "look"),
                            owner: run.ada.agent,
                            gates: [GateName(trusted: "scope")],
                            mends: [finding]
                        )
                    ]
                ]
            )
            // Once more, nothing is left to do.
            #expect(try await run.advance().rounds.isEmpty)
            let progress = try run.progress()
            #expect(progress.slices.map(\.slice.task) == [Sample.work, Sample.look, fix])
            #expect(progress.slices.map(\.state) == [.accepted, .waiting, .ready])
            #expect(progress.starts.map(\.task) == [fix])
            #expect(progress.slices[1].round?.number == 2)
            #expect(progress.slices[1].round?.max == 3)
            #expect(progress.slices[1].round?.stopping == [finding])
            #expect(
                await code { try await run.workspace.claim(Sample.look, as: run.bea) }
                    == "task.waiting"
            )
            try await run.finish(fix, by: run.ada, mending: [finding])
            #expect(try run.slice(Sample.look)?.state == .rework)
            #expect(try run.progress().starts.map(\.task) == [Sample.look])
            try await run.workspace.claim(Sample.look, as: run.bea)
            #expect(await code { try await run.close(review) } == "review.fixes_unseen")
            try await run.lookAgain(review)
            try await run.close(review)
            #expect(try await run.handIn().rounds.isEmpty)
            let delivery = try run.workspace.read {
                try $0.deliveries.deliveries(of: Sample.look).last?.delivery
            }
            try await run.accept(Sample.look, try #require(delivery))
            #expect(try run.run().state.name == .finished)
            #expect(try run.run().draft.slices.count == 2)
        }
    }

    @Test("A review slice that comes back by a round has all its attempts once more")
    func attempts() async throws {
        try await TestWorkspace.with { workspace in
            let run = try await ReviewedRun(workspace, attempts: 1)
            try await run.finish(Sample.work, by: run.ada)
            try await run.launchReview()
            try await run.workspace.claim(Sample.look, as: run.bea)
            let review = try await run.review()
            let finding = try await run.find(.high, in: review)
            let fix = try #require(try await run.handIn().rounds.first?.fixes.first?.task)
            // The round is over before its launch is.
            try await run.land(1, .delivered)
            #expect(try run.openQuestions().isEmpty)
            try await run.finish(fix, by: run.ada, mending: [finding])
            try await run.launchReview()
            #expect(try run.openQuestions().isEmpty)
            try await run.land(2, .undelivered)
            // One is all that there may be in this round.
            let asked = try #require(try run.openQuestions().first)
            #expect(asked.matter == .attempts && asked.slice == Sample.look)
            #expect(asked.number == 1)
            #expect(await code { try await run.launchReview() } == "run.exhausted")
            try await run.answer(asked.decision, "again")
            try await run.launchReview()
            try await run.land(3, .died)
            #expect(try run.openQuestions().count == 1)
            #expect(try workspace.verification().difference == nil)
        }
    }

    @Test("The packet of what mends is made of the findings, and says how it is checked")
    func packet() async throws {
        try await with { run in
            let review = try await run.beginReview()
            let finding = try await run.find(.blocking, in: review, path: "src/lock.swift")
            let done = try await run.handIn()
            let key = try #require(done.rounds.first?.fixes.first?.task)
            let text = try run.workspace.read { try $0.tasks.packet(of: key, revision: 1)?.text }
            let read = try PacketReader().read(try #require(text), .markdown)
            #expect(
                read.lint(expectedKey: key).filter { $0.severity == .error }.map(\.reason) == []
            )
            let packet = read.packet
            #expect(packet.scope.inScope.map(\.text) == ["src/lock.swift", "src/A0.swift"])
            #expect(packet.testPlan.commands == ["make test"])
            #expect(packet.riskTier == .low)
            #expect(packet.doneMeans.count == 1)
            #expect(packet.doneMeans.first?.contains("\(finding)") == true)
            #expect(packet.doneMeans.first?.contains("The lock stays # when *it* fails.") == true)
            let task = try run.workspace.task(key)
            #expect(task.assignee == run.ada.agent)
            #expect(task.title.contains("\(finding)"))
        }
    }

    @Test("What mends is accepted only when each of its findings is mended or disputed")
    func mended() async throws {
        try await with { run in
            let review = try await run.beginReview()
            let first = try await run.find(.high, in: review)
            let second = try await run.find(.high, in: review)
            let done = try await run.handIn()
            let fix = try #require(done.rounds.first?.fixes.first?.task)
            #expect(
                await code { try await run.finish(fix, by: run.ada, mending: [first]) }
                    == "run.findings_open"
            )
            try await run.workspace.change(as: run.ada) {
                _ = try $0.reviews.dispute(second, because: "The caller holds it.")
            }
            try await run.workspace.accept(fix, as: run.vera)
            #expect(try run.slice(Sample.look)?.round?.stopping == [second])
        }
    }

    @Test("A review slice is accepted only when something was reviewed and each review is closed")
    func closed() async throws {
        try await with(rounds: 1) { run in
            try await run.finish(Sample.work, by: run.ada)
            try await run.workspace.claim(Sample.look, as: run.bea)
            let delivery = try await run.workspace.deliver(Sample.look, as: run.bea)
            #expect(
                await code { try await run.accept(Sample.look, delivery) }
                    == "run.nothing_reviewed"
            )
            let review = try await run.review(of: nil, as: run.vera, for: Sample.look)
            #expect(
                await code { try await run.workspace.accept(Sample.look, as: run.vera) }
                    == "run.reviews_open"
            )
            try await run.workspace.change(as: run.vera) {
                _ = try $0.reviews.abandon(review, because: "no time")
            }
            #expect(
                await code { try await run.workspace.accept(Sample.look, as: run.vera) }
                    == "run.reviews_open"
            )
            // What is started afterwards on the same counts in its place.
            try await run.close(try await run.review(of: nil, for: Sample.look))
            try await run.workspace.accept(Sample.look, as: run.vera)
            #expect(try run.run().state.name == .finished)
        }
    }

    @Test("Whose the review slice is reviews for it, and nobody else without the right to judge")
    func reviewers() async throws {
        try await with { run in
            try await run.finish(Sample.work, by: run.ada)
            #expect(await code { _ = try await run.review(as: run.bea) } == "agent.lacks_right")
            try await run.workspace.claim(Sample.look, as: run.bea)
            let review = try await run.review()
            let zoe = try await run.workspace.session(of: "zoe")
            #expect(
                await code {
                    try await run.workspace.change(as: zoe) {
                        _ = try $0.reviews.close(review, note: nil)
                    }
                } == "agent.lacks_right"
            )
            #expect(
                await code {
                    _ = try await run.review(as: run.vera, for: Sample.work)
                } == "run.no_review_slice"
            )
        }
    }

    @Test("A review of a structure slice is about structure, unless it says otherwise")
    func structure() async throws {
        try await with(kind: "structure") { run in
            let review = try await run.beginReview()
            #expect(try run.workspace.read { try $0.review(review).focus } == "structure")
        }
    }

    @Test("When the rounds are used up a founder is asked, whose answer acts at once")
    func limit() async throws {
        try await with(rounds: 1) { run in
            let review = try await run.beginReview()
            let finding = try await run.find(.high, in: review)
            let done = try await run.handIn()
            #expect(done.rounds.isEmpty)
            let asked = try #require(done.asked.first)
            let options = try run.workspace.read {
                try $0.decision(asked).decision.options.map(\.name.text)
            }
            #expect(options == ["more", "stop"])
            #expect(try run.slice(Sample.look)?.round?.question == asked)
            #expect(try await run.advance().asked.isEmpty)
            try await run.answer(asked, "more")
            #expect(try run.run().rounds.flatMap(\.fixes).map(\.mends) == [[finding]])
            #expect(try run.slice(Sample.look)?.state == .waiting)
            #expect(try run.slice(Sample.look)?.round?.max == 2)
            let fix = try #require(run.run().rounds.first?.fixes.first?.task)
            try await run.finish(fix, by: run.ada, mending: [finding])
            try await run.workspace.claim(Sample.look, as: run.bea)
            try await run.lookAgain(review, reopening: [finding])
            let again = try #require(try await run.handIn().asked.first)
            try await run.answer(again, "stop")
            #expect(try run.run().state.reason?.contains("\(again)") == true)
            // Paused, nothing moves; resumed, it is asked anew.
            #expect(try await run.advance().asked.isEmpty)
            try await run.workspace.change { _ = try $0.runs.resume(Sample.name) }
            #expect(try await run.advance().asked.count == 1)
        }
    }

    @Test("What an owner disputes is granted by a founder only where nothing else is open")
    func granted() async throws {
        try await with(rounds: 1) { run in
            let review = try await run.beginReview()
            let finding = try await run.find(.blocking, in: review)
            try await run.workspace.change(as: run.ada) {
                _ = try $0.reviews.dispute(finding, because: "The caller holds it.")
            }
            let asked = try #require(try await run.handIn().asked.first)
            let options = try run.workspace.read {
                try $0.decision(asked).decision.options.map(\.name.text)
            }
            #expect(options == ["more", "stop", "grant"])
            try await run.answer(asked, "grant")
            let state = try run.workspace.read { try $0.findings.finding(finding)?.state }
            guard case .accepted(let disposition, _)? = state else {
                Issue.record("\(String(describing: state))")
                return
            }
            #expect(disposition.text == "\(asked) grants the dispute.")
            #expect(try run.slice(Sample.look)?.state == .rework)
            try await run.workspace.claim(Sample.look, as: run.bea)
            try await run.close(review)
            let delivery = try await run.workspace.deliver(Sample.look, as: run.bea)
            try await run.accept(Sample.look, delivery)
        }
    }

    @Test("A question that is taken back is asked again while it is needed")
    func withdrawn() async throws {
        try await with(rounds: 1) { run in
            let review = try await run.beginReview()
            try await run.find(.high, in: review)
            let asked = try #require(try await run.handIn().asked.first)
            try await run.workspace.change {
                _ = try $0.decisions.withdraw(asked, because: "wrong words")
            }
            #expect(try run.slice(Sample.look)?.round?.question == nil)
            #expect(try await run.advance().asked.count == 1)
        }
    }

    @Test("Where an owner is gone, whose slice it is mends, and never the reviewer")
    func heirs() async throws {
        try await with { run in
            let zoe = try await run.workspace.session(of: "zoe")
            let review = try await run.beginReview()
            try await run.find(.high, in: review, owner: zoe.agent)
            try await run.find(.high, in: review, owner: run.bea.agent)
            try await run.workspace.change { try $0.agents.retire(zoe.agent, because: "gone") }
            let done = try await run.handIn()
            #expect(done.rounds.first?.fixes.map(\.owner) == [run.ada.agent])
            #expect(done.rounds.first?.fixes.first?.mends.count == 2)
        }
    }

    @Test("Before it begins a run has nothing to advance, and who handed in does not advance it")
    func refusals() async throws {
        try await with { run in
            let review = try await run.beginReview()
            try await run.find(.high, in: review)
            _ = try await run.workspace.deliver(Sample.look, as: run.bea)
            let own = try await run.workspace.change(as: run.bea) {
                try $0.runs.advance(Sample.name)
            }
            #expect(own.rounds.isEmpty && own.advice.count == 1)
            let read = try ReadRun(SampleRun("phase-b", slices: [.init("B0", "ada")]).text)
            try await run.workspace.change(as: run.lea) {
                _ = try $0.runs.draft(read, on: Sample.ground, file: "b.toml")
            }
            #expect(
                await code {
                    try await run.workspace.change(as: run.lea) {
                        _ = try $0.runs.advance(RunName(trusted: "phase-b"))
                    }
                } == "run.not_running"
            )
        }
    }

    @Test("Whatever people do, rounds keep to their limit and nothing that matters is left open")
    func anyOrder() async throws {
        var finished = 0
        for seed: UInt64 in 1...16 {
            try await TestWorkspace.with(seed: seed) { workspace in
                var history = try await RoundHistory(workspace, seed: seed)
                try await history.live(steps: 40)
                try await history.end()
                #expect(history.faults == [], "seed \(seed)")
                #expect(try workspace.verification().difference == nil, "seed \(seed)")
                if try history.run.run().state.name == .finished { finished += 1 }
            }
        }
        // What holds at the end of a run was seen at the end of some.
        #expect(finished >= 8, "\(finished) of 16 came to their end")
    }
}
