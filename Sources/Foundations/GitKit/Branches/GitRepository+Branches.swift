extension GitRepository {
    /// The branch that is checked out, also one without commits; `nil` when HEAD is detached.
    ///
    /// git is started only where HEAD stands in a format that only git reads.
    package func currentBranch() throws(GitError) -> BranchName? {
        switch try location().head {
        case .branch(let name): name
        case .detached, .reference: nil
        case .hidden: try hiddenHead().branch
        }
    }

    /// The commit that a branch points to, or `nil` where there is no such branch.
    package func tip(of branch: BranchName) throws(GitError) -> CommitID? {
        try target(of: branch.reference)
    }

    /// The commit that a reference points to, by its full name.
    func target(of reference: String) throws(GitError) -> CommitID? {
        let words = ["for-each-ref", "--format=%(refname) %(objectname)", reference]
        // The pattern also finds references below a name: of `a`, also `a/b`.
        return try run(GitCall(words)).lines.lazy.compactMap { line in
            line.dropping(prefix: reference + " ").flatMap(CommitID.init)
        }.first
    }

    /// Makes a branch without following another one, so that no configuration is written.
    ///
    /// - Throws: ``GitError/branchInTheWay(_:existing:)``, ``GitError/unknownRevision(_:)``,
    ///   ``GitError/branchExists(_:at:)``.
    package func createBranch(
        _ branch: BranchName,
        at commit: CommitID
    ) throws(GitError) {
        var call = GitCall.writing([
            "update-ref", "--create-reflog", "-m", "branch: Created from \(commit.short)",
            branch.reference, commit.text, commit.none,
        ])
        // Before the directory that holds the branch's work is made, the branch is on the disk.
        call.settings = ["core.fsync=reference"]
        do {
            _ = try asking(about: [commit], call)
        } catch .commandFailed(let command, let exitCode, let complaint) {
            // "cannot lock ref 'refs/heads/a/b': 'refs/heads/a' exists; cannot create …"
            if let existing = complaint.between(": '", "' exists; cannot create") {
                let name = existing.dropping(prefix: "refs/heads/") ?? existing
                throw .branchInTheWay(branch, existing: name)
            }
            if let tip = try tip(of: branch) { throw .branchExists(branch, at: tip) }
            throw .commandFailed(command: command, exitCode: exitCode, complaint: complaint)
        }
    }

    /// All branches with the commits that they point to, by name.
    package func branches() throws(GitError) -> [(name: BranchName, commit: CommitID)] {
        let words = ["for-each-ref", "--format=%(objectname) %(refname)", "refs/heads/"]
        return try run(GitCall(words)).lines.compactMap { line in
            let parts = line.split(separator: " ", maxSplits: 1)
            guard parts.count == 2, let commit = CommitID(String(parts[0])),
                let name = String(parts[1]).dropping(prefix: "refs/heads/")
            else { return nil }
            return (BranchName(trusted: name), commit)
        }
    }

    /// The branches whose history has the commit, by name.
    package func branches(containing commit: CommitID) throws(GitError) -> [BranchName] {
        let words = [
            "for-each-ref", "--format=%(refname)", "--contains=\(commit)", "refs/heads/",
        ]
        return try asking(about: [commit], GitCall(words)).lines.compactMap { line in
            line.dropping(prefix: "refs/heads/").map { BranchName(trusted: $0) }
        }
    }

    /// The branch that work starts from, as far as the repository tells: the one that `origin`
    /// names, otherwise the one that is checked out in the main worktree.
    ///
    /// `nil` when neither is known.
    package func defaultBranch() throws(GitError) -> BranchName? {
        let head = "refs/remotes/origin/HEAD"
        let answer = try run(GitCall(["for-each-ref", "--format=%(symref)", head]))
        if let name = answer.line.dropping(prefix: "refs/remotes/origin/") {
            return BranchName(trusted: name)
        }
        let location = try location()
        switch try RepositoryLocator.head(of: location.commonDirectory) {
        case .branch(let name): return name
        case .hidden:
            let main = PinnedWorktree(root: nil, privateDirectory: location.commonDirectory)
            return try pinned(to: main).hiddenHead().branch
        case .detached, .reference, nil: return nil
        }
    }

    /// HEAD as git tells it.
    func hiddenHead() throws(GitError) -> Head {
        let symbolic = try run(GitCall(["symbolic-ref", "--quiet", "HEAD"]).accepting(1))
        if symbolic.exitCode == 0, let head = Head(reference: symbolic.line) { return head }
        return .detached(try commit("HEAD"))
    }
}
