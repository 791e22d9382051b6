extension GitRepository {
    /// The commit that a revision names now: an id or its start, a branch, a tag, `HEAD~2`.
    ///
    /// - Throws: ``GitError/unknownRevision(_:)``, ``GitError/ambiguousRevision(_:)``,
    ///   ``GitError/noCommits(path:)`` for `HEAD` before the first commit, and
    ///   ``GitError/refusedName(kind:text:fault:)`` for what reads like an option.
    package func commit(_ revision: String) throws(GitError) -> CommitID {
        try CommitID(object(revision, peeledTo: "commit")).orMalformed("git rev-parse")
    }

    /// The tree of a commit: its content, whatever its history.
    package func tree(of commit: CommitID) throws(GitError) -> TreeID {
        try TreeID(object(commit.text, peeledTo: "tree")).orMalformed("git rev-parse")
    }

    /// Whether the first commit is the second or one of its ancestors.
    ///
    /// In a shallow repository an ancestor beyond the cut is not seen.
    package func isAncestor(
        _ ancestor: CommitID,
        of commit: CommitID
    ) throws(GitError) -> Bool {
        let call = GitCall(["merge-base", "--is-ancestor", ancestor.text, commit.text])
        return try asking(about: [ancestor, commit], call.accepting(1)).exitCode == 0
    }

    /// The best common ancestor, or `nil` for histories that never met.
    package func mergeBase(
        _ one: CommitID,
        _ other: CommitID
    ) throws(GitError) -> CommitID? {
        let call = GitCall(["merge-base", one.text, other.text])
        let answer = try asking(about: [one, other], call.accepting(1))
        return answer.exitCode == 0 ? CommitID(answer.line) : nil
    }

    /// What a commit says of itself.
    package func information(on commit: CommitID) throws(GitError) -> CommitInfo {
        let answer = try asking(about: [commit], GitCall(["cat-file", "commit", commit.text]))
        guard let information = CommitInfo(id: commit, object: answer.output) else {
            throw .outputMalformed(command: "git cat-file", what: "commit \(commit.short)")
        }
        return information
    }

    /// Runs a call on commits; where git fails, the commit that is missing is named.
    func asking(
        about commits: [CommitID],
        _ call: GitCall
    ) throws(GitError) -> GitAnswer {
        do {
            return try run(call)
        } catch .commandFailed(let command, let exitCode, let complaint) {
            for commit in commits { _ = try self.commit(commit.text) }
            throw .commandFailed(command: command, exitCode: exitCode, complaint: complaint)
        }
    }

    private func object(
        _ revision: String,
        peeledTo kind: String
    ) throws(GitError) -> String {
        if let fault = Self.revisionFault(revision) {
            throw .refusedName(kind: "a revision", text: revision, fault: fault)
        }
        let words = ["rev-parse", "--verify", "--end-of-options", "\(revision)^{\(kind)}"]
        do {
            return try run(GitCall(words)).line
        } catch .commandFailed(let command, let exitCode, let complaint) {
            if complaint.utf8Contains("is ambiguous") { throw .ambiguousRevision(revision) }
            // The second one: there is such an object, and it is a tree or a file.
            guard
                complaint.utf8Contains("Needed a single revision")
                    || complaint.utf8Contains("expected \(kind) type")
            else {
                throw .commandFailed(command: command, exitCode: exitCode, complaint: complaint)
            }
            if revision == "HEAD" { throw .noCommits(path: directory) }
            throw .unknownRevision(revision)
        }
    }

    private static func revisionFault(_ text: String) -> String? {
        if text.isEmpty { return "it is empty" }
        if text.utf8.first == UInt8(ascii: "-") { return "it must not start with '-'" }
        if text.utf8.contains(where: { $0 < 0x20 || $0 == 0x7F }) {
            return "it must not have control characters"
        }
        return text.utf8.count > 1000 ? "it has over 1000 bytes" : nil
    }
}

extension Optional {
    func orMalformed(_ command: String) throws(GitError) -> Wrapped {
        guard let self else { throw .outputMalformed(command: command, what: "no object id") }
        return self
    }
}
