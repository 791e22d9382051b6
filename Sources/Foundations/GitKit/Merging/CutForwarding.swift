extension GitRepository {
    /// Ends what ``bringForward(from:to:)`` was cut off in.
    ///
    /// - Returns: Whether files and index are those of the second commit now; not where there is
    ///   something that git can't have left there, which then stays as it is.
    package func endBringingForward(
        from old: CommitID,
        to new: CommitID
    ) throws(GitError) -> Bool {
        guard try CutForwarding(of: workingRoot(), from: old, to: new).isOwn() else { return false }
        try workingRoot().run(.writing(["read-tree", "--reset", "-u", new.text]))
        return true
    }
}

/// A working directory whose files are partly those of one commit and partly of another.
private struct CutForwarding {
    private let root: GitRepository
    private let old: CommitID
    private let new: CommitID

    init(of root: GitRepository, from old: CommitID, to new: CommitID) {
        self.root = root
        self.old = old
        self.new = new
    }

    /// Whether all that differs is what git had come to.
    ///
    /// git writes the index last. A file is as it was, gone for a moment, as it will be, or the
    /// beginning of that.
    func isOwn() throws(GitError) -> Bool {
        if try !isIndex(of: old) {
            guard try isIndex(of: new) else { return false }
        }
        let before = try changed(since: old)
        let after = try changed(since: new)
        let there = Set(try root.entries(in: old).map(\.path))
        let mine = Set(try root.entries(in: new).map(\.path))
        // What the second commit has not is as it was, or gone.
        guard before.isSubset(of: mine) else { return false }
        for path in after where before.contains(path) || !there.contains(path) {
            guard try isBeginning(path) else { return false }
        }
        return true
    }

    private func isIndex(of commit: CommitID) throws(GitError) -> Bool {
        let call = GitCall(["diff-index", "--cached", "--quiet", commit.text, "--"]).accepting(1)
        return try root.run(call).exitCode == 0
    }

    /// The files of a commit that are there and have another content.
    private func changed(since commit: CommitID) throws(GitError) -> Set<GitPath> {
        let directory = try root.location().privateDirectory
        return try TemporaryIndex.with(of: directory) { index throws(GitError) in
            func run(_ words: [String]) throws(GitError) -> GitAnswer {
                var call = GitCall.writing(words).accepting(1)
                call.environment = index.environment
                return try root.run(call)
            }
            _ = try run(["read-tree", commit.text])
            _ = try run(["update-index", "-q", "--refresh"])
            let answer = try run(["diff-files", "--name-only", "--diff-filter=d", "-z"])
            return Set(answer.output.split(separator: 0).map { GitPath(bytes: $0) })
        }
    }

    /// Whether a file is the beginning of what it is to be.
    private func isBeginning(_ path: GitPath) throws(GitError) -> Bool {
        guard let place = root.pinned?.root, path.isText,
            let entry = try root.entry(at: path, in: new), entry.kind != .symbolicLink,
            let size = entry.sizeBytes
        else { return false }
        let whole = try root.content(of: path, in: new, limitBytes: max(size, 1))
        do throws(GitError) {
            let found = try FileProbe.bytes(of: place.appending(path: path.text), limit: size)
            return found.map { whole.starts(with: $0) } ?? false
        } catch {
            // What is longer, or can't be read, git has not written.
            return false
        }
    }
}
