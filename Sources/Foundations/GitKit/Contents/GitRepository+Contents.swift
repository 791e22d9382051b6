extension GitRepository {
    /// What stands at a path of a commit, or `nil` where nothing does.
    package func entry(
        at path: GitPath,
        in commit: CommitID
    ) throws(GitError) -> TreeEntry? {
        let words = ["ls-tree", "-z", "--long", "--full-tree", commit.text, "--"]
        let answer = try asking(about: [commit], GitCall(words + [path.argument()]))
        return try TreeEntry.list(longTree: answer.output).first { $0.path == path }
    }

    /// The content of a file in a commit, as git keeps it: filters and line ends are not applied.
    ///
    /// Of a symbolic link it is the target; links are not followed.
    ///
    /// - Parameter limitBytes: A larger file is refused before it is read.
    /// - Throws: ``GitError/unknownPath(path:commit:)``, ``GitError/notAFile(path:commit:)``,
    ///   ``GitError/contentTooLarge(path:sizeBytes:limitBytes:)``.
    package func content(
        of path: GitPath,
        in commit: CommitID,
        limitBytes: Int = 1 << 20
    ) throws(GitError) -> [UInt8] {
        guard let entry = try entry(at: path, in: commit) else {
            throw .unknownPath(path: path, commit: commit)
        }
        guard let size = entry.sizeBytes else { throw .notAFile(path: path, commit: commit) }
        guard size <= limitBytes else {
            throw .contentTooLarge(path: path, sizeBytes: size, limitBytes: limitBytes)
        }
        var call = GitCall(["cat-file", "blob", entry.object])
        call.outputBytesMax = limitBytes
        return try run(call).output
    }

    /// The content of a file at a revision, or `nil` where the revision has no such file.
    ///
    /// One question to git. An unknown revision is an error: it has nothing to say about files.
    /// Neither name may have a line's end in it.
    package func content(
        of path: GitPath,
        at revision: String,
        limitBytes: Int = 1 << 20
    ) throws(GitError) -> [UInt8]? {
        let question = "\(revision)^{commit}:\(try path.argument())"
        guard !question.utf8.contains(UInt8(ascii: "\n")) else {
            throw .unknownRevision(question)
        }
        var call = GitCall(["cat-file", "--batch"])
        call.input = Array("\(question)\n".utf8)
        call.outputBytesMax = limitBytes + 1024
        if let content = try ObjectBatch.contents(run(call).output).first?.value { return content }
        _ = try commit(revision)
        return nil
    }

    /// The contents of files in a commit, in the order of their paths in it.
    ///
    /// What is not there, is no file or is larger than the limit is left out. Two questions to git.
    package func contents(
        of paths: Set<GitPath>,
        in commit: CommitID,
        limitBytes: Int = 1 << 20
    ) throws(GitError) -> [(path: GitPath, bytes: [UInt8])] {
        let wanted = try entries(in: commit).filter { entry in
            guard paths.contains(entry.path), (entry.sizeBytes ?? .max) <= limitBytes else {
                return false
            }
            return entry.kind == .file || entry.kind == .executable
        }
        guard !wanted.isEmpty else { return [] }
        var call = GitCall(["cat-file", "--batch"])
        call.input = wanted.flatMap { Array($0.object.utf8) + [UInt8(ascii: "\n")] }
        let objects = try ObjectBatch.contents(run(call).output)
        return wanted.compactMap { entry in objects[entry.object].map { (entry.path, $0) } }
    }

    /// Everything in a commit, directories opened.
    ///
    /// - Throws: ``GitError/outputTooLarge(command:limitBytes:)`` for a list of over 64 MiB, which
    ///   is about half a million files.
    package func entries(in commit: CommitID) throws(GitError) -> [TreeEntry] {
        let call = GitCall(["ls-tree", "-r", "-z", "--long", "--full-tree", commit.text])
        return try TreeEntry.list(longTree: asking(about: [commit], call).output)
    }

    /// The last value of a setting, from wherever git takes it, or `nil` where it is not set.
    package func setting(_ key: String) throws(GitError) -> String? {
        guard let first = key.utf8.first, first != UInt8(ascii: "-"), !key.utf8.contains(0) else {
            throw .refusedName(
                kind: "a setting",
                text: key,
                fault: "it must not be empty or start with '-'"
            )
        }
        let answer = try run(GitCall(["config", "-z", "--get", key]).accepting(1))
        guard answer.exitCode == 0 else { return nil }
        return String(decoding: answer.output.prefix { $0 != 0 }, as: UTF8.self)
    }
}
