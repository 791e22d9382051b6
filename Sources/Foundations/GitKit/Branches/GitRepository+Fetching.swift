extension GitRepository {
    /// The names of the remotes, by name.
    package func remotes() throws(GitError) -> [String] {
        try run(GitCall(["remote"])).lines.sorted { $0.precedes($1) }
    }

    /// Brings what a remote's branches are into `refs/remotes/REMOTE`, and changes nothing else:
    /// neither the working directory, the index, HEAD nor a branch, whatever the repository's
    /// configuration asks of a fetch.
    ///
    /// Nobody is asked for a password.
    ///
    /// - Throws: ``GitError/timedOut(command:limit:)`` when the remote does not answer in time, and
    ///   ``GitError/commandFailed(command:exitCode:complaint:)`` when it does not let us.
    package func fetch(from remote: String, within limit: Duration) throws(GitError) {
        // A name such as `--upload-pack=…` would be an option.
        guard !remote.hasPrefix("-") else {
            throw .refusedName(kind: "a remote", text: remote, fault: "it must not start with '-'")
        }
        var call = GitCall.writing([
            // "Providing an empty <refspec> to the --refmap option causes Git to ignore the
            // configured refspecs" (git-fetch): those of a mirror would move branches.
            "fetch", "--quiet", "--refmap=", "--no-tags", "--no-write-fetch-head",
            "--no-recurse-submodules", "--upload-pack=git-upload-pack", remote,
            "+refs/heads/*:refs/remotes/\(remote)/*",
        ])
        call.timeLimit = limit
        call.environment["SSH_ASKPASS_REQUIRE"] = "never"
        if try setting("core.sshCommand") == nil {
            call.environment["GIT_SSH_COMMAND"] = "ssh -o BatchMode=yes"
        }
        try run(call)
    }

    /// How many commits a branch lacks that the same branch of a remote has; `nil` where one of the
    /// two is not there.
    package func commitsBehind(
        _ branch: BranchName,
        of remote: String
    ) throws(GitError) -> Int? {
        let other = "refs/remotes/\(remote)/\(branch)"
        guard let mine = try tip(of: branch), let theirs = try target(of: other) else { return nil }
        return Int(try run(GitCall(["rev-list", "--count", "\(mine)..\(theirs)"])).line)
    }
}
