extension GitRepository {
    /// Makes a new repository with a working directory, on a branch without commits.
    ///
    /// A repository that is there already stays as it is. No template of the machine is copied, so
    /// no hook comes with it.
    package static func create(
        at directory: String,
        branch: BranchName,
        program: GitProgram
    ) throws(GitError) -> GitRepository {
        let repository = GitRepository(at: directory, program: program)
        try repository.run(
            .writing(["init", "--quiet", "--template=", "--initial-branch=\(branch)"])
        )
        return repository
    }

    /// Commits everything that is in the working directory and not ignored.
    ///
    /// Hooks don't run, and nothing is signed.
    ///
    /// - Returns: The new commit; where nothing has changed, the one that is there.
    /// - Throws: ``GitError/noCommits(path:)`` when there is neither a change nor a commit.
    package func commitAll(
        message: String,
        by signature: CommitSignature
    ) throws(GitError) -> CommitID {
        try run(.writing(["add", "--all"]))
        let staged = try run(
            GitCall(["diff-index", "--cached", "--quiet", "HEAD", "--"]).accepting(1, 128)
        )
        if staged.exitCode == 0 { return try commit("HEAD") }
        var call = GitCall.writing([
            "commit", "--quiet", "--no-verify", "--no-gpg-sign", "--cleanup=verbatim", "--file=-",
        ])
        call.input = Array(message.utf8)
        call.environment = signature.bothRoles
        let answer = try run(call.accepting(1))
        let head = try commit("HEAD")
        guard answer.exitCode == 0 else {
            throw .commandFailed(command: call.name, exitCode: 1, complaint: "nothing to commit")
        }
        return head
    }
}
