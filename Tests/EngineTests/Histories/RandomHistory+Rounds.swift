import Documents
import Engine
import Model
import Store
import TestSupport

extension RandomHistory {
    /// The rounds of runs' review slices.
    static let roundSteps: [Step] = [
        ("review in a run", { try await $0.reviewInRun() }),
        ("review in a run", { try await $0.reviewInRun() }),
        ("advance a run", { try await $0.advanceRun() }),
        ("advance a run", { try await $0.advanceRun() }),
        ("answer about a round", { try await $0.answerAboutRound() }),
    ]

    private func runningRuns() throws -> [Run] {
        try workspace.read { try $0.runs.runs(openOnly: true, limit: 9) }.map(\.run)
            .filter { $0.state.name == .running }
    }

    /// Takes a review slice up, starts a review that is a part of it, finds something, mostly, and
    /// hands it in.
    private func reviewInRun() async throws {
        let slices = try runningRuns().flatMap(\.draft.slices).filter(\.kind.isReview)
        guard !slices.isEmpty else { return try await beginReviewedRun() }
        let (slice, lease) = (chance.pick(slices), lease())
        let session = sessions.last { $0.agent == slice.owner } ?? session()
        let author = AgentID(trusted: session.agent.text == "carl" ? "ada" : "carl")
        let severities = (0..<Int.random(in: 0...2, using: &chance)).map { _ in
            chance.pick([.low, .high, .blocking] as [Severity])
        }
        let findings = severities.map {
            ReviewEngine.Draft(severity: $0, text: "It is wrong.", anchor: nil)
        }
        let (claimed, delivery) = try await workspace.change(as: session) { change in
            let claimed = try change.claims.claim(slice.task, for: lease)
            let review = try change.reviews.start(
                ReviewEngine.Material(
                    repository: RepositoryName(trusted: "api"),
                    task: nil,
                    delivery: nil,
                    base: nil,
                    commit: "c1",
                    authors: [author]
                ),
                focus: nil
            )
            _ = try change.reviews.add(findings, to: review.id, owner: author)
            let found = DeliveryEngine.Findings(
                commit: "c1",
                base: "base",
                branch: "agent/\(session.agent)/work",
                isOnBranch: true,
                changedPaths: [],
                uncommittedPaths: [],
                artifacts: []
            )
            let delivery = try change.deliveries.deliver(
                slice.task,
                under: nil,
                found: found,
                report: "",
                claims: [],
                scope: PathScope(inScope: []),
                sections: [],
                branches: BranchPattern()
            ).delivery
            return (claimed, delivery)
        }
        note(claimed, at: now)
        model.freed(slice.task)
        deliveries[slice.task] = delivery
    }

    /// Starts a run that is one review, which few random steps would come to.
    private func beginReviewedRun() async throws {
        let name = RunName(trusted: "look-\(keys.count)")
        let text = SampleRun(
            name.text,
            agents: ["ada", "brian"],
            stages: ["look"],
            kinds: ["look": "review"],
            slices: [
                SampleRun.Slice(
                    "\(name)-a",
                    chance.pick(["ada", "brian"]),
                    stage: "look",
                    extra: "gates = [\"review\"]"
                )
            ],
            tables: "[limits]\nrounds = \(Int.random(in: 1...2, using: &chance))"
        ).text
        let (read, ground) = (try ReadRun(text), ground)
        try await workspace.change { change in
            _ = try change.runs.draft(read, on: ground, file: "run.toml")
            _ = try change.runs.approve(name, on: ground)
            _ = try change.runs.start(name, on: ground, packets: [:])
        }
        keys.append(TaskKey(trusted: "\(name)-a"))
    }

    private func advanceRun() async throws {
        let runs = try runningRuns()
        guard !runs.isEmpty else { return }
        let name = chance.pick(runs).name
        let done = try await workspace.change(as: judge()) { try $0.runs.advance(name) }
        for fix in done.rounds.flatMap(\.fixes) { keys.append(fix.task) }
        let run = try workspace.read { try $0.run(name) }
        for slice in run.draft.slices where run.round(of: slice.task) > RunRound.limit {
            fault("\(slice.task) had too many rounds")
        }
    }

    private func answerAboutRound() async throws {
        let open = try runningRuns().flatMap(\.questions).filter {
            $0.matter == .rounds && $0.state == .open
        }
        guard !open.isEmpty else { return }
        let id = chance.pick(open).decision
        let options = try workspace.read { try $0.decision(id).decision.options.map(\.name) }
        let (option, isWithdrawn) = (chance.pick(options), chance.oneIn(5))
        let before = try workspace.read { try $0.tasks.tasks(TaskFilter(), limit: 1000) }.count
        try await workspace.change { change in
            if isWithdrawn {
                _ = try change.decisions.withdraw(id, because: "Not now.")
            } else {
                _ = try change.decisions.answer([(id, option)], note: nil)
            }
        }
        let after = try workspace.read { try $0.tasks.tasks(TaskFilter(), limit: 1000) }
        keys += after.map(\.key).filter { !keys.contains($0) }.prefix(after.count - before)
    }
}
