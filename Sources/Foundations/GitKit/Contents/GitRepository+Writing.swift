extension GitRepository {
    /// A commit with files written over those of another; no branch has it, and git forgets it in
    /// time.
    ///
    /// - Parameters:
    ///   - files: The texts by path; a file that was executable stays so.
    ///   - index: Where no file is; one is made there and removed again.
    package func commit(
        writing files: [(path: GitPath, bytes: [UInt8])],
        over commit: CommitID,
        by signature: CommitSignature,
        index: String
    ) throws(GitError) -> CommitID {
        defer {
            // One that stays is small, and lies where the cache is cleaned.
            try? FileChange.removeFile(index)
        }
        let environment = ["GIT_INDEX_FILE": index]
        _ = try run(writing(["read-tree", commit.text], environment))
        for file in files {
            let path = try file.path.argument()
            var hashing = GitCall.writing(["hash-object", "-w", "--stdin"])
            hashing.input = file.bytes
            let object = try run(hashing).line
            let kind = try entry(at: file.path, in: commit)?.kind
            let mode = kind == .executable ? "100755" : "100644"
            let entry = "\(mode),\(object),\(path)"
            _ = try run(
                writing(["update-index", "--add", "--replace", "--cacheinfo", entry], environment)
            )
        }
        let tree = try run(writing(["write-tree"], environment)).line
        var committing = writing(
            ["commit-tree", "--no-gpg-sign", "-p", commit.text, "-F", "-", tree],
            environment.merging(signature.bothRoles) { $1 }
        )
        committing.input = Array("A case of a gate\n".utf8)
        let text = try run(committing).line
        guard let made = CommitID(text) else {
            throw .outputMalformed(command: "git commit-tree", what: text)
        }
        return made
    }

    private func writing(_ words: [String], _ environment: [String: String]) -> GitCall {
        var call = GitCall.writing(words)
        call.environment = environment
        return call
    }
}
