extension GitRepository {
    /// How alike a deleted and an added file must be to count as renamed is git's default, 50 %.
    ///
    /// Over this many of each, git stops looking and reports them apart.
    private static let renamesMax = 1000

    private static let comparing = [
        "-z", "--no-ext-diff", "--no-textconv", "--ignore-submodules=none",
        "--find-renames", "-l\(renamesMax)",
    ]

    /// The files that differ between two commits.
    ///
    /// - Parameter old: `nil` compares with an empty tree, so that everything is new.
    package func changes(
        from old: CommitID?,
        to new: CommitID
    ) throws(GitError) -> [ChangedPath] {
        let answer = try compare(old, new, showing: "--name-status")
        return try ChangedPath.list(nameStatus: answer)
    }

    /// The difference between two commits as a patch that git applies, binary files included.
    ///
    /// No name is shortened and no rename guessed, so that it is the same everywhere.
    ///
    /// - Parameter old: `nil` compares with an empty tree.
    package func patch(from old: CommitID?, to new: CommitID) throws(GitError) -> [UInt8] {
        let words = [
            "diff-tree", "-r", "-p", "--binary", "--full-index", "--no-renames", "--no-color",
            "--no-ext-diff", "--no-textconv", "--no-commit-id", "--src-prefix=a/",
            "--dst-prefix=b/", "-U3", "--diff-algorithm=myers",
        ]
        let start = old?.text ?? Self.emptyTree(beside: new)
        let commits = [old, new].compactMap(\.self)
        return try asking(about: commits, GitCall(words + [start, new.text, "--"])).output
    }

    /// The lines that a commit adds, file by file; a file that was renamed counts as new.
    ///
    /// - Parameter old: `nil` compares with an empty tree, so that every line is new.
    /// - Throws: ``GitError/outputTooLarge(command:limitBytes:)`` for a patch of over 64 MiB.
    package func addedLines(
        from old: CommitID?,
        to new: CommitID
    ) throws(GitError) -> [AddedLines] {
        try addedLines(from: old, to: new, in: [], followingRenames: false)
    }

    /// The lines that one commit has and another has not.
    ///
    /// - Parameters:
    ///   - paths: The files to look at; none are all.
    ///   - followingRenames: Whether a file that was renamed is compared with what it was.
    func addedLines(
        from old: CommitID?,
        to new: CommitID,
        in paths: [String],
        followingRenames: Bool
    ) throws(GitError) -> [AddedLines] {
        let renames = followingRenames ? "--find-renames" : "--no-renames"
        let words = ["diff-tree", "-r", "--no-commit-id"] + Self.patching + [renames]
        let start = old?.text ?? Self.emptyTree(beside: new)
        let call = GitCall(words + [start, new.text, "--"] + paths)
        return try AddedLines.list(
            patch: asking(about: [old, new].compactMap(\.self), call).output
        )
    }

    /// The lines that each commit adds on the way from one to another, those included that a later
    /// one takes away again; what merges bring is left out.
    ///
    /// - Throws: ``GitError/outputTooLarge(command:limitBytes:)`` for patches of over 64 MiB.
    package func addedLinesOfEachCommit(
        from old: CommitID,
        to new: CommitID
    ) throws(GitError) -> [(commit: CommitID, files: [AddedLines])] {
        try linesOfEachCommit(from: old, to: new, in: [], removed: false)
    }

    /// - Parameter removed: Whether the lines are asked for that each commit takes away.
    func linesOfEachCommit(
        from old: CommitID,
        to new: CommitID,
        in paths: [String],
        removed: Bool
    ) throws(GitError) -> [(commit: CommitID, files: [AddedLines])] {
        // No line of a patch begins with a NUL.
        let plain = ["--no-merges", "--no-show-signature", "--inter-hunk-context=0"]
        let words = ["log", "--format=%x00%H"] + plain + Self.patching + ["--no-renames"]
        let range = (removed ? ["-R"] : []) + ["\(old.text)..\(new.text)", "--"]
        let call = GitCall(words + range + paths)
        let output = try asking(about: [old, new], call).output
        var found: [(commit: CommitID, files: [AddedLines])] = []
        var starts = output.indices.filter { index in
            output[index] == 0 && (index == 0 || output[index - 1] == UInt8(ascii: "\n"))
        }
        starts.append(output.count)
        for (start, end) in zip(starts, starts.dropFirst()) {
            let part = output[(start + 1)..<end]
            let name = part.prefix { $0 != UInt8(ascii: "\n") }
            guard let commit = CommitID(name.asText) else {
                throw .outputMalformed(command: "git log", what: name.prefix(80).asText)
            }
            found.append((commit, try AddedLines.list(patch: Array(part.dropFirst(name.count)))))
        }
        return found
    }

    private static let patching = [
        "-p", "--unified=0", "--no-color", "--no-ext-diff", "--no-textconv",
        "--ignore-submodules=all", "--src-prefix=a/", "--dst-prefix=b/",
    ]

    /// The files that differ between a commit and what the working directory holds now: committed
    /// since, staged, changed, and new files that are not ignored.
    ///
    /// Two questions to git, so a file that changes meanwhile can be missed or seen twice.
    package func changesInWorkingDirectory(
        since commit: CommitID
    ) throws(GitError) -> [ChangedPath] {
        let root = try workingRoot()
        let words = ["diff", "--name-status", "--no-color", "--no-relative"] + Self.comparing
        let tracked = try root.asking(
            about: [commit],
            GitCall(words + [commit.text, "--"])
        )
        let others = try root.run(GitCall(["ls-files", "-z", "--others", "--exclude-standard"]))
        let new = others.output.split(separator: 0).map { bytes in
            ChangedPath(path: GitPath(bytes: bytes), kind: .added)
        }
        return try ChangedPath.list(nameStatus: tracked.output) + new
    }

    /// The repository asked from the top of its working directory, since paths are told from there.
    func workingRoot() throws(GitError) -> GitRepository {
        if pinned?.root != nil { return self }
        let location = try location()
        guard let root = location.root else { throw .noWorkingDirectory(path: directory) }
        return pinned(
            to: PinnedWorktree(root: root, privateDirectory: location.privateDirectory)
        )
    }

    /// The same as ``changes(from:to:)`` lists, as lines.
    func readablePatch(from old: CommitID?, to new: CommitID) throws(GitError) -> [UInt8] {
        let words = ["diff-tree", "-r", "-p", "--no-commit-id", "--no-color", "-U3"]
        let alike = Self.comparing.filter { $0 != "-z" }
        let start = old?.text ?? Self.emptyTree(beside: new)
        let call = GitCall(words + alike + [start, new.text, "--"])
        return try asking(about: [old, new].compactMap(\.self), call).output
    }

    private func compare(
        _ old: CommitID?,
        _ new: CommitID,
        showing form: String
    ) throws(GitError) -> [UInt8] {
        let words = ["diff-tree", "-r", "--no-commit-id", form] + Self.comparing
        let commits = [old, new].compactMap(\.self)
        let start = old?.text ?? Self.emptyTree(beside: new)
        return try asking(about: commits, GitCall(words + [start, new.text, "--"])).output
    }

    /// The id of a tree without entries; git knows both without having them.
    static func emptyTree(beside commit: CommitID) -> String {
        commit.text.utf8.count == 40
            ? "4b825dc642cb6eb9a060e54bf8d69288fbee4904"
            : "6ef19b41225c5369f1c104d45d8d85efa9b057b53b14b4b9b939dd74decc5321"
    }
}
