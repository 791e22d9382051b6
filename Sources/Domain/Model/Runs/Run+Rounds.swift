// The rounds of a run's review slices. Each function changes the value and returns the event to
// record.
extension Run {
    /// All slices: those of the file, then those that were added.
    package var slices: [RunSlice] { draft.slices + rounds.flatMap(\.fixes) }

    /// The round that a review slice is in, from 1.
    package func round(of slice: TaskKey) -> Int64 {
        1 + Int64(rounds.count { $0.slice == slice })
    }

    /// The most rounds that a review slice may have by now: what the file says, and what a founder
    /// has granted beyond it.
    package func roundsMax(of slice: TaskKey) -> Int64 {
        let granted = questions.count { $0.slice == slice && $0.state == .answered(.more) }
        return min(draft.limits.rounds + Int64(granted), RunRound.limit)
    }

    /// What a founder is asked about the rounds of a review slice and has not answered.
    package func question(about slice: TaskKey) -> RunQuestion? {
        questions.last { $0.slice == slice && $0.matter == .rounds && $0.state == .open }
    }

    /// Ends a round of a review slice; what is to be mended is made with it.
    package mutating func extend(
        _ slice: TaskKey,
        with fixes: [RunSlice]
    ) throws(RunError) -> RunEvent {
        try requireRunning()
        let number = round(of: slice)
        guard number < RunRound.limit else { throw .noMoreRounds(name, slice) }
        if let open = question(about: slice) { throw .asked(name, open.decision) }
        let round = RunRound(slice: slice, number: number, fixes: fixes)
        rounds.append(round)
        return .extended(round)
    }

    /// Notes the question to the founder what becomes of a review slice.
    package mutating func ask(
        _ decision: DecisionID,
        about slice: TaskKey
    ) throws(RunError) -> RunEvent {
        try requireRunning()
        if let open = question(about: slice) { throw .asked(name, open.decision) }
        let question = RunQuestion(
            decision: decision,
            slice: slice,
            matter: .rounds,
            number: round(of: slice)
        )
        questions.append(question)
        return .questioned(question)
    }

    /// Takes the founder's answer to a question about a slice.
    ///
    /// - Parameter answer: `nil` where the question was taken back.
    /// - Returns: `nil` where the question is none of this run, or settled.
    package mutating func settleQuestion(
        _ decision: DecisionID,
        _ answer: RunQuestion.Answer?
    ) -> RunEvent? {
        guard
            let place = questions.firstIndex(where: {
                $0.decision == decision && $0.state == .open
            })
        else { return nil }
        questions[place].settle(answer)
        return .settled(decision, answer)
    }

    private func requireRunning() throws(RunError) {
        switch state {
        case .running: return
        case .drafted, .approved, .paused, .finished, .cancelled:
            throw .notRunning(name, state.name)
        }
    }
}
