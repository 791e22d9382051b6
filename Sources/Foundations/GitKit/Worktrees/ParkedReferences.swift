/// The references under which parked work is found: the place that was asked for, and numbered ones
/// after it.
struct ParkedReferences {
    let place: ParkingPlace
    /// Where the work was, for messages.
    let path: String
    let repository: GitRepository

    /// How many works can be parked under one name.
    private static let namesMax = 1000

    /// Gives the commit a reference, or finds the one that an earlier parking of the same work has.
    func publish(
        _ commit: CommitID,
        notKept: [GitPath]
    ) throws(GitError) -> ParkedWork {
        for number in 1...Self.namesMax {
            let reference = number == 1 ? place.reference : "\(place.reference).\(number)"
            if let existing = try repository.target(of: reference) {
                guard try isSame(existing, commit) else { continue }
                return ParkedWork(reference: reference, commit: existing, notKept: notKept)
            }
            guard try create(reference, at: commit) else { continue }
            try verify(reference, commit)
            return ParkedWork(reference: reference, commit: commit, notKept: notKept)
        }
        throw .parkingFailed(
            path: path,
            reason: "'\(place.reference)' holds \(Self.namesMax) works already"
        )
    }

    /// Whether an earlier parking kept the same: who did it when does not matter.
    private func isSame(_ one: CommitID, _ other: CommitID) throws(GitError) -> Bool {
        if one == other { return true }
        let first = try repository.information(on: one)
        let second = try repository.information(on: other)
        guard first.tree == second.tree, first.parents.count == second.parents.count else {
            return false
        }
        for (left, right) in zip(first.parents, second.parents) where left != right {
            // The second parent is the index, a commit of our own too.
            guard try repository.tree(of: left) == repository.tree(of: right) else { return false }
        }
        return first.parents.first == second.parents.first
    }

    /// Makes the reference; says `false` when somebody else was first.
    private func create(_ reference: String, at commit: CommitID) throws(GitError) -> Bool {
        let words = ["update-ref", reference, commit.text, commit.none]
        do {
            try repository.run(.writing(words).durable)
            return true
        } catch .lockHeld(_, nil) {
            // Left by a git that was killed there; the next name is as good.
            return false
        } catch .commandFailed(let command, let exitCode, let complaint) {
            if try repository.target(of: reference) != nil { return false }
            throw .commandFailed(command: command, exitCode: exitCode, complaint: complaint)
        }
    }

    private func verify(_ reference: String, _ commit: CommitID) throws(GitError) {
        guard try repository.target(of: reference) == commit else {
            throw .parkingFailed(
                path: path,
                reason: "'\(reference)' does not read back"
            )
        }
        // Reads every new object; exits with 128 when one is missing.
        let words = ["rev-list", "--objects", "--quiet", commit.text, "--not", "--branches"]
        try repository.run(GitCall(words))
    }
}
