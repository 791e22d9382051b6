import Engine
import Model
import Store
import TestSupport

/// A run with a review whose people do anything that they may, in an order that a seed decides.
struct RoundHistory {
    let run: ReviewedRun
    private let zoe: TestSession
    private let rounds: Int
    private var chance: SplitMix64
    private(set) var faults: [String] = []

    init(_ workspace: TestWorkspace, seed: UInt64) async throws {
        chance = SplitMix64(seed: seed)
        rounds = Int.random(in: 1...3, using: &chance)
        zoe = try await workspace.session(of: "zoe")
        run = try await ReviewedRun(workspace, rounds: rounds)
        _ = try await run.beginReview()
    }

    /// What is refused is left, as people do.
    private func attempt(_ body: () async throws -> Void) async throws {
        do { try await body() } catch let error as any Reportable {
            guard error.category != .failure else { throw error }
        }
    }

    /// Lets anything happen so many times.
    mutating func live(steps: Int) async throws {
        for step in 1...steps {
            try await attemptStep()
            try look(after: step)
        }
    }

    private mutating func attemptStep() async throws {
        let number = Int.random(in: 0..<12, using: &chance)
        let severity = chance.pick(Severity.allCases)
        let owner = chance.pick([nil, run.ada.agent, zoe.agent])
        let coin = chance.oneIn(2)
        let run = run
        switch number {
        case 0...2:
            guard let review = try openReviews().first else { return }
            try await attempt { try await run.find(severity, in: review, owner: owner) }
        case 3: try await attempt { _ = try await run.review() }
        case 4:
            guard let finding = try findings().first(where: { $0.state.name == .open }) else {
                return
            }
            try await attempt {
                try await run.workspace.change(as: session(finding.owner)) {
                    _ = try $0.reviews.dispute(finding.id, because: "It is right as it is.")
                }
            }
        case 5:
            for review in try openReviews() { try await attempt { try await run.close(review) } }
        case 6, 7: try await attempt { try await run.handIn() }
        case 8, 9: try await mend(all: coin)
        case 10:
            guard let review = try openReviews().first else { return }
            let mended = try findings().filter { $0.review == review && $0.state.name == .fixed }
            let again = coin ? mended.prefix(1).map(\.id) : []
            try await attempt { try await run.lookAgain(review, reopening: Array(again)) }
        default: try await settle(kindly: false)
        }
        try await acceptLook()
    }

    /// Lets everybody do what is asked of them until the run is over.
    mutating func end() async throws {
        for step in 1...40 where try run.run().state.name != .finished {
            try await settle(kindly: true)
            try await mend(all: true)
            let run = run
            try await attempt { try await run.workspace.claim(ReviewedRun.look, as: run.bea) }
            if try openReviews().isEmpty, try !hasClosedReview() {
                try await attempt { _ = try await run.review() }
            }
            for review in try openReviews() {
                let disputed = try findings().filter {
                    $0.review == review && $0.state.name == .disputed
                }
                try await attempt {
                    try await run.lookAgain(review, reopening: disputed.map(\.id))
                }
                for finding in try findings()
                where finding.review == review && finding.state.isUnresolved
                    && !finding.severity.mustBeFixed
                {
                    try await attempt {
                        try await run.workspace.change {
                            _ = try $0.reviews.accept(
                                finding.id,
                                owner: finding.owner,
                                task: nil,
                                because: "It can wait."
                            )
                        }
                    }
                }
                try await attempt { try await run.close(review) }
            }
            try await attempt { try await run.handIn() }
            try await acceptLook()
            try look(after: 1000 + step)
        }
    }

    /// Answers what a founder is asked, and lets a paused run go on.
    private mutating func settle(kindly: Bool) async throws {
        let run = run
        for question in try run.openQuestions() {
            let options = try run.workspace.read {
                try $0.decision(question.decision).decision.options.map(\.name.text)
            }
            let answer = kindly && options.contains("more") ? "more" : chance.pick(options)
            try await attempt { try await run.answer(question.decision, answer) }
        }
        guard try run.run().state.name == .paused else { return }
        try await attempt {
            try await run.workspace.change { _ = try $0.runs.resume(ReviewedRun.name) }
        }
    }

    /// Works on the slices that were added, and mends what they are for or some of it.
    private func mend(all: Bool) async throws {
        for fix in try run.run().rounds.flatMap(\.fixes) {
            let state = try run.workspace.task(fix.task).state
            guard !state.name.isFinal else { continue }
            let open = try findings().filter { fix.mends.contains($0.id) && $0.state.name == .open }
            let mended = all ? open : Array(open.dropLast())
            try await attempt {
                try await run.finish(
                    fix.task,
                    by: session(fix.owner),
                    mending: mended.map(\.id)
                )
            }
            guard case .delivered = try run.workspace.task(fix.task).state, all else { continue }
            // What was handed in with something open is mended now.
            for finding in mended {
                try await attempt {
                    try await run.workspace.change(as: session(fix.owner)) {
                        _ = try $0.reviews.fix(finding.id, with: "c2")
                    }
                }
            }
            try await accept(fix.task)
        }
    }

    private func acceptLook() async throws {
        guard case .delivered = try run.workspace.task(ReviewedRun.look).state else { return }
        try await accept(ReviewedRun.look)
    }

    private func accept(_ key: TaskKey) async throws {
        let last = try run.workspace.read { try $0.deliveries.deliveries(of: key).last?.delivery }
        guard let last else { return }
        try await attempt { try await run.accept(key, last) }
    }

    private func session(_ agent: AgentID) -> TestSession {
        [run.ada, zoe, run.bea].first { $0.agent == agent } ?? run.ada
    }

    private func reviews() throws -> [ReviewStore.Stored] {
        try run.workspace.read { try $0.reviews.reviews(of: ReviewedRun.look) }
    }

    private func openReviews() throws -> [ReviewID] {
        try reviews().map(\.review).filter(\.isOpen).map(\.id)
    }

    private func hasClosedReview() throws -> Bool { try reviews().contains { !$0.review.isOpen } }

    private func findings() throws -> [Finding] {
        let ids = try reviews().map(\.review.id)
        return try run.workspace.read { view in
            try ids.flatMap { try view.findings.findings(of: $0) }
        }
    }

    /// What holds after every step.
    private mutating func look(after step: Int) throws {
        let now = try run.run()
        let granted = now.questions.count { $0.state == .answered(.more) }
        if now.rounds.count(where: { $0.slice == ReviewedRun.look }) >= rounds + granted {
            faults.append("step \(step): a round more than anybody allowed")
        }
        let tasks = now.slices.map(\.task)
        if Set(tasks).count != tasks.count { faults.append("step \(step): a slice twice") }
        let stopping = try findings().filter {
            $0.severity.mustBeFixed && $0.state.isUnresolved
        }
        let isAccepted = try run.workspace.task(ReviewedRun.look).state.name == .accepted
        if isAccepted || now.state.name == .finished, !stopping.isEmpty {
            let names = stopping.map(\.id.text).joined(separator: ", ")
            faults.append("step \(step): it is over with \(names)")
        }
    }
}
