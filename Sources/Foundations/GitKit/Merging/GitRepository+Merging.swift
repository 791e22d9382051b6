/// What came of merging one commit into another.
package enum MergedCommit: Hashable, Sendable {
    /// A commit with both as parents, which no branch has yet.
    case made(CommitID)
    /// Files that both have changed in ways that git can't put together.
    case conflict([GitPath])
    /// The two have no commit in common.
    case unrelated
}

extension GitRepository {
    /// The first git that merges without a working directory.
    package static let mergingNeeds = GitVersion(2, 38)

    /// Merges one commit into another, in no working directory.
    ///
    /// Neither a branch nor a file is touched. The user's configuration has no say, and a merge
    /// driver that the repository names is not run: its files conflict.
    ///
    /// - Throws: ``GitError/programTooOld(found:needed:)`` before git 2.38.
    package func merge(
        _ commit: CommitID,
        into tip: CommitID,
        message: String,
        by signature: CommitSignature
    ) throws(GitError) -> MergedCommit {
        _ = try program.check(needed: Self.mergingNeeds)
        let repository = try withoutFiles()
        var merging = GitCall.writing([
            "merge-tree", "--write-tree", "-z", "--name-only", "--no-messages", tip.text,
            commit.text,
        ]).durable.accepting(1)
        merging.environment = signature.bothRoles
        let answer: GitAnswer
        do {
            answer = try repository.asking(about: [tip, commit], merging)
        } catch .commandFailed(let command, let exitCode, let complaint) {
            if complaint.utf8Contains("unrelated histories") { return .unrelated }
            throw .commandFailed(command: command, exitCode: exitCode, complaint: complaint)
        }
        let fields = answer.output.split(separator: 0)
        guard answer.exitCode == 0 else {
            return .conflict(Set(fields.dropFirst().map { GitPath(bytes: $0) }).sorted())
        }
        let tree = try TreeID(fields.first?.asText ?? "").orMalformed(merging.name)
        var committing = GitCall.writing([
            "commit-tree", "--no-gpg-sign", "-p", tip.text, "-p", commit.text, "-F", "-",
            tree.text,
        ]).durable
        committing.environment = signature.bothRoles
        committing.input = Array(message.utf8)
        let made = try repository.run(committing).line
        return .made(try CommitID(made).orMalformed(committing.name))
    }

    /// Moves a branch from one commit to another, in one step.
    ///
    /// A worktree that has it checked out is left as it is: see ``bringForward(from:to:)``.
    ///
    /// - Returns: Whether it was moved; not where it is at another commit by now.
    package func moveBranch(
        _ branch: BranchName,
        from old: CommitID,
        to new: CommitID,
        because reason: String
    ) throws(GitError) -> Bool {
        var call = GitCall.writing([
            "update-ref", "--create-reflog", "-m", reason, branch.reference, new.text, old.text,
        ])
        // Who is told that it has moved may rely on it.
        call.settings = ["core.fsync=reference"]
        do {
            _ = try asking(about: [new], call)
            return true
        } catch .commandFailed(let command, let exitCode, let complaint) {
            guard try tip(of: branch) == old else { return false }
            throw .commandFailed(command: command, exitCode: exitCode, complaint: complaint)
        }
    }

    /// Brings the files and the index of a worktree from one commit to another; HEAD stays.
    ///
    /// Before the branch is moved, so that what is there when it is cut off adds the change rather
    /// than taking it back.
    ///
    /// - Throws: ``GitError/commandFailed(command:exitCode:complaint:)`` where a file that differs
    ///   from the first commit, or that git does not know, would be overwritten; nothing has
    ///   changed then.
    package func bringForward(from old: CommitID, to new: CommitID) throws(GitError) {
        let root = try workingRoot()
        // What only looks changed, because its time of change did, is no reason to refuse.
        try root.run(GitCall.writing(["update-index", "-q", "--refresh"]).accepting(1))
        try root.run(.writing(["read-tree", "-m", "-u", old.text, new.text]))
    }

    /// Whether files and index of the working directory are those of a commit, whatever HEAD is;
    /// files that the index does not have are not looked at.
    package func stands(at commit: CommitID) throws(GitError) -> Bool {
        let root = try workingRoot()
        try root.run(GitCall.writing(["update-index", "-q", "--refresh"]).accepting(1))
        let staged = GitCall(["diff-index", "--cached", "--quiet", commit.text, "--"]).accepting(1)
        guard try root.asking(about: [commit], staged).exitCode == 0 else { return false }
        return try root.run(GitCall(["diff-files", "--quiet"]).accepting(1)).exitCode == 0
    }

    /// The repository without working directory, index and anybody's programs.
    private func withoutFiles() throws(GitError) -> GitRepository {
        let common = try location().commonDirectory
        return GitRepository(at: common, program: program, configuration: .repositoryOnly)
            .pinned(to: PinnedWorktree(root: nil, privateDirectory: common))
    }
}
