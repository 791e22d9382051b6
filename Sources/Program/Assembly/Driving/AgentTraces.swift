import Driving
import GitKit
import Model

/// What an agent has left in a repository that is in the way: of its own next attempt, of others,
/// or of the run.
///
/// Asked once nothing of the agent runs any more. What is the agent's alone, or can be undone
/// without a loss, is put right; the rest is told with what helps.
struct AgentTraces {
    let place: SlicePlace
    let agent: AgentID
    /// When its launch began.
    let since: Timestamp
    let git: GitProgram
    /// Waits, for a lock that may be another's.
    let pause: () -> Void

    private var moment: Int64 { since.milliseconds / 1000 }
    private var shared: GitRepository { GitRepository(at: place.repository, program: git) }

    private static let toldMax = 5
    private static let looks = 10

    /// What there is, each in a sentence or two.
    func sentences() throws -> [String] {
        let own = try worktree()
        return try own + moves() + locks()
    }

    // MARK: - Its own worktree

    private func worktree() throws -> [String] {
        let next = "The next attempt gets another, from the branch '\(place.branch)'."
        let location: RepositoryLocation?
        do throws(GitError) {
            location = try RepositoryLocator.location(at: place.worktree)
        } catch {
            if case .directoryMissing = error {
                return ["It has deleted its worktree '\(place.worktree)'. \(next)"]
            }
            return [
                "It has broken its worktree '\(place.worktree)', whose files stay there: "
                    + "\(error.message) \(next)"
            ]
        }
        guard let location, location.commonDirectory == place.repository else {
            let lost = "'\(place.worktree)' is no worktree any more; its files stay there."
            return ["\(lost) \(next)"]
        }
        let removed = try shared.removeLeftLocks(of: location, since: moment).map { lock in
            "It has left the lock '\(lock)' behind, which was removed."
        }
        guard let branch = location.branch?.text ?? (location.isDetached ? "" : nil),
            branch != place.branch
        else { return removed }
        let there = branch.isEmpty ? "no branch" : "the branch '\(branch)'"
        let commit = try GitRepository(at: place.worktree, program: git).commit("HEAD")
        let git = "git -C \(place.worktree.shellWord)"
        return removed + [
            "It has left its worktree on \(there), not on '\(place.branch)': "
                + "`\(git) switch \(place.branch)` goes back, and `\(git) merge \(commit.short)` "
                + "takes along what was committed there."
        ]
    }

    // MARK: - What belongs to others

    private func moves() throws -> [String] {
        let moves = try shared.moves(by: AgentAddress.of(agent), since: moment)
        return try moves.filter { !isOwn($0.branch.text) }.prefix(Self.toldMax).compactMap(tell)
    }

    /// Whether a branch is the agent's: the one of its slice, or one that has its name in it.
    private func isOwn(_ branch: String) -> Bool {
        branch == place.branch || branch.split(separator: "/").contains { $0 == agent.text }
    }

    /// Whether a branch is a run's, on which nobody works.
    private func isRun(_ branch: BranchName) -> Bool { branch.text.hasPrefix("run/") }

    private func tell(_ move: BranchMove) throws -> String? {
        // What it has made itself is in nobody's way.
        guard let before = move.before, before != move.after,
            let tip = try shared.tip(of: move.branch)
        else { return nil }
        let moved = "It has moved '\(move.branch.text)' from \(before.short) to \(move.after.short)"
        if tip == move.after {
            return try isRun(move.branch)
                && shared.moveBranch(
                    move.branch,
                    from: tip,
                    to: before,
                    because: "worklead: put back what \(agent) has moved"
                )
                // Who works on it is not disturbed: their next commit would fail.
                ? "\(moved), which was put back."
                : "\(moved): where nobody goes on from there, `git update-ref "
                    + "\(move.branch.reference) \(before.short) \(tip.short)` puts it back."
        }
        guard try shared.isAncestor(move.after, of: tip) else {
            return "\(moved), which is undone by now."
        }
        return "\(moved), and others went on from there: look at "
            + "`git log --left-right \(before.short)...\(move.branch.text)`, and merge or revert "
            + "what is missing or too much."
    }

    private func locks() throws -> [String] {
        var left = try shared.leftLocks(since: moment)
        for _ in 0..<Self.looks where !left.isEmpty {
            pause()
            left = Set(left).intersection(try shared.leftLocks(since: moment)).sorted()
        }
        return left.prefix(Self.toldMax).map { lock in
            "The lock '\(lock)' was left while it worked, and nobody is seen to hold it: once no "
                + "git runs there, `rm \(lock.shellWord)`."
        }
    }
}
