import Documents
import Model
import Store

// The rounds of a run's review slices.
extension RunEngine {
    /// What a look at a run's review slices has done.
    package struct Advanced: Sendable {
        package let name: RunName
        /// The rounds that have ended, with the slices that were added.
        package fileprivate(set) var rounds: [RunRound] = []
        /// What a founder was asked.
        package fileprivate(set) var asked: [DecisionID] = []
        /// What waits for somebody else, and why.
        package fileprivate(set) var advice: [String] = []
    }

    /// Ends the rounds of those review slices that their reviewers have handed in with something
    /// left; the same again changes nothing.
    ///
    /// What is to be mended becomes a slice for each owner, and the review slice goes back to its
    /// reviewer, who takes it up when those are accepted. Where the rounds are used up a founder is
    /// asked instead.
    package func advance(_ name: RunName) throws -> Advanced {
        let run = try change.view.run(name)
        var done = Advanced(name: name)
        switch run.state {
        case .drafted, .approved: throw RunError.notRunning(name, run.state.name)
        case .paused, .finished, .cancelled: return done
        case .running: break
        }
        let slices = run.draft.slices.filter(\.kind.isReview)
        guard !slices.isEmpty else { return done }
        for slice in slices { try advance(slice, of: name, &done) }
        return done
    }

    /// Takes the answer to a question about a slice.
    ///
    /// - Parameter option: `nil` where the question was taken back.
    func settle(
        _ question: RunQuestion,
        of name: RunName,
        _ option: OptionName?
    ) throws {
        let (decision, slice) = (question.decision, question.slice)
        var run = try change.view.run(name)
        let answer = option.flatMap { RunQuestion.Answer(rawValue: $0.text) }
        guard let event = run.settleQuestion(decision, answer) else { return }
        try record(event, on: name)
        guard case .running = run.state, let answer else { return }
        switch answer {
        case .more:
            var done = Advanced(name: name)
            guard let review = run.draft.slices.first(where: { $0.task == slice }) else { return }
            try advance(review, of: name, &done)
        case .grant: try grant(slice, by: decision)
        case .again: break
        case .stop:
            let reason = "\(decision): \(slice) is not to have another round."
            try record(try run.pause(because: reason), on: name)
        case .pause:
            try record(try run.pause(because: "\(slice): see \(decision)."), on: name)
        }
    }

    /// Refuses to accept a review slice before its reviews are closed, and a slice that mends
    /// before what it is to mend is mended or disputed.
    func requireSettled(_ task: TaskKey) throws {
        guard let (name, slice) = try change.view.runs.slice(of: task) else { return }
        if slice.kind.isReview {
            let standing = try ReviewStanding(of: slice.task, in: change.view)
            guard standing.unsettled.isEmpty else {
                throw RunError.reviewsOpen(task, name, standing.unsettled.map(\.id))
            }
            guard standing.hasClosed else { throw RunError.nothingReviewed(task, name) }
        }
        let open = try slice.mends.filter { id in
            guard let finding = try change.view.findings.finding(id) else { return false }
            // What was given up can't be mended any more.
            return try finding.state.name == .open && change.view.review(finding.review).isOpen
        }
        guard open.isEmpty else { throw RunError.findingsOpen(task, name, open) }
    }

    private func advance(_ slice: RunSlice, of name: RunName, _ done: inout Advanced) throws {
        guard let task = try change.view.current(of: slice.task), let handover = task.task.handover
        else { return }
        let standing = try ReviewStanding(of: slice.task, in: change.view)
        let run = try change.view.run(name)
        guard !standing.isSettled, run.question(about: slice.task) == nil else { return }
        guard handover.agent != change.actor.id else {
            done.advice.append(
                "\(task.key) was handed in by \(handover.agent), so somebody else advances it."
            )
            return
        }
        if run.round(of: slice.task) < run.roundsMax(of: slice.task) {
            try extend(slice, task, of: run, standing, &done)
        } else {
            try ask(about: slice, of: run, standing, &done)
        }
    }

    private func extend(
        _ slice: RunSlice,
        _ task: StoredTask,
        of before: Run,
        _ standing: ReviewStanding,
        _ done: inout Advanced
    ) throws {
        var run = before
        let maker = FixMaker(change: change, run: run, slice: slice)
        let fixes = try maker.make(for: standing.toMend)
        let event = try run.extend(slice.task, with: fixes)
        try record(event, on: run.name)
        for fix in fixes { try change.tasks.addDependency(of: task.key, on: fix.task) }
        _ = try change.verdicts.sendBack(
            task.key,
            findings: standing.wants(of: slice.task)
                + fixes.map { fix in
                    let ids = fix.mends.map(\.text).joined(separator: ", ")
                    return "\(fix.owner) mends \(ids) in \(fix.task)."
                },
            keeping: Self.kept
        )
        if let round = run.rounds.last { done.rounds.append(round) }
    }

    private func ask(
        about slice: RunSlice,
        of before: Run,
        _ standing: ReviewStanding,
        _ done: inout Advanced
    ) throws {
        var run = before
        let number = run.round(of: slice.task)
        let hasMore = number < RunRound.limit
        let granted = standing.granted
        guard hasMore || !granted.isEmpty else {
            // Nothing is left to choose.
            let reason = "\(slice.task) has had \(number) rounds, and that is the most."
            try record(try run.pause(because: reason), on: run.name)
            return
        }
        var options: [(RunQuestion.Answer, String)] = [(.stop, "The run is paused.")]
        if hasMore { options.insert((.more, "One more round is made."), at: 0) }
        if !granted.isEmpty {
            options.append((.grant, "The owners are right: what they dispute stands as it is."))
        }
        let decided = try change.decisions.ask(
            DecisionDraft(
                text: Self.question(slice, run, standing),
                kind: .blocker,
                options: options.map { answer, text in
                    Decision.Option(name: OptionName(trusted: answer.rawValue), text: text)
                },
                thread: ThreadID(trusted: run.name.text)
            )
        )
        let decision = decided.stored.decision.id
        try record(try run.ask(decision, about: slice.task), on: run.name)
        done.asked.append(decision)
        done.advice += decided.advice
    }

    /// Grants what the owners dispute, and asks the reviewer to end what is left.
    private func grant(_ slice: TaskKey, by decision: DecisionID) throws {
        let standing = try ReviewStanding(of: slice, in: change.view)
        for finding in standing.stopping where finding.state.name == .disputed {
            _ = try change.reviews.accept(
                finding.id,
                owner: nil,
                task: nil,
                because: "\(decision) grants the dispute."
            )
        }
        guard let task = try change.view.current(of: slice), task.task.handover != nil else {
            return
        }
        let left = try ReviewStanding(of: slice, in: change.view)
        guard !left.isSettled else { return }
        _ = try change.verdicts.sendBack(
            task.key,
            findings: left.wants(of: slice),
            keeping: Self.kept
        )
    }

    /// How long only its reviewer may take up a slice that goes back; its assignee always may.
    private static let kept = Duration.seconds(24 * 60 * 60)

    private static func question(
        _ slice: RunSlice,
        _ run: Run,
        _ standing: ReviewStanding
    ) -> String {
        let number = run.round(of: slice.task)
        let lines = standing.stopping.prefix(20).map { finding in
            "- \(finding.id) of \(finding.review) is \(finding.severity.rawValue) and "
                + "\(finding.state.name.rawValue): \(finding.sentence.printable(limit: 120))"
        }
        let open = standing.unsettled.map(\.id.text).joined(separator: ", ")
        let what =
            lines.isEmpty
            ? [open.isEmpty ? "Nothing was reviewed." : "Not closed: \(open)."]
            : lines
                + (standing.stopping.count > lines.count
                    ? ["- and \(standing.stopping.count - lines.count) more"] : [])
        let head =
            "\(slice.task) of the run \(run.name) has had its \(number.counted("round")), "
            + "and this is left. What now?"
        return ([head] + what).joined(separator: "\n")
    }
}
